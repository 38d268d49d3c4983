import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { impinjEvents, readsOf, tagOf } from '../../testing/rfid-reads.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

interface Phone {
  readonly id: number;
  readonly serial: string;
  readonly hex: string;
}

let made = 60_000;
/** Phones in stock at a spot, each with the memory of its tag. */
async function phones(count: number, location: string): Promise<Phone[]> {
  const some: Phone[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const serial = String(++made);
    const told = await app.scan('receive', ['PHONE', serial], { location });
    some.push({ id: told.unit.id, serial, hex: tagOf('04006381333931', serial) });
  }
  return some;
}

let spots = 0;
async function aSpot(): Promise<string> {
  const code = `H-${++spots}`;
  await app.ask('POST', '/api/sites/DC/locations', { locations: [{ code, name: code, kind: 'bin' }] });
  return code;
}

/** A reader at a spot hears tags: well, or hardly. */
async function hear(location: string, tags: readonly Phone[], how: 'well' | 'hardly' = 'well') {
  const code = `EAR-${randomUUID().slice(0, 8)}`;
  const reader = { code, name: code, site: 'DC', location, purpose: 'shelf' };
  expect((await app.ask('POST', '/api/rfid/readers', reader)).status).toBe(201);
  const hexes = tags.map(({ hex }) => hex);
  const from = Date.now() - 1_000;
  const scene = how === 'well' ? { tags: hexes, seconds: 1 } : { tags: [], strays: hexes, seconds: 3 };
  const told = await app.ask(
    'POST',
    `/api/rfid/readers/${code}/reads`,
    impinjEvents(readsOf({ ...scene, from: how === 'well' ? from + 1_000 : from })),
  );
  expect(told.status).toBeLessThan(300);
}

const begin = async (scope: object, more: object = {}) => {
  const told = await app.ask('POST', '/api/counts', { id: randomUUID(), site: 'DC', scope, ...more });
  return told.body.number as string;
};
const scan = (number: string, serial: string, location: string, key?: string) =>
  app.ask(
    'POST',
    `/api/counts/${number}/scans`,
    { scans: [{ id: randomUUID(), codes: [serial], input: 'scanned', location }] },
    key === undefined ? {} : { key },
  );
const read = async (number: string, rest = '') => (await app.ask('GET', `/api/counts/${number}${rest}`)).body;
const post = (number: string, rest: string, body: object) =>
  app.ask('POST', `/api/counts/${number}${rest}`, body);
const hearings = async (number: string) =>
  Object.fromEntries(
    (await read(number, '/heard')).items.map((one: { unit: { id: number }; hearing: string }) => [
      one.unit.id,
      one.hearing,
    ]),
  );
const statusOf = async ({ id }: Phone) => (await app.ask('GET', `/api/units/${id}`)).body.status;

describe('barcode and RFID in one count', () => {
  test('what is heard at its own spot counts when a lead says so, and once, also where it is scanned too', async () => {
    const [here, next] = [await aSpot(), await aSpot()];
    const [both, heard, faint, astray] = (await phones(4, here)) as [Phone, Phone, Phone, Phone];
    const [other] = (await phones(1, next)) as [Phone];
    const number = await begin({ locations: [here] });
    await scan(number, both.serial, here);
    await hear(here, [both, heard, other]);
    await hear(here, [faint], 'hardly');
    await hear(next, [astray]);
    expect(await hearings(number)).toEqual({
      [both.id]: 'scanned',
      [heard.id]: 'here',
      [faint.id]: 'weak',
      [astray.id]: 'elsewhere',
      [other.id]: 'elsewhere',
    });
    expect((await read(number)).tallies).toMatchObject({ found: 1, missing: 3, unexpected: 0 });
    const asked = { units: [both.id, faint.id, heard.id] };
    expect((await post(number, '/heard', asked)).body).toEqual({ counted: 1, left: [both.id, faint.id] });
    expect((await post(number, '/heard', {})).body).toEqual({ counted: 0, left: [] });
    expect((await scan(number, heard.serial, here)).body.answers[0].outcome).toBe('already_counted');
    expect((await read(number)).tallies).toMatchObject({ found: 2, missing: 2, unexpected: 0 });
    await post(number, '/steps', { step: 'finish' });
    await post(number, '/close', { note: 'the rest is searched' });
    const history = (await app.ask('GET', `/api/units/${heard.id}/history`)).body.events;
    expect(history.at(-1)).toMatchObject({ move: 'count', evidence: 'scanned', document: { number } });
  });

  test('a unit known by RFID alone is recorded as such', async () => {
    const here = await aSpot();
    const [one] = (await phones(1, here)) as [Phone];
    const number = await begin({ locations: [here] });
    await hear(here, [one]);
    const both = await Promise.all([post(number, '/heard', {}), post(number, '/heard', {})]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await read(number)).counted).toBe(1);
    await post(number, '/steps', { step: 'finish' });
    expect((await post(number, '/close', {})).status).toBe(200);
    const history = (await app.ask('GET', `/api/units/${one.id}/history`)).body.events;
    expect(history.at(-1)).toMatchObject({ move: 'count', evidence: 'rfid' });
    expect(await hearings(number)).toEqual({});
    expect((await post(number, '/heard', {})).body.code).toBe('wrong_state');
  });

  test('what is heard in its place is not given up with the rest, only by name', async () => {
    const here = await aSpot();
    const [scanned, heard, gone] = (await phones(3, here)) as [Phone, Phone, Phone];
    const number = await begin({ locations: [here] });
    await scan(number, scanned.serial, here);
    await hear(here, [heard]);
    await post(number, '/steps', { step: 'finish' });
    await post(number, '/approve', { reason: 'counted', all: true });
    expect([await statusOf(heard), await statusOf(gone)]).toEqual(['in_stock', 'missing']);
    await post(number, '/approve', { reason: 'looked for it', units: [heard.id] });
    expect(await statusOf(heard)).toBe('missing');
  });

  test('who counts blind is told nothing of it, and only a lead lets it count', async () => {
    const here = await aSpot();
    const some = await phones(1, here);
    const number = await begin({ locations: [here] }, { blind: true });
    await hear(here, some);
    const key = await app.keyOf('associate', 'DC');
    const blind = await app.ask('GET', `/api/counts/${number}/heard`, undefined, { key });
    expect(blind.body.items).toEqual([]);
    expect((await app.ask('POST', `/api/counts/${number}/heard`, {}, { key })).status).toBe(403);
    expect(Object.values(await hearings(number))).toEqual(['here']);
  });
});

describe('counting again', () => {
  test('exactly some units: their scans do not count any more, those of the others do', async () => {
    const here = await aSpot();
    const [one, two] = (await phones(2, here)) as [Phone, Phone];
    const number = await begin({ locations: [here] });
    for (const { serial } of [one, two]) await scan(number, serial, here);
    const again = await post(number, '/recount', { units: [one.id], note: 'box is empty' });
    expect([again.body.tallies.found, again.body.steps.at(-1).units]).toEqual([1, [one.id]]);
    expect((await scan(number, two.serial, here)).body.answers[0].outcome).toBe('already_counted');
    expect((await scan(number, one.serial, here)).body.answers[0].outcome).toBe('found');
    expect((await read(number)).tallies.found).toBe(2);
  });

  test('is of spots or of units that the count has met', async () => {
    const here = await aSpot();
    const [stranger] = (await phones(1, await aSpot())) as [Phone];
    const number = await begin({ locations: [here] });
    const none = await post(number, '/recount', { units: [stranger.id] });
    expect([none.status, none.body.code, none.body.where]).toEqual([422, 'unknown_unit', 'body.units[0]']);
    const both = await post(number, '/recount', { units: [stranger.id], locations: [here] });
    expect([both.status, both.body.code]).toEqual([400, 'invalid_request']);
  });
});

test('a count can be handed to whoever may scan at its site, and to nobody else', async () => {
  const person = (login: string, role: string, site: string) =>
    app.ask('POST', '/api/people', { login, name: login.toUpperCase(), grants: [{ role, site }] });
  await person('dee', 'associate', 'DC');
  await person('sam', 'associate', 'STORE-1');
  await person('lou', 'auditor', 'DC');
  const number = await begin({ locations: [await aSpot()] });
  const { items } = await read(number, '/people');
  const names = items.map(({ name }: { name: string }) => name);
  expect([names.includes('DEE'), names.includes('SAM'), names.includes('LOU')]).toEqual([true, false, false]);
  const dee = items.find(({ name }: { name: string }) => name === 'DEE').actor;
  const given = await post(number, '/steps', { step: 'hand_over', to: dee });
  expect(given.body.holder).toEqual({ actor: dee, name: 'DEE' });
});

describe('what is searched for', () => {
  const missing = async (query = 'site=DC', key?: string) =>
    (await app.ask('GET', `/api/missing-units?limit=1000&${query}`, undefined, key ? { key } : {})).body
      .items;
  const rowOf = async ({ id }: Phone, query?: string) =>
    (await missing(query)).find((one: { unit: { id: number } }) => one.unit.id === id);

  test('names each unit that a count has lost, with its last scan and the reason; found again it is off the list', async () => {
    const here = await aSpot();
    const [scanned, gone] = (await phones(2, here)) as [Phone, Phone];
    const number = await begin({ locations: [here] });
    await scan(number, scanned.serial, here);
    await post(number, '/steps', { step: 'finish' });
    await post(number, '/approve', { reason: 'annual count', all: true });
    expect(await rowOf(gone)).toMatchObject({
      should: `DC/${here}`,
      how: 'lose',
      document: { kind: 'count', number },
      reason: 'not_found',
      reasonName: 'Not found where it should be',
      last: { move: 'receive', spot: `DC/${here}`, device: null },
    });
    const adjusted = (await app.ask('GET', '/api/adjustments?reason=not_found&limit=1000')).body.items;
    expect(adjusted.map(({ unit }: { unit: { id: number } }) => unit.id)).toContain(gone.id);
    expect(await rowOf(gone, 'sku=TV')).toBe(undefined);
    await app.scan('find', [gone.serial], { location: here });
    expect(await rowOf(gone)).toBe(undefined);
  });

  test('names a unit once, by the loss that stands', async () => {
    const here = await aSpot();
    const [one] = (await phones(1, here)) as [Phone];
    await app.scan('lose', [one.serial]);
    await app.scan('find', [one.serial], { location: here });
    await app.scan('lose', [one.serial]);
    await app.scan('report_stolen', [one.serial], { details: { report: 'POLICE-7' } });
    const rows = (await missing()).filter((row: { unit: { id: number } }) => row.unit.id === one.id);
    expect(rows.map(({ how }: { how: string }) => how)).toEqual(['report_stolen']);
  });

  test('is told of one’s own sites', async () => {
    const [one] = (await phones(1, await aSpot())) as [Phone];
    await app.scan('lose', [one.serial]);
    const key = await app.keyOf('associate', 'STORE-1');
    expect(await missing('', key)).toEqual([]);
    const theirs = await app.ask('GET', '/api/missing-units?site=DC', undefined, { key });
    expect([theirs.status, theirs.body.code]).toEqual([422, 'unknown_site']);
    const file = await app.ask('GET', '/api/missing-units?site=DC&format=csv');
    expect([file.status, file.text.includes(one.serial)]).toEqual([200, true]);
  });
});
