import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { importsOf } from '../../testing/importing.ts';

let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  [app, other] = await Promise.all([openTestApp(), openTestApp()]);
});
afterAll(async () => {
  await Promise.all([app?.close(), other?.close()]);
});

const run = (to: TestApp, text: string, query: string) => importsOf(to).run(text, query);

const take = async (from: TestApp, path: string, key?: string) =>
  (await from.ask('GET', `/api/exports/${path}`, undefined, key === undefined ? {} : { key })).text;

test('products taken out, brought in elsewhere and taken out again are the same to the byte', async () => {
  const text = fc.string({
    unit: fc.constantFrom('=', "'", '+', '@', ',', '"', '\n', ';', ' ', 'é', '😀', '-', 'x'),
    minLength: 1,
    maxLength: 30,
  });
  const wanted = fc.sample(fc.record({ name: text, category: fc.option(text), serialized: fc.boolean() }), {
    numRuns: 60,
    seed: 7,
  });
  for (const [nth, product] of wanted.entries()) {
    const told = await app.ask('POST', '/api/products', { sku: `=R'${nth}`, ...product });
    expect(told.status).toBe(201);
  }
  const first = await take(app, 'products');
  expect((await run(other, first, 'kind=products')).progress).toMatchObject({
    recorded: 60,
    repeated: 5,
    refused: 0,
  });
  expect(await take(other, 'products')).toBe(first);
});

test('all that is known of products goes out and comes in again: days, sizes, terms, cost, parts', async () => {
  const add = async (to: TestApp, path: string, body: object) => {
    const told = await to.ask('POST', path, body);
    expect([path, told.status, told.text]).toEqual([path, 201, told.text]);
  };
  for (const to of [app, other]) await add(to, '/api/suppliers', { code: 'ACME', name: 'Acme' });
  await add(app, '/api/products', { sku: 'X-SET', name: 'A set' });
  await add(app, '/api/products', {
    sku: 'X-CASE',
    name: 'A case',
    gtins: [
      { gtin: '4012345000016', from: '2023-01-01', to: '2023-12-31' },
      { gtin: '4012345000016', from: '2024-02-01', to: null },
      { gtin: '4012345000023', from: null, to: '2022-12-31' },
      '4012345000030',
    ],
    supplier: 'ACME',
    serialPattern: ' [A-F]{2}\\d{4,6}|=X?',
    weightGrams: 250,
    dimensions: { length: 120, width: 80, height: 9 },
  });
  await add(app, '/api/products', {
    sku: 'X*2',
    name: 'A box of sets',
    parts: [{ sku: 'X-SET', quantity: 12 }],
  });
  const parts = [
    { sku: 'X-CASE', quantity: 2 },
    { sku: 'CABLE', quantity: 1 },
  ];
  expect((await app.ask('PATCH', '/api/products/X-SET', { parts })).status).toBe(200);
  const terms = { kind: 'maker', months: 12, starts: 'delivery', from: '2024-01-01' };
  for (const months of [12, 24]) await add(app, '/api/products/X-CASE/warranties', { ...terms, months });
  const statutory = { kind: 'statutory', months: 24, starts: 'sale', from: '2022-01-01' };
  await add(app, '/api/products/X-CASE/warranties', statutory);
  await add(app, '/api/products/X-CASE/costs', { amount: 1990, currency: 'EUR', from: '2024-01-01' });
  await add(app, '/api/products/X-CASE/costs', { amount: 1234, currency: 'KWD', from: '2025-01-01' });
  await add(app, '/api/products/X-CASE/costs', { amount: 3000, currency: 'JPY', from: '2026-01-01' });

  const first = await take(app, 'products');
  const lines = first.split('\r\n');
  expect(lines.filter((line) => line.startsWith('X'))).toEqual([
    'X-CASE,A case,,04012345000016@2023-01-01/2023-12-31 04012345000016@2024-02-01/ 04012345000023@/2022-12-31 04012345000030,' +
      'true,arrivals,false,ACME," [A-F]{2}\\d{4,6}|=X?",250,120,80,9,' +
      '"statutory 24 sale 2022-01-01; maker 24 delivery 2024-01-01",' +
      '"19.90 EUR 2024-01-01; 1.234 KWD 2025-01-01; 3000 JPY 2026-01-01",',
    'X-SET,A set,,,true,arrivals,false,,,,,,,,,CABLE*1 X-CASE*2',
    'X*2,A box of sets,,,true,arrivals,false,,,,,,,,,X-SET*12',
  ]);
  expect((await run(other, first, 'kind=products')).progress).toMatchObject({ recorded: 3, refused: 0 });
  expect(await take(other, 'products')).toBe(first);
  expect((await run(other, first, 'kind=products')).progress).toMatchObject({ recorded: 0, repeated: 68 });
});

test('what products cost goes out only with those who may change products', async () => {
  const key = await app.keyOf('manager');
  expect(await take(app, 'products?columns=sku,cost', key)).not.toContain('EUR');
  expect(await take(app, 'products?columns=sku,cost', await app.keyOf('integration'))).toContain('EUR');
});

test('stock taken out, brought in elsewhere and taken out again is the same to the byte', async () => {
  await app.scan('receive', ['EXP-1', '490154203237518'], {
    details: { sku: 'PHONE', lot: '=L' },
    location: 'A-01',
  });
  await app.scan('receive', ['-EXP-2'], {
    details: { sku: 'LAPTOP', condition: 'opened', supplier: 'Ümlaut, "Co"' },
    site: 'STORE-1',
  });
  const path = 'units?columns=sku,serial,imei,condition,site,location,lot,supplier,status';
  const first = await take(app, path);
  expect(first.split('\r\n')).toHaveLength(4);
  expect((await run(other, first, 'kind=opening_stock')).progress).toMatchObject({ recorded: 2, refused: 0 });
  const sorted = (text: string) => text.split('\r\n').sort();
  expect(sorted(await take(other, path))).toEqual(sorted(first));
});

test('pieces taken out can be brought in again', async () => {
  await app.scan('receive', ['CABLE'], { quantity: 12, location: 'A-01' });
  const first = await take(app, 'quantity');
  expect(first).toBe('sku,site,location,quantity\r\nCABLE,DC,A-01,12\r\n');
  await run(other, first, 'kind=opening_stock');
  expect(await take(other, 'quantity')).toBe(first);
});

test('a unit’s life, places and open questions can be taken out in each form', async () => {
  const [unit] = (await app.ask('GET', '/api/units/by-code/EXP-1')).body.units;
  const life = JSON.parse(await take(app, `history?unit=${unit.id}&format=json`));
  expect(life).toMatchObject([{ seq: 1, event: 'UnitReceived', place: 'DC/A-01' }]);
  await app.scan('count', ['EXP-1'], { site: 'STORE-2' });
  expect(await take(app, 'exceptions?columns=kind,site,serial')).toBe(
    'kind,site,serial\r\nunexpected_place,STORE-2,EXP-1\r\n',
  );
  expect(await take(app, 'sites?columns=code')).toBe('code\r\nDC\r\nSTORE-1\r\nSTORE-2\r\n');
  expect(JSON.parse(await take(app, 'locations?format=json&columns=site,code'))).toContainEqual({
    site: 'DC',
    code: 'A-01',
  });
  expect((await app.ask('GET', '/api/exports/units?format=xlsx')).status).toBe(200);
});

test('a list that is narrowed is taken out as it is seen', async () => {
  await app.scan('receive', ['LAPTOP', 'NARROW-1'], {
    location: 'DOCK',
    details: { lot: 'N1', supplier: 'ACME' },
  });
  await app.scan('receive', ['LAPTOP', 'NARROW-2'], { details: { condition: 'damaged' } });
  await app.scan('place_hold', ['NARROW-2'], { details: { kind: 'quality' } });
  await app.scan('receive', ['TV', 'NARROW-3']);
  await app.scan('sell', ['NARROW-3'], { document: { kind: 'sale', number: 'S-N' } });
  await app.app.searchIndex.caughtUp();
  const serials = async (query: string) =>
    (await take(app, `units?columns=serial&${query}`)).split('\r\n').slice(1, -1);
  expect(await serials('lot=N1&supplier=ACME')).toEqual(['NARROW-1']);
  expect(await serials('site=DC&location=DOCK')).toEqual(['NARROW-1']);
  expect(await serials('condition=damaged')).toEqual(['NARROW-2']);
  expect(await serials('held=true')).toEqual(['NARROW-2']);
  expect(await serials('hold=quality&status=in_stock')).toEqual(['NARROW-2']);
  expect(await serials('hold=recall')).toEqual([]);
  expect((await serials('q=arrow-')).toSorted()).toEqual(['NARROW-1', 'NARROW-2', 'NARROW-3']);
  expect((await serials('q=arrow-&ours=true')).toSorted()).toEqual(['NARROW-1', 'NARROW-2']);
  expect(await take(app, 'products?columns=sku&q=phone')).toBe('sku\r\nPHONE\r\n');
  expect(await take(app, 'products?columns=sku&serialized=false&q=%25')).toBe('sku\r\n');
});

test('what is asked wrongly is said', async () => {
  const told = async (path: string) => (await app.ask('GET', `/api/exports/${path}`)).body.code;
  expect(await told('history')).toBe('invalid_request');
  expect(await told('units?columns=sku,nothing')).toBe('invalid_request');
  expect(await told('units?site=NOWHERE')).toBe('unknown_site');
  expect(await told('units?sku=NOTHING')).toBe('unknown_product');
  expect(await told('units?q=1')).toBe('invalid_request');
  expect(await told('units?location=A-01')).toBe('unknown_location');
  expect(await told('secrets')).toBe('invalid_request');
});

test('whoever reaches one site takes out that site’s units, and others’ as little as units that are not there', async () => {
  const key = await app.keyOf('manager', 'STORE-1');
  expect(await take(app, 'units?columns=serial', key)).toBe("serial\r\n'-EXP-2\r\n");
  expect(await take(app, 'sites?columns=code', key)).toBe('code\r\nSTORE-1\r\n');
  const [unit] = (await app.ask('GET', '/api/units/by-code/EXP-1')).body.units;
  expect(await take(app, `history?unit=${unit.id}&columns=seq`, key)).toBe('seq\r\n');
  expect((await app.ask('GET', '/api/exports/units?site=DC', undefined, { key })).body.code).toBe(
    'unknown_site',
  );
});
