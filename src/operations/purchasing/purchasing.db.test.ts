import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const order = (body: Record<string, unknown>) =>
  app.ask('POST', '/api/purchase-orders', { site: 'DC', supplier: 'Acme', ...body });
const read = async (number: string) => (await app.ask('GET', `/api/purchase-orders/${number}`)).body;
const lines = [
  { line: 10, sku: 'TV', quantity: 5, price: 19_900 },
  { line: 20, sku: 'CABLE', quantity: 100, price: 150 },
];

test('an order is kept as it was given, once; other content says that it replaces', async () => {
  const said = { number: 'PO-1', currency: 'EUR', orderedOn: '2026-11-20', expectedOn: '2026-12-01', lines };
  const made = await order(said);
  expect([made.status, made.body.state, made.headers.location]).toEqual([
    201,
    'open',
    '/api/purchase-orders/PO-1',
  ]);
  expect((await order(said)).status).toBe(200);
  const other = { ...said, lines: [{ ...lines[0], quantity: 6 }, lines[1]] };
  expect([(await order(other)).status, (await order({ ...other, purpose: 'replace' })).status]).toEqual([
    409, 200,
  ]);
  expect((await read('PO-1')).lines[0]).toMatchObject({ line: 10, quantity: 6, price: 19_900, open: 6 });
});

test('over and short of each line are counted over all the receipts that answer it', async () => {
  await order({ number: 'PO-2', lines: lines.map(({ price: _, ...line }) => line) });
  const announce = (number: string, tvs: readonly string[], cables: number) =>
    app.ask('POST', '/api/receipts', {
      number,
      site: 'DC',
      lines: [
        { line: 1, sku: 'TV', serials: tvs, order: 'PO-2', orderLine: 10 },
        { line: 2, sku: 'CABLE', quantity: cables, order: 'PO-2', orderLine: 20 },
      ],
    });
  const receive = (number: string, codes: readonly string[], more = {}) =>
    app.scan('receive', codes, { document: { kind: 'receipt', number }, location: 'DOCK', ...more });
  const standing = async () => {
    const { lines: told, state } = await read('PO-2');
    return [
      state,
      ...told.map((one: Record<string, unknown>) => [one.announced, one.received, one.open, one.over]),
    ];
  };
  await announce('PO2-A', ['PO2-1', 'PO2-2'], 60);
  expect(await standing()).toEqual(['open', [2, 0, 5, 0], [60, 0, 100, 0]]);
  await receive('PO2-A', ['TV', 'PO2-1']);
  await receive('PO2-A', ['CABLE'], { quantity: 60 });
  expect(await standing()).toEqual(['partly', [2, 1, 4, 0], [60, 60, 40, 0]]);
  await announce('PO2-B', ['PO2-3', 'PO2-4', 'PO2-5'], 40);
  for (const serial of ['PO2-3', 'PO2-4', 'PO2-5']) await receive('PO2-B', ['TV', serial]);
  await receive('PO2-B', ['CABLE'], { quantity: 45 });
  await receive('PO2-B', ['TV', 'PO2-6'], { details: { reason: 'sent along' } });
  await receive('PO2-A', ['TV', 'PO2-2']);
  expect(await standing()).toEqual(['received', [5, 6, 0, 1], [100, 105, 0, 5]]);
  expect((await read('PO-2')).receipts).toEqual([
    { number: 'PO2-A', closed: false },
    { number: 'PO2-B', closed: false },
  ]);
});

test('where a supplier’s short delivery closes its line, nothing more is waited for once its receipt is closed', async () => {
  await app.ask('POST', '/api/suppliers', { code: 'SHORT', name: 'Short & Co' });
  await app.ask('PATCH', '/api/suppliers/SHORT/rules', { shortCloses: true, partial: false });
  await order({ number: 'PO-3', supplier: 'SHORT', lines: [{ line: 1, sku: 'TV', quantity: 3 }] });
  const announce = (quantity: number) =>
    app.ask('POST', '/api/receipts', {
      number: 'PO3-A',
      site: 'DC',
      supplier: 'SHORT',
      lines: [{ line: 1, sku: 'TV', quantity, order: 'PO-3', orderLine: 1 }],
    });
  const parts = await announce(2);
  expect([parts.status, parts.body.code, parts.body.where]).toEqual([
    422,
    'partial_delivery',
    'lines[0].orderLine',
  ]);
  expect((await announce(3)).status).toBe(201);
  await app.scan('receive', ['TV', 'PO3-1'], { document: { kind: 'receipt', number: 'PO3-A' } });
  expect((await read('PO-3')).lines[0]).toMatchObject({ open: 2, state: 'partly' });
  await app.ask('POST', '/api/receipts/PO3-A/close', { reason: 'they have no more' });
  const { state, supplier, lines: told } = await read('PO-3');
  expect([state, supplier, told[0].open, told[0].state]).toEqual(['closed', 'Short & Co', 0, 'closed']);
});

test('what a line answers must be there, and of its product', async () => {
  await order({ number: 'PO-4', lines: [{ line: 1, sku: 'TV', quantity: 3 }] });
  const announce = (line: Record<string, unknown>) =>
    app.ask('POST', '/api/receipts', {
      number: 'PO4-A',
      site: 'DC',
      lines: [{ line: 1, quantity: 1, order: 'PO-4', ...line }],
    });
  const none = await announce({ sku: 'TV', orderLine: 9 });
  const other = await announce({ sku: 'PHONE', orderLine: 1 });
  expect([none.body.code, other.body.code]).toEqual(['bad_announcement', 'bad_announcement']);
  expect((await announce({ sku: 'TV', orderLine: 1 })).status).toBe(201);
  const torn = await order({
    number: 'PO-4',
    purpose: 'replace',
    lines: [{ line: 1, sku: 'PHONE', quantity: 3 }],
  });
  expect([torn.status, torn.body.code]).toEqual([409, 'already_came']);
});

test('what things cost is told to those who may change it, and orders of a site to those who work there', async () => {
  await order({ number: 'PO-5', currency: 'EUR', lines });
  const as = async (role: 'lead' | 'admin', site: string) => {
    const key = await app.keyOf(role, site);
    const { status, body } = await app.ask('GET', '/api/purchase-orders/PO-5', undefined, { key });
    return [status, body.lines?.[0].price];
  };
  expect(await as('admin', 'DC')).toEqual([200, 19_900]);
  expect(await as('lead', 'DC')).toEqual([200, null]);
  expect(await as('lead', 'STORE-1')).toEqual([404, undefined]);
  const { body } = await app.ask('GET', '/api/purchase-orders?number=po-5&site=DC');
  expect(body.items).toMatchObject([{ number: 'PO-5', lines: 2, pieces: 105 }]);
});
