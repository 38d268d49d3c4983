import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { importsOf } from '../../testing/importing.ts';

let app: TestApp;
const imei = '356938035643809';
const receipt = { kind: 'receipt', number: 'WE-2026/00417' };

/** A few units at two sites, one of them sold, one with an IMEI besides, one that got another number. */
beforeAll(async () => {
  app = await openTestApp();
  const received = (sku: string, serial: string, more: Record<string, unknown> = {}) =>
    app.scan('receive', [serial], { details: { sku }, ...more });
  await received('TV', 'Tv-88/41 kq', { document: receipt });
  await received('TV', 'TV9941KQ');
  await received('LAPTOP', 'LAP-7733XZ', { site: 'STORE-1' });
  await received('LAPTOP', '7733');
  await app.scan('receive', ['PH0NE5501', imei], { details: { sku: 'PHONE' } });
  await received('TV', 'OLD-TV-556677');
  await app.scan('reidentify', ['OLD-TV-556677'], {
    details: { identifier: 'serial:NEW-TV-112233', reason: 'new board' },
  });
  for (let i = 0; i < 12; i += 1) await received('TV', `COMMON00000${i}A`);
  await received('TV', 'SOLD-STORE-1', { site: 'STORE-1' });
  await app.scan('sell', ['SOLD-STORE-1'], {
    site: 'STORE-1',
    document: { kind: 'sale', number: 'BON-7-00012' },
  });
  await app.app.searchIndex.caughtUp();
});
afterAll(() => app?.close());

const find = async (q: string, more = '') =>
  (await app.ask('GET', `/api/search?q=${encodeURIComponent(q)}${more}`)).body;
// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
const serials = (found: any) => found.units.items.map((hit: any) => hit.unit.serial);

describe('a unit is found', () => {
  test.each([
    ['the beginning', 'tv-99', 'TV9941KQ', 'start', 'serial'],
    ['the last four characters', '41KQ', 'TV9941KQ', 'end', 'serial'],
    ['the last five', '941kq', 'TV9941KQ', 'end', 'serial'],
    ['the middle, at an even place', '9941', 'TV9941KQ', 'inside', 'serial'],
    ['the middle, at an odd place', '941k', 'TV9941KQ', 'inside', 'serial'],
    ['the whole number, in other case and without its dashes', 'tv8841kq', 'Tv-88/41 kq', 'whole', 'serial'],
    ['three characters', '3xz', 'LAP-7733XZ', 'end', 'serial'],
    ['the last six digits of its IMEI', '643809', 'PH0NE5501', 'end', 'imei'],
    ['the middle of its IMEI', '80356', 'PH0NE5501', 'inside', 'imei'],
    ['its IMEI with dashes', '35-693803-564380-9', 'PH0NE5501', 'whole', 'imei'],
    ['a number that it had once', '556677', 'NEW-TV-112233', 'end', 'serial'],
  ])('by %s', async (_what, q, serial, how, what) => {
    const hit = (await find(q)).units.items.find(
      (one: { unit: { serial: string } }) => one.unit.serial === serial,
    );
    expect([hit?.unit.serial, hit?.matched.how, hit?.matched.what]).toEqual([serial, how, what]);
  });

  test('and it says where the fragment stands in the number as it is kept', async () => {
    const [hit] = (await find('8841kq')).units.items;
    const { value, from, to, sentence } = hit.matched;
    expect([value.slice(from, to), sentence]).toEqual(['88/41 kq', 'The serial ends with this.']);
  });

  test('a former number is called one', async () => {
    const [hit] = (await find('OLD-TV-5566')).units.items;
    expect(hit).toMatchObject({
      unit: { serial: 'NEW-TV-112233' },
      matched: { value: 'OLD-TV-556677', current: false, sentence: 'A former serial begins with this.' },
    });
  });

  test('the whole number stands before numbers that only hold it', async () => {
    expect(serials(await find('7733'))).toEqual(['7733', 'LAP-7733XZ']);
  });

  test.each([
    ['O for 0', 'PHONE5501', 'PH0NE5501'],
    ['two swapped', 'TV9914KQ', 'TV9941KQ'],
    ['one missing', 'LAP733XZ', 'LAP-7733XZ'],
    ['one too many', 'NEWTV1122333', 'NEW-TV-112233'],
    ['another one', 'TV9841KQ', 'TV9941KQ'],
    ['a beginning with 0 for O', 'C0MMON000001', 'COMMON000001A'],
  ])('although it was typed with %s', async (_what, q, serial) => {
    const { units, hint } = await find(q);
    const [hit] = units.items;
    expect([hit.unit.serial, hit.matched.how]).toEqual([serial, 'near']);
    expect(hint).toBe('Nothing holds this as it was typed; what is shown is one misreading away.');
  });

  test('by its own number, as our labels have it', async () => {
    const [first] = (await find('TV9941KQ')).units.items;
    const [again] = (await find(`UNIT:${first.unit.id}`)).units.items;
    expect([again.unit.serial, again.matched.what]).toEqual(['TV9941KQ', 'id']);
  });
});

describe('a fragment that many numbers hold', () => {
  test('shows as many as were asked for and asks for more characters', async () => {
    const { units, hint } = await find('0000', '&limit=5');
    expect([units.items.length, units.more]).toEqual([5, true]);
    expect(hint).toBe('More matches than are shown: type more characters, or the last six.');
  });

  test('shows all that there are where the limit holds them', async () => {
    const { units, hint } = await find('COMMON00000', '&limit=50');
    expect([units.items.length, units.more, hint]).toEqual([12, false, null]);
  });

  test('of one or two characters is not looked for in numbers', async () => {
    const { units, documents, hint } = await find('TV');
    expect([units.items, documents.items]).toEqual([[], []]);
    expect(hint).toBe('Type at least 3 letters or digits of a number.');
  });
});

describe('where many hold the fragment, the few that matter are not lost', () => {
  beforeAll(async () => {
    const codes = Array.from({ length: 90 }, (_, i) => ['TV', `A${i + 10}4242B${i + 10}`]);
    const scans = codes.map((each) => ({ id: randomUUID(), codes: each, input: 'scanned' }));
    await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans });
    await app.scan('receive', ['TV', 'ODD-EVEN-X4242']);
    await app.scan('receive', ['TV', 'EVEN-ODD-4242']);
    await app.scan('receive', ['TV', 'Z99-4242-B'], { site: 'STORE-2' });
    await app.app.searchIndex.caughtUp();
  });

  test('numbers that end with it stand before those that hold it', async () => {
    const { units } = await find('4242', '&limit=3');
    expect([serials({ units }).slice(0, 2).sort(), units.more]).toEqual([
      ['EVEN-ODD-4242', 'ODD-EVEN-X4242'],
      true,
    ]);
  });

  test('who sees one site is shown its own behind a hundred of others', async () => {
    const key = await app.keyOf('associate', 'STORE-2');
    const { body } = await app.ask('GET', '/api/search?q=4242&limit=1', undefined, { key });
    expect([serials(body), body.units.more]).toEqual([['Z99-4242-B'], false]);
  });
});

describe('documents, products and exceptions', () => {
  test.each([
    ['417', 'receipt', 'WE-2026/00417', 'end'],
    ['we2026', 'receipt', 'WE-2026/00417', 'start'],
    ['BON7', 'sale', 'BON-7-00012', 'start'],
    ['DOC:sale:BON-7-00012', 'sale', 'BON-7-00012', 'whole'],
    ['B0N7000', 'sale', 'BON-7-00012', 'near'],
  ])('%s finds the %s', async (q, kind, number, how) => {
    const [hit] = (await find(q)).documents.items;
    expect([hit?.kind, hit?.number, hit?.matched.how]).toEqual([kind, number, how]);
  });

  test('a receipt says whose it is', async () => {
    expect((await find('00417')).documents.items[0]).toMatchObject({ site: 'DC', closedAt: null });
  });

  test.each([
    ['lap', 'LAPTOP', 'sku', 'start'],
    ['television', 'TV', 'name', 'end'],
    ['a e-bike', 'EBIKE', 'name', 'end'],
    ['4006381333931', 'PHONE', 'gtin', 'whole'],
    ['1333931', 'PHONE', 'gtin', 'end'],
    ['televsion', 'TV', 'name', 'near'],
  ])('%s finds the product %s', async (q, sku, what, how) => {
    const hit = (await find(q)).products.items.find((one: { sku: string }) => one.sku === sku);
    expect([hit?.sku, hit?.matched.what, hit?.matched.how]).toEqual([sku, what, how]);
  });

  test('an exception is found by its number', async () => {
    const answer = await app.scan('take_into_custody', ['TV9941KQ']);
    const { id } = answer.exceptions[0];
    const { exceptions } = await find(`#${id}`);
    expect(exceptions.items).toMatchObject([{ id, site: 'DC', settledAt: null }]);
  });

  test('only the kinds that were asked for are looked for', async () => {
    const { units, documents, products } = await find('tv-88', '&kinds=document,product');
    expect([units.items, documents.items.length + products.items.length >= 0]).toEqual([[], true]);
    expect((await find('tv-88', '&kinds=unit')).units.items).toHaveLength(1);
  });
});

describe('what lies out of reach', () => {
  const findAs = async (q: string, ...sites: string[]) => {
    const key = await app.keyOf('associate', ...sites);
    return (await app.ask('GET', `/api/search?q=${encodeURIComponent(q)}`, undefined, { key })).body;
  };
  const found = async (q: string, ...sites: string[]) => serials(await findAs(q, ...sites));

  test('another site’s unit is not found, by fragment, whole number or misreading', async () => {
    for (const q of ['LAP-77', 'LAP-7733XZ', 'LAP-7738XZ']) {
      expect([q, await found(q, 'STORE-1')]).toEqual([q, ['LAP-7733XZ']]);
      expect([q, await found(q, 'DC', 'STORE-2')]).toEqual([q, []]);
    }
  });

  test('a unit that left us is found where it left', async () => {
    expect(await found('SOLD-ST', 'STORE-1')).toEqual(['SOLD-STORE-1']);
    expect(await found('SOLD-ST', 'DC')).toEqual([]);
  });

  test('a receipt is found at its site, another document where one of its units is', async () => {
    const documents = async (text: string, code: string) =>
      (await findAs(text, code)).documents.items.map(({ number }: { number: string }) => number);
    expect([await documents('00417', 'DC'), await documents('00417', 'STORE-1')]).toEqual([
      ['WE-2026/00417'],
      [],
    ]);
    expect([await documents('00012', 'STORE-1'), await documents('00012', 'DC')]).toEqual([
      ['BON-7-00012'],
      [],
    ]);
  });
});

test('an imported order is found by its number and by its customer’s reference, at its site', async () => {
  await app.world.asOwner(`with d as (insert into document (kind, number) values ('order', 'WEB-2026-778899') returning id)
    insert into customer_order (document_id, site_id, customer) select d.id, s.id, 'C-31337' from d, site s
      where s.code = 'STORE-2'`);
  await app.app.searchIndex.caughtUp();
  const numbersFor = async (q: string, site: string) => {
    const key = await app.keyOf('associate', site);
    const { body } = await app.ask('GET', `/api/search?q=${q}`, undefined, { key });
    return body.documents.items.map(({ number }: { number: string }) => number);
  };
  for (const q of ['778899', 'C-31337'])
    expect([q, await numbersFor(q, 'STORE-2'), await numbersFor(q, 'DC')]).toEqual([
      q,
      ['WEB-2026-778899'],
      [],
    ]);
  const [hit] = (await find('C-31337')).documents.items;
  expect(hit.matched).toMatchObject({
    what: 'customer',
    value: 'C-31337',
    sentence: 'The customer is this.',
  });
});

describe('a question that cannot be answered', () => {
  test.each([
    ['/api/search', 'query.q'],
    ['/api/search?q=', 'query.q'],
    [`/api/search?q=${'x'.repeat(513)}`, 'query.q'],
    ['/api/search?q=abc&limit=51', 'query.limit'],
    ['/api/search?q=abc&limit=0', 'query.limit'],
    ['/api/search?q=abc&kinds=unit,nonsense', 'query.kinds'],
    ['/api/search?q=abc&page=2', 'query.page'],
  ])('%s', async (url, where) => {
    const { status, body } = await app.ask('GET', url);
    expect([status, body.code, body.where]).toEqual([400, 'invalid_request', where]);
  });

  test.each([
    '%',
    '_',
    "'; drop table unit; --",
    '\\',
    '^',
    '\u{10FFFF}',
    '💥💥💥',
    'ÄÖÜ',
    '=1+1',

    '000\tTV',
  ])('odd text is looked for like any other: %j', async (q) => {
    const url = `/api/search?q=${encodeURIComponent(q)}`;
    const { status, body } = await app.ask('GET', url);
    expect([status, body.q]).toEqual([200, q]);
  });
});

describe('a customer', () => {
  const ana = { name: 'Ana Lund', email: 'Ana.Lund@shop.test', phone: '+49 6081 9977553' };
  let reference = '';
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
  const ask = async (q: string, key?: string): Promise<any> =>
    (await app.ask('POST', '/api/search', { q }, key === undefined ? {} : { key })).body;
  beforeAll(async () => {
    reference = (await app.ask('POST', '/api/customers', ana)).body.reference;
    await app.ask('POST', '/api/customers', { name: 'Bo', phone: '+45 1081 9977553' });
    const orders = ['DC', 'STORE-1'].map((site) => `C-${site},TV,${reference},${site}`);
    const text = ['number,sku,customer reference,site', ...orders].join('\n');
    await importsOf(app).run(text, 'kind=orders');
    await app.app.searchIndex.caughtUp();
  });

  test.each([
    ['ana.lund@SHOP.test', 'email'],
    ['+49 6081 9977553', 'phone'],
    ['004960819977553', 'phone'],
    ['06081/9977553', 'phone'],
    ['(06081) 9977553', 'phone'],
  ])('is found by %s, with his orders', async (q, matched) => {
    const found = await ask(q);
    expect(found.customers).toEqual({ items: [{ reference, ...ana, matched }], more: false });
    expect(found.documents.items.map(({ number }: { number: string }) => number).sort()).toEqual([
      'C-DC',
      'C-STORE-1',
    ]);
    expect([found.units.items, found.hint]).toEqual([[], null]);
  });

  test.each(['9977553', '7553', 'ana.lund', 'lund@shop.test', '+49 6081 997755', '06082/9977553'])(
    'is not found by a part, nor by what is nearly right: %s',
    async (q) => {
      expect((await ask(q)).customers.items).toEqual([]);
    },
  );

  test('is found only by who may see customers, with the orders of his sites', async () => {
    const manager = await app.keyOf('manager', 'STORE-1');
    const found = await ask(ana.phone, manager);
    expect(found.customers.items).toHaveLength(1);
    expect(found.documents.items.map(({ number }: { number: string }) => number)).toEqual(['C-STORE-1']);
    const associate = await ask(ana.phone, await app.keyOf('associate'));
    expect([associate.customers.items, associate.documents.items]).toEqual([[], []]);
    expect(associate.hint).toMatch(/permission/);
  });

  test('is never looked for by an address', async () => {
    const found = await find('ana.lund@shop.test');
    expect([found.customers.items, found.documents.items]).toEqual([[], []]);
    expect(found.hint).toMatch(/body of a POST/);
  });

  test('that was found by a search has that noted with him', async () => {
    const before = (await app.ask('GET', `/api/customers/${reference}/accesses`)).body.items.length;
    await ask(ana.email);
    const { items } = (await app.ask('GET', `/api/customers/${reference}/accesses`)).body;
    expect([items.length, items.at(-1).what]).toEqual([before + 1, 'found']);
  });

  test('what is no address and no number finds things as ever', async () => {
    const found = await ask('941kq');
    expect([serials(found), found.customers.items]).toEqual([['TV9941KQ'], []]);
    expect(await ask('941kq')).toEqual(await find('941kq'));
  });
});
