import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  const bins = ['A-02', 'A-03'].map((code) => ({ code, aisle: 'A', color: 'green', capacity: 2 }));
  await app.ask('POST', '/api/sites/DC/locations', { locations: bins });
});
afterAll(() => app?.close());

const receive = (serial: string, location: string, more = {}) =>
  app.scan('receive', ['TV', serial], { location, ...more });
const waiting = async (query = 'site=DC', key?: string) =>
  app.ask('GET', `/api/putaway?${query}`, undefined, key === undefined ? {} : { key });
const spots = async (unit: number, site = 'DC') =>
  (await app.ask('GET', `/api/putaway/suggestions?site=${site}&unit=${unit}`)).body.items;
const codes = (items: readonly { code: string; why: string }[]) =>
  items.map(({ code, why }) => `${code} ${why}`);

describe('what stands at the dock', () => {
  test('waits to be put away, what came first on top, each with its best spot', async () => {
    await receive('W-1', 'DOCK');
    await receive('W-2', 'DOCK', { details: { condition: 'damaged' } });
    await receive('W-3', 'A-02');
    const { body } = await waiting();
    expect([body.waiting, body.isMore]).toEqual([2, false]);
    expect(body.items).toMatchObject([
      {
        ...{
          serial: 'W-1',
          sku: 'TV',
          status: 'in_stock',
          condition: 'new',
          holds: [],
          spot: 'DOCK',
          seq: 1,
        },
        suggested: { code: 'A-02', aisle: 'A', color: 'green', units: 1, capacity: 2, same: 1 },
      },
      { serial: 'W-2', condition: 'damaged', suggested: { code: 'QUARANTINE', why: 'apart' } },
    ]);
    const one = (await waiting('site=DC&limit=1')).body;
    expect([one.items.map(({ serial }: { serial: string }) => serial), one.waiting]).toEqual([['W-1'], 2]);
  });

  test('waits no more once it is put away', async () => {
    await receive('W-4', 'DOCK');
    expect((await app.scan('put_away', ['W-4'], { location: 'A-03' })).outcome).toBe('recorded');
    const serials = (await waiting()).body.items.map(({ serial }: { serial: string }) => serial);
    expect(serials).not.toContain('W-4');
  });

  test('is nobody’s business at another site, and nothing where nothing waits', async () => {
    const key = await app.keyOf('associate', 'STORE-1');
    expect((await waiting('site=STORE-1', key)).body).toEqual({ items: [], waiting: 0, isMore: false });
    const theirs = await waiting('site=DC', key);
    expect([theirs.status, theirs.body.code]).toEqual([422, 'unknown_site']);
    expect((await waiting('site=NOWHERE')).body.code).toBe('unknown_site');
  });
});

describe('the best spot', () => {
  test('is where more of the product lies until that is full, then an empty bin', async () => {
    const { unit } = await receive('S-1', 'DOCK');
    const before = codes(await spots(unit.id));
    expect(before.slice(0, 2)).toEqual(['A-02 same_product', 'A-03 same_product']);
    await app.scan('put_away', ['S-1'], { location: 'A-02' });
    await receive('S-2', 'DOCK');
    const next = await app.scan('put_away', ['S-2'], { location: 'A-02' });
    expect([next.code, next.sentence]).toEqual([
      'spot_full',
      'The spot DC/A-02 is full: it holds 2 already. Put this one somewhere else.',
    ]);
    expect(codes(await spots(next.unit.id))).not.toContain('A-02 same_product');
  });

  test('is never one that would be refused', async () => {
    const held = await receive('H-1', 'DOCK');
    await app.scan('place_hold', ['H-1'], { details: { kind: 'quality' } });
    for (const { code } of await spots(held.unit.id)) {
      const told = await app.scan('put_away', ['H-1'], { location: code });
      expect([code, told.outcome]).toEqual([code, 'recorded']);
    }
    expect((await app.scan('put_away', ['H-1'], { location: 'A-01' })).sentence).toBe(
      'What is held, damaged or defective is not put away in a bin like DC/A-01: take it to quarantine or a cage.',
    );
    expect((await app.scan('put_away', ['H-1'], { location: 'DOCK' })).code).toBe('not_kept_there');
  });

  test('of a unit that is not there cannot be said', async () => {
    const { status, body } = await app.ask('GET', '/api/putaway/suggestions?site=DC&unit=99999999');
    expect([status, body.code]).toEqual([404, 'unit_not_found']);
  });
});
