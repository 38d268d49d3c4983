import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

beforeAll(async () => {
  app = await openTestApp();
  await app.world.asOwner(`
    insert into category (code, name, parent) values ('home', 'Home', null), ('screens', 'Screens', 'home');
    update product set category = 'screens' where sku = 'TV';
    update location set aisle = 'A', color = 'blue' where code = 'A-01';
    update ledger_state set freshness = freshness + 1;
    update product set version = (select freshness from ledger_state) where sku = 'TV'`);
  const received: readonly (readonly [string, string, number, string])[] = [
    ['TV', 'I-1', 400, 'A-01'],
    ['TV', 'I-2', 100, 'A-01'],
    // Days are the calendar's: far from a border, as a day may have 23 hours.
    ['LAPTOP', 'I-3', 45, 'A-01'],
    ['LAPTOP', 'I-4', 0, 'DOCK'],
  ];
  for (const [sku, serial, days, location] of received)
    await app.scan('receive', [sku, serial], { location, at: daysAgo(days) });
  await app.scan('receive', ['TV', 'I-5'], { site: 'STORE-1', at: daysAgo(200) });
  await app.scan('place_hold', ['TV', 'I-2'], { details: { kind: 'quality' } });
  await app.app.holdings.caughtUp();
});
afterAll(() => app?.close());

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
const read = async (path: string): Promise<any> => (await app.ask('GET', `/api/inventory${path}`)).body;
const serials = async (query: string) =>
  (await read(`/units?${query}`)).items.map(({ serial }: { serial: string }) => serial);

test('is counted by age since it has been ours, and each count opens onto its units', async () => {
  const ages = await read('/ages?site=DC');
  expect(ages).toEqual({
    ...{ units: 4, days0to30: 1, days31to60: 1, days61to90: 0, days91to180: 1, days181to365: 0, over365: 1 },
    oldestDays: expect.any(Number),
  });
  for (const [age, count] of [
    ['0-30', ages.days0to30],
    ['31-60', ages.days31to60],
    ['91-180', ages.days91to180],
    ['over-365', ages.over365],
  ])
    expect([age, (await serials(`site=DC&age=${age}`)).length]).toEqual([age, count]);
  expect(await serials('site=DC')).toEqual(['I-1', 'I-2', 'I-3', 'I-4']);
});

test('is counted by when it was last recorded too: an old unit that was scanned today is new then', async () => {
  const ages = await read('/ages?site=DC&by=seen');
  expect([ages.units, ages.days0to30, ages.over365]).toEqual([4, 4, 0]);
});

test.each([
  ['by product', 'sku=LAPTOP&site=DC', ['I-3', 'I-4']],
  ['by a category and all under it', 'category=home', ['I-1', 'I-5', 'I-2']],
  ['by spot', 'site=DC&location=DOCK', ['I-4']],
  ['by aisle', 'site=DC&aisle=A', ['I-1', 'I-2', 'I-3']],
  ['by kind of spot', 'site=DC&zone=dock', ['I-4']],
  ['by hold', 'hold=quality', ['I-2']],
  ['by what is free', 'held=false&sku=TV', ['I-1', 'I-5']],
  ['by status', 'status=picked', []],
  ['by container', 'container=NO-SUCH', []],
  ['by condition', 'condition=new&site=STORE-1', ['I-5']],
])('is narrowed %s', async (_, query, found) => {
  expect(await serials(query)).toEqual(found);
  const spots = (await read(`/spots?${query}`)).items;
  const products = (await read(`?${query}`)).items;
  for (const rows of [spots, products])
    expect(rows.reduce((sum: number, { units }: { units: number }) => sum + units, 0)).toBe(found.length);
});

test('is narrowed to what is in a container, and in those that stand in it', async () => {
  const make = async (kind: string) => {
    const asked = { request: crypto.randomUUID(), kind, site: 'DC', location: 'DOCK' };
    return (await app.ask('POST', '/api/containers', asked)).body.number as string;
  };
  const [tote, pallet] = [await make('tote'), await make('pallet')];
  const document = { kind: 'container', number: tote };
  await app.scan('move_spot', ['LAPTOP', 'I-4'], { location: 'DOCK', document });
  await app.ask('POST', `/api/containers/${tote}/place`, { request: crypto.randomUUID(), into: pallet });
  for (const number of [tote, pallet]) expect(await serials(`container=${number}`)).toEqual(['I-4']);
});

test('names what does not exist', async () => {
  const code = async (query: string) => (await read(`/units?${query}`)).code;
  expect(await code('site=NOWHERE')).toBe('unknown_site');
  expect(await code('sku=NOTHING')).toBe('unknown_product');
  expect(await code('category=none')).toBe('unknown_category');
  expect(await code('site=DC&location=NONE')).toBe('unknown_location');
  expect(await code('location=DOCK')).toBe('unknown_location');
  expect(await code('age=7')).toBe('invalid_request');
});

test('comes page by page and as a file', async () => {
  const first = await read('/units?site=DC&limit=3');
  const rest = await read(`/units?site=DC&limit=3&after=${first.next}`);
  expect([...first.items, ...rest.items].map(({ serial }) => serial)).toEqual(['I-1', 'I-2', 'I-3', 'I-4']);
  expect(rest.next).toBeNull();
  const products = await read('?site=DC&limit=1');
  expect([products.items.length, (await read(`?site=DC&after=${products.next}`)).items.length]).toEqual([
    1, 1,
  ]);
  const { text } = await app.ask('GET', '/api/inventory/spots?site=DC&format=csv');
  expect(text.split('\r\n')[0]).toContain('over365');
});
