import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/suppliers', { code: 'TRUSTED', name: 'Trusted', sampleSize: 0 });
  await app.ask('POST', '/api/suppliers', { code: 'SAMPLED', name: 'Sampled', sampleSize: 2 });
});
afterAll(() => app?.close());

const [one, two, pallet, other] = [
  '012345000000000018',
  '012345000000000025',
  '012345000000000032',
  '012345000000000049',
].map((text) => {
  const digits = text.slice(0, 17);
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}) as [string, string, string, string];

const of = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, nth) => `${prefix}-${nth + 1}`);

/** Two cartons of five on a pallet, with 20 cables in the first. */
async function announce(number: string, supplier: string) {
  const serials = (which: string) => of(`${number}-${which}`, 5);
  const made = await app.ask('POST', '/api/receipts', {
    number,
    site: 'DC',
    supplier,
    lines: [
      { line: 1, sku: 'TV' },
      { line: 2, sku: 'CABLE', quantity: 20 },
    ],
    cartons: [
      { sscc: pallet },
      {
        sscc: one,
        inside: pallet,
        units: [{ line: 1, serials: serials('A') }],
        pieces: [{ line: 2, quantity: 20 }],
      },
      { sscc: two, inside: pallet, units: [{ line: 1, serials: serials('B') }] },
    ],
  });
  expect([made.status, made.body.code]).toEqual([201, undefined]);
}

const at = (number: string, rest: string) => `/api/receipts/${number}/cartons${rest}`;
const open = (number: string, sscc: string, more: Record<string, unknown> = {}) =>
  app.ask('POST', at(number, `/${sscc}/scans`), {
    id: randomUUID(),
    location: 'DOCK',
    input: 'scanned',
    ...more,
  });
const receive = (number: string, serial: string, more = {}) =>
  app.scan('receive', ['TV', serial], { document: { kind: 'receipt', number }, location: 'DOCK', ...more });
const counts = async (number: string) => {
  const { body } = await app.ask('GET', `/api/receipts/${number}`);
  return [body.received, body.extra, body.missing, body.pieces.received];
};

test('a trusted supplier’s carton is received by its label, as inferred, once', async () => {
  await announce('CT-1', 'TRUSTED');
  const told = await open('CT-1', one);
  expect([told.body.step, told.body.taken, told.body.left]).toEqual(['take', 25, []]);
  expect(await counts('CT-1')).toEqual([5, 0, 5, 20]);
  const { items } = (await app.ask('GET', '/api/receipts/CT-1/units')).body;
  const unit = items.find((row: { state: string }) => row.state === 'recorded').unit;
  const { events } = (await app.ask('GET', `/api/units/${unit.id}/history`)).body;
  expect(events.at(-1)).toMatchObject({ move: 'receive', evidence: 'inferred', details: { carton: one } });
  const again = await open('CT-1', one);
  expect([again.body.step, again.body.taken]).toEqual(['already', 0]);
  expect(await counts('CT-1')).toEqual([5, 0, 5, 20]);
});

test('a pallet’s label is the label of every carton on it; one that was half scanned gets its rest', async () => {
  await announce('CT-2', 'TRUSTED');
  await receive('CT-2', 'CT-2-B-3');
  const { body } = await open('CT-2', pallet);
  expect([body.step, body.taken]).toEqual(['take', 29]);
  expect(await counts('CT-2')).toEqual([10, 0, 0, 20]);
});

test('a sample is scanned first; then the rest of the delivery is taken as announced', async () => {
  await announce('CT-3', 'SAMPLED');
  const first = await open('CT-3', one);
  expect([first.body.step, first.body.taken, first.body.sentence]).toEqual([
    'sample',
    0,
    'Open it and scan 2 of the 5 units in it.',
  ]);
  await receive('CT-3', 'CT-3-A-1');
  await receive('CT-3', 'CT-3-A-4');
  const list = (await app.ask('GET', at('CT-3', ''))).body;
  expect(list.sample).toEqual({ needed: 2, scanned: 2, failed: false });
  expect((await open('CT-3', one)).body).toMatchObject({ step: 'take', taken: 23 });
  expect((await open('CT-3', two)).body).toMatchObject({ step: 'take', taken: 5 });
  expect(await counts('CT-3')).toEqual([10, 0, 0, 20]);
});

test('one carton that holds something else makes each unit of the delivery be scanned', async () => {
  await announce('CT-4', 'SAMPLED');
  const told = await app.ask('POST', at('CT-4', `/${one}/differences`), undefined);
  expect([told.status, told.body.sample.failed]).toEqual([200, true]);
  for (const sscc of [one, two]) expect((await open('CT-4', sscc)).body.step).toBe('every_unit');
  const content = (await app.ask('GET', at('CT-4', `/${one}`))).body;
  expect([content.everyUnit, content.units.length, content.pieces[0].quantity]).toEqual([true, 5, 20]);
  for (const nth of [1, 2, 3, 4, 5]) await receive('CT-4', `CT-4-A-${nth}`);
  expect((await open('CT-4', one)).body).toMatchObject({ step: 'take', taken: 20 });
  expect((await open('CT-4', one)).body.step).toBe('already');
});

test('a supplier that nobody knows is trusted with nothing', async () => {
  await announce('CT-5', 'Nobody we know');
  const { body } = await open('CT-5', two);
  expect([body.step, body.sample.needed, body.left.length]).toEqual(['sample', 10, 5]);
});

test('what cannot be received of a carton is named with its reason; the rest is taken', async () => {
  await announce('CT-6', 'TRUSTED');
  await app.scan('receive', ['TV', 'CT-6-B-2'], { site: 'STORE-1' });
  const { body } = await open('CT-6', two);
  expect([
    body.taken,
    body.left.map((left: { serial: string; code: string }) => [left.serial, left.code]),
  ]).toEqual([4, [['CT-6-B-2', 'delivered_twice']]]);
});

test('a carton of another receipt is named with it, and one of none is told to be opened', async () => {
  await announce('CT-7', 'TRUSTED');
  const lines = [{ line: 1, sku: 'TV', quantity: 1 }];
  await app.ask('POST', '/api/receipts', { number: 'CT-8', site: 'DC', lines, cartons: [{ sscc: other }] });
  const wrong = await open('CT-7', other);
  expect([wrong.status, wrong.body.code, wrong.body.detail]).toEqual([
    404,
    'carton_not_found',
    `The carton ${other} is not on receipt CT-7. It was announced on CT-8.`,
  ]);
  const none = await open('CT-7', '012345999999999991');
  expect(none.body.detail).toContain('Nobody announced it');
  const nowhere = await open('CT-7', one, { location: 'NOWHERE' });
  expect([nowhere.status, nowhere.body.code]).toEqual([422, 'unknown_location']);
  expect(await counts('CT-7')).toEqual([0, 0, 10, 0]);
});

test('two devices at one carton, one of them piece by piece: nothing counts twice', async () => {
  await announce('CT-9', 'TRUSTED');
  const scans = of('CT-9-A', 5).map((serial) => receive('CT-9', serial));
  const labels = await Promise.all([open('CT-9', one), open('CT-9', pallet), ...scans]);
  expect(labels.slice(0, 2).map((told) => (told as { status: number }).status)).toEqual([200, 200]);
  expect(await counts('CT-9')).toEqual([10, 0, 0, 20]);
});

test('a carton is its site’s: elsewhere its receipt does not exist', async () => {
  await announce('CT-10', 'TRUSTED');
  const key = await app.keyOf('associate', 'STORE-1');
  const body = { id: randomUUID(), input: 'scanned' };
  const asked = [
    ['GET', '', undefined],
    ['GET', `/${one}`, undefined],
    ['POST', `/${one}/scans`, body],
    ['POST', `/${one}/differences`, undefined],
  ] as const;
  for (const [method, rest, sent] of asked) {
    const told = await app.ask(method, at('CT-10', rest), sent, { key });
    expect([rest, told.status, told.body.code]).toEqual([rest, 404, 'receipt_not_found']);
  }
});

test('counted blind, nothing is told and nothing is taken unseen; a lead sees what was announced', async () => {
  await app.ask('PATCH', '/api/suppliers/TRUSTED/rules', { blind: true });
  await announce('CT-11', 'TRUSTED');
  await app.ask('PATCH', '/api/suppliers/TRUSTED/rules', { blind: false });
  const associate = { key: await app.keyOf('associate', 'DC') };
  const ask = async (rest: string, more = {}) =>
    (await app.ask('GET', `/api/receipts/CT-11${rest}`, undefined, more)).body;
  expect(await ask('', associate)).toMatchObject({
    blind: true,
    expected: null,
    missing: null,
    pieces: { expected: null },
  });
  expect((await ask('', { key: await app.keyOf('lead', 'DC') })).expected).toBe(10);
  const told = await open('CT-11', one);
  expect([told.body.step, told.body.taken, told.body.left]).toEqual(['every_unit', 0, []]);
  const extra = await receive('CT-11', 'CT-11-UNKNOWN', associate);
  const listed = await receive('CT-11', 'CT-11-A-1', associate);
  expect([extra.outcome, listed.outcome]).toEqual(['recorded', 'recorded']);
  expect(await ask('', associate)).toMatchObject({ received: 2, extra: 0 });
  const { items } = await ask('/units', associate);
  expect(items.map((row: { state: string; line: unknown }) => [row.state, row.line])).toEqual([
    ['recorded', null],
    ['recorded', null],
  ]);
  expect((await ask('/progress', associate)).lines).toMatchObject([
    { sku: 'TV', expected: 0, received: 2, missing: 0 },
  ]);
  expect((await ask('/cartons', associate)).items).toEqual([]);
  for (const rest of [`/cartons/${one}`, '/report.csv', '/report.pdf'])
    expect((await ask(rest, associate)).code).toBe('not_permitted');
  expect(await ask('')).toMatchObject({ received: 1, extra: 1, missing: 9 });
});

test('what a supplier may not deliver is stopped with its own refusal', async () => {
  await app.ask('PATCH', '/api/suppliers/TRUSTED/rules', {
    overPieces: 1,
    stopRecalled: true,
    serials: [{ sku: 'TV', ranges: 'OK-100..OK-199' }],
  });
  const kept = await app.ask('GET', '/api/suppliers/TRUSTED/rules');
  expect(kept.body).toMatchObject({
    overPieces: 1,
    stopRecalled: true,
    partial: true,
    serials: [{ sku: 'TV' }],
  });
  const lines = [{ line: 1, sku: 'TV', quantity: 2 }];
  await app.ask('POST', '/api/receipts', { number: 'CT-12', site: 'DC', supplier: 'TRUSTED', lines });
  const outside = await receive('CT-12', 'NO-100');
  expect([outside.code, outside.sentence]).toEqual([
    'serial_outside_range',
    'The serial NO-100 is none of those that Trusted may deliver of this product: OK-100..OK-199.',
  ]);
  const scope = { sku: 'TV', serials: 'OK-150' };
  await app.scan('place_hold', [], { details: { kind: 'recall', reference: 'R-1', reason: 'x', scope } });
  const recalled = await receive('CT-12', 'OK-150');
  expect([recalled.code, recalled.sentence]).toEqual([
    'recalled_delivery',
    'This unit is recalled, and Trusted may not deliver it: set it apart, and send it back.',
  ]);
  for (const nth of [100, 101]) expect((await receive('CT-12', `OK-${nth}`)).outcome).toBe('recorded');
  const key = await app.keyOf('associate', 'DC');
  const more = (serial: string) => receive('CT-12', serial, { key, details: { reason: 'sent along' } });
  expect((await more('OK-102')).outcome).toBe('recorded');
  const over = await more('OK-103');
  expect([over.code, over.sentence]).toEqual([
    'over_delivery',
    'At most 1 more than announced may come from Trusted on CT-12: send it back, or ask a lead.',
  ]);
  await app.scan('sell', ['OK-100'], { document: { kind: 'sale', number: 'CT-12-S' } });
  await app.ask('POST', '/api/receipts', { number: 'CT-14', site: 'DC', supplier: 'TRUSTED', lines });
  const twice = await receive('CT-14', 'OK-100');
  expect(twice.code).toBe('delivered_twice');
  expect(twice.sentence).toMatch(
    /^The serial OK-100 was delivered before: .+\. Look at the label, and ask Trusted\.$/,
  );
  const wrong = { serials: [{ sku: 'TV', ranges: 'OK-9..OK-1' }] };
  const refused = await app.ask('PATCH', '/api/suppliers/TRUSTED/rules', wrong);
  expect([refused.status, refused.body.code, refused.body.where]).toEqual([
    422,
    'bad_serials',
    'serials[0].ranges',
  ]);
  await app.ask('PATCH', '/api/suppliers/TRUSTED/rules', { serialsRequired: true });
  const silent = await app.ask('POST', '/api/receipts', {
    number: 'CT-13',
    site: 'DC',
    supplier: 'TRUSTED',
    lines,
  });
  expect([silent.status, silent.body.code]).toEqual([422, 'serials_needed']);
});
