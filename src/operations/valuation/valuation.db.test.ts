import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('PATCH', '/api/products/LAPTOP', { weightGrams: 2_000 });
});
afterAll(() => app?.close());

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Any = any;
const now = () => new Date().toISOString();
const ask = async (method: 'GET' | 'POST', url: string, body?: unknown, key?: string): Promise<Any> => {
  const told = await app.ask(method, url, body, key === undefined ? {} : { key });
  return { ...told.body, http: told.status };
};

/** Receives some serials by a receipt that answers an order at a price; gives the units' numbers. */
async function deliver(
  number: string,
  sku: string,
  serials: readonly string[],
  price?: number,
  currency = 'EUR',
) {
  const lines = [{ line: 1, sku, quantity: serials.length, ...(price === undefined ? {} : { price }) }];
  await ask('POST', '/api/purchase-orders', {
    number: `PO-${number}`,
    site: 'DC',
    supplier: 'Acme',
    currency,
    lines,
  });
  const announced = await ask('POST', '/api/receipts', {
    number,
    site: 'DC',
    lines: [{ line: 1, sku, serials, order: `PO-${number}`, orderLine: 1 }],
  });
  expect(announced.http).toBe(201);
  const units: number[] = [];
  for (const serial of serials) {
    const told = await app.scan('receive', [sku, serial], { document: { kind: 'receipt', number } });
    units.push(told.unit.id);
  }
  await app.app.holdings.caughtUp();
  return units;
}

/** A unit that was recorded under a wrong serial by mistake goes on under the right one. */
async function renamed(wrong: string, right: string) {
  const scans = [
    { id: randomUUID(), codes: ['TV', wrong], input: 'scanned', details: { reason: 'misread' } },
    { id: randomUUID(), codes: ['TV', right], input: 'scanned' },
  ];
  const told = await app.ask('POST', '/api/scans', { move: 'misidentified', site: 'DC', scans });
  if (told.status !== 200 || told.body.answers[0].outcome !== 'recorded') throw new Error(told.text);
}

const costs = (unit: number, query = '') => ask('GET', `/api/units/${unit}/costs${query}`);
const kept = async (unit: number) =>
  (await costs(unit)).items.map((one: Any) => [one.kind, one.amount, one.source, one.takenBack]);
const invoice = (more: Record<string, unknown>) => ({
  ...{ request: randomUUID(), number: `F-${randomUUID().slice(0, 8)}`, kind: 'freight_in', amount: 1_000 },
  ...{ currency: 'EUR', sharedBy: 'quantity', ...more },
});
const figure = async (query: string) => {
  const { items } = await ask('GET', `/api/valuation?${query}`);
  return items.map((one: Any) => [one.code, one.currency, one.units, one.amount, one.estimatedAmount]);
};

describe('what a unit cost', () => {
  test('comes from its order line by itself, and goes when its receipt is taken back', async () => {
    const [unit] = await deliver('R-1', 'TV', ['V-1'], 19_900);
    expect(await kept(unit!)).toEqual([['purchase', 19_900, 'order', false]]);
    const book = await costs(unit!);
    expect(book.items[0].document).toEqual({ kind: 'purchase_order', number: 'PO-R-1' });
    expect([book.sums, book.estimate]).toEqual([[{ currency: 'EUR', value: 19_900, all: 19_900 }], null]);
    const { events } = await ask('GET', `/api/units/${unit}/history`);
    const { seq } = events.find((one: Any) => one.move === 'receive');
    const before = now();
    await app.scan('annul', ['TV', 'V-1'], { details: { seq, reason: 'not ours' } });
    await app.app.holdings.caughtUp();
    expect(await kept(unit!)).toEqual([
      ['purchase', 19_900, 'order', true],
      ['purchase', -19_900, 'order', false],
    ]);
    expect((await costs(unit!, `?knownAt=${before}`)).items).toHaveLength(1);
    expect(await figure('sku=TV')).toEqual([]);
    expect(await figure(`sku=TV&at=${before}&knownAt=${before}`)).toEqual([['DC', 'EUR', 1, 19_900, 0]]);
    expect(await figure(`sku=TV&at=${before}`)).toEqual([]);
  });

  test('is estimated by the product’s cost on the day it came where nothing better is known, and said to be', async () => {
    const phone = await app.scan('receive', ['PHONE', 'P-1']);
    await app.app.holdings.caughtUp();
    expect(await figure('sku=PHONE')).toEqual([['DC', null, 1, 0, 0]]);
    await ask('POST', '/api/products/PHONE/costs', { amount: 500, currency: 'EUR', from: '2030-01-01' });
    await ask('POST', '/api/products/PHONE/costs', { amount: 40_000, currency: 'EUR', from: '2020-01-01' });
    expect(await figure('sku=PHONE')).toEqual([['DC', 'EUR', 1, 40_000, 40_000]]);
    expect((await costs(phone.unit.id)).estimate).toEqual({
      amount: 40_000,
      currency: 'EUR',
      from: '2020-01-01',
    });
  });

  test('is written by hand with a reason, once, and taken back by its opposite', async () => {
    const [unit] = await deliver('R-2', 'TV', ['V-2'], 10_000);
    const said = {
      request: randomUUID(),
      kind: 'repair',
      amount: 4_550,
      currency: 'EUR',
      reason: 'new board',
    };
    const url = `/api/units/${unit}/costs`;
    expect((await ask('POST', url, said)).http).toBe(201);
    expect((await ask('POST', url, said)).http).toBe(200);
    expect((await ask('POST', url, { ...said, amount: 1 })).code).toBe('already_exists');
    expect((await ask('POST', url, { ...said, request: randomUUID(), amount: 0 })).code).toBe('bad_amount');
    expect((await ask('POST', url, { ...said, request: randomUUID(), currency: 'XQX' })).code).toBe(
      'bad_currency',
    );
    expect(
      (await ask('POST', url, { ...said, request: randomUUID(), at: '2999-01-01T00:00:00Z' })).code,
    ).toBe('bad_time');
    await ask('POST', url, { ...said, request: randomUUID(), kind: 'freight_out', amount: 700 });
    const book = await costs(unit!);
    expect(book.sums).toEqual([{ currency: 'EUR', value: 14_550, all: 15_250 }]);
    const repair = book.items.find((one: Any) => one.kind === 'repair').id;
    const back = { request: randomUUID(), reason: 'another unit' };
    expect((await ask('POST', `${url}/${repair}/take-back`, back)).sums[0].value).toBe(10_000);
    expect((await ask('POST', `${url}/${repair}/take-back`, back)).http).toBe(200);
    const again = await ask('POST', `${url}/${repair}/take-back`, { ...back, request: randomUUID() });
    expect([again.http, again.code]).toEqual([409, 'wrong_state']);
    expect((await ask('POST', `${url}/${repair + 999}/take-back`, back)).code).toBe('cost_not_found');
  });

  test('follows the unit that it turns out to be', async () => {
    const [unit] = await deliver('R-3', 'TV', ['V-3'], 30_000);
    await renamed('V-3', 'V-3X');
    const heir = (await ask('GET', `/api/units/${unit}`)).see;
    await app.app.holdings.caughtUp();
    expect((await costs(unit!)).items.at(-1)).toMatchObject({ amount: -30_000 });
    expect(await kept(heir)).toEqual([['purchase', 30_000, 'inherited', false]]);
    expect(
      (await ask('GET', '/api/valuation/units?sku=TV&site=DC')).items.map((one: Any) => one.unit.id),
    ).toContain(heir);
  });

  test('goes with a wrong name that was put right before anybody had looked, at the price of its own line', async () => {
    const lines = [
      { line: 1, sku: 'TV', quantity: 1, price: 11_000 },
      { line: 2, sku: 'TV', quantity: 1, price: 22_000 },
    ];
    await ask('POST', '/api/purchase-orders', {
      ...{ number: 'PO-R-LATE', site: 'DC', supplier: 'Acme', currency: 'EUR', lines },
    });
    await ask('POST', '/api/receipts', {
      ...{ number: 'R-LATE', site: 'DC' },
      lines: [1, 2].map((line) => {
        return { line, sku: 'TV', serials: [`LATE-${line}`], order: 'PO-R-LATE', orderLine: line };
      }),
    });
    const reader = await app.world.database.pool.connect();
    await reader.query('begin');
    await reader.query('select pg_advisory_xact_lock(7319, 0)');
    const document = { kind: 'receipt', number: 'R-LATE' };
    const { unit } = await app.scan('receive', ['TV', 'LATE-2'], { document });
    await renamed('LATE-2', 'LATE-3');
    await reader.query('rollback');
    reader.release();
    await app.app.holdings.caughtUp();
    const heir = (await ask('GET', `/api/units/${unit.id}`)).see;
    expect(await kept(unit.id)).toEqual([
      ['purchase', 22_000, 'order', true],
      ['purchase', -22_000, 'order', false],
    ]);
    expect(await kept(heir)).toEqual([['purchase', 22_000, 'inherited', false]]);
  });

  test('is seen by who may see costs, and by nobody else', async () => {
    const [unit] = await deliver('R-4', 'TV', ['V-4'], 77_123);
    for (const role of ['associate', 'lead', 'care', 'auditor', 'repair'] as const) {
      const key = await app.keyOf(role);
      for (const url of [
        `/api/units/${unit}/costs`,
        '/api/valuation',
        '/api/valuation/units',
        '/api/cost-invoices',
      ])
        expect([role, url, (await ask('GET', url, undefined, key)).code]).toEqual([
          role,
          url,
          'not_permitted',
        ]);
      for (const url of [`/api/units/${unit}`, `/api/units/${unit}/history`, '/api/inventory/units?site=DC'])
        expect((await app.ask('GET', url, undefined, { key })).text).not.toContain('77123');
    }
    const here = await app.keyOf('finance', 'DC');
    const there = await app.keyOf('finance', 'STORE-1');
    expect((await ask('GET', `/api/units/${unit}/costs`, undefined, here)).sums[0].value).toBe(77_123);
    expect((await ask('GET', `/api/units/${unit}/costs`, undefined, there)).code).toBe('unit_not_found');
    expect((await ask('GET', '/api/valuation', undefined, there)).items).toEqual([]);
    expect((await ask('GET', '/api/valuation?site=DC', undefined, there)).code).toBe('unknown_site');
  });
});

describe('an invoice over receipts', () => {
  test('is shared out to the last cent, sold units too, and taken back whole', async () => {
    const units = await deliver('L-1', 'LAPTOP', ['N-1', 'N-2', 'N-3'], 90_000);
    await app.scan('sell', ['LAPTOP', 'N-3'], { document: { kind: 'sale', number: 'S-1' } });
    await app.app.holdings.caughtUp();
    const said = invoice({ receipts: ['L-1'] });
    const { request: _, ...asked } = said as Any;
    const preview = await ask('POST', '/api/cost-invoices/preview', asked);
    expect(preview).toMatchObject({ units: 3, goneUnits: 1, goneAmount: 333, least: 333, most: 334 });
    const booked = await ask('POST', '/api/cost-invoices', said);
    expect(booked).toMatchObject({ http: 201, units: 3, goneUnits: 1, goneAmount: 333, receipts: ['L-1'] });
    expect((await ask('POST', '/api/cost-invoices', said)).http).toBe(200);
    expect((await ask('POST', '/api/cost-invoices', { ...said, request: randomUUID() })).code).toBe(
      'already_exists',
    );
    expect(await kept(units[0]!)).toEqual([
      ['purchase', 90_000, 'order', false],
      ['freight_in', 334, 'invoice', false],
    ]);
    const shares = await ask('GET', `/api/cost-invoices/${booked.id}/shares`);
    expect(shares.items.map((one: Any) => one.amount)).toEqual([334, 333, 333]);
    expect(await figure('sku=LAPTOP')).toEqual([['DC', 'EUR', 2, 180_667, 0]]);
    const entry = (await costs(units[0]!)).items[1].id;
    const alone = { request: randomUUID(), reason: 'mine' };
    expect((await ask('POST', `/api/units/${units[0]}/costs/${entry}/take-back`, alone)).code).toBe(
      'wrong_state',
    );
    const url = `/api/cost-invoices/${booked.id}/take-back`;
    expect(await ask('POST', url, { reason: 'twice' })).toMatchObject({
      http: 200,
      takenBackReason: 'twice',
    });
    expect((await ask('POST', url, { reason: 'twice' })).code).toBe('wrong_state');
    expect(await figure('sku=LAPTOP')).toEqual([['DC', 'EUR', 2, 180_000, 0]]);
    expect((await ask('GET', `/api/cost-invoices?receipt=L-1`)).items).toHaveLength(1);
  });

  test('goes by value or by weight where that is known, and else says whose is not', async () => {
    await deliver('L-2', 'TV', ['W-1'], 30_000);
    await deliver('L-3', 'LAPTOP', ['W-2'], 10_000);
    const ways = async (sharedBy: string, receipts: readonly string[]) => {
      const { request: _, ...asked } = invoice({ sharedBy, receipts }) as Any;
      return ask('POST', '/api/cost-invoices/preview', asked);
    };
    expect((await ways('value', ['L-2', 'L-3'])).shares).toEqual([
      { sku: 'LAPTOP', units: 1, amount: 250 },
      { sku: 'TV', units: 1, amount: 750 },
    ]);
    const byWeight = await ways('weight', ['L-2', 'L-3']);
    expect([byWeight.http, byWeight.code, byWeight.detail]).toEqual([
      422,
      'nothing_to_share',
      'Nobody knows the weight of 1 units: TV.',
    ]);
    expect((await ways('weight', ['L-3'])).most).toBe(1_000);
    await deliver('L-5', 'TV', ['W-3'], 30_000, 'USD');
    expect((await ways('value', ['L-2', 'L-5'])).detail).toMatch(/EUR, USD, which cannot be compared/);
    expect((await ways('quantity', ['NO-SUCH'])).code).toBe('unknown_receipt');
  });
});

describe('a valuation', () => {
  test('is the sum of its units, in each currency for itself', async () => {
    const { items } = await ask('GET', '/api/valuation?by=product');
    const units = (await ask('GET', '/api/valuation/units?limit=1000')).items;
    expect(items.length).toBeGreaterThan(3);
    for (const { code, currency, amount, units: count } of items) {
      const behind = units.filter((one: Any) => one.unit.sku === code && one.currency === currency);
      expect([code, currency, behind.length]).toEqual([code, currency, count]);
      expect(behind.reduce((sum: number, one: Any) => sum + one.amount, 0)).toBe(amount);
    }
    const bySite = (await ask('GET', '/api/valuation')).items;
    const byCompany = (await ask('GET', '/api/valuation?by=company')).items;
    const euros = (all: Any[]) =>
      all.filter((one) => one.currency === 'EUR').reduce((sum, one) => sum + one.amount, 0);
    expect([euros(bySite), euros(byCompany)]).toEqual([euros(items), euros(items)]);
    const paged = await ask('GET', '/api/valuation/units?limit=2');
    const rest = await ask('GET', `/api/valuation/units?limit=1000&after=${paged.next}`);
    expect([...paged.items, ...rest.items]).toEqual(units);
    expect((await app.ask('GET', '/api/valuation/units?format=csv')).text).toContain('unit.serial');
  });

  test('is told as it was known then, and as a late invoice made it', async () => {
    await deliver('K-1', 'TV', ['K-1'], 50_000);
    const before = now();
    const said = invoice({ receipts: ['K-1'], at: before, kind: 'duty', amount: 999 });
    await ask('POST', '/api/cost-invoices', said);
    const worth = async (query: string) =>
      (await ask('GET', `/api/valuation/units?sku=TV&limit=1000&${query}`)).items.find(
        (one: Any) => one.unit.serial === 'K-1',
      )?.amount;
    expect(await worth(`at=${before}&knownAt=${before}`)).toBe(50_000);
    expect(await worth(`at=${before}`)).toBe(50_999);
    const today = before.slice(0, 10);
    expect(await worth(`at=${today}`)).toBe(50_999);
    expect(await worth('at=2020-02-29')).toBeUndefined();
    const wrong = await ask('GET', `/api/valuation?at=${before}&knownAt=2020-01-01T00:00:00Z`);
    expect(wrong.code).toBe('bad_time');
  });

  test('goes with the unit to another site, and counts it between them', async () => {
    await deliver('T-1', 'LAPTOP', ['GO-1'], 12_000);
    const worth = async () => {
      const { items } = await ask('GET', '/api/valuation/units?sku=LAPTOP&limit=1000');
      const one = items.find(({ unit }: Any) => unit.serial === 'GO-1');
      return [one.site, one.standing, one.amount];
    };
    await app.scan('send_to_site', ['LAPTOP', 'GO-1'], { details: { to: 'STORE-1' } });
    await app.app.holdings.caughtUp();
    expect(await worth()).toEqual(['DC', 'under_way', 12_000]);
    await app.scan('receive_at_site', ['LAPTOP', 'GO-1'], { site: 'STORE-1' });
    await app.app.holdings.caughtUp();
    expect(await worth()).toEqual(['STORE-1', 'here', 12_000]);
  });

  test('has pieces beside it, at what orders say they cost on average', async () => {
    await ask('POST', '/api/purchase-orders', {
      ...{ number: 'PO-C', site: 'DC', supplier: 'Acme', currency: 'EUR' },
      lines: [
        { line: 1, sku: 'CABLE', quantity: 10, price: 100 },
        { line: 2, sku: 'CABLE', quantity: 20, price: 401 },
      ],
    });
    const announce = (number: string, orderLine: number, quantity: number) =>
      ask('POST', '/api/receipts', {
        ...{ number, site: 'DC' },
        lines: [{ line: 1, sku: 'CABLE', quantity, order: 'PO-C', orderLine }],
      });
    await announce('C-1', 1, 10);
    await announce('C-2', 2, 20);
    for (const [number, quantity] of [
      ['C-1', 10],
      ['C-2', 20],
    ] as const)
      await app.scan('receive', ['CABLE'], {
        quantity,
        document: { kind: 'receipt', number },
        location: 'A-01',
      });
    const { items } = await ask('GET', '/api/valuation/pieces');
    expect(items).toEqual([
      {
        ...{ sku: 'CABLE', name: 'A cable', site: 'DC', pieces: 30 },
        ...{ currency: 'EUR', amount: 9_020, estimated: false },
      },
    ]);
  });
});

describe('the margin of a sold unit', () => {
  test('is what its order sold it for, less all that it cost', async () => {
    const [unit] = await deliver('M-1', 'TV', ['M-1'], 20_000);
    await app.world.asOwner(`with d as (insert into document (kind, number) values ('order', 'O-1') returning id),
      o as (insert into customer_order (document_id, site_id, currency) select id, 1, 'EUR' from d)
      insert into customer_order_line (document_id, line, product_id, quantity, price_minor)
      select d.id, 1, p.id, 1, 35000 from d, product p where p.sku = 'TV'`);
    await app.scan('ship', ['TV', 'M-1'], { document: { kind: 'order', number: 'O-1' }, line: 1 });
    const out = {
      request: randomUUID(),
      kind: 'freight_out',
      amount: 500,
      currency: 'EUR',
      reason: 'parcel',
    };
    const { sale } = await ask('POST', `/api/units/${unit}/costs`, out);
    expect(sale).toEqual({
      ...{ document: { kind: 'order', number: 'O-1' }, line: '1', price: 35_000 },
      ...{ currency: 'EUR', margin: 14_500 },
    });
  });
});
