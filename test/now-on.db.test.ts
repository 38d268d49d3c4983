import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLabelTokens } from '../src/operations/resolver/label-token.ts';
import { serverSecret } from '../src/platform/server-secret.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';

// A number that is not a unit's any more still leads to it, through whichever door somebody comes, and each door says what
// the unit is called now.

const secret = 'a secret that labels are vouched for with, here';
const gtin = '09501101530003';
let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ UNITRAIL_SECRET: secret });
  const lead = await app.keyOf('lead');
  const rename = (unit: string, identifier: string) =>
    app.scan('reidentify', [unit], { key: lead, details: { identifier, reason: 'label', proof: 'P-1' } });
  for (const serial of ['RENAMED-1', 'SWAPPED-1', 'TAKER-1', 'WRONG-1', 'GIVER-1'])
    await app.scan('receive', ['LAPTOP', serial]);
  await rename('RENAMED-1', 'serial:RENAMED-2');
  // Its number goes to another unit, which gives up its own.
  await rename('SWAPPED-1', 'serial:SWAPPED-2');
  await rename('TAKER-1', 'serial:SWAPPED-1');
  await rename('GIVER-1', 'own_label:LABEL-A');
  const gone = { replaces: 'own_label:LABEL-A', reason: 'torn' };
  await app.scan('reidentify', ['GIVER-1'], { key: lead, details: gone });
  const scans = ['WRONG-1', 'RIGHT-1'].map((code, nth) => ({
    id: crypto.randomUUID(),
    codes: ['LAPTOP', code],
    input: 'keyed',
    ...(nth === 0 ? { details: { reason: 'label of the neighbour' } } : {}),
  }));
  await app.ask('POST', '/api/scans', { move: 'misidentified', site: 'DC', scans }, { key: lead });
});
afterAll(() => app?.close());

/** A number that somebody has in his hand, what it was to the unit, and what that unit is called now. */
const numbers = [
  ['RENAMED-1', 'a serial that was replaced', 'RENAMED-2'],
  ['TAKER-1', 'the serial of a unit that got another’s', 'SWAPPED-1'],
  ['SWAPPED-1', 'a serial that another unit has now', 'SWAPPED-1'],
  ['LABEL-A', 'a label that was taken off', 'GIVER-1'],
] as const;

describe.each(numbers)('%s, %s', (number, _what, now) => {
  test('by code: the unit, and what it is called now', async () => {
    const { body } = await app.ask('GET', `/api/units/by-code/${number}`);
    expect(body.units[0].serial).toBe(now);
    expect(body.units[0].now).toEqual(number === now ? null : { sku: 'LAPTOP', serial: now });
  });

  test('a scan, and one that is only judged, is of that unit and names it so', async () => {
    expect(await app.scan('count', [number])).toMatchObject({ outcome: 'recorded', unit: { serial: now } });
    const scans = [{ id: crypto.randomUUID(), codes: [number], input: 'scanned' }];
    const { body } = await app.ask('POST', '/api/scans/judge', { move: 'count', site: 'DC', scans });
    expect(body.answers[0].unit).toMatchObject({ serial: now });
  });

  test('search finds it first, and says whether the number is a former one', async () => {
    await app.app.searchIndex.caughtUp();
    const { body } = await app.ask('GET', `/api/search?q=${number}`);
    const [first] = body.units.items;
    expect([first.unit.serial, first.matched.current]).toEqual([now, number === now]);
  });
});

test('a unit that was recorded under a wrong serial answers by code with the one that took over its life', async () => {
  const { body } = await app.ask('GET', '/api/units/by-code/WRONG-1');
  expect(body.units[0]).toMatchObject({ status: 'retired', now: { sku: 'LAPTOP', serial: 'RIGHT-1' } });
  expect((await app.scan('pick', ['WRONG-1'])).code).toBe('misidentified');
});

test.each([
  ['RENAMED-1', 'RENAMED-2'],
  ['TAKER-1', 'SWAPPED-1'],
  ['WRONG-1', 'RIGHT-1'],
  ['SWAPPED-1', undefined],
])('who has the label of %s is told its number now: %s', async (serial, now) => {
  const t = openLabelTokens(serverSecret('/nowhere', secret)).tokenOf({ gtin, serial });
  const { text } = await app.ask('GET', `/about/01/${gtin}/21/${serial}?t=${t}`, undefined, {
    key: null,
    headers: { accept: 'text/html' },
  });
  expect(/<h2>Its number is ([^ ]+) now/.exec(text)?.[1]).toBe(now);
});
