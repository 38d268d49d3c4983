import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  const parts = [
    { sku: 'PHONE', quantity: 2 },
    { sku: 'LAPTOP', quantity: 1 },
    { sku: 'CABLE', quantity: 3 },
  ];
  const made = await app.ask('POST', '/api/products', {
    sku: 'OFFICE',
    name: 'Office kit',
    unknownSerials: 'arrivals',
    parts,
  });
  expect([made.status, made.text]).toEqual([201, made.text]);
  expect(
    (await app.ask('POST', '/api/numbers', { sku: 'OFFICE', kind: 'sequence', prefix: 'OF-', width: 4 }))
      .status,
  ).toBe(201);
  const scans = [{ id: randomUUID(), codes: ['CABLE'], input: 'keyed', quantity: 100 }];
  await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', location: 'A-01', scans });
});
afterAll(() => app?.close());

let nth = 0;
/** Two telephones and a laptop on the shelf. */
async function stocked(): Promise<string[]> {
  nth += 1;
  const serials = [`PH-${nth}-1`, `PH-${nth}-2`, `LT-${nth}`];
  for (const serial of serials) {
    const sku = serial.startsWith('PH') ? 'PHONE' : 'LAPTOP';
    const scan = { location: 'A-01', details: { sku } };
    expect((await app.scan('receive', [serial], scan)).outcome).toBe('recorded');
  }
  return serials;
}

const scanned = (serials: readonly string[]) => serials.map((serial) => ({ codes: [serial] }));
const here = { sku: 'OFFICE', site: 'DC', location: 'A-01' };
const build = async (serials: readonly string[], more: Record<string, unknown> = {}) =>
  (await app.ask('POST', '/api/kits', { request: randomUUID(), ...here, parts: scanned(serials), ...more }))
    .body;
const check = async (serials: readonly string[]) =>
  (await app.ask('POST', '/api/kits/check', { ...here, parts: scanned(serials) })).body;
const at = (number: string, rest = '') => `/api/kits/${number}${rest}`;
const unit = async (serial: string) => (await app.ask('GET', `/api/units/by-code/${serial}`)).body.units[0];
const statuses = (serials: readonly string[]) =>
  Promise.all(serials.map(async (serial) => (await unit(serial))?.status));

async function cables(spot = 'A-01'): Promise<number> {
  const rows = await app.world.rows<{ quantity: number }>(
    `select quantity from quantity_count q join product p on p.id = q.product_id join location l on l.id = q.place
     join site s on s.id = l.site_id where p.sku = 'CABLE' and s.code = 'DC' and l.code = '${spot}'`,
  );
  return Number(rows[0]?.quantity ?? 0);
}

describe('building', () => {
  test('a kit from its parts: all go in by one act, each history says into which, plain parts are fewer', async () => {
    const parts = await stocked();
    const before = await cables();
    const built = await build(parts);
    expect(built).toMatchObject({
      outcome: 'built',
      kit: { serial: 'OF-0001', state: 'built', status: 'in_stock' },
    });
    expect(await statuses(parts)).toEqual(['installed', 'installed', 'installed']);
    expect(await cables()).toBe(before - 3);
    const { events } = (await app.ask('GET', `/api/units/${(await unit(parts[0]!)).id}/history`)).body;
    expect(events.at(-1)).toMatchObject({
      move: 'install',
      document: { kind: 'kit', number: built.kit.number },
      details: { kit: 'OF-0001', of: 'OFFICE' },
    });
    const content = (await app.ask('GET', at(built.kit.number))).body;
    expect(
      content.parts.map((part: { unit: { serial: string }; isIn: boolean }) => [part.unit.serial, part.isIn]),
    ).toEqual([parts[2], parts[0], parts[1]].map((serial) => [serial, true]));
    expect(content.pieces).toEqual([{ sku: 'CABLE', name: 'A cable', pieces: 3 }]);
  });

  test('the same request again builds nothing twice', async () => {
    const parts = await stocked();
    const asked = { request: randomUUID(), serial: `OWN-${nth}`, ...here, parts: scanned(parts) };
    const first = (await app.ask('POST', '/api/kits', asked)).body;
    const before = await cables();
    expect((await app.ask('POST', '/api/kits', asked)).body.kit).toEqual(first.kit);
    expect([first.kit.serial, await cables()]).toEqual([`OWN-${nth}`, before]);
  });

  test('what is missing, wrong, too many or held is said by its name, and nothing is recorded', async () => {
    const [one, two, laptop] = (await stocked()) as [string, string, string];
    const [third] = await stocked();
    await app.scan('receive', ['TV', `TV-${nth}`], { location: 'A-01' });
    expect(await build([one, two])).toMatchObject({
      outcome: 'refused',
      sentence: 'Still missing: 1 × A laptop.',
    });
    const codes = async (serials: readonly string[]) =>
      (await check(serials)).parts.map(({ code }: { code: string | null }) => code);
    expect(await codes([one, two, laptop, third!])).toEqual([null, null, null, 'too_many_parts']);
    expect(await codes([`TV-${nth}`])).toEqual(['not_a_part']);
    expect(await codes([one, one])).toEqual([null, 'same_unit_twice']);
    await app.scan('place_hold', [one], { details: { kind: 'quality' } });
    expect(await codes([one, two, laptop])).toEqual(['on_hold', null, null]);
    await app.scan('sell', [two]);
    expect(await codes([two])).toEqual(['wrong_status']);
    expect((await build([one, two, laptop])).outcome).toBe('refused');
    expect((await unit(laptop)).status).toBe('in_stock');
  });

  test('fewer plain parts than the list says: no kit, and the units stay in stock', async () => {
    const parts = await stocked();
    for (const serial of parts) await app.scan('move_spot', [serial], { location: 'FLOOR' });
    const told = await build(parts, { location: 'FLOOR' });
    expect(told).toMatchObject({ outcome: 'refused', kit: null });
    expect(told.sentence).toContain('Only 0 of A cable');
    expect(await statuses(parts)).toEqual(['in_stock', 'in_stock', 'in_stock']);
    // Once they have come, the very same request builds it.
    const asked = { request: randomUUID(), location: 'FLOOR' };
    expect((await build(parts, asked)).outcome).toBe('refused');
    const scans = [{ id: randomUUID(), codes: ['CABLE'], input: 'keyed', quantity: 3 }];
    await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', location: 'FLOOR', scans });
    expect((await build(parts, asked)).outcome).toBe('built');
  });

  test('of two kits that want the same part one is built', async () => {
    const [one, two, laptop] = (await stocked()) as [string, string, string];
    const [other, , second] = (await stocked()) as [string, string, string];
    const both = await Promise.all([build([one, two, laptop]), build([one, other, second])]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['built', 'refused']);
    const listed = (await app.ask('GET', '/api/kits?sku=OFFICE&state=built&limit=1')).body.items[0];
    expect(listed.number).toBe(both.find(({ outcome }) => outcome === 'built').kit.number);
  });

  test('what is no kit has no parts list', async () => {
    const asked = { request: randomUUID(), ...here, sku: 'TV', parts: [] };
    expect((await app.ask('POST', '/api/kits', asked)).body.code).toBe('no_parts_list');
    expect((await app.ask('POST', '/api/kits', { ...asked, sku: 'CABLE' })).body.code).toBe('no_serials');
    expect((await app.ask('POST', '/api/kits', { ...asked, sku: 'NONE' })).body.code).toBe('unknown_product');
  });
});

describe('taking apart, and taking back', () => {
  test('the parts are in stock again with their history, the kit’s life ends with a word', async () => {
    const parts = await stocked();
    const { kit } = await build(parts);
    const before = await cables();
    const asked = { request: randomUUID(), site: 'DC', location: 'A-01' };
    const told = (await app.ask('POST', at(kit.number, '/break'), asked)).body;
    expect(told).toMatchObject({ outcome: 'done', refused: [], kit: { state: 'broken', status: 'retired' } });
    expect([await statuses(parts), await cables()]).toEqual([
      ['in_stock', 'in_stock', 'in_stock'],
      before + 3,
    ]);
    expect((await app.ask('POST', at(kit.number, '/break'), asked)).body.outcome).toBe('done');
    expect(await cables()).toBe(before + 3);
    const { events } = (await app.ask('GET', `/api/units/${kit.unit.id}/history`)).body;
    expect(events.at(-1)).toMatchObject({ move: 'retire', details: { reason: 'taken_apart' } });
    // The parts may go into the next kit.
    expect((await build(parts)).outcome).toBe('built');
  });

  test('a kit that is held or sold is not taken apart', async () => {
    const parts = await stocked();
    const { kit } = await build(parts);
    await app.scan('place_hold', [kit.serial], { details: { kind: 'quality' } });
    const asked = () => ({ request: randomUUID(), site: 'DC', location: 'A-01' });
    const held = (await app.ask('POST', at(kit.number, '/break'), asked())).body;
    expect(held).toMatchObject({
      outcome: 'refused',
      refused: [{ code: 'on_hold' }],
      kit: { state: 'built' },
    });
    await app.scan('lift_hold', [kit.serial], { details: { kind: 'quality' } });
    await app.scan('sell', [kit.serial]);
    expect((await app.ask('POST', at(kit.number, '/break'), asked())).body.outcome).toBe('refused');
    expect(await statuses(parts)).toEqual(['installed', 'installed', 'installed']);
  });

  test('undone, it is as if it had never been built; taking apart is undone the same way', async () => {
    const parts = await stocked();
    const before = await cables();
    const { kit } = await build(parts);
    const undo = async () =>
      (await app.ask('POST', at(kit.number, '/undo'), { request: randomUUID(), reason: 'wrong shelf' })).body;
    await app.ask('POST', at(kit.number, '/break'), { request: randomUUID(), site: 'DC', location: 'A-01' });
    expect(await undo()).toMatchObject({ outcome: 'done', kit: { state: 'built', status: 'in_stock' } });
    expect([await statuses(parts), await cables()]).toEqual([
      ['installed', 'installed', 'installed'],
      before - 3,
    ]);
    expect(await undo()).toMatchObject({ outcome: 'done', kit: { state: 'undone' } });
    expect([await statuses(parts), await cables()]).toEqual([['in_stock', 'in_stock', 'in_stock'], before]);
  });

  test('it goes where it is taken: shown there, taken apart there, and put together again there', async () => {
    const parts = await stocked();
    const { kit } = await build(parts);
    const [here, floor] = [await cables('A-01'), await cables('FLOOR')];
    await app.scan('move_spot', [kit.serial], { location: 'FLOOR' });
    expect((await app.ask('GET', at(kit.number))).body.kit).toMatchObject({ site: 'DC', location: 'FLOOR' });
    const asked = { request: randomUUID(), site: 'DC', location: 'FLOOR' };
    await app.ask('POST', at(kit.number, '/break'), asked);
    expect([await cables('A-01'), await cables('FLOOR')]).toEqual([here, floor + 3]);
    const undo = { request: randomUUID(), reason: 'not this one' };
    expect((await app.ask('POST', at(kit.number, '/undo'), undo)).body).toMatchObject({
      kit: { state: 'built' },
    });
    expect([await cables('A-01'), await cables('FLOOR')]).toEqual([here, floor]);
  });

  test('at another site it is that site’s: theirs to see and to take apart, and nobody else’s', async () => {
    const parts = await stocked();
    const { kit } = await build(parts);
    await app.scan('send_to_site', [kit.serial], { details: { to: 'STORE-1' } });
    await app.scan('receive_at_site', [kit.serial], { site: 'STORE-1', location: 'FLOOR' });
    const key = await app.keyOf('lead', 'STORE-1');
    const elsewhere = { request: randomUUID(), site: 'DC', location: 'A-01' };
    expect((await app.ask('POST', at(kit.number, '/break'), elsewhere)).body.code).toBe('other_end');
    const listed = (await app.ask('GET', '/api/kits?site=STORE-1', undefined, { key })).body.items;
    expect(listed[0]).toMatchObject({ number: kit.number, site: 'STORE-1', location: 'FLOOR' });
    const asked = { ...elsewhere, request: randomUUID(), site: 'STORE-1', location: 'FLOOR' };
    const told = await app.ask('POST', at(kit.number, '/break'), asked, { key });
    expect(told.body).toMatchObject({ outcome: 'done', kit: { state: 'broken' } });
    expect((await unit(parts[0]!)).place).toBe('STORE-1/FLOOR');
  });

  test('what was sold is not taken back: not the kit that a customer has, nor one of its parts', async () => {
    const sold = await stocked();
    const { kit } = await build(sold);
    await app.scan('sell', [kit.serial]);
    const undo = async (number: string) =>
      (await app.ask('POST', at(number, '/undo'), { request: randomUUID(), reason: 'a mistake' })).body;
    expect((await undo(kit.number)).code).toBe('wrong_state');
    expect(await statuses(sold)).toEqual(['installed', 'installed', 'installed']);
    const parts = await stocked();
    const { kit: other } = await build(parts);
    await app.ask('POST', at(other.number, '/break'), {
      request: randomUUID(),
      site: 'DC',
      location: 'A-01',
    });
    await app.scan('sell', [parts[0]!]);
    expect((await undo(other.number)).code).toBe('wrong_state');
    expect(await statuses(parts)).toEqual(['sold', 'in_stock', 'in_stock']);
  });

  test('a part that is sold while the kit is built: the one or the other', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const parts = await stocked();
      const [built, sale] = await Promise.all([build(parts), app.scan('sell', [parts[0]!])]);
      const isBuilt = built.outcome === 'built';
      expect(sale.outcome).toBe(isBuilt ? 'refused' : 'recorded');
      expect((await unit(parts[0]!)).status).toBe(isBuilt ? 'installed' : 'sold');
      expect((await unit(parts[2]!)).status).toBe(isBuilt ? 'installed' : 'in_stock');
    }
  });

  test('what the ledger did and nobody noted is found out by the next who asks', async () => {
    const parts = await stocked();
    const { kit } = await build(parts);
    const asked = () => ({ request: randomUUID(), site: 'DC', location: 'A-01' });
    await app.ask('POST', at(kit.number, '/break'), asked());
    const before = await cables();
    await app.world.database.query({
      name: 'forget_end',
      text: `update kit set broken_at = null where document_id = (select id from document where number = '${kit.number}')`,
    });
    const again = (await app.ask('POST', at(kit.number, '/break'), asked())).body;
    expect(again).toMatchObject({ outcome: 'done', kit: { state: 'broken' } });
    expect(await cables()).toBe(before);
  });

  test('one part alone is not taken back out of an act on a kit', async () => {
    const parts = await stocked();
    const { kit } = await build(parts);
    const half = await app.scan('annul', [parts[0]!], { details: { seq: 2, reason: 'wrong one' } });
    expect(half.code).toBe('half_of_a_pair');
    const [other] = await stocked();
    const named = {
      document: { kind: 'kit', number: kit.number },
      scans: [{ id: randomUUID(), codes: [other], input: 'keyed' }],
    };
    const added = await app.ask('POST', '/api/scans', { move: 'pick', site: 'DC', ...named });
    expect(added.body.code).toBe('unknown_document_kind');
    // Nor beside something that has nothing to do with it, nor with half of the parts.
    for (const [other, seq] of [
      [(await stocked())[0]!, 1],
      [parts[1]!, 2],
    ] as const) {
      const scans = [[parts[0]!, 2] as const, [other, seq] as const].map(([serial, nth]) => ({
        ...{ id: randomUUID(), codes: [serial], input: 'keyed', details: { seq: nth, reason: 'wrong one' } },
      }));
      const body = { move: 'annul', site: 'DC', atomicity: 'all_or_nothing', scans };
      const [first] = (await app.ask('POST', '/api/scans', body)).body.answers;
      expect(first.code).toBe('half_of_a_pair');
    }
  });

  test('another site’s kit answers like one that there is not, and the list is a file too', async () => {
    const { kit } = await build(await stocked());
    const key = await app.keyOf('lead', 'STORE-1');
    expect((await app.ask('GET', at(kit.number), undefined, { key })).status).toBe(404);
    expect((await app.ask('GET', '/api/kits?site=DC&format=csv')).text).toContain(kit.number);
  });
});
