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
    });
    expect((await app.ask('GET', '/api/products/ROUTER%2F5')).body).toEqual(made.body);
  });

  test('units of a new product are scanned at once', async () => {
    await app.ask('POST', '/api/products', { sku: 'SCALE', name: 'A scale', gtins: ['4012345678901'] });
    const answer = await app.scan('receive', ['(01)04012345678901(21)SC1']);
    expect(answer).toMatchObject({ outcome: 'recorded', unit: { sku: 'SCALE', serial: 'SC1' } });
  });

  test('GTINs of any length are kept as 14 digits, each once', async () => {
    const gtins = ['4012345678901', '04012345678901', '012345678905', '96385074'];
    const { body } = await app.ask('POST', '/api/products', { sku: 'GT', name: 'G', gtins });
    expect(body.gtins).toEqual(['00000096385074', '00012345678905', '04012345678901']);
  });

  test('name, category, policy and GTINs change; what is not said stays', async () => {
    const made = await app.ask('POST', '/api/products', {
      sku: 'CH',
      name: 'Old',
      category: 'old',
      gtins: ['4012345678901'],
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

describe('sites and locations', () => {
  test('a new site has a floor, so that it can be scanned at once', async () => {
    const site = { code: 'POPUP', name: 'Pop-up', kind: 'store', timeZone: 'Europe/Paris' };
    const made = await app.ask('POST', '/api/sites', site);
    expect([made.status, made.headers.location]).toEqual([201, '/api/sites/POPUP']);
    expect(made.body).toEqual({ ...site, owner: 'COMPANY' });
    const { body } = await app.ask('GET', '/api/sites/POPUP/locations');
    expect(body.items).toEqual([{ code: 'FLOOR', name: 'Floor', kind: 'floor', aisle: null, color: null }]);
    const answer = await app.scan('receive', ['TV', 'PU-1'], { site: 'POPUP' });
    expect(answer).toMatchObject({ outcome: 'recorded', status: 'in_stock' });
    const unit = await app.ask('GET', `/api/units/${answer.unit.id}`);
    expect(unit.body.place).toBe('POPUP/FLOOR');
  });

  test('a site may come with its locations, its own floor among them; the floor is first', async () => {
    const locations = [
      { code: 'B-1', aisle: 'B', color: 'red' },
      { code: 'FLOOR', name: 'Shop', kind: 'floor' },
    ];
    await app.ask('POST', '/api/sites', {
      code: 'S-9',
      name: 'Nine',
      kind: 'store',
      timeZone: 'UTC',
      owner: 'VENDOR',
      locations,
    });
    const { body } = await app.ask('GET', '/api/sites/S-9/locations');
    expect(body.items).toEqual([
      { code: 'FLOOR', name: 'Shop', kind: 'floor', aisle: null, color: null },
      { code: 'B-1', name: 'B-1', kind: 'bin', aisle: 'B', color: 'red' },
    ]);
    expect((await app.ask('GET', '/api/sites/S-9')).body.owner).toBe('VENDOR');
  });

  test('locations are added all or none', async () => {
    const add = (...codes: string[]) =>
      app.ask('POST', '/api/sites/DC/locations', { locations: codes.map((code) => ({ code })) });
    const made = await add('C-01', 'C-02');
    expect([made.status, made.body.items.map((one: { code: string }) => one.code)]).toEqual([
      201,
      ['C-01', 'C-02'],
    ]);
    expect(problemOf(await add('C-03', 'C-02'))).toEqual([409, 'already_exists', 'locations[1].code']);
    expect(problemOf(await add('C-03', 'C-03'))).toEqual([422, 'duplicate_code', 'locations[1].code']);
    expect(await app.world.rows("select 1 from location where code = 'C-03'")).toEqual([]);
    const answer = await app.scan('receive', ['TV', 'C01-1'], { location: 'C-02' });
    expect(answer.outcome).toBe('recorded');
  });

  test.each([
    [{ code: 'DC' }, 409, 'already_exists', 'code'],
    [{ code: 'CARRIER' }, 409, 'already_exists', 'code'],
    [{ code: 'A B' }, 400, 'invalid_request', 'code'],
    [{ code: 'A'.repeat(33) }, 400, 'invalid_request', 'code'],
    [{ kind: 'outside' }, 400, 'invalid_request', 'kind'],
    [{ timeZone: 'Mars/Olympus' }, 422, 'unknown_time_zone', 'timeZone'],
    [{ owner: 'NOBODY' }, 422, 'unknown_owner', 'owner'],
    [{ locations: [{ code: 'A' }, { code: 'A' }] }, 422, 'duplicate_code', 'locations[1].code'],
    [{ locations: Array(1001).fill({ code: 'A' }) }, 413, 'too_many_items', 'locations'],
  ])('a site with %j is not made', async (patch, ...expected) => {
    const site = { code: 'NEW', name: 'New', kind: 'store', timeZone: 'UTC', ...patch };
    expect(problemOf(await app.ask('POST', '/api/sites', site))).toEqual(expected);
    expect(await app.world.rows("select 1 from site where code = 'NEW'")).toEqual([]);
  });

  test('what is outside is no site, and an unknown one is not found', async () => {
    const { body } = await app.ask('GET', '/api/sites?limit=1000');
    const codes = body.items.map((site: { code: string }) => site.code);
    expect(codes.slice(0, 3)).toEqual(['DC', 'STORE-1', 'STORE-2']);
    expect(codes).not.toContain('CARRIER');
    for (const url of ['/api/sites/CARRIER', '/api/sites/NOWHERE', '/api/sites/NOWHERE/locations'])
      expect(problemOf(await app.ask('GET', url))).toEqual([404, 'site_not_found', 'params.code']);
    const body2 = { locations: [{ code: 'A' }] };
    expect((await app.ask('POST', '/api/sites/CARRIER/locations', body2)).status).toBe(404);
  });
});
