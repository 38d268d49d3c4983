import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { openReference } from '../../ledger/current-reference.ts';
import { openFreshness } from '../../ledger/freshness.ts';
import { daysAfter, fixedClock, systemClock } from '../../platform/clock.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { settleSeen } from './settle-seen.ts';
import { type WatchParts, watchNights } from './watch-night.ts';

let app: TestApp;
let later: (days: number) => WatchParts;
let dc: number;
beforeAll(async () => {
  app = await openTestApp();
  const { world } = app;
  const reference = openReference(world.ledger, openFreshness(world.database));
  later = (days) => ({
    database: world.database,
    clock: fixedClock(daysAfter(systemClock.now(), days)),
    reference,
  });
  dc = (await world.rows<{ id: number }>(`select id from site where code = 'DC'`))[0]!.id;
});
afterAll(() => app?.close());

let nth = 0;
/** Units at a new spot of their own, received now. */
async function kept(count: number, sku = 'TV') {
  const spot = `W-${++nth}`;
  await app.ask('POST', '/api/sites/DC/locations', {
    locations: [{ code: spot, name: spot, kind: 'bin' }],
  });
  const serials = Array.from({ length: count }, (_, unit) => `${spot}-${unit}`);
  const scans = serials.map((serial) => ({ id: randomUUID(), codes: [sku, serial], input: 'scanned' }));
  await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', location: spot, scans });
  return { spot, serials };
}

interface Question {
  readonly id: number;
  readonly recorded: string;
  readonly observed: string;
  readonly unit: { readonly serial: string } | null;
  readonly settlement: string | null;
  readonly repairs: readonly { readonly name: string; readonly move: string | null }[];
}

async function questions(place: string, open = true): Promise<Question[]> {
  const { body } = await app.ask('GET', `/api/exceptions?kind=not_seen&open=${open}&limit=1000`);
  return body.items.filter(({ recorded }: Question) => recorded.endsWith(` at ${place}`));
}

const unseen = async (rest: string) => (await app.ask('GET', `/api/watch/units?${rest}`)).body.items;
/** The night of the DC, so many days from now. */
const night = async (days: number) => (await watchNights(later(days))).find(({ site }) => site === dc);

describe('units that nobody sees', () => {
  test('a few are asked one by one, many of one spot at once, and none twice', async () => {
    const few = await kept(2);
    const many = await kept(5);
    await app.ask('POST', '/api/watch/limits', { status: 'in_stock', site: 'DC', days: 20 });
    expect(await night(20 - 1)).toMatchObject({ due: 0, questions: 0 });
    expect(await night(21)).toMatchObject({ due: 7, asked: 7, questions: 3 });
    const single = await questions(`DC/${few.spot}`);
    expect(single.map(({ unit }) => unit?.serial).sort()).toEqual(few.serials);
    expect(single[0]!.repairs.map(({ name }) => name)).toEqual([
      'count_here',
      'to_quarantine',
      'declare_missing',
      'accept',
    ]);
    const [group] = await questions(`DC/${many.spot}`);
    expect(group).toMatchObject({ recorded: `5 units, in stock at DC/${many.spot}`, unit: null });
    expect(group!.observed).toContain('21 days, where 20 days may pass; last received at DC');
    expect(group!.repairs.map(({ move }) => move)).toEqual([null]);
    const listed = await unseen(`exception=${group!.id}`);
    expect(listed.map(({ unit }: { unit: { serial: string } }) => unit.serial).sort()).toEqual(many.serials);
    expect(listed[0]).toMatchObject({ lastMove: 'receive', lastSpot: `DC/${many.spot}`, status: 'in_stock' });
    expect(await night(21)).toBeUndefined();
    expect(await night(22)).toMatchObject({ due: 0, questions: 0 });
    expect(await questions(`DC/${many.spot}`)).toHaveLength(1);
  });

  test('a question settles itself when its unit is seen, of many when the last one is', async () => {
    const one = await kept(1);
    const many = await kept(4);
    await night(50);
    await app.scan('count', [one.serials[0]!], { location: one.spot });
    for (const serial of many.serials.slice(1)) await app.scan('count', [serial], { location: many.spot });
    await settleSeen(later(50));
    expect((await questions(`DC/${one.spot}`, false))[0]!.settlement).toMatch(
      /^Seen again: counted at DC\/W-\d+ by /,
    );
    const [group] = await questions(`DC/${many.spot}`);
    expect((await unseen(`exception=${group!.id}`)).length).toBe(1);
    await app.scan('lose', [many.serials[0]!], { details: { adjustment: 'not_found' } });
    expect(await settleSeen(later(50))).toBe(1);
    expect((await questions(`DC/${many.spot}`, false))[0]!.settlement).toBe(
      'All of them have been seen again.',
    );
    expect(await settleSeen(later(50))).toBe(0);
  });

  test('a hold placed at a desk is no sighting, neither before the question nor after it', async () => {
    const { spot, serials } = await kept(1);
    await app.scan('place_hold', serials, { details: { kind: 'quality' } });
    await app.world.asOwner(
      `update unit set last_at = now() + interval '60 days' where serial = '${serials[0]}'`,
    );
    await night(61);
    expect(await questions(`DC/${spot}`)).toHaveLength(1);
    await app.scan('lift_hold', serials, { details: { kind: 'quality' } });
    await settleSeen(later(0));
    expect(await questions(`DC/${spot}`)).toHaveLength(1);
  });

  test('what a reader heard, or a count scanned, has been seen', async () => {
    const heard = await kept(1);
    const counted = await kept(1);
    const id = `(select id from unit where serial = '${heard.serials[0]}')`;
    await app.world.asOwner(`insert into sighting (unit_id, since, place, reader_id, antenna, first_at, last_at, reads)
      values (${id}, now() + interval '69 days', 1, 1, 1, now(), now() + interval '70 days', 1)`);
    await app.world.asOwner(`insert into count_scan (document_id, scan_id, content, at, made_at, actor_id, evidence,
      codes, unit_id) select 1, gen_random_uuid(), 1, now() + interval '70 days', now(), 1, 0, '[]', id
      from unit where serial = '${counted.serials[0]}'`);
    await night(71);
    expect([...(await questions(`DC/${heard.spot}`)), ...(await questions(`DC/${counted.spot}`))]).toEqual(
      [],
    );
    await night(120);
    expect(await questions(`DC/${heard.spot}`)).toHaveLength(1);
    expect(await questions(`DC/${counted.spot}`)).toHaveLength(1);
  });

  test('a loan is due back on its day, and a site may leave a status out', async () => {
    const { serials } = await kept(2);
    const due = (days: number) => daysAfter(systemClock.now(), days).toISOString().slice(0, 10);
    await app.scan('lend', [serials[0]!], { details: { due: due(150) } });
    await app.scan('pick', [serials[1]!]);
    await app.ask('POST', '/api/watch/limits', { status: 'picked', days: 0 });
    const asked = async () => {
      const items: { unit: { serial: string } }[] = await unseen('limit=1000');
      return serials.map((serial) => items.some(({ unit }) => unit.serial === serial));
    };
    await night(149);
    expect(await asked()).toEqual([false, false]);
    await night(153);
    expect(await asked()).toEqual([true, false]);
    await app.ask('POST', '/api/watch/limits', { status: 'picked', days: null });
    await night(154);
    expect(await asked()).toEqual([true, true]);
  });
});

describe('nights', () => {
  test('each site has its own midnight', async () => {
    const rows = (days: number, time: string) =>
      watchNights({
        ...later(0),
        clock: fixedClock(`${daysAfter(systemClock.now(), days).toISOString().slice(0, 10)}T${time}:00Z`),
      });
    await rows(200, '12:00');
    // Past midnight in Berlin, not in New York.
    const berlin = await rows(200, '23:30');
    const newYork = await rows(201, '06:30');
    expect([berlin.length, newYork.length]).toEqual([2, 1]);
  });

  test('of two servers one does a night, and one that was given up is taken over', async () => {
    const both = await Promise.all([watchNights(later(300)), watchNights(later(300))]);
    expect(both.flat().filter(({ site }) => site === dc)).toHaveLength(1);
    await app.world.asOwner(
      `update watch_night set ended_at = null where site_id = ${dc} and day = (select max(day) from watch_night)`,
    );
    expect(await watchNights(later(300))).toEqual([]);
    const minutes = (limits.watchLeftMs + 60_000) / 86_400_000;
    const again = await watchNights(later(300 + minutes));
    expect(again.some(({ site }) => site === dc)).toBe(true);
  });

  test('over the bound the rest is told, and asked the next night', async () => {
    for (let spot = 0; spot < 3; spot += 1) await kept(limits.unseenGroupFrom);
    await app.world.asOwner(`insert into location (site_id, code, name, kind) select ${dc}, 'M-' || n, 'M', 'bin'
      from generate_series(1, ${limits.unseenQuestionsPerNight}) n;
      update ledger_state set freshness = freshness + 1`);
    await app.world.asOwner(`insert into unit (id, product_id, place, owner, seq, last_at, last_spot, bucket, status,
        condition, use, last_move, head, serial)
      select (1000000 + l.id) * 256, p.id, l.id, 1, 1, now() + interval '300 days', l.id, 0, 3, 0, 0, 4, '\\x', 'M-' || l.id
      from location l, product p where l.code like 'M-%' and p.sku = 'TV'`);
    const first = await night(400);
    expect(first).toMatchObject({ questions: limits.unseenQuestionsPerNight });
    expect(first!.due).toBeGreaterThan(first!.asked);
    const { body } = await app.ask('GET', '/api/watch/nights?site=DC&limit=1');
    expect(body.items[0]).toMatchObject({ site: 'DC', left: first!.due - first!.asked });
    expect(await night(401)).toMatchObject({ due: first!.due - first!.asked });
    expect((await app.ask('GET', `/api/watch/nights?site=DC&after=${body.next}`)).body.items.length).toBe(
      (await app.world.rows(`select 1 from watch_night where site_id = ${dc}`)).length - 2,
    );
  });
});

describe('who says how long', () => {
  test('a lead of a site for it, for all sites only who settles everywhere', async () => {
    const lead = await app.keyOf('lead', 'STORE-1');
    const set = (body: object) => app.ask('POST', '/api/watch/limits', body, { key: lead });
    const own = await set({ status: 'staged', site: 'STORE-1', days: 3 });
    const staged = own.body.items.find(({ status }: { status: string }) => status === 'staged');
    expect(staged).toMatchObject({ days: 3, from: 'site', site: 'STORE-1' });
    expect((await set({ status: 'staged', site: 'DC', days: 3 })).body.code).toBe('unknown_site');
    expect((await set({ status: 'staged', days: 3 })).body.code).toBe('not_permitted');
    expect((await set({ status: 'sold', site: 'STORE-1', days: 3 })).status).toBe(400);
    const all = await app.ask('POST', '/api/watch/limits', { status: 'staged', days: 5 });
    expect(all.body.items[3]).toMatchObject({ days: 5, from: 'all_sites', site: null });
  });

  test.each(['x', '20261301.1', '20260230.1', '20260101', '20260101.99999999999'])(
    'a cursor nobody was given is refused: %s',
    async (after) => {
      expect((await app.ask('GET', `/api/watch/nights?after=${after}`)).body.code).toBe('bad_cursor');
    },
  );
});
