import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/receipts', {
    number: 'L-1',
    site: 'DC',
    lines: [{ line: 1, sku: 'TV', quantity: 5 }],
  });
});
afterAll(() => app?.close());

const document = { kind: 'receipt', number: 'L-1' };
const path = '/api/receipts/L-1';
const receive = (serial: string, input: string, sku = 'TV', more = {}) =>
  app.scan('receive', [sku, serial], { document, location: 'DOCK', input, ...more });
type Listed = { unit: { serial: string }; why: string; label: { job: number; state: string } | null };
const listed = async (): Promise<readonly Listed[]> =>
  (await app.ask('GET', `${path}/needs-label`)).body.items;
const waiting = async () => (await listed()).map(({ unit, why }) => [unit.serial, why]).sort();
const print = (body: object) => app.ask('POST', `${path}/labels`, { id: crypto.randomUUID(), ...body });

test('what was typed needs a label; what was read off one, or came in a list, does not', async () => {
  expect((await print({ printer: null })).body.code).toBe('nothing_to_print');
  await receive('NL-1', 'scanned');
  await receive('NL-2', 'keyed');
  await receive('NL-3', 'pasted');
  await receive('NL-4', 'keyed');
  expect(await waiting()).toEqual([
    ['NL-2', 'keyed'],
    ['NL-4', 'keyed'],
  ]);
});

test('a number of ours needs its label, however it came', async () => {
  await app.ask('POST', '/api/numbers', { sku: 'LAPTOP', kind: 'sequence', prefix: 'OWN-', width: 6 });
  await receive('OWN-1', 'pasted', 'LAPTOP', { details: { reason: 'sent along' } });
  await receive('OWN-2', 'scanned', 'LAPTOP', { details: { reason: 'sent along' } });
  expect(await waiting()).toContainEqual(['OWN-1', 'ours']);
  expect(await waiting()).toHaveLength(3);
});

test('all are printed in one go, a job a product, and what is on its way is not printed twice', async () => {
  const printed = await print({ printer: null });
  expect(printed.status).toBe(201);
  expect(printed.body.jobs.map((job: { sku: string; labels: number }) => [job.sku, job.labels])).toEqual([
    ['LAPTOP', 1],
    ['TV', 2],
  ]);
  expect((await listed()).map(({ label }) => label?.state)).toEqual(['to_print', 'to_print', 'to_print']);
  expect((await print({ printer: null })).body.code).toBe('nothing_to_print');
});

test('a unit is off the list once its label was read: at the bench, or by any scan', async () => {
  const { job } = (await listed()).find(({ unit }) => unit.serial === 'NL-2')!.label!;
  const labels = (await app.ask('GET', `/api/labels?job=${job}`)).body.items;
  const { content } = labels.find((one: { number: string }) => one.number === 'NL-2');
  const typed = await app.ask('POST', '/api/labels/read', { site: 'DC', code: content, input: 'keyed', job });
  expect(typed.body.outcome).toBe('refused');
  expect(await waiting()).toHaveLength(3);
  const read = await app.ask('POST', '/api/labels/read', {
    site: 'DC',
    code: content,
    input: 'scanned',
    job,
  });
  expect(read.body.outcome).toBe('applied');
  await app.scan('put_away', ['TV', 'NL-4'], { location: 'A-01' });
  expect(await waiting()).toEqual([['OWN-1', 'ours']]);
});

test('a printer of another site prints nothing, and each product says why', async () => {
  await receive('NL-9', 'keyed', 'TV');
  const { body, status } = await print({ printer: 999 });
  expect([status, body.jobs, body.refused]).toEqual([
    201,
    [],
    [{ sku: 'TV', code: 'unknown_printer', sentence: 'There is no printer 999 at this site.' }],
  ]);
  expect(
    (await app.ask('GET', `${path}/needs-label`, undefined, { key: await app.keyOf('lead', 'STORE-1') }))
      .status,
  ).toBe(404);
});
