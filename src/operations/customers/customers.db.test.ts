import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { masterKeysGiven, masterKeysInFile } from '../../platform/master-keys.ts';
import { newSealKey } from '../../platform/sealing.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { forgetOldKeys, rotateKeys } from './rotate-keys.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const problemOf = ({ status, body }: Awaited<ReturnType<TestApp['ask']>>) => [status, body.code, body.where];
const address = { lines: ['Kaiserstr. 1'], postalCode: '60311', city: 'Frankfurt', country: 'DE' };
const create = (person: object) => app.ask('POST', '/api/customers', person);
const search = (by: object) => app.ask('POST', '/api/customers/search', by);
const referencesOf = (told: Awaited<ReturnType<typeof search>>) =>
  told.body.items.map(({ reference }: { reference: string }) => reference);

describe('a customer', () => {
  test('is kept under a reference that says nothing', async () => {
    const person = {
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      phone: '+44 20 7946 0001',
      address,
      notes: 'n',
    };
    const made = await create(person);
    const { reference } = made.body;
    expect([made.status, made.headers.location]).toEqual([201, `/api/customers/${reference}`]);
    expect(reference).toMatch(/^C-[A-Z0-9]{16}$/);
    expect(made.body).toMatchObject({ person, has: Object.keys(person), erasedAt: null });
    expect((await app.ask('GET', `/api/customers/${reference}`)).body).toEqual(made.body);
  });

  test('may have the reference that another program gave', async () => {
    expect((await create({ reference: 'SHOP-77', name: 'B' })).body.reference).toBe('SHOP-77');
    expect(problemOf(await create({ reference: 'SHOP-77', name: 'C' }))).toEqual([
      409,
      'already_exists',
      'reference',
    ]);
    expect((await app.ask('GET', '/api/customers/SHOP-77')).body.person).toEqual({ name: 'B' });
  });

  test('changes by what is said: null takes away, the rest stays, and old numbers find nobody', async () => {
    const { reference } = (await create({ name: 'Cleo', email: 'cleo@old.example', phone: '+49 30 5550002' }))
      .body;
    const change = { email: 'cleo@new.example', phone: null };
    const changed = await app.ask('PATCH', `/api/customers/${reference}`, change);
    expect(changed.body.person).toEqual({ name: 'Cleo', email: 'cleo@new.example' });
    expect(referencesOf(await search({ email: 'cleo@old.example' }))).toEqual([]);
    expect(referencesOf(await search({ phoneEnd: '0002' }))).toEqual([]);
    expect(referencesOf(await search({ email: 'CLEO@new.example' }))).toEqual([reference]);
    const nobody = await app.ask('PATCH', `/api/customers/${reference}`, { name: null, email: null });
    expect(problemOf(nobody)).toEqual([400, 'invalid_request', 'body']);
  });

  test.each([
    [{}, 400, 'invalid_request', 'body'],
    [{ phone: '0170 1234567' }, 422, 'bad_phone', 'phone'],
    [{ email: 'nobody' }, 422, 'bad_email', 'email'],
    [{ name: '' }, 400, 'invalid_request', 'name'],
    [{ name: 'x'.repeat(201) }, 400, 'invalid_request', 'name'],
    [{ reference: 'Ada Lovelace', name: 'x' }, 400, 'invalid_request', 'reference'],
    [{ reference: 'ada@example.com', name: 'x' }, 400, 'invalid_request', 'reference'],
    [{ name: 'x', birthday: '1815-12-10' }, 400, 'invalid_request', 'birthday'],
  ])('with %j is not taken', async (person, ...expected) => {
    expect(problemOf(await create(person))).toEqual(expected);
  });

  test('that is not there is not found', async () => {
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'x' }],
      ['GET', '/export', undefined],
      ['GET', '/accesses', undefined],
      ['POST', '/erase', { reason: 'requested' }],
    ] as const)
      expect(problemOf(await app.ask(method, `/api/customers/C-NOBODY${path}`, body))).toEqual([
        404,
        'customer_not_found',
        'params.reference',
      ]);
  });
});

describe('whatever a person is called', () => {
  test.each([
    ["Robert'); drop table customer;--"],
    ['<script>alert(1)</script>'],
    ['=cmd|calc!A1'],
    ['مَنَّ بِتِك'],
    ['田中さん 👩‍👩‍👧 Zalgo̷̢͠'],
    ['\u202egnirts'],
    ['\\x00 $& {name} %s "quoted" \\'],
    ['tab\tand\nlines'],
  ])('%j comes back as it was given', async (name) => {
    const { reference } = (await create({ name, notes: name })).body;
    const { body } = await app.ask('GET', `/api/customers/${reference}`);
    expect(body.person).toEqual({ name, notes: name });
    expect((await app.ask('GET', `/api/customers/${reference}/export`)).body.customer.person.name).toBe(name);
  });

  test.each([['\ud800'], ['a\u0000b']])('%j is no text that can be kept', async (name) => {
    expect((await create({ name })).status).toBe(400);
  });
});

describe('customers are found', () => {
  test('by e-mail in any case, by phone however it is written, and by its last digits', async () => {
    const { reference } = (
      await create({ name: 'Dora', email: 'Dora@Example.com', phone: '0049 (0)69 / 555 7301' })
    ).body;
    for (const by of [
      { email: 'dora@example.com' },
      { email: ' DORA@EXAMPLE.COM ' },
      { phone: '+49 69 5557301' },
      { phone: '+4969 555-7301' },
      { phoneEnd: '7301' },
      { phoneEnd: '5557301' },
    ])
      expect([by, referencesOf(await search(by))]).toEqual([by, [reference]]);
    for (const by of [{ email: 'dora@example.org' }, { phone: '+49 69 5557302' }, { phoneEnd: '7302' }])
      expect([by, referencesOf(await search(by))]).toEqual([by, []]);
  });

  test('fifty at most, and it is said that there are more', async () => {
    for (let nth = 0; nth < 51; nth += 1)
      await create({ name: `N${nth}`, phone: `+1 212 ${200 + nth} 8888` });
    const { body } = await search({ phoneEnd: '8888' });
    expect([body.items.length, body.more, body.items[0].person.name]).toEqual([50, true, 'N50']);
  });

  test.each([
    [{}, 400, 'invalid_request', 'body'],
    [{ email: 'a@b', phoneEnd: '1234' }, 400, 'invalid_request', 'body'],
    [{ phoneEnd: '123' }, 400, 'invalid_request', 'phoneEnd'],
    [{ email: 'nobody' }, 422, 'bad_email', 'email'],
    [{ phone: '12' }, 422, 'bad_phone', 'phone'],
    [{ name: 'Ada' }, 400, 'invalid_request', 'name'],
  ])('not by %j', async (by, ...expected) => {
    expect(problemOf(await search(by))).toEqual(expected);
  });
});

describe('who may see what', () => {
  const roles = [
    'associate',
    'lead',
    'manager',
    'care',
    'repair',
    'auditor',
    'admin',
    'integration',
  ] as const;
  const mayRead = ['manager', 'care', 'admin'];

  test.each(roles)('%s', async (role) => {
    const person = { name: `Seen by ${role}`, email: `${role}@seen.example` };
    const { reference } = (await create(person)).body;
    const key = await app.keyOf(role);
    const url = `/api/customers/${reference}`;
    const told = await app.ask('GET', url, undefined, { key });
    const may = mayRead.includes(role);
    expect([told.status, told.body.has, told.body.person]).toEqual([
      200,
      ['name', 'email'],
      may ? person : null,
    ]);
    expect(told.text.includes('seen.example')).toBe(may);
    for (const [method, path, body] of [
      ['GET', '/export', undefined],
      ['PATCH', '', { notes: 'x' }],
    ] as const)
      expect((await app.ask(method, url + path, body, { key })).status).toBe(may ? 200 : 403);
    const found = await app.ask('POST', '/api/customers/search', { email: person.email }, { key });
    expect(found.status).toBe(may ? 200 : 403);
    const accesses = await app.ask('GET', `${url}/accesses`, undefined, { key });
    expect(accesses.status).toBe(role === 'auditor' || role === 'admin' ? 200 : 403);
  });

  test('every look at personal data is noted, with who looked; a look without it is not', async () => {
    const { reference } = (await create({ name: 'Watched', email: 'w@watched.example' })).body;
    const url = `/api/customers/${reference}`;
    const [care, auditor] = [await app.keyOf('care'), await app.keyOf('auditor')];
    await app.ask('GET', url, undefined, { key: auditor });
    await app.ask('GET', url, undefined, { key: care });
    await app.ask('POST', '/api/customers/search', { email: 'w@watched.example' }, { key: care });
    await app.ask('PATCH', url, { notes: 'vip' }, { key: care });
    await app.ask('GET', `${url}/export`, undefined, { key: care });
    const { body } = await app.ask('GET', `${url}/accesses`, undefined, { key: auditor });
    expect(body.items.map(({ what }: { what: string }) => what)).toEqual([
      'created',
      'read',
      'found',
      'changed',
      'exported',
    ]);
    expect(new Set(body.items.slice(1).map(({ by }: { by: string }) => by)).size).toBe(1);
    await expect(app.world.rows('delete from customer_access')).rejects.toMatchObject({ code: '42501' });
    await expect(app.world.rows(`update customer_access set what = 'x'`)).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('an access request', () => {
  test('is answered by one file with all that is kept', async () => {
    const person = { name: 'Eve', email: 'eve@example.com' };
    const { reference } = (await create(person)).body;
    await app.scan('receive', ['TV', 'EVE-TV']);
    const document = { kind: 'sale', number: 'EVE-1' };
    await app.scan('sell', ['EVE-TV'], { document, details: { customer: reference } });
    const told = await app.ask('GET', `/api/customers/${reference}/export`);
    expect(told.headers['content-disposition']).toBe(`attachment; filename="customer-${reference}.json"`);
    expect(told.body).toMatchObject({
      customer: { person },
      events: [{ sku: 'TV', serial: 'EVE-TV', move: 'sell', document, details: { customer: reference } }],
      orders: [],
      accesses: [{ what: 'created' }, { what: 'exported' }],
      complete: true,
    });
  });

  test('finds all, because a scan can name a customer by reference only', async () => {
    await app.scan('receive', ['TV', 'REF-TV']);
    for (const customer of ['Ada Lovelace', 'ada@example.com', '+49 170', '', 7])
      expect((await app.scan('sell', ['REF-TV'], { details: { customer } })).code ?? 'recorded').toBe(
        customer === '' ? 'recorded' : 'details_wrong',
      );
  });
});

describe('erasure', () => {
  test('destroys the key: nobody can read or find the person, and what was recorded stays', async () => {
    const person = { name: 'Frida Gone', email: 'frida@gone.example', phone: '+49 30 5550909' };
    const { reference } = (await create(person)).body;
    const sold = await app.scan('record_sale', ['TV', 'FRIDA-TV'], { details: { customer: reference } });
    const url = `/api/customers/${reference}`;
    const erased = await app.ask('POST', `${url}/erase`, { reason: 'requested' });
    expect(erased.body).toMatchObject({
      reference,
      person: null,
      has: [],
      erasedAt: expect.stringMatching(/Z$/),
    });
    expect((await app.ask('GET', url)).body).toEqual(erased.body);
    for (const by of [{ email: person.email }, { phone: person.phone }, { phoneEnd: '0909' }])
      expect(referencesOf(await search(by))).toEqual([]);
    expect(problemOf(await app.ask('PATCH', url, { name: 'x' }))).toEqual([
      410,
      'customer_erased',
      'params.reference',
    ]);
    expect((await app.ask('POST', `${url}/erase`, { reason: 'requested' })).status).toBe(410);
    expect((await app.ask('GET', `${url}/export`)).body).toMatchObject({ customer: { person: null } });
    expect((await app.ask('GET', `/api/units/${sold.unit.id}/history`)).status).toBe(200);
    const [row] = await app.world.rows<object>(
      `select wrapped, sealed, master, erased_why from customer where reference = '${reference}'`,
    );
    expect(row).toEqual({ wrapped: null, sealed: null, master: null, erased_why: 'requested' });
    expect(problemOf(await create({ reference, name: 'again' }))[1]).toBe('already_exists');
  });
});

test('the first customers of all may come at once: all are kept under one key', async () => {
  const own = await openTestApp();
  try {
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, nth) =>
        own.ask('POST', '/api/customers', { name: `P${nth}`, phone: `+49 30 123${1000 + nth}` }),
      ),
    );
    expect(made.map(({ status }) => status)).toEqual(Array(12).fill(201));
    expect(await own.world.rows('select distinct master from customer')).toHaveLength(1);
    for (const [nth, { body }] of made.entries()) {
      const found = await own.ask('POST', '/api/customers/search', { phone: `+49 30 123${1000 + nth}` });
      expect(referencesOf(found)).toEqual([body.reference]);
    }
  } finally {
    await own.close();
  }
});

test('who works with customers at one site cannot export or erase what concerns all', async () => {
  const { reference } = (await create({ name: 'Local' })).body;
  const key = await app.keyOf('care', 'STORE-1');
  const url = `/api/customers/${reference}`;
  expect((await app.ask('GET', url, undefined, { key })).body.person).toEqual({ name: 'Local' });
  expect((await app.ask('GET', `${url}/export`, undefined, { key })).status).toBe(403);
  expect((await app.ask('POST', `${url}/erase`, { reason: 'requested' }, { key })).status).toBe(403);
});

describe('a rotation of the master key', () => {
  const keysOf = (...texts: string[]) => masterKeysGiven(texts);
  const text = () => newSealKey().toString('base64url');

  test('wraps everybody anew while they are read and written, and the old key opens nothing any more', async () => {
    const own = await openTestApp();
    try {
      const directory = own.dataDirectory;
      const made: string[] = [];
      for (let nth = 0; nth < 20; nth += 1)
        made.push(
          (await own.ask('POST', '/api/customers', { name: `R${nth}`, email: `r${nth}@r.example` })).body
            .reference,
        );
      const keys = masterKeysInFile(directory);
      const before = keys.current();
      const [{ people }, late] = await Promise.all([
        rotateKeys(own.world.database, keys),
        own.ask('POST', '/api/customers', { name: 'Late', email: 'late@r.example' }),
      ]);
      expect(people).toBeGreaterThanOrEqual(20);
      expect(await forgetOldKeys(own.world.database, keys)).toBe(1);
      expect(masterKeysInFile(directory).byId(before.id)).toBeUndefined();
      for (const [nth, reference] of made.entries())
        expect((await own.ask('GET', `/api/customers/${reference}`)).body.person.name).toBe(`R${nth}`);
      const found = await own.ask('POST', '/api/customers/search', { email: 'r7@r.example' });
      expect(referencesOf(found)).toEqual([made[7]]);
      expect((await own.ask('GET', `/api/customers/${late.body.reference}`)).body.person.name).toBe('Late');
      await expect(rotateKeys(own.world.database, keysOf(before.key.toString('base64url')))).rejects.toThrow(
        'is not in',
      );
    } finally {
      await own.close();
    }
  });

  test('of keys that the settings give begins where a newer one stands before the one in use', async () => {
    const own = await openTestApp();
    try {
      await own.ask('POST', '/api/customers', { name: 'Given' });
      const used = masterKeysInFile(own.dataDirectory).current().key.toString('base64url');
      await expect(rotateKeys(own.world.database, keysOf(used))).rejects.toThrow('put a new one before');
      const next = text();
      expect(await rotateKeys(own.world.database, keysOf(next, used))).toMatchObject({ people: 1 });
      expect(await rotateKeys(own.world.database, keysOf(text(), next))).toMatchObject({ people: 1 });
    } finally {
      await own.close();
    }
  });

  test('without its key nobody is shown, nobody is kept, and the server says which key is missing', async () => {
    const own = await openTestApp();
    try {
      const { body } = await own.ask('POST', '/api/customers', { name: 'Locked' });
      const keys = masterKeysInFile(own.dataDirectory);
      await rotateKeys(
        own.world.database,
        masterKeysGiven([text(), keys.current().key.toString('base64url')]),
      );
      for (const told of [
        await own.ask('GET', `/api/customers/${body.reference}`),
        await own.ask('POST', '/api/customers', { name: 'x' }),
        await own.ask('POST', '/api/customers/search', { email: 'a@b.example' }),
      ])
        expect([told.status, told.body.code, told.body.detail]).toEqual([
          503,
          'customers_locked',
          expect.stringContaining('is not in'),
        ]);
      expect((await own.ask('GET', `/api/units/by-code/${randomUUID()}`)).status).toBe(404);
    } finally {
      await own.close();
    }
  });
});
