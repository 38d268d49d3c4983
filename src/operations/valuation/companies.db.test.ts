import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
let seller: string;
beforeAll(async () => {
  app = await openTestApp();
  seller = (await app.ask('GET', '/api/companies')).body.items[0].code;
  await app.ask('POST', '/api/companies', { code: 'BV', name: 'Shop BV' });
  await app.world.asOwner(`update site set owner_id = (select id from owner where code = 'BV'),
    version = (select freshness + 1 from ledger_state) where code = 'STORE-2';
    update ledger_state set freshness = freshness + 1`);
  for (const [from, to] of [
    [seller, 'BV'],
    ['BV', seller],
  ])
    await app.ask('POST', '/api/company-agreements', { seller: from, buyer: to, point: 'sent' });
});
afterAll(() => app?.close());

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Any = any;

async function bought(number: string, serial: string, price: number): Promise<number> {
  const order = { number: `PO-${number}`, site: 'DC', supplier: 'Acme', currency: 'EUR' };
  await app.ask('POST', '/api/purchase-orders', {
    ...order,
    lines: [{ line: 1, sku: 'TV', quantity: 1, price }],
  });
  const lines = [{ line: 1, sku: 'TV', serials: [serial], order: order.number, orderLine: 1 }];
  await app.ask('POST', '/api/receipts', { number, site: 'DC', lines });
  const told = await app.scan('receive', ['TV', serial], { document: { kind: 'receipt', number } });
  await app.app.holdings.caughtUp();
  return told.unit.id;
}

async function sold(serial: string, from: string, to: string, price: number) {
  const lines = [{ sku: 'TV', price, currency: 'EUR' }];
  const body = { request: randomUUID(), from, to, lines };
  const { number } = (await app.ask('POST', '/api/transfers', body)).body;
  const document = { kind: 'transfer', number };
  await app.scan('pick', [serial], { site: from, document, details: { for: 'inside' } });
  await app.ask('POST', `/api/transfers/${number}/send`, { request: randomUUID() });
  await app.scan('receive_at_site', [serial], { site: to, document });
  await app.app.holdings.caughtUp();
}

const worth = async (unit: number) =>
  (await app.ask('GET', '/api/valuation/units?sku=TV&limit=1000')).body.items
    .filter((one: Any) => one.unit.id === unit)
    .map(({ company, currency, amount, known }: Any) => [company, currency, amount, known]);
const costs = async (unit: number, key?: string) =>
  (await app.ask('GET', `/api/units/${unit}/costs`, undefined, key === undefined ? {} : { key })).body;
const discount = { kind: 'purchase', amount: -500, currency: 'EUR', reason: 'scratched' };

describe('a unit that one company of ours sells to another', () => {
  test('and buys back is worth what it paid last, not what it ever paid', async () => {
    const unit = await bought('B-1', 'BACK-1', 20_000);
    await sold('BACK-1', 'DC', 'STORE-2', 25_000);
    expect(await worth(unit)).toEqual([['BV', 'EUR', 25_000, 'bought']]);
    await sold('BACK-1', 'STORE-2', 'DC', 23_000);
    expect(await worth(unit)).toEqual([[seller, 'EUR', 23_000, 'bought']]);
    expect((await costs(unit)).sums).toEqual([{ currency: 'EUR', value: 23_000, all: 23_000 }]);
  });

  test('takes no share of a late invoice into the other’s stock: it is told as gone', async () => {
    await bought('B-2', 'GONE-1', 20_000);
    await sold('GONE-1', 'DC', 'STORE-2', 25_000);
    const body = {
      ...{ number: 'F-1', kind: 'freight_in', amount: 300, currency: 'EUR' },
      ...{ sharedBy: 'quantity', receipts: ['B-2'] },
    };
    const { body: preview } = await app.ask('POST', '/api/cost-invoices/preview', body);
    expect(preview).toMatchObject({ units: 1, goneUnits: 1, goneAmount: 300 });
  });

  test('shows the other what it paid itself, and not what the seller had paid', async () => {
    const unit = await bought('B-3', 'SECRET-1', 11_111);
    await sold('SECRET-1', 'DC', 'STORE-2', 25_000);
    const there = await app.keyOf('finance', 'STORE-2');
    const seen = await costs(unit, there);
    expect(seen.items.map(({ company, amount }: Any) => [company, amount])).toEqual([['BV', 25_000]]);
    expect(seen.sums).toEqual([{ currency: 'EUR', value: 25_000, all: 25_000 }]);
    const [theirs] = (await costs(unit)).items;
    const manager = await app.keyOf('manager', 'STORE-2');
    const url = `/api/units/${unit}/costs/${theirs.id}/take-back`;
    const back = { request: randomUUID(), reason: 'not mine' };
    const told = await app.ask('POST', url, back, { key: manager });
    expect(told.body.code).toBe('cost_not_found');
  });
});

test('a discount does not say what a unit was bought for: its estimate stays, less by it', async () => {
  await app.ask('POST', '/api/products/PHONE/costs', { amount: 40_000, currency: 'EUR', from: '2020-01-01' });
  const { unit } = await app.scan('receive', ['PHONE', 'LESS-1']);
  await app.app.holdings.caughtUp();
  await app.ask('POST', `/api/units/${unit.id}/costs`, { request: randomUUID(), ...discount });
  expect((await costs(unit.id)).sums).toEqual([{ currency: 'EUR', value: 39_500, all: 39_500 }]);
  const { items } = (await app.ask('GET', '/api/valuation?sku=PHONE')).body;
  expect(items).toMatchObject([{ units: 1, amount: 39_500, estimatedUnits: 1, estimatedAmount: 40_000 }]);
});
