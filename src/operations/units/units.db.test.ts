import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const byCode = (code: string) => app.ask('GET', `/api/units/by-code/${encodeURIComponent(code)}`);
const received = async (sku: string, serial: string, more = {}) =>
  (await app.scan('receive', [sku, serial], more)).unit.id as number;

/** All pages of a list. */
async function all(url: string): Promise<Record<string, never>[]> {
  const items: Record<string, never>[] = [];
  let after = '';
  do {
    const { body } = await app.ask('GET', `${url}&limit=2${after}`);
    items.push(...body.items);
    after = body.next === null ? '' : `&after=${body.next}`;
  } while (after !== '');
  return items;
}

describe('one unit', () => {
  test('is read by its number, with all that is known', async () => {
    const id = await received('PHONE', 'U-1', { location: 'A-01', details: { lot: 'L7', supplier: 'ACME' } });
    const { status, body } = await app.ask('GET', `/api/units/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      sku: 'PHONE',
      name: 'A phone',
      serial: 'U-1',
      status: 'in_stock',
      condition: 'new',
      holds: [],
      place: 'DC/A-01',
      owner: 'COMPANY',
      use: 'stock',
      lot: 'L7',
      supplier: 'ACME',
      seq: 1,
      lastMove: 'receive',
    });
    expect(body.lastAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('a recall’s hold shows as soon as its scope is placed', async () => {
    const id = await received('TV', 'U-2');
    const scope = { sku: 'TV', serials: 'U-2' };
    await app.scan('place_hold', [], { details: { kind: 'recall', reference: 'R-9', scope } });
    expect((await app.ask('GET', `/api/units/${id}`)).body.holds).toEqual(['recall:R-9']);
  });

  test('its life is told event by event, who and how known with it', async () => {
    const id = await received('LAPTOP', 'U-3');
    await app.scan('pick', ['U-3'], {
      document: { kind: 'order', number: 'O-1' },
      at: '2026-05-01T10:00:00+02:00',
    });
    const { body } = await app.ask('GET', `/api/units/${id}/history`);
    expect(body.unit).toBe(id);
    expect(body.events).toMatchObject([
      {
        seq: 1,
        event: 'UnitReceived',
        status: 'in_stock',
        evidence: 'scanned',
        identity: { sku: 'LAPTOP', serial: 'U-3' },
      },
      {
        seq: 2,
        event: 'UnitPicked',
        document: { kind: 'order', number: 'O-1' },
        at: '2026-05-01T08:00:00.000Z',
      },
    ]);
    expect(body.events[0].actor).toMatch(/^key:/);
  });

  test.each(['/api/units/77', '/api/units/77/history', '/api/units/9007199254740991'])(
    '%s is not found',
    async (url) => {
      const { status, body } = await app.ask('GET', url);
      expect([status, body.code, body.where]).toEqual([404, 'unit_not_found', 'params.id']);
    },
  );
});

describe('units by anything that can be scanned', () => {
  let id: number;
  beforeAll(async () => {
    id = await received('PHONE', 'BC/1 é', {});
  });

  test.each<[string, () => string, string]>([
    ['the bare serial', () => 'BC/1 é', 'serial'],
    ['our own label', () => `UNIT:${id}`, 'unit'],
  ])('%s', async (_what, code, as) => {
    const { status, body } = await byCode(code());
    expect([status, body.units.length, body.units[0].id]).toEqual([200, 1, id]);
    expect(body.understood.map((reading: { as: string }) => reading.as)).toContain(as);
  });

  test('a label with GTIN and serial, in brackets, with symbology prefix and GS, and as a Digital Link', async () => {
    const unit = await received('PHONE', 'BC2');
    const codes = [
      '(01)04006381333931(21)BC2',
      ']d2010400638133393121BC2\u001d10LOT',
      'https://id.example.com/01/04006381333931/21/BC2?x=1',
    ];
    for (const code of codes) {
      const { status, body } = await byCode(code);
      expect([code, status, body.units?.[0]?.id]).toEqual([code, 200, unit]);
      expect(body.understood[0]).toEqual({ as: 'serial', value: 'BC2', gtin: '04006381333931' });
    }
  });

  test('a serial that two products share names both', async () => {
    const ids = [await received('PHONE', 'BC3'), await received('LAPTOP', 'BC3')];
    const { body } = await byCode('BC3');
    expect(body.units.map((unit: { id: number }) => unit.id).sort()).toEqual(ids.sort());
  });

  test('a number that nobody has is not found, and says what it was taken for', async () => {
    const { status, body } = await byCode('NOBODY-1');
    expect([status, body.code, body.understood]).toEqual([
      404,
      'unit_not_found',
      [{ as: 'serial', value: 'NOBODY-1', gtin: null }],
    ]);
    const ean = await byCode('4006381333931');
    expect(ean.body.understood[0]).toMatchObject({ as: 'ean', gtin: '04006381333931' });
  });

  test('a code that cannot be read says why', async () => {
    const { status, body } = await byCode('(01)04006381333932(21)A');
    expect([status, body.code]).toEqual([404, 'unit_not_found']);
    expect(body.detail).toMatch(/check digit/);
  });
});

describe('lists and figures', () => {
  beforeAll(async () => {
    for (const [sku, serial, location] of [
      ['TV', 'L-1', 'A-01'],
      ['TV', 'L-2', 'A-01'],
      ['TV', 'L-3', 'DOCK'],
      ['LAPTOP', 'L-4', 'A-01'],
      ['TV', 'L-5', 'A-01'],
    ])
      await received(sku!, serial!, { site: 'STORE-2', location });
    await app.scan('pick', ['L-2'], { site: 'STORE-2' });
    await app.scan('place_hold', ['L-3'], { site: 'STORE-2', details: { kind: 'quality' } });
    await app.scan('sell', ['L-5'], { site: 'STORE-2', document: { kind: 'sale', number: 'S-77' } });
    await app.scan('receive', ['00012345678905'], { site: 'STORE-2', location: 'A-01', quantity: 7 });
    await app.scan('receive', ['00012345678905'], { site: 'STORE-2', location: 'DOCK', quantity: 5 });
  });
  const serials = (items: readonly { serial?: string }[]) => items.map(({ serial }) => serial).sort();

  test('the units at a site, page by page, each once; what left is not among them', async () => {
    expect(serials(await all('/api/units?site=STORE-2'))).toEqual(['L-1', 'L-2', 'L-3', 'L-4']);
  });

  test.each([
    ['&sku=TV', ['L-1', 'L-2', 'L-3']],
    ['&status=picked', ['L-2']],
    ['&sku=TV&status=in_stock', ['L-1', 'L-3']],
    ['&sku=LAPTOP&status=picked', []],
  ])('the list is narrowed by %s', async (query, expected) => {
    expect(serials(await all(`/api/units?site=STORE-2${query}`))).toEqual(expected);
  });

  test('what is there, what is held and what could be sold', async () => {
    expect(await all('/api/availability?site=STORE-2')).toEqual([
      {
        sku: 'LAPTOP',
        site: 'STORE-2',
        onHand: 1,
        held: 0,
        sellable: 1,
        byStatus: [{ status: 'in_stock', quantity: 1 }],
      },
      {
        sku: 'TV',
        site: 'STORE-2',
        onHand: 3,
        held: 1,
        sellable: 1,
        byStatus: [
          { status: 'in_stock', quantity: 2 },
          { status: 'picked', quantity: 1 },
        ],
      },
      { sku: 'CABLE', site: 'STORE-2', onHand: 12, held: 0, sellable: 12, byStatus: [] },
    ]);
    const both = await app.ask('GET', '/api/availability?site=STORE-2&sku=TV');
    expect(both.body.items).toMatchObject([{ sku: 'TV', onHand: 3 }]);
    const everywhere = await all('/api/availability?sku=TV');
    expect(everywhere.map(({ site }) => site)).toContain('STORE-2');
  });

  test.each([
    ['/api/units?site=NOWHERE', 422, 'unknown_site', 'query.site'],
    ['/api/units?site=DC&sku=NONE', 422, 'unknown_product', 'query.sku'],
    ['/api/units?site=DC&status=none', 400, 'invalid_request', 'query.status'],
    ['/api/units?location=A-01', 400, 'invalid_request', 'query.site'],
    ['/api/units?site=DC&location=NONE', 422, 'unknown_location', 'query.location'],
    ['/api/units?q=1-', 400, 'invalid_request', 'query.q'],
    ['/api/units?after=1.2.3.4.5&before=1.2.3.4.5', 400, 'invalid_request', 'query.before'],
    ['/api/units?before=99999999999.2.3.4.5', 400, 'bad_cursor', 'query.after'],
    ['/api/units?ours=false&after=12345', 400, 'bad_cursor', 'query.after'],
    ['/api/units?site=DC&after=1.2', 400, 'bad_cursor', 'query.after'],
    ['/api/availability?sku=NONE', 422, 'unknown_product', 'query.sku'],
    ['/api/availability?site=DC&after=x.y', 400, 'bad_cursor', 'query.after'],
    ['/api/changes?after=nonsense', 400, 'bad_cursor', 'query.after'],
  ])('%s is %i', async (url, ...expected) => {
    const { status, body } = await app.ask('GET', url);
    expect([status, body.code, body.where]).toEqual(expected);
  });
});

describe('everything that happened', () => {
  test('is read in one order, each thing once, and later readers go on where they were', async () => {
    await app.app.ledger.spread.settled();
    const [stored] = await app.world.rows<{ count: number }>(
      `select (select count(*) from event) + (select count(*) from quantity_event)
        + (select count(*) from scan where tx is not null) as count`,
    );
    const types = new Set<string>();
    let after = '';
    let count = 0;
    for (;;) {
      const { status, body } = await app.ask('GET', `/api/changes?limit=7${after}`);
      expect(status).toBe(200);
      if (body.items.length === 0 && count === stored!.count) break;
      for (const item of body.items) types.add(item.type);
      count += body.items.length;
      after = `&after=${body.next}`;
    }
    expect([...types].sort()).toEqual(['event', 'quantity', 'scan']);
    expect(count).toBe(stored!.count);
    await received('TV', 'CH-1');
    // Whatever writes anywhere on this server holds the feed back until it has ended.
    let items: unknown[] = [];
    while (items.length === 0) ({ items } = (await app.ask('GET', `/api/changes?limit=7${after}`)).body);
    expect(items).toMatchObject([{ type: 'event', unit: { sku: 'TV', serial: 'CH-1' } }]);
  });
});

test('who looks at one site gets what happened there on each page, however much happened elsewhere', async () => {
  const key = await app.keyOf('manager', 'STORE-2');
  const changes = async (after: string, limit: number) =>
    (await app.ask('GET', `/api/changes?limit=${limit}${after && `&after=${after}`}`, undefined, { key }))
      .body;
  await app.scan('receive', ['NEAR-1'], { site: 'STORE-2', details: { sku: 'TV' } });
  for (let nth = 0; nth < 30; nth += 1) await app.scan('receive', [`FAR-${nth}`], { details: { sku: 'TV' } });
  await app.scan('receive', ['NEAR-2'], { site: 'STORE-2', details: { sku: 'TV' } });
  await app.scan('receive', ['NEAR-3'], { site: 'STORE-2', details: { sku: 'TV' } });
  const seen: string[] = [];
  for (let after = ''; !seen.includes('NEAR-3'); ) {
    const page = await changes(after, 1);
    // Empty is a page only while a transaction that runs somewhere still holds the feed back.
    expect(page.items.length <= 1 && (page.items.length === 1 || page.next !== '')).toBe(true);
    seen.push(...page.items.map((item: { unit?: { serial: string } }) => item.unit?.serial ?? ''));
    after = page.next;
  }
  expect(seen.filter((serial) => /^(NEAR|FAR)/.test(serial))).toEqual(['NEAR-1', 'NEAR-2', 'NEAR-3']);
});

test.each([
  ['/api/changes'],
  ['/api/units?site=DC'],
  ['/api/availability?site=DC'],
  ['/api/sites'],
  ['/api/keys'],
])('%s with an empty cursor is read from the beginning', async (path) => {
  const sign = path.includes('?') ? '&' : '?';
  const first = await app.ask('GET', `${path}${sign}limit=3`);
  const empty = await app.ask('GET', `${path}${sign}limit=3&after=`);
  expect([empty.status, empty.body.items]).toEqual([200, first.body.items]);
  expect(first.body.items.length).toBeGreaterThan(0);
});
