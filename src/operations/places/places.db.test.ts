import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const problemOf = ({ status, body }: Awaited<ReturnType<TestApp['ask']>>) => [status, body.code, body.where];

const plain = { aisle: null, color: null, position: null, capacity: null, active: true };

describe('the map of a site', () => {
  test('says of each spot what lies there, and of no other site’s', async () => {
    await app.ask('POST', '/api/sites', {
      code: 'MAP',
      name: 'Map',
      kind: 'warehouse',
      timeZone: 'UTC',
      locations: [{ code: 'M-01', aisle: 'M', color: 'red' }, { code: 'M-02' }],
    });
    for (const serial of ['MAP-1', 'MAP-2'])
      await app.scan('receive', ['TV', serial], { site: 'MAP', location: 'M-01' });
    await app.scan('receive', ['TV', 'MAP-3'], { site: 'MAP' });
    await app.scan('receive', ['TV', 'MAP-4'], { site: 'DC' });
    await app.scan('receive', ['CABLE'], { site: 'MAP', location: 'M-02', quantity: 40 });
    const { items, next } = (await app.ask('GET', '/api/sites/MAP/map')).body;
    const shown = items.map((one: Record<string, unknown>) => [one.code, one.units, one.pieces, one.isMore]);
    expect([shown, next]).toEqual([
      [
        ['FLOOR', 1, 0, false],
        ['M-01', 2, 0, false],
        ['M-02', 0, 40, false],
      ],
      null,
    ]);
    expect(items[1]).toMatchObject({ aisle: 'M', color: 'red', kind: 'bin', active: true });
    await app.scan('put_away', ['MAP-3'], { site: 'MAP', location: 'M-02' });
    const first = (await app.ask('GET', '/api/sites/MAP/map?limit=2')).body;
    const rest = (await app.ask('GET', `/api/sites/MAP/map?limit=2&after=${first.next}`)).body;
    const units = [...first.items, ...rest.items].map((one: { units: number }) => one.units);
    expect([units, rest.next]).toEqual([[0, 2, 1], null]);
  });
});

describe('sites and locations', () => {
  test('a new site has a floor, so that it can be scanned at once', async () => {
    const site = { code: 'POPUP', name: 'Pop-up', kind: 'store', timeZone: 'Europe/Paris' };
    const made = await app.ask('POST', '/api/sites', site);
    expect([made.status, made.headers.location]).toEqual([201, '/api/sites/POPUP']);
    expect(made.body).toEqual({ ...site, owner: 'COMPANY', address: null, scans: true, active: true });
    const { body } = await app.ask('GET', '/api/sites/POPUP/locations');
    expect(body.items).toEqual([{ code: 'FLOOR', name: 'Floor', kind: 'floor', ...plain }]);
    const answer = await app.scan('receive', ['TV', 'PU-1'], { site: 'POPUP' });
    expect(answer).toMatchObject({ outcome: 'recorded', status: 'in_stock' });
    const unit = await app.ask('GET', `/api/units/${answer.unit.id}`);
    expect(unit.body.place).toBe('POPUP/FLOOR');
  });

  test('a site may come with its locations, its own floor among them; the floor is first', async () => {
    const locations = [
      { code: 'B-1', aisle: 'B', color: 'red', position: 12 },
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
      { code: 'FLOOR', name: 'Shop', kind: 'floor', ...plain },
      {
        code: 'B-1',
        name: 'B-1',
        kind: 'bin',
        aisle: 'B',
        color: 'red',
        ...{ position: 12, capacity: null, active: true },
      },
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
    [{ timeZone: '+02:00' }, 422, 'unknown_time_zone', 'timeZone'],
    [{ address: { lines: [], country: 'Germany' } }, 400, 'invalid_request', 'address.country'],
    [
      { address: { lines: ['1', '2', '3', '4', '5'], country: 'DE' } },
      413,
      'too_many_items',
      'address.lines',
    ],
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

describe('what changes about a place', () => {
  const address = { lines: ['Kaiserstr. 1'], postalCode: '60311', city: 'Frankfurt', country: 'DE' };

  test('is all but its code and its owner; what is not said stays', async () => {
    const change = { name: 'Flagship', kind: 'returns_hub', timeZone: 'Europe/Paris', address };
    const before = (await app.ask('GET', '/api/sites/STORE-2')).body;
    const changed = await app.ask('PATCH', '/api/sites/STORE-2', change);
    expect([changed.status, changed.body]).toEqual([200, { ...before, ...change }]);
    expect((await app.ask('PATCH', '/api/sites/STORE-2', { address: null })).body.address).toBeNull();
    expect((await app.ask('GET', '/api/sites/STORE-2')).body).toEqual({
      ...before,
      ...change,
      address: null,
    });
    for (const wrong of [{ code: 'X' }, { owner: 'VENDOR' }])
      expect((await app.ask('PATCH', '/api/sites/STORE-2', wrong)).status).toBe(400);
    expect(problemOf(await app.ask('PATCH', '/api/sites/STORE-2', { timeZone: 'Moon' }))).toEqual([
      422,
      'unknown_time_zone',
      'timeZone',
    ]);
    expect((await app.ask('PATCH', '/api/sites/NOWHERE', { name: 'x' })).status).toBe(404);
  });

  test('is a spot’s aisle, colour and way too', async () => {
    const change = { name: 'Top', kind: 'staging', aisle: 'Z', color: 'blue', position: 7, capacity: 12 };
    const changed = await app.ask('PATCH', '/api/sites/DC/locations/A-01', change);
    expect([changed.status, changed.body]).toEqual([200, { code: 'A-01', ...change, active: true }]);
    const cleared = await app.ask('PATCH', '/api/sites/DC/locations/A-01', { kind: 'bin', aisle: null });
    expect(cleared.body).toEqual({ code: 'A-01', ...change, kind: 'bin', aisle: null, active: true });
    expect(problemOf(await app.ask('PATCH', '/api/sites/DC/locations/A-99', change))).toEqual([
      404,
      'location_not_found',
      'params.location',
    ]);
  });
});

describe('a place that is not in use any more', () => {
  const close = (path: string, active = false) => app.ask('PATCH', `/api/sites/${path}`, { active });
  const receive = (site: string, location?: string) =>
    app.ask('POST', '/api/scans', {
      move: 'receive',
      site,
      ...(location ? { location } : {}),
      scans: [{ id: crypto.randomUUID(), codes: ['TV', `CL-${Math.random()}`], input: 'scanned' }],
    });

  test('takes no requests, and takes them again when it is opened', async () => {
    await app.ask('POST', '/api/sites/DC/locations', { locations: [{ code: 'OLD' }] });
    expect((await close('DC/locations/OLD')).body.active).toBe(false);
    expect((await receive('DC', 'OLD')).body).toMatchObject({
      answers: [{ code: 'place_closed', sentence: 'The place DC/OLD is not in use any more.' }],
    });
    const pieces = await app.scan('receive', ['00012345678905'], { location: 'OLD', quantity: 3 });
    expect(pieces.code).toBe('place_closed');
    await close('DC/locations/OLD', true);
    expect((await receive('DC', 'OLD')).body).toMatchObject({ answers: [{ outcome: 'recorded' }] });
  });

  test('is empty: with a unit or pieces there it stays open', async () => {
    await app.ask('POST', '/api/sites/DC/locations', { locations: [{ code: 'FULL' }, { code: 'PIECES' }] });
    await app.scan('receive', ['TV', 'FULL-1'], { location: 'FULL' });
    await app.scan('receive', ['00012345678905'], { location: 'PIECES', quantity: 3 });
    for (const path of ['DC/locations/FULL', 'DC/locations/PIECES', 'DC'])
      expect([path, ...problemOf(await close(path))]).toEqual([path, 409, 'still_in_use', 'active']);
    await app.scan('put_away', ['TV', 'FULL-1'], { location: 'A-01' });
    expect((await close('DC/locations/FULL')).status).toBe(200);
  });

  test('keeps what is observed there all the same', async () => {
    await app.ask('POST', '/api/sites', { code: 'SHUT', name: 'Shut', kind: 'store', timeZone: 'UTC' });
    await close('SHUT');
    expect((await receive('SHUT')).body).toMatchObject({ answers: [{ code: 'place_closed' }] });
    const answer = await app.scan('take_into_custody', ['TV', 'SHUT-1'], { site: 'SHUT' });
    expect(answer).toMatchObject({ outcome: 'recorded', status: 'returned' });
  });

  test('hands its part as the first spot to the next that is open', async () => {
    const locations = [{ code: 'BACK' }];
    await app.ask('POST', '/api/sites', { code: 'NX', name: 'N', kind: 'store', timeZone: 'UTC', locations });
    await close('NX/locations/FLOOR');
    const { unit } = (await receive('NX')).body.answers[0];
    expect((await app.ask('GET', `/api/units/${unit.id}`)).body.place).toBe('NX/BACK');
  });
});

describe('companies', () => {
  test('are those we are and those whose goods we sell, each an owner of units', async () => {
    const made = await app.ask('POST', '/api/companies', {
      code: 'US-LLC',
      name: 'Shop LLC',
      taxNumber: '12-3456789',
    });
    const company = { kind: 'company', taxNumber: '12-3456789', address: null };
    expect([made.status, made.body]).toEqual([201, { code: 'US-LLC', name: 'Shop LLC', ...company }]);
    const change = { name: 'Shop Inc', address: { lines: ['1 Main St'], country: 'US' } };
    const changed = await app.ask('PATCH', '/api/companies/US-LLC', change);
    expect(changed.body).toEqual({ code: 'US-LLC', ...company, ...change });
    const { body } = await app.ask('GET', '/api/companies');
    expect(body.items.map(({ code }: { code: string }) => code)).toEqual(['COMPANY', 'US-LLC']);
    const site = {
      code: 'NYC',
      name: 'New York',
      kind: 'store',
      timeZone: 'America/New_York',
      owner: 'US-LLC',
    };
    expect((await app.ask('POST', '/api/sites', site)).body.owner).toBe('US-LLC');
    const answer = await app.scan('receive', ['TV', 'NYC-1'], { site: 'NYC' });
    expect((await app.ask('GET', `/api/units/${answer.unit.id}`)).body.owner).toBe('US-LLC');
  });

  test.each([
    ['POST', '/api/companies', { code: 'COMPANY', name: 'x' }, 409, 'already_exists', 'code'],
    ['POST', '/api/companies', { code: 'CUSTOMER', name: 'x' }, 409, 'already_exists', 'code'],
    ['POST', '/api/companies', { code: 'X', name: 'x', kind: 'vendor' }, 400, 'invalid_request', 'kind'],
    ['PATCH', '/api/companies/CUSTOMER', { name: 'x' }, 404, 'company_not_found', 'params.code'],
  ] as const)('%s %s %j is not taken', async (method, url, body, ...expected) => {
    expect(problemOf(await app.ask(method, url, body))).toEqual(expected);
  });
});

test('who runs one site changes that one; another is as one that is not there', async () => {
  const key = await app.keyOf('admin', 'STORE-1');
  const change = (url: string, body: object) => app.ask('PATCH', url, body, { key });
  expect((await change('/api/sites/STORE-1', { name: 'Mine' })).status).toBe(200);
  expect((await change('/api/sites/STORE-1/locations/DOCK', { color: 'red' })).status).toBe(200);
  for (const url of ['/api/sites/DC', '/api/sites/DC/locations/DOCK'])
    expect(problemOf(await change(url, { name: 'Theirs' }))).toEqual([404, 'site_not_found', 'params.code']);
  expect((await change('/api/companies/COMPANY', { name: 'x' })).status).toBe(403);
});
