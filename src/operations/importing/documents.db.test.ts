import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSheet } from '../../platform/sheet-rows.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { countsOf as counts, importsOf } from '../../testing/importing.ts';

let app: TestApp;
let { bring, order, run } = {} as ReturnType<typeof importsOf>;
beforeAll(async () => {
  app = await openTestApp();
  ({ bring, order, run } = importsOf(app));
  await app.ask('POST', '/api/suppliers', { code: 'ACME', name: 'Acme' });
});
afterAll(() => app?.close());

const read = async (path: string) => (await app.ask('GET', `/api/${path}`)).body;
const found = ({ findings }: { findings: { code: string; lines: number[] }[] }) =>
  Object.fromEntries(findings.map(({ code, lines }) => [code, lines]));
const sscc = '340123450000000017';
const pallet = '340123450000000024';

describe('announced deliveries', () => {
  const file = [
    'Delivery note,Line,SKU,Serials,Qty,Lot,SSCC,Pallet,PO,PO line,Supplier,Warehouse,ETA',
    'LS-1,1,TV,F-001-F-003,,L-7,,,,,ACME,DC,2026-12-01',
    `LS-1,1,TV,F-004 F-005,,L-7,${sscc},${pallet},,,,DC,`,
    'LS-1,2,PHONE,,4,,,,,,,DC,',
    `LS-1,3,CABLE,,40,,${sscc},,,,,DC,`,
    'LS-2,,LAPTOP,F2-1+2,,,,,,,ACME,DC,',
  ].join('\n');

  test('its lines make whole receipts: serials, ranges, counts, cartons on pallets', async () => {
    const { id } = await bring(file, 'kind=receipts');
    const judged = await order(id, 'judge');
    expect([counts(judged), judged.findings]).toEqual([[5, 0, 0], []]);
    expect((await app.ask('GET', '/api/receipts/LS-1')).status).toBe(404);
    expect(counts(await order(id, 'run'))).toEqual([5, 0, 0]);
    expect(await read('receipts/LS-1')).toMatchObject({
      supplier: 'Acme',
      expectedOn: '2026-12-01',
      expected: 9,
      pieces: { expected: 40 },
    });
    const { items } = await read('receipts/LS-1/cartons');
    expect(items.map((one: { sscc: string; inside: string | null }) => [one.sscc, one.inside])).toEqual([
      [sscc, pallet],
      [pallet, null],
    ]);
    const units = (await read('receipts/LS-2/units')).items;
    expect(units.map((one: { unit: { serial: string } }) => one.unit.serial).sort()).toEqual([
      'F2-1',
      'F2-2',
      'F2-3',
    ]);
    expect(counts(await run(file, 'kind=receipts'))).toEqual([0, 5, 0]);
  });

  test('the same as a spreadsheet', async () => {
    const sheet = await writeSheet([
      ['Lieferschein', 'Artikelnummer', 'Menge', 'Lieferant'],
      ['LS-9', 'TV', '3', 'ACME'],
    ]);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const done = await run(sheet, 'kind=receipts&site=DC', { 'content-type': type });
    expect([counts(done), (await read('receipts/LS-9')).expected]).toEqual([[1, 0, 0], 3]);
  });

  test('a receipt is taken as a whole: what is wrong with one line keeps all of it out, and the others go in', async () => {
    const mixed = [
      'receipt,sku,serials,quantity,site',
      'WR-1,TV,WR-1,,DC',
      'WR-1,TV,WR-9-WR-2,,DC',
      'WR-2,TV,WR-3,,DC',
      'WR-3,TV,WR-4,,DC',
      'WR-3,NOTHING,WR-5,,DC',
      'WR-4,TV,F-001,,DC',
      'WR-4,TV,WR-6,,DC',
      'WR-4,TV,F-002,,DC',
      'WR-2,TV,WR-7,,DC',
      'WR-6,TV,WR-8,,DC',
      'WR-5,PHONE,,0,DC',
    ].join('\n');
    const done = await run(mixed, 'kind=receipts');
    expect(found(done)).toEqual({
      bad_serials: [3],
      other_line_wrong: [2, 4, 5, 8],
      unknown_product: [6],
      already_there: [7, 9],
      document_apart: [10],
      bad_quantity: [12],
    });
    expect(counts(done)).toEqual([1, 0, 10]);
    for (const number of ['WR-1', 'WR-2', 'WR-3', 'WR-4', 'WR-5'])
      expect((await app.ask('GET', `/api/receipts/${number}`)).status).toBe(404);
    const { text } = await app.ask('GET', `/api/imports/${done.id}/errors.csv`);
    const lines = text.split('\r\n');
    expect(lines).toContain(
      'WR-3,TV,WR-4,,DC,5,"WR-3 is taken as a whole, and line 6 is wrong.",other_line_wrong',
    );
    const mended = lines
      .filter((line) => /^receipt|^WR-3/.test(line))
      .join('\n')
      .replace('NOTHING', 'TV');
    expect(counts(await run(mended, `kind=receipts&corrects=${done.id}`))).toEqual([2, 0, 0]);
  });

  test('one that is there with other content is refused, or replaced where the file may', async () => {
    const other = 'receipt,sku,serials,site\nLS-2,LAPTOP,F2-1,DC\n';
    const { id } = await bring(other, 'kind=receipts');
    expect(found(await order(id, 'judge'))).toEqual({ already_exists: [2] });
    await app.ask('PATCH', `/api/imports/${id}`, { replaces: true });
    expect(counts(await order(id, 'run'))).toEqual([1, 0, 0]);
    expect((await read('receipts/LS-2')).expected).toBe(1);
  });
});

describe('purchase orders', () => {
  const file = [
    'PO,Pos,SKU,Qty,Price,Currency,Vendor,Site,ETA',
    'F-77,10,TV,5,199.00,EUR,ACME,DC,2026-12-01',
    'F-77,20,CABLE,100,1.50,EUR,ACME,DC,2026-12-01',
    'F-78,,PHONE,2,,,ACME,DC,',
  ].join('\n');

  test('are kept with their lines and prices, and answered by receipts of a file', async () => {
    const { id } = await bring(file, 'kind=purchase_orders');
    expect(counts(await order(id, 'judge'))).toEqual([3, 0, 0]);
    expect((await app.ask('GET', '/api/purchase-orders/F-77')).status).toBe(404);
    expect(counts(await order(id, 'run'))).toEqual([3, 0, 0]);
    const asn = 'asn,sku,quantity,po,po line,site\nF77-A,TV,2,F-77,10,DC\n';
    expect(counts(await run(asn, 'kind=receipts'))).toEqual([1, 0, 0]);
    const { supplier, expectedOn, lines } = await read('purchase-orders/F-77');
    expect([supplier, expectedOn]).toEqual(['Acme', '2026-12-01']);
    expect(lines).toMatchObject([
      { line: 10, sku: 'TV', quantity: 5, price: 19_900, announced: 2 },
      { line: 20, sku: 'CABLE', quantity: 100, price: 150 },
    ]);
    expect((await read('purchase-orders/F-78')).lines).toMatchObject([{ line: 1, quantity: 2 }]);
    expect(counts(await run(file, 'kind=purchase_orders'))).toEqual([0, 3, 0]);
  });

  test('what contradicts itself keeps the whole order out', async () => {
    const wrong = 'po,sku,qty,supplier,site\nF-79,TV,1,ACME,DC\nF-79,TV,2,Other,DC\n';
    const done = await run(wrong, 'kind=purchase_orders');
    expect(found(done)).toEqual({ heads_differ: [3], other_line_wrong: [2] });
    expect((await app.ask('GET', '/api/purchase-orders/F-79')).status).toBe(404);
  });

  test('a key for one store brings nothing for another site', async () => {
    const mine = importsOf(app, await app.keyOf('manager', 'STORE-1'));
    const { id } = await mine.bring(file, 'kind=purchase_orders');
    expect(found(await mine.order(id, 'judge'))).toEqual({ unknown_site: [2, 4], other_line_wrong: [3] });
  });
});
