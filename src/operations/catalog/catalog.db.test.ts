import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const problemOf = ({ status, body }: Awaited<ReturnType<TestApp['ask']>>) => [status, body.code, body.where];

describe('products', () => {
  test('a new product is found by its SKU, and what was not said is the ordinary', async () => {
    const made = await app.ask('POST', '/api/products', { sku: 'ROUTER/5', name: 'A router' });
    expect([made.status, made.headers.location]).toEqual([201, '/api/products/ROUTER%2F5']);
    expect(made.body).toEqual({
      sku: 'ROUTER/5',
      name: 'A router',
      category: null,
      serialized: true,
      unknownSerials: 'arrivals',
      wipeRequired: false,
      gtins: [],
      serialPattern: null,
      serialExample: null,
      numbers: [],
      labelHints: [],
      weightGrams: null,
      dimensions: null,
      supplier: null,
      parts: [],
    });
    expect((await app.ask('GET', '/api/products/ROUTER%2F5')).body).toEqual(made.body);
  });

  test('units of a new product are scanned at once', async () => {
    await app.ask('POST', '/api/products', { sku: 'SCALE', name: 'A scale', gtins: ['4012345678901'] });
    const answer = await app.scan('receive', ['(01)04012345678901(21)SC1']);
    expect(answer).toMatchObject({ outcome: 'recorded', unit: { sku: 'SCALE', serial: 'SC1' } });
  });

  test('GTINs of any length are kept as 14 digits, each once', async () => {
    const gtins = ['4012345678918', '04012345678918', '036000291452', '96385074'];
    const { body } = await app.ask('POST', '/api/products', { sku: 'GT', name: 'G', gtins });
    expect(body.gtins).toEqual(
      ['00000096385074', '00036000291452', '04012345678918'].map((gtin) => ({ gtin, from: null, to: null })),
    );
  });

  test('name, category, policy and GTINs change; what is not said stays', async () => {
    const made = await app.ask('POST', '/api/products', {
      sku: 'CH',
      name: 'Old',
      category: 'old',
      gtins: ['4012345678925'],
    });
    const change = { name: 'New', wipeRequired: true, unknownSerials: 'refuse' };
    const changed = await app.ask('PATCH', '/api/products/CH', change);
    expect([changed.status, changed.body]).toEqual([200, { ...made.body, ...change }]);
    const cleared = await app.ask('PATCH', '/api/products/CH', { category: null, gtins: [] });
    expect(cleared.body).toEqual({ ...made.body, ...change, category: null, gtins: [] });
  });

  test('a changed policy is judged by from the next scan on', async () => {
    await app.ask('POST', '/api/products', { sku: 'POL', name: 'P' });
    expect((await app.scan('receive', ['POL', 'POL-1'])).outcome).toBe('recorded');
    await app.ask('PATCH', '/api/products/POL', { unknownSerials: 'refuse' });
    expect((await app.scan('receive', ['POL', 'POL-2'])).code).toBe('unknown_unit');
  });

  test('another process’s scan knows a product that was made here a moment ago', async () => {
    const elsewhere = app.world.anotherLedger();
    await app.world.scan('receive', ['TV', 'EW-0'], { ledger: elsewhere });
    await app.ask('POST', '/api/products', { sku: 'EW', name: 'E' });
    const answer = await app.world.scan('receive', ['EW', 'EW-1'], { ledger: elsewhere });
    expect(answer.outcome).toBe('recorded');
  });

  test.each([
    [{ sku: 'PHONE', name: 'x' }, 409, 'already_exists', 'sku'],
    [{ sku: 'has blank', name: 'x' }, 400, 'invalid_request', 'sku'],
    [{ sku: 'X'.repeat(65), name: 'x' }, 400, 'invalid_request', 'sku'],
    [{ sku: 'Ä', name: 'x' }, 400, 'invalid_request', 'sku'],
    [{ sku: 'N1' }, 400, 'invalid_request', 'name'],
    [{ sku: 'N2', name: '' }, 400, 'invalid_request', 'name'],
    [{ sku: 'N3', name: 'x', gtins: ['4012345678901', '4012345678902'] }, 422, 'bad_gtin', 'gtins[1]'],
    [{ sku: 'N4', name: 'x', gtins: ['123'] }, 422, 'bad_gtin', 'gtins[0]'],
    [{ sku: 'N7', name: 'x', gtins: ['4006381333931'] }, 409, 'gtin_taken', 'gtins[0]'],
    [
      { sku: 'N8', name: 'x', gtins: [{ gtin: '4012345678932', to: '2026-02-30' }] },
      422,
      'bad_day',
      'gtins[0].to',
    ],
    [{ sku: 'N9', name: 'x', serialPattern: 'A+' }, 422, 'bad_serial_pattern', 'serialPattern'],
    [{ sku: 'N10', name: 'x', serialPattern: '' }, 422, 'bad_serial_pattern', 'serialPattern'],
    [{ sku: 'N11', name: 'x', numbers: ['imei', 'imei'] }, 422, 'duplicate_code', 'numbers[1]'],
    [{ sku: 'N12', name: 'x', numbers: ['phone'] }, 400, 'invalid_request', 'numbers[0]'],
    [{ sku: 'N13', name: 'x', supplier: 'NOBODY' }, 422, 'unknown_supplier', 'supplier'],
    [{ sku: 'N14', name: 'x', weightGrams: 0.5 }, 400, 'invalid_request', 'weightGrams'],
    [{ sku: 'N15', name: 'x', parts: [{ sku: 'NONE', quantity: 1 }] }, 422, 'unknown_part', 'parts[0].sku'],
    [{ sku: 'N16', name: 'x', parts: [{ sku: 'N16', quantity: 1 }] }, 422, 'inside_itself', 'parts'],
    [
      { sku: 'N17', name: 'x', parts: [{ sku: 'TV', quantity: 0 }] },
      400,
      'invalid_request',
      'parts[0].quantity',
    ],
    [{ sku: 'N5', name: 'x', unknownSerials: 'maybe' }, 400, 'invalid_request', 'unknownSerials'],
    [{ sku: 'N6', name: 'x', serialized: 'yes' }, 400, 'invalid_request', 'serialized'],
  ])('%j is not taken', async (body, ...expected) => {
    expect(problemOf(await app.ask('POST', '/api/products', body))).toEqual(expected);
  });

  test('a product that was refused leaves nothing, not even a newer number', async () => {
    const before = await app.world.rows('select freshness from ledger_state');
    await app.ask('POST', '/api/products', { sku: 'PHONE', name: 'x', gtins: ['4012345678901'] });
    expect(await app.world.rows('select freshness from ledger_state')).toEqual(before);
  });

  test('the SKU never changes, and an unknown one is not found', async () => {
    const told = await app.ask('PATCH', '/api/products/PHONE', { sku: 'TELEPHONE' });
    expect(problemOf(told)).toEqual([400, 'invalid_request', 'sku']);
    expect(problemOf(await app.ask('PATCH', '/api/products/NONE', { name: 'x' }))).toEqual([
      404,
      'product_not_found',
      'params.sku',
    ]);
    expect((await app.ask('GET', '/api/products/NONE')).status).toBe(404);
  });

  test('the list goes page by page, each product once', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await app.ask('GET', `/api/products?limit=3${after}`);
      seen.push(...body.items.map((product: { sku: string }) => product.sku));
      after = body.next === null ? '' : `&after=${body.next}`;
    } while (after !== '');
    expect(seen.slice(0, 5)).toEqual(['PHONE', 'LAPTOP', 'EBIKE', 'TV', 'CABLE']);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('a GTIN', () => {
  const gtin = '4012345678949';
  const dated = (from: string | null, to: string | null) => ({ gtins: [{ gtin, from, to }] });

  test('passes to another product: the day decides what is new, and an old box still names its unit', async () => {
    await app.ask('POST', '/api/products', { sku: 'PASS-A', name: 'A', gtins: [gtin] });
    await app.scan('receive', [`(01)0${gtin}(21)P-1`]);
    const taken = await app.ask('POST', '/api/products', {
      sku: 'PASS-B',
      name: 'B',
      ...dated('2020-01-01', null),
    });
    expect(problemOf(taken)).toEqual([409, 'gtin_taken', 'gtins[0]']);
    expect(taken.body.detail).toContain('PASS-A’s');
    await app.ask('PATCH', '/api/products/PASS-A', dated(null, '2019-12-31'));
    await app.ask('POST', '/api/products', { sku: 'PASS-B', name: 'B', ...dated('2020-01-01', null) });
    const fresh = await app.scan('receive', [`(01)0${gtin}(21)P-2`]);
    expect(fresh.unit).toMatchObject({ sku: 'PASS-B', serial: 'P-2' });
    const old = await app.scan('put_away', [`(01)0${gtin}(21)P-1`], { location: 'A-01' });
    expect(old).toMatchObject({ outcome: 'recorded', unit: { sku: 'PASS-A', serial: 'P-1' } });
    const found = await app.ask('GET', `/api/units/by-code/${encodeURIComponent(`(01)0${gtin}(21)P-1`)}`);
    expect(found.body.units.map(({ sku }: { sku: string }) => sku)).toEqual(['PASS-A']);
  });

  test('that is nobody’s today names no new unit, unless the SKU says whose it was', async () => {
    const past = { sku: 'PAST', name: 'P', gtins: [{ gtin: '4012345678956', to: '2019-12-31' }] };
    await app.ask('POST', '/api/products', past);
    const code = '(01)04012345678956(21)G-1';
    expect((await app.scan('receive', [code])).code).toBe('gtin_out_of_date');
    expect((await app.scan('receive', ['PAST', code])).unit).toMatchObject({ sku: 'PAST', serial: 'G-1' });
  });
});

describe('a serial pattern', () => {
  test('refuses a new number that is not so, and says what one looks like', async () => {
    const product = { sku: 'PAT', name: 'P', serialPattern: 'PT[0-9]{4}' };
    const made = await app.ask('POST', '/api/products', product);
    expect(made.body).toMatchObject({ serialPattern: 'PT[0-9]{4}', serialExample: 'PT1234' });
    const answer = await app.scan('receive', ['PAT', 'PART-NO-7']);
    expect(answer).toMatchObject({
      outcome: 'refused',
      code: 'serial_not_of_pattern',
      sentence: 'The number PART-NO-7 is no serial of this product: those are like PT1234 (PT[0-9]{4}).',
    });
    expect((await app.scan('receive', ['PAT', 'PT0001'])).outcome).toBe('recorded');
    expect(await app.world.rows("select 1 from unit where serial = 'PART-NO-7'")).toEqual([]);
  });

  test('leaves units alone that have odd numbers already', async () => {
    await app.ask('POST', '/api/products', { sku: 'ODD', name: 'O' });
    await app.scan('receive', ['ODD', 'odd one']);
    await app.ask('PATCH', '/api/products/ODD', { serialPattern: '[0-9]{3}' });
    for (const move of ['put_away', 'pick', 'undo_pick'])
      expect([move, (await app.scan(move, ['ODD', 'odd one'], { location: 'A-01' })).outcome]).toEqual([
        move,
        'recorded',
      ]);
    expect((await app.scan('receive', ['ODD', 'odd two'])).code).toBe('serial_not_of_pattern');
  });

  test('chooses the serial among the codes on a box; the others become numbers of the unit', async () => {
    await app.ask('POST', '/api/products', {
      sku: 'BOX',
      name: 'B',
      serialPattern: 'BX\\d{3}',
      numbers: ['imei', 'mac'],
    });
    const codes = ['BOX', '356938035643809', '00:1A:2B:3C:4D:5E', 'P/N 77', 'BX001'];
    expect((await app.scan('receive', codes)).unit.serial).toBe('BX001');
    for (const [code, kind] of [
      ['356938035643809', 'imei'],
      ['00:1A:2B:3C:4D:5E', 'mac'],
      ['P/N 77', 'maker_serial'],
    ]) {
      const { body } = await app.ask('GET', `/api/units/by-code/${encodeURIComponent(code!)}`);
      expect([code, body.units[0]?.serial, body.units[0]?.number.kind]).toEqual([code, 'BX001', kind]);
    }
  });

  test('does not stop what was observed: it is kept, with a question', async () => {
    await app.ask('POST', '/api/products', {
      sku: 'OBS',
      name: 'O',
      serialPattern: 'A\\d',
      unknownSerials: 'anywhere',
    });
    const sold = await app.scan('record_sale', ['OBS', 'B1'], {
      document: { kind: 'sale', number: 'OBS-1' },
    });
    expect(sold).toMatchObject({ outcome: 'recorded', exceptions: [{ kind: 'unlikely_serial' }] });
    expect(sold.exceptions[0].sentence).toContain('Serials of the product are like A1 (A\\d), but: ');
  });
});

describe('an IMEI', () => {
  test('with a wrong check digit is refused with the right one, where the product has IMEIs', async () => {
    await app.ask('POST', '/api/products', { sku: 'CELL', name: 'C', numbers: ['imei'] });
    const misread = await app.scan('receive', ['CELL', '490154203237519']);
    expect([misread.code, misread.sentence]).toEqual([
      'imei_check_digit_wrong',
      'The IMEI 490154203237519 cannot be right: its check digit, the last one, would be 8. Scan it again.',
    ]);
    expect((await app.scan('receive', ['CELL', 'C-1', '490154203237519'])).code).toBe(
      'imei_check_digit_wrong',
    );
    expect((await app.scan('receive', ['CELL', '490154203237518'])).outcome).toBe('recorded');
    const details = { identifier: 'imei:490154203237519', reason: 'board' };
    expect((await app.scan('reidentify', ['CELL', '490154203237518'], { details })).code).toBe(
      'imei_check_digit_wrong',
    );
    // A television may have a serial of fifteen digits.
    expect(await app.scan('receive', ['TV', '490154203237519'])).toMatchObject({ outcome: 'recorded' });
  });
});

describe('where the label is', () => {
  test('is said to whoever scanned the product instead of the unit', async () => {
    const labelHints = [
      { number: 'imei', where: 'in the settings', route: '*#06#' },
      { number: 'serial', where: 'sticker under the battery', picture: 'hints/battery.jpg' },
    ];
    await app.ask('POST', '/api/products', { sku: 'HINT', name: 'H', labelHints });
    const answer = await app.scan('receive', ['HINT']);
    expect(answer.code).toBe('serial_needed');
    expect(answer.facts).toContainEqual({ name: 'where', value: 'sticker under the battery' });
    expect((await app.ask('GET', '/api/products/HINT')).body.labelHints).toEqual(labelHints);
  });
});

describe('categories', () => {
  test('are made where a product names one, and put into a tree', async () => {
    await app.ask('POST', '/api/products', { sku: 'CAT-1', name: 'C', category: 'smartphones' });
    const all = await app.ask('GET', '/api/categories?limit=1000');
    expect(all.body.items).toContainEqual({ code: 'smartphones', name: 'smartphones', parent: null });
    await app.ask('POST', '/api/categories', { code: 'electronics', name: 'Electronics' });
    const moved = await app.ask('PATCH', '/api/categories/smartphones', { parent: 'electronics' });
    expect(moved.body).toEqual({ code: 'smartphones', name: 'smartphones', parent: 'electronics' });
  });

  test.each([
    ['POST', '/api/categories', { code: 'electronics' }, 409, 'already_exists', 'code'],
    ['POST', '/api/categories', { code: 'new', parent: 'none' }, 422, 'unknown_category', 'parent'],
    ['POST', '/api/categories', { code: 'me', parent: 'me' }, 422, 'inside_itself', 'parent'],
    ['PATCH', '/api/categories/electronics', { parent: 'smartphones' }, 422, 'inside_itself', 'parent'],
    ['PATCH', '/api/categories/none', { name: 'x' }, 404, 'category_not_found', 'params.code'],
  ] as const)('%s %s %j is not taken', async (method, url, body, ...expected) => {
    expect(problemOf(await app.ask(method, url, body))).toEqual(expected);
  });

  test('go eight levels deep and no more', async () => {
    for (let level = 1; level <= 8; level += 1) {
      const made = { code: `level-${level}`, parent: level === 1 ? null : `level-${level - 1}` };
      expect((await app.ask('POST', '/api/categories', made)).status).toBe(201);
    }
    const ninth = await app.ask('POST', '/api/categories', { code: 'level-9', parent: 'level-8' });
    expect(problemOf(ninth)).toEqual([422, 'inside_itself', 'parent']);
  });
});

describe('kits', () => {
  test('are put together from products, never from themselves', async () => {
    const make = (sku: string, parts: object[]) =>
      app.ask('POST', '/api/products', { sku, name: sku, parts });
    await make('BATTERY', []);
    const bike = await make('BIKE', [{ sku: 'BATTERY', quantity: 2 }]);
    expect(bike.body.parts).toEqual([{ sku: 'BATTERY', quantity: 2 }]);
    await make('BUNDLE', [
      { sku: 'BIKE', quantity: 1 },
      { sku: 'CABLE', quantity: 1 },
    ]);
    const circle = await app.ask('PATCH', '/api/products/BATTERY', {
      parts: [{ sku: 'BUNDLE', quantity: 1 }],
    });
    expect(problemOf(circle)).toEqual([422, 'inside_itself', 'parts']);
    const twice = [
      { sku: 'TV', quantity: 1 },
      { sku: 'TV', quantity: 2 },
    ];
    expect(problemOf(await make('TWICE', twice))).toEqual([422, 'duplicate_code', 'parts[1].sku']);
    expect((await app.ask('PATCH', '/api/products/BIKE', { parts: [] })).body.parts).toEqual([]);
  });
});

describe('terms', () => {
  const terms = (what: string, body: object) => app.ask('POST', `/api/products/TV/${what}`, body);

  test('of warranty are those of the day', async () => {
    const maker = { kind: 'maker', months: 12, starts: 'sale', from: '2020-01-01' };
    await terms('warranties', maker);
    await terms('warranties', { ...maker, months: 24, from: '2024-01-01' });
    const all = await terms('warranties', {
      ...maker,
      kind: 'store',
      months: 6,
      starts: 'delivery',
      from: '2025-01-01',
    });
    expect(all.status).toBe(201);
    expect(all.body.items.map((one: { from: string }) => one.from)).toEqual([
      '2025-01-01',
      '2024-01-01',
      '2020-01-01',
    ]);
    const on = async (day: string) =>
      (await app.ask('GET', `/api/products/TV/warranties?on=${day}`)).body.items
        .map(({ kind, months }: { kind: string; months: number }) => `${kind} ${months}`)
        .sort();
    expect(await on('2019-12-31')).toEqual([]);
    expect(await on('2023-12-31')).toEqual(['maker 12']);
    expect(await on('2026-01-01')).toEqual(['maker 24', 'store 6']);
  });

  test('of cost are those of the day, and what was mistyped is set right for the same day', async () => {
    await terms('costs', { amount: 19_900, currency: 'EUR', from: '2025-01-01' });
    await terms('costs', { amount: 1_999, currency: 'EUR', from: '2025-06-01' });
    await terms('costs', { amount: 19_990, currency: 'EUR', from: '2025-06-01' });
    const on = async (day: string) => (await app.ask('GET', `/api/products/TV/costs?on=${day}`)).body.items;
    expect(await on('2024-12-31')).toEqual([]);
    expect(await on('2025-03-01')).toMatchObject([{ amount: 19_900, currency: 'EUR' }]);
    expect(await on('2025-06-01')).toMatchObject([
      { amount: 19_990, currency: 'EUR', setBy: expect.any(String) },
    ]);
    expect((await app.ask('GET', '/api/products/TV/costs')).body.items).toHaveLength(3);
  });

  test('that were written stay: the server itself can neither change nor delete them', async () => {
    for (const statement of ['update product_cost set minor = 1', 'delete from product_warranty'])
      await expect(app.world.rows(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('what one unit costs is nobody’s business who only scans', async () => {
    const key = await app.keyOf('associate');
    expect((await app.ask('GET', '/api/products/TV/costs', undefined, { key })).status).toBe(403);
    expect((await app.ask('GET', '/api/products/TV/warranties', undefined, { key })).status).toBe(200);
  });

  test.each([
    ['warranties', { kind: 'maker', months: 12, starts: 'sale', from: '2026-02-30' }, 422, 'bad_day', 'from'],
    [
      'warranties',
      { kind: 'maker', months: 1201, starts: 'sale', from: '2026-02-28' },
      400,
      'invalid_request',
      'months',
    ],
    [
      'warranties',
      { kind: 'luck', months: 12, starts: 'sale', from: '2026-02-28' },
      400,
      'invalid_request',
      'kind',
    ],
    ['costs', { amount: 1.5, currency: 'EUR', from: '2026-01-01' }, 400, 'invalid_request', 'amount'],
    ['costs', { amount: -1, currency: 'EUR', from: '2026-01-01' }, 400, 'invalid_request', 'amount'],
    ['costs', { amount: 1, currency: 'EUX', from: '2026-01-01' }, 422, 'bad_currency', 'currency'],
  ])('%s %j are not taken', async (what, body, ...expected) => {
    expect(problemOf(await terms(what, body))).toEqual(expected);
    expect((await app.ask('POST', `/api/products/NONE/${what}`, body)).status).toBeGreaterThanOrEqual(400);
  });

  test('of a product that is not there, or of no day, are not found', async () => {
    const maker = { kind: 'maker', months: 12, starts: 'sale', from: '2020-01-01' };
    expect((await app.ask('POST', '/api/products/NONE/warranties', maker)).status).toBe(404);
    expect(problemOf(await app.ask('GET', '/api/products/TV/costs?on=2026-02-30'))).toEqual([
      422,
      'bad_day',
      'query.on',
    ]);
  });
});

describe('suppliers', () => {
  const gln = { kind: 'gln', value: '4012345000009' };

  test('have numbers that find them, and a sample that is enough', async () => {
    const acme = { code: 'ACME', name: 'Acme', numbers: [gln], sampleSize: 5 };
    const made = await app.ask('POST', '/api/suppliers', acme);
    expect([made.status, made.body]).toEqual([201, { ...acme, active: true }]);
    const changed = await app.ask('PATCH', '/api/suppliers/ACME', { sampleSize: null, active: false });
    expect(changed.body).toEqual({ ...acme, sampleSize: null, active: false });
    expect((await app.ask('GET', '/api/suppliers')).body.items).toEqual([changed.body]);
    const product = await app.ask('PATCH', '/api/products/TV', { supplier: 'ACME' });
    expect(product.body.supplier).toBe('ACME');
    expect((await app.ask('PATCH', '/api/products/TV', { name: 'TV' })).body.supplier).toBe('ACME');
    expect((await app.ask('PATCH', '/api/products/TV', { supplier: null })).body.supplier).toBeNull();
  });

  test.each([
    [{ code: 'ACME' }, 409, 'already_exists', 'code'],
    [{ numbers: [{ kind: 'gln', value: '4012345000008' }] }, 422, 'bad_number', 'numbers[0].value'],
    [{ numbers: [{ kind: 'erp', value: '7' }, gln] }, 409, 'already_exists', 'numbers[1]'],
    [
      {
        numbers: [
          { kind: 'erp', value: '7' },
          { kind: 'erp', value: '7' },
        ],
      },
      422,
      'duplicate_code',
      'numbers[1]',
    ],
    [{ sampleSize: -1 }, 400, 'invalid_request', 'sampleSize'],
  ])('one with %j is not made', async (patch, ...expected) => {
    const supplier = { code: 'OTHER', name: 'Other', ...patch };
    expect(problemOf(await app.ask('POST', '/api/suppliers', supplier))).toEqual(expected);
    expect((await app.ask('PATCH', '/api/suppliers/OTHER', { name: 'x' })).status).toBe(404);
  });
});
