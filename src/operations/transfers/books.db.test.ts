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
});
afterAll(() => app?.close());

const at = (number: string, rest = '') => `/api/transfers/${number}${rest}`;
const agree = (point: 'sent' | 'received' | null) =>
  app.ask('POST', '/api/company-agreements', { seller, buyer: 'BV', point });
const receive = (number: string, serial: string) =>
  app.scan('receive_at_site', [serial], { site: 'STORE-2', document: { kind: 'transfer', number } });

async function sent(serial: string, price = 25_000): Promise<string> {
  await app.scan('receive', ['TV', serial]);
  const lines = [{ sku: 'TV', price, currency: 'EUR' }];
  const body = { request: randomUUID(), from: 'DC', to: 'STORE-2', lines };
  const { number } = (await app.ask('POST', '/api/transfers', body)).body;
  const document = { kind: 'transfer', number };
  await app.scan('pick', [serial], { document, details: { for: 'inside' } });
  await app.ask('POST', at(number, '/send'), { request: randomUUID() });
  return number;
}

async function ownerOf(serial: string): Promise<string> {
  const { body } = await app.ask('GET', `/api/units/by-code/${serial}`);
  return (await app.ask('GET', `/api/units/${body.units[0].id}`)).body.owner;
}

/** Of one transfer, what stands in a company's book. */
async function book(company: string, number: string) {
  const { body } = await app.ask('GET', `/api/companies/${company}/postings?limit=1000`);
  return body.items
    .filter((posting: { number: string }) => posting.number === number)
    .map(({ side, amount, point, other }: Record<string, unknown>) => [side, amount, point, other]);
}

describe('between two companies', () => {
  test('where they have agreed on nothing, goods only travel', async () => {
    const number = await sent('BOOK-1');
    await receive(number, 'BOOK-1');
    expect([await ownerOf('BOOK-1'), await book(seller, number)]).toEqual([seller, []]);
  });

  test.each(['sent', 'received'] as const)(
    'a unit passes when it is %s: out of one book, into the other',
    async (point) => {
      await agree(point);
      const serial = `BOOK-${point}`;
      const number = await sent(serial);
      const passed = point === 'sent';
      expect(await ownerOf(serial)).toBe(passed ? 'BV' : seller);
      expect(await book('BV', number)).toEqual(passed ? [['in', 25_000, point, seller]] : []);
      await receive(number, serial);
      expect(await ownerOf(serial)).toBe('BV');
      expect(await book(seller, number)).toEqual([['out', 25_000, point, 'BV']]);
      expect(await book('BV', number)).toEqual([['in', 25_000, point, seller]]);
    },
  );

  test('what is taken back is posted the other way round, and the unit is the seller’s again', async () => {
    await agree('received');
    const number = await sent('BOOK-BACK');
    const { seq } = await receive(number, 'BOOK-BACK');
    await app.scan('annul', ['BOOK-BACK'], { site: 'STORE-2', details: { seq, reason: 'not this one' } });
    expect(await ownerOf('BOOK-BACK')).toBe(seller);
    expect((await book('BV', number)).map(([, amount]: [string, number]) => amount)).toEqual([
      25_000, -25_000,
    ]);
    await receive(number, 'BOOK-BACK');
    const amounts = (await book(seller, number)).map(([, amount]: [string, number]) => amount);
    expect(amounts).toEqual([25_000, -25_000, 25_000]);
  });

  test('an agreement that changes on the way lets each unit pass once', async () => {
    await agree('received');
    const number = await sent('BOOK-TURN');
    await agree('sent');
    await receive(number, 'BOOK-TURN');
    expect([await ownerOf('BOOK-TURN'), await book('BV', number)]).toEqual([
      'BV',
      [['in', 25_000, 'received', seller]],
    ]);
  });

  test('a customer’s unit only travels', async () => {
    await agree('sent');
    await app.scan('receive', ['TV', 'BOOK-THEIRS']);
    await app.scan('sell', ['BOOK-THEIRS'], { document: { kind: 'sale', number: 'S-BOOK' } });
    await app.scan('take_into_custody', ['BOOK-THEIRS']);
    const owner = await ownerOf('BOOK-THEIRS');
    const body = { request: randomUUID(), from: 'DC', to: 'STORE-2', lines: [{ sku: 'TV' }] };
    const { number } = (await app.ask('POST', '/api/transfers', body)).body;
    const document = { kind: 'transfer', number };
    const told = await app.scan('send_to_site', ['BOOK-THEIRS'], { document, details: { to: 'STORE-2' } });
    expect([told.outcome, await ownerOf('BOOK-THEIRS'), await book('BV', number)]).toEqual([
      'recorded',
      owner,
      [],
    ]);
  });

  test('both books have the same value at any time, also as a file', async () => {
    const sumOf = async (company: string) => {
      const { body } = await app.ask('GET', `/api/companies/${company}/postings?limit=1000`);
      return body.items.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0);
    };
    expect(await sumOf(seller)).toBe(await sumOf('BV'));
    const { text } = await app.ask('GET', '/api/companies/BV/postings.csv');
    expect(text.split('\r\n')[0]).toBe(
      'id,posted_at,side,transfer,sku,serial,other_company,point,amount,currency,reverses',
    );
    expect(text).toContain('BOOK-TURN');
  });

  test('no company sells to itself or to nobody', async () => {
    const asked = (body: unknown) => app.ask('POST', '/api/company-agreements', body);
    expect((await asked({ seller, buyer: seller, point: 'sent' })).body.code).toBe('same_company');
    expect((await asked({ seller, buyer: 'NOBODY', point: 'sent' })).body.code).toBe('unknown_owner');
    expect((await app.ask('GET', '/api/companies/NOBODY/postings')).body.code).toBe('company_not_found');
    const { body } = await agree(null);
    expect(body.items).toEqual([]);
  });
});
