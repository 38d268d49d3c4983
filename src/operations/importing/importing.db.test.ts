import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../../ledger/verify.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { countsOf as counts, importsOf } from '../../testing/importing.ts';

let app: TestApp;
let { bring, order, run } = {} as ReturnType<typeof importsOf>;
beforeAll(async () => {
  app = await openTestApp();
  ({ bring, order, run } = importsOf(app));
});
afterAll(() => app?.close());

const csv = { 'content-type': 'text/csv' };

const found = ({ findings }: { findings: { code: string; lines: number[] }[] }) =>
  Object.fromEntries(findings.map(({ code, lines }) => [code, lines]));

test('opening stock goes in through the ledger: graded as imported, by whom, when, where', async () => {
  const done = await run(
    'SKU,Serial Number,Site,Bin,Date\nPHONE,OS-1,DC,A-01,2024-07-01\nLAPTOP,OS-2,STORE-2,,2024-07-01 08:00\n',
    'kind=opening_stock',
  );
  expect(done).toMatchObject({
    state: 'done',
    task: 'run',
    progress: { recorded: 2, refused: 0, lines: 2, done: 2 },
  });
  const { body } = await app.ask('GET', '/api/units/by-code/OS-1');
  expect(body.units[0]).toMatchObject({ sku: 'PHONE', status: 'in_stock', place: 'DC/A-01' });
  const history = await app.ask('GET', `/api/units/${body.units[0].id}/history`);
  expect(history.body.events[0]).toMatchObject({
    event: 'UnitReceived',
    evidence: 'imported',
    at: '2024-07-01T10:00:00.000Z',
  });
  const store = await app.ask('GET', '/api/units/by-code/OS-2');
  const life = await app.ask('GET', `/api/units/${store.body.units[0].id}/history`);
  expect(life.body.events[0].at).toBe('2024-07-01T12:00:00.000Z');
});

test('a unit may be named by its GTIN, and keeps the numbers it comes with', async () => {
  const text =
    'EAN,S/N,IMEI,IMEI 2,Store\n4006381333931,GT-1,490154203237518,356938035643809,DC\n4006381333931,,352099001761481,,DC\n';
  expect(counts(await run(text, 'kind=opening_stock'))).toEqual([2, 0, 0]);
  for (const number of ['GT-1', '490154203237518', '356938035643809', '352099001761481'])
    expect((await app.ask('GET', `/api/units/by-code/${number}`)).body.units[0].sku).toBe('PHONE');
});

test('a dry run says what would become of each line, and changes nothing', async () => {
  const before = await app.world.rows('select count(*) from event');
  const text = [
    'sku;serial;site;imei;ean',
    'PHONE;DRY-1;DC;;',
    'PHONE;To be filled by O.E.M.;DC;;',
    'PHONE;0123456789;DC;;',
    'PHONE;11111111;DC;;',
    'PHONE;DRY-1;DC;;',
    'PHONE;DRY-2;DC;490154203237519;',
    ';DRY-3;DC;;4006381333932',
    'NOTHING;DRY-4;DC;;',
    'PHONE;DRY-5;NOWHERE;;',
    'PHONE;OS-1;DC;;',
    'PHONE;DRY-0O;DC;;',
    'PHONE;DRY-OO;DC;;',
    'EBIKE;DRY-6;DC;;',
  ].join('\r\n');
  const { id } = await bring(text, 'kind=opening_stock');
  const judged = await order(id, 'judge');
  expect(judged.state).toBe('ready');
  expect(counts(judged)).toEqual([3, 0, 10]);
  expect(found(judged)).toEqual({
    junk_serial: [3, 4, 5],
    duplicate_in_file: [6],
    bad_imei: [7],
    bad_gtin: [8],
    unknown_product: [9],
    unknown_site: [10],
    already_received: [11],
    look_alike: [13],
    unknown_unit: [14],
  });
  expect(await app.world.rows('select count(*) from event')).toEqual(before);
  const run = await order(id, 'run');
  expect(counts(run)).toEqual([3, 0, 10]);
});

test('lines that were refused come back as a file that can be mended and sent again, as often as one likes', async () => {
  const first = await run(
    'sku,serial,site,note\nPHONE,FIX-1,DC,"a, b"\nPHNE,FIX-2,DC,=1+1\n',
    'kind=opening_stock',
  );
  expect(counts(first)).toEqual([1, 0, 1]);
  const { text, headers } = await app.ask('GET', `/api/imports/${first.id}/errors.csv`);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(text).toBe(
    "sku,serial,site,note,line,error,code\r\nPHNE,FIX-2,DC,'=1+1,3,The product PHNE is not in the catalog.,unknown_product\r\n",
  );
  const mended = text.replace('PHNE,', 'PHONE,');
  const second = await run(mended, `kind=opening_stock&corrects=${first.id}`);
  expect(counts(second)).toEqual([1, 0, 0]);
  expect(counts(await run(mended, `kind=opening_stock&corrects=${first.id}`))).toEqual([0, 1, 0]);
  const whole = 'sku,serial,site,note\nPHONE,FIX-1,DC,"a, b"\nPHONE,FIX-2,DC,\n';
  expect(counts(await run(whole, `kind=opening_stock&corrects=${first.id}`))).toEqual([0, 2, 0]);
});

test('the same file again records nothing twice', async () => {
  const text = 'sku,serial,quantity,site\nPHONE,TWICE-1,,DC\nCABLE,,40,DC\n';
  expect(counts(await run(text, 'kind=opening_stock'))).toEqual([2, 0, 0]);
  expect(counts(await run(text, 'kind=opening_stock'))).toEqual([0, 2, 0]);
  const { body } = await app.ask('GET', '/api/availability?site=DC&sku=CABLE');
  expect(body.items[0].onHand).toBe(40);
});

test('sold units of the past become sold, without a question for each', async () => {
  const text =
    'Order number,SKU,Serial,Site,Price,Currency,Date,Customer reference\nR-1,LAPTOP,SOLD-1,STORE-1,"1.299,00",EUR,03.05.2023,K-17\nR-2,LAPTOP,SOLD-2,STORE-1,5,EUR,03.05.2023,ann@example.com\n';
  const done = await run(text, 'kind=sales');
  expect(counts(done)).toEqual([1, 0, 1]);
  expect(done.progress.exceptions).toBe(0);
  expect(found(done)).toEqual({ personal_data: [3] });
  const { body } = await app.ask('GET', '/api/units/by-code/SOLD-1');
  expect(body.units[0]).toMatchObject({
    status: 'sold',
    sale: { document: { kind: 'sale', number: 'R-1' } },
  });
  const history = await app.ask('GET', `/api/units/${body.units[0].id}/history`);
  expect(history.body.events[0].details).toMatchObject({ paid: 129900, currency: 'EUR', customer: 'K-17' });
});

test('people named in a file of sales are not kept with its refused lines, nor its first lines once it is done', async () => {
  const text =
    'Order number,SKU,Serial,Site,Date,Buyer,Customer reference\nR-7,GONE,SOLD-7,STORE-1,2023-05-03,Ann Planted,ann@planted.example\n';
  const done = await run(text, 'kind=sales');
  expect(counts(done)).toEqual([0, 0, 1]);
  const { text: mended } = await app.ask('GET', `/api/imports/${done.id}/errors.csv`);
  expect(mended).toContain('R-7,GONE,SOLD-7,STORE-1,2023-05-03,,,2,');
  const told = await app.ask('GET', `/api/imports/${done.id}`);
  expect(told.body.samples).toEqual([]);
  const kept = await app.world.rows<{ all: string }>(
    'select i::text || coalesce(string_agg(l::text, $1), $1) as all from import i left join import_line l ' +
      'on l.import_id = i.id where i.id = $2 group by i.*',
    [' ', done.id],
  );
  expect(kept[0]!.all).not.toMatch(/planted/i);
});

test('orders are kept as another program knows them', async () => {
  const text =
    'Name,Lineitem sku,Lineitem quantity,Lineitem price,Currency,Created at,Source\n#1001,PHONE,2,499.00,EUR,2024-01-02 10:00:00 +0100,web\n#1001,CABLE,1,9.90,,,\n#1002,GONE,1,1,EUR,,\n';
  const done = await run(text, 'kind=orders&preset=shopify');
  expect(counts(done)).toEqual([2, 0, 1]);
  const told = await app.ask('GET', '/api/orders/%231001');
  expect(told.body).toEqual({
    number: '#1001',
    site: null,
    channel: 'web',
    customer: null,
    orderedAt: '2024-01-02T09:00:00.000Z',
    currency: 'EUR',
    lines: [
      { line: 1, sku: 'PHONE', quantity: 2, price: 49900 },
      { line: 2, sku: 'CABLE', quantity: 1, price: 990 },
    ],
  });
  expect(counts(await run(text, 'kind=orders&preset=shopify'))).toEqual([0, 2, 1]);
});

test('products are made and changed by their lines', async () => {
  const text =
    'Item Code,Item Name,Item Group,Has Serial No,Barcode\nP-1,One,Toys,1,4012345678901\nP-2,Two,,0,\nP-3,Three,,maybe,\n';
  expect(counts(await run(text, 'kind=products&preset=erpnext'))).toEqual([2, 0, 1]);
  expect((await app.ask('GET', '/api/products/P-1')).body).toMatchObject({
    name: 'One',
    category: 'Toys',
    gtins: [{ gtin: '04012345678901' }],
  });
  expect(counts(await run(text.replace('One', 'Uno'), 'kind=products&preset=erpnext'))).toEqual([1, 1, 1]);
  expect((await app.ask('GET', '/api/products/P-1')).body.name).toBe('Uno');
});

test('of a price list bare months and costs hold from ever, and a later one from today', async () => {
  const text =
    'SKU,Name,Warranty (months),Cost price,Currency,Weight (g)\nT-1,One,24,"1.299,00",EUR,1500\nT-2,Two,,9.90 USD,,\n';
  expect(counts(await run(text, 'kind=products'))).toEqual([2, 0, 0]);
  expect(counts(await run(text.replace('One', 'Uno'), 'kind=products'))).toEqual([1, 1, 0]);
  const held = async (what: string) =>
    (await app.ask('GET', `/api/products/T-1/${what}`)).body.items.map(
      ({ setAt: _at, setBy: _by, ...rest }: Record<string, unknown>) => rest,
    );
  const first = { kind: 'maker', months: 24, starts: 'sale', from: '1970-01-01' };
  expect(await held('warranties')).toEqual([first]);
  expect(await held('costs')).toEqual([{ amount: 129900, currency: 'EUR', from: '1970-01-01' }]);
  expect(counts(await run(text.replace(',24,', ',36,'), 'kind=products'))).toEqual([1, 1, 0]);
  const today = new Date().toISOString().slice(0, 10);
  expect(await held('warranties')).toEqual([{ ...first, months: 36, from: today }, first]);
});

test('a kit may stand above its parts, and a dry run says what the catalog would refuse', async () => {
  const text = [
    'sku,name,gtin,supplier,parts,serialPattern,lengthMm,warranty,cost',
    'KIT-1,A kit,,,KIT-2*2 PART-1,,,,',
    'KIT-2,Another,,,PART-1*3,,,,',
    'PART-1,A part,,,,,,,',
    'BAD-1,Whose GTIN,4006381333931,,,,,,',
    'BAD-2,Whose supplier,,NOBODY,,,,,',
    'BAD-3,What part,,,NOTHING*2,,,,',
    'BAD-4,What pattern,,,,[A-,,,',
    'BAD-5,What size,,,,,10,,',
    'BAD-6,What days,4012345000047@2024-13-01/,,,,,,',
    'BAD-7,What warranty,,,,,,for ever,',
    'BAD-8,What cost,,,,,,,cheap EUR',
  ].join('\n');
  const { id } = await bring(text, 'kind=products');
  const judged = await order(id, 'judge');
  expect(counts(judged)).toEqual([3, 0, 8]);
  const codes = found(judged);
  expect(codes).toEqual({
    cannot_be_changed: [5, 6, 7],
    bad_serial_pattern: [8],
    missing_field: [9],
    bad_gtin_days: [10],
    bad_warranty: [11],
    bad_cost: [12],
  });
  expect((await app.ask('GET', '/api/products/PART-1')).status).toBe(404);
  const done = await order(id, 'run');
  expect([counts(done), found(done)]).toEqual([[3, 0, 8], codes]);
  expect((await app.ask('GET', '/api/products/KIT-1')).body.parts).toEqual([
    { sku: 'KIT-2', quantity: 2 },
    { sku: 'PART-1', quantity: 1 },
  ]);
});

describe('what columns mean', () => {
  test('is shown and can be changed until the file is run', async () => {
    const made = await bring('Nr.,Was,Wo\nMAP-1,PHONE,WH/Stock\n', 'kind=opening_stock');
    expect(made.columns.map((one: { field: string }) => one.field)).toEqual([null, null, null]);
    expect(made.missing).toEqual([['sku', 'gtin'], ['site']]);
    expect((await app.ask('POST', `/api/imports/${made.id}/task`, { do: 'run' })).body.code).toBe(
      'fields_missing',
    );
    const changed = await app.ask('PATCH', `/api/imports/${made.id}`, {
      mapping: { serial: 'Nr.', sku: 'Was', site: 'Wo' },
      siteNames: { 'WH/Stock': 'DC' },
    });
    expect(changed.body).toMatchObject({ missing: [], columns: [{ how: 'given' }, {}, {}] });
    expect(counts(await order(made.id, 'run'))).toEqual([1, 0, 0]);
    expect((await app.ask('PATCH', `/api/imports/${made.id}`, { mapping: {} })).body.code).toBe(
      'wrong_state',
    );
  });

  test('is kept under a name', async () => {
    const preset = {
      name: 'Till',
      kind: 'opening_stock',
      mapping: { serial: 'Nr.', sku: 'Was' },
      defaults: { site: 'DC' },
    };
    expect((await app.ask('POST', '/api/import-presets', preset)).status).toBe(201);
    const { body } = await app.ask('GET', '/api/import-presets');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
      'odoo',
      'erpnext',
      'inventree',
      'shopify',
      'Till',
    ]);
    expect(counts(await run('Nr.,Was\nPRE-1,PHONE\n', 'kind=opening_stock&preset=Till'))).toEqual([1, 0, 0]);
    expect((await app.ask('DELETE', '/api/import-presets/Till')).status).toBe(200);
    expect((await app.ask('DELETE', '/api/import-presets/Till')).status).toBe(404);
  });

  test('an Odoo export is read as it comes', async () => {
    const text =
      'Lot/Serial Number,Product,Warehouse,On Hand Quantity\nODOO-1,[PHONE] A phone,DC,1.0\nODOO-2,[LAPTOP] A laptop,DC,1.0\n';
    expect(counts(await run(text, 'kind=opening_stock&preset=odoo'))).toEqual([2, 0, 0]);
  });
});

describe('an undo', () => {
  test('takes back unit by unit; what has moved since stays and is listed; and can itself be undone', async () => {
    const text = ['sku,serial,site', ...Array.from({ length: 30 }, (_, n) => `PHONE,UNDO-A${n},DC`)].join(
      '\n',
    );
    const { id } = await run(text, 'kind=opening_stock');
    await app.scan('move_spot', ['UNDO-A3'], { location: 'A-01' });
    await app.scan('pick', ['UNDO-A7']);
    const undone = await order(id, 'undo');
    expect(undone).toMatchObject({ state: 'undone', progress: { done: 30 } });
    const { body } = await app.ask('GET', `/api/imports/${id}/lines?outcome=kept`);
    expect(body.items.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [5, 'moved_since'],
      [9, 'moved_since'],
    ]);
    const status = async (serial: string) =>
      (await app.ask('GET', `/api/units/by-code/${serial}`)).body.units[0].status;
    expect([await status('UNDO-A1'), await status('UNDO-A3'), await status('UNDO-A7')]).toEqual([
      'none',
      'in_stock',
      'picked',
    ]);
    expect(await order(id, 'redo')).toMatchObject({ state: 'done' });
    expect(await status('UNDO-A1')).toBe('in_stock');
    expect(await order(id, 'undo')).toMatchObject({ state: 'undone' });
    expect([await status('UNDO-A1'), await status('UNDO-A3')]).toEqual(['none', 'in_stock']);
  });

  test.each([
    ['products', 'sku,name\nUNDO-P,One\n', /Products stay/],
    ['orders', 'number,sku\nUNDO-O,TV\n', /Orders stay/],
    ['opening_stock', 'sku,quantity,site\nCABLE,3,DC\n', /Pieces are counted anew/],
  ])('of %s says why they stay, and what to do instead', async (kind, text, sentence) => {
    const { id } = await run(text, `kind=${kind}`);
    const told = await app.ask('POST', `/api/imports/${id}/task`, { do: 'undo' });
    expect([told.status, told.body.code]).toEqual([409, 'nothing_to_undo']);
    expect(told.body.detail).toMatch(sentence);
  });

  test('is a lead’s to order', async () => {
    const { id } = await run('sku,serial,site\nPHONE,LEAD-1,DC\n', 'kind=opening_stock');
    const key = await app.keyOf('integration');
    expect((await app.ask('POST', `/api/imports/${id}/task`, { do: 'undo' }, { key })).status).toBe(403);
  });
});

describe('files as people make them', () => {
  test.each([
    [
      'UTF-8 with its mark',
      Buffer.from('\ufeffsku;serial;site;supplier\nPHONE;ENC-1;DC;Müller\n'),
      'utf-8',
      'ENC-1',
    ],
    [
      'Windows-1252',
      Buffer.from('sku;serial;site;supplier\nPHONE;ENC-2;DC;M\xfcller\n', 'latin1'),
      'windows-1252',
      'ENC-2',
    ],
    [
      'UTF-16',
      Buffer.from('\ufeffsku;serial;site;supplier\nPHONE;ENC-3;DC;Müller\n', 'utf16le'),
      'utf-16le',
      'ENC-3',
    ],
  ])('%s is told and read', async (_, bytes, encoding, serial) => {
    const made = await bring(bytes, 'kind=opening_stock');
    expect(made.file).toMatchObject({
      encoding,
      delimiter: ';',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(counts(await order(made.id, 'run'))).toEqual([1, 0, 0]);
    expect((await app.ask('GET', `/api/units/by-code/${serial}`)).body.units[0].supplier).toBe('Müller');
  });

  test.each([
    ['', 'empty_file'],
    ['sku,serial\n\0\n', 'forbidden_character'],
    [`"${'x'.repeat(70_000)}`, 'unreadable_file'],
    [Array.from({ length: 300 }, (_, n) => `c${n}`).join(','), 'too_many_columns'],
  ])('what is no table is refused with its reason', async (text, code) => {
    const told = await app.ask('POST', '/api/imports?kind=units', text, { headers: csv });
    expect([told.status < 500, told.body.code]).toEqual([true, code]);
  });

  test('a line that is too long ends the file, and what stood before is recorded', async () => {
    const done = await run(
      `sku,serial,site\nPHONE,LONG-1,DC\nPHONE,${'x'.repeat(80_000)}`,
      'kind=opening_stock',
    );
    expect([counts(done), found(done)]).toEqual([[1, 0, 1], { line_too_long: [3] }]);
  });

  test('another type than a table is refused', async () => {
    for (const type of ['application/json', 'text/plain', 'application/zip'])
      expect(
        (await app.ask('POST', '/api/imports?kind=units', '{}', { headers: { 'content-type': type } }))
          .status,
      ).toBe(415);
    expect((await app.ask('POST', '/api/products', 'a,b', { headers: csv })).status).toBe(415);
  });
});

test('afterwards every state made anew from the events is the state there is', async () => {
  const report = await verify({ url: app.world.test.ownerUrl });
  expect(report.listed).toEqual([]);
});
