import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memberCodes, moveCodes, statusCodes } from '../src/ledger/codes.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';
import { randomNumbers } from '../src/testing/random-acts.ts';
import {
  type Ends,
  type Journeys,
  journeysOf,
  piecesOf,
  type ToldEvent,
  type ToldPieces,
} from './transfer-model.ts';

/** From the environment, for a long run: bursts of acts that are all under way at once, and the seed. */
const bursts = Number(process.env.UNITRAIL_TEST_BURSTS ?? 60);
const seed = Number(process.env.UNITRAIL_TEST_SEED ?? 20_261_124);
const atOnce = 10;

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const sites = ['DC', 'STORE-1', 'STORE-2'];
const serials = Array.from({ length: 12 }, (_, nth) => `ACT-${nth}`);
const transfers: string[] = [];
const ends = new Map<string, Ends>();
const met = new Map<string, number>();

test(`sent = received + in transit + lost after ${bursts} bursts of ${atOnce} acts at once`, async () => {
  const random = randomNumbers(seed);
  for (const [nth, serial] of serials.entries())
    await app.scan('receive', ['TV', serial], { site: sites[nth % 3], location: 'A-01' });
  for (const site of sites) await app.scan('receive', ['CABLE'], { site, location: 'A-01', quantity: 500 });
  for (let nth = 0; nth < 4; nth += 1) await ask(random);
  for (let burst = 0; burst < bursts; burst += 1) {
    // What each does is drawn before any of them runs: the same seed, the same burst.
    const known = await knownNow();
    const drawn = Array.from({ length: atOnce }, () => actOf(random, known));
    await Promise.all(drawn.map((act) => act()));
    await expectAll(`seed ${seed}, burst ${burst}`);
  }
  // A run whose every act is refused proves nothing.
  const often = ['pick', 'send_to_site', 'receive_at_site', 'losses', 'find', 'annul', 'record_sale'];
  if (bursts >= 60) expect(often.filter((what) => !met.has(what))).toEqual([]);
});

// ---- Acts

type Random = (below: number) => number;
type Known = Awaited<ReturnType<typeof knownNow>>;
const one = <Thing>(random: Random, list: readonly Thing[]): Thing => list[random(list.length)]!;

async function knownNow() {
  const units = await unitsNow();
  return { units, ...(await toldNow()) };
}

async function ask(random: Random): Promise<void> {
  const from = one(random, sites);
  const to = one(
    random,
    sites.filter((site) => site !== from),
  );
  const lines = [
    { sku: 'TV', quantity: 1 + random(4) },
    { sku: 'CABLE', quantity: 1 + random(9) },
  ];
  const told = await app.ask('POST', '/api/transfers', { request: randomUUID(), from, to, lines });
  transfers.push(told.body.number);
  ends.set(told.body.number, { from, to });
}

/** Most are on units and transfers with which they could be done, for by chance alone hardly any would be. */
function actOf(random: Random, { units, away, members }: Known): () => Promise<unknown> {
  const number = one(random, transfers.slice(-6));
  const { from, to } = ends.get(number)!;
  const document = { kind: 'transfer', number };
  const at = (rest: string) => `/api/transfers/${number}/${rest}`;
  const unit = one(random, units);
  const under = away.get(unit.id);
  const named = random(2) === 0 || !under ? document : { kind: 'transfer', number: under };
  const codes = [unit.serial];
  const reason = random(2) === 0 ? { reason: 'it was in the box' } : {};
  const quantity = 1 + random(6);
  const sort = random(30);
  const goal = random(4) === 0 || !under ? one(random, sites) : ends.get(under)!.to;
  const away1 = units.filter(({ id }) => away.get(id) === number).map(({ id }) => id);
  if (sort < 6) return () => scan('pick', codes, { site: from, document, details: { for: 'inside' } });
  if (sort < 7) {
    const [picked] = [...members].find(([, state]) => state === 'picked') ?? [`${number} ${unit.id}`];
    const [of = number, id] = picked.split(' ');
    const { serial } = units.find((known) => String(known.id) === id)!;
    return () =>
      scan('undo_pick', [serial], { site: ends.get(of)!.from, document: { kind: 'transfer', number: of } });
  }
  if (sort < 10) return () => post('send', at('send'), { request: randomUUID() });
  if (sort < 12)
    return () => scan('send_to_site', codes, { site: from, document, details: { to, ...reason } });
  if (sort < 16)
    return () => scan('receive_at_site', codes, { site: goal, document: named, details: reason });
  if (sort < 17) return () => scan('receive_at_site', codes, { site: goal });
  if (sort < 18)
    return () => post('arrivals', at('arrivals'), { id: randomUUID(), codes, reason: 'it stands here' });
  if (sort < 20 && away1.length > 0) {
    const body = { request: randomUUID(), units: [one(random, away1)], reason: 'torn open' };
    return () => post('losses', at('losses'), body);
  }
  if (sort < 21) return () => scan('find', codes, { site: goal, details: reason });
  if (sort < 23) {
    // Mostly the last event, at times one that others have built on.
    const seq = random(3) > 0 ? unit.seq : 1 + random(unit.seq);
    const details = { seq, reason: 'a mistake' };
    return () => scan('annul', codes, { site: unit.site, details });
  }
  if (sort < 24) return () => scan('record_sale', codes, { site: goal });
  if (sort < 25) return () => post('cancel', at('cancel'), {});
  if (sort < 26) return () => post('close', at('close'), { reason: 'it differs' });
  if (sort < 27) return () => post('reopen', at('reopen'), { reason: 'one more' });
  if (sort < 28) return () => ask(random);
  if (sort < 29) {
    const pieces = { document, quantity, location: 'A-01' };
    const isSent = random(2) === 0;
    if (isSent) return () => scan('send_to_site', ['CABLE'], { ...pieces, site: from });
    return () => scan('receive_at_site', ['CABLE'], { ...pieces, site: to });
  }
  const body = { request: randomUUID(), pieces: [{ sku: 'CABLE', quantity: 1 }], reason: 'torn open' };
  return () => post('pieces lost', at('losses'), body);
}

async function scan(move: string, codes: readonly string[], more: Record<string, unknown>) {
  const { outcome } = await app.scan(move, codes, more);
  if (outcome === 'recorded') met.set(move, (met.get(move) ?? 0) + 1);
}

async function post(what: string, url: string, body: object) {
  const { status, text } = await app.ask('POST', url, body);
  expect(status, `${what}: ${text}`).toBeLessThan(500);
  if (status === 200) met.set(what, (met.get(what) ?? 0) + 1);
}

// ---- What must hold

async function unitsNow() {
  const rows = await app.world.rows<{
    id: number;
    serial: string;
    seq: number;
    site: string | null;
    status: number;
  }>(
    `select u.id, u.serial, u.seq, case when s.kind = 'outside' then null else s.code end as site, u.status from unit u left join location l on l.id = u.place
      left join site s on s.id = l.site_id where u.serial = any($1) order by u.serial`,
    [serials],
  );
  return rows.map((row) => ({ ...row, site: row.site ?? 'DC', status: statusCodes.toWord(row.status) }));
}

type StoredEvent = Omit<ToldEvent, 'move' | 'status'> & { move: number; status: number | null };

async function toldNow(): Promise<Journeys> {
  const events = await app.world.rows<StoredEvent>(
    `select e.unit_id as unit, e.move, d.number as transfer, s.code as site, e.status from event e
      join location l on l.id = e.spot join site s on s.id = l.site_id
      left join document d on d.id = e.document_id and d.kind = 'transfer'
      where e.annuls is null and not exists (select from event a
        where a.bucket = e.bucket and a.unit_id = e.unit_id and a.annuls = e.seq)
      order by e.unit_id, e.seq`,
  );
  return journeysOf(
    events.map((event) => ({
      ...event,
      move: moveCodes.toWord(event.move),
      status: event.status === null ? null : statusCodes.toWord(event.status),
    })),
    ends,
  );
}

async function toldPieces(): Promise<ToldPieces[]> {
  const rows = await app.world.rows<{ transfer: string; move: number; delta: number }>(
    `select d.number as transfer, e.move, e.delta::int as delta from quantity_event e
      join document d on d.id = e.document_id where d.kind = 'transfer'`,
  );
  return rows.map((row) => ({ ...row, move: moveCodes.toWord(row.move) }));
}

async function expectAll(when: string): Promise<void> {
  const { members, away } = await toldNow();
  const pieces = await toldPieces();
  const { rows } = app.world;
  const kept = await rows<{ key: string; state: number }>(
    `select d.number || ' ' || m.unit_id as key, m.state from document_unit m join document d on d.id = m.document_id
      where d.kind = 'transfer'`,
  );
  expect(sorted(kept.map(({ key, state }) => [key, memberCodes.toWord(state)])), when).toEqual(
    sorted(members),
  );
  const journeys = await rows<{ unit: number; number: string }>(
    'select w.unit_id as unit, d.number from transfer_under_way w join document d on d.id = w.document_id',
  );
  expect(sorted(journeys.map(({ unit, number }) => [unit, number])), when).toEqual(sorted(away));
  for (const { id, serial, status } of await unitsNow()) {
    const isLost = status === 'missing' && away.has(id);
    if (!isLost) expect(status === 'in_transit', `${when}: ${serial} is ${status}`).toBe(away.has(id));
  }
  let onTheWay = 0;
  for (const number of transfers) onTheWay += await expectOne(number, members, pieces, when);
  const [carrier] = await rows<{ pieces: number }>(
    'select coalesce(sum(quantity), 0)::int as pieces from quantity_count where place = 1',
  );
  expect(carrier!.pieces, when).toBe(onTheWay);
  const wrong =
    await rows(`select * from (select coalesce(s.site_id, 0) as site_id, u.product_id, u.status, count(*)::int as units
      from unit u left join location s on s.id = u.place where u.status <> 0 group by 1, 2, 3) u
    full join (select site_id, product_id, status, sum(quantity)::int as units from unit_count
      group by 1, 2, 3 having sum(quantity) <> 0) c on c.site_id = u.site_id
      and c.product_id = u.product_id and c.status = u.status where c.units is distinct from u.units`);
  expect(wrong, when).toEqual([]);
}

/** One transfer as everybody is told of it. Answers the pieces of it that the carrier has. */
async function expectOne(
  number: string,
  members: Journeys['members'],
  pieces: readonly ToldPieces[],
  when: string,
): Promise<number> {
  const states = [...members].filter(([key]) => key.startsWith(`${number} `)).map(([, state]) => state);
  const are = (...some: readonly string[]) => states.filter((state) => some.includes(state)).length;
  const cables = piecesOf(pieces, number);
  const { body } = await app.ask('GET', `/api/transfers/${number}`);
  const { picked, sent, received, inTransit, lost, elsewhere, extra } = body;
  expect({ picked, sent, received, inTransit, lost, elsewhere, extra }, `${when}: ${number}`).toEqual({
    picked: are('picked'),
    sent: states.length - are('picked', 'extra') + cables.sent,
    received: are('received', 'elsewhere') + cables.received,
    inTransit: are('sent') + cables.sent - cables.received - cables.lost,
    lost: are('lost') + cables.lost,
    elsewhere: are('elsewhere'),
    extra: are('extra') + cables.extra,
  });
  const { lines } = (await app.ask('GET', `/api/transfers/${number}/progress`)).body;
  for (const line of lines) expect(line.sent, when).toBe(line.received + line.inTransit + line.lost);
  const onLines = lines.reduce((sum: number, line: { sent: number }) => sum + line.sent, 0);
  expect(onLines, when).toBe(sent);
  return cables.sent - cables.received - cables.extra - cables.lost;
}

const sorted = (pairs: Iterable<readonly [unknown, string]>) =>
  [...pairs].map(([key, value]) => `${key} ${value}`).sort();
