import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { verify } from '../src/ledger/verify.ts';
import type { ScanAnswer, ScanRequestBody } from '../src/operations/scanning/contract.ts';
import { randomNumbers } from '../src/testing/random-acts.ts';
import { type Acknowledgement, openAckJournal } from './ack-journal.ts';
import { ask, type Cluster, eventually, openCluster } from './chaos-cluster.ts';
import { type Load, sameEveryTime, startLoad } from './chaos-load.ts';
import { type Door, openShop, postScans } from './scan-client.ts';

// UNITRAIL_TEST_CYCLES=10000 for a long campaign: rounds of two dozen kills, each on a database of its own.

const cycles = Number(process.env.UNITRAIL_TEST_CYCLES ?? 20);
const seed = Number(process.env.UNITRAIL_TEST_SEED ?? 20_261_123);
const cyclesPerRound = 24;
const sku = 'CONSOLE';
const connections = 64;

interface Figures {
  readonly acknowledged: number;
  readonly scans: number;
  readonly unknown: number;
  readonly lost: number;
  readonly doubled: number;
}

test(
  'an acknowledged scan survives kill -9 of server and of PostgreSQL',
  async () => {
    const sum = { acknowledged: 0, scans: 0, unknown: 0, lost: 0, doubled: 0 };
    for (let done = 0; done < cycles; done += cyclesPerRound) {
      const figures = await round(Math.min(cyclesPerRound, cycles - done), seed + done);
      for (const name of Object.keys(sum) as (keyof Figures)[]) sum[name] += figures[name];
    }
    const { acknowledged, scans, unknown, lost, doubled } = sum;
    console.log(
      `${cycles} cycles of kill -9: ${acknowledged} requests (${scans} scans) acknowledged, ${unknown} left ` +
        `unknown and asked again, ${lost} lost, ${doubled} doubled`,
    );
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  },
  120_000 + cycles * 30_000,
);

async function round(kills: number, roundSeed: number): Promise<Figures> {
  const cluster = await openCluster(`chaos-${randomUUID()}`);
  const directory = mkdtempSync(join(tmpdir(), 'unitrail-chaos-'));
  const journal = openAckJournal(join(directory, 'acknowledged'));
  try {
    await expectDurable(cluster);
    await openShop(cluster.doors[0]!, sku);
    const random = randomNumbers(roundSeed);
    const load = startLoad({ sku, connections, units: 300, journal, doors: cluster.doors, random });
    for (let cycle = 0; cycle < kills; cycle += 1) {
      await underLoad(cluster, load);
      await sleep(random(250));
      await kill(cluster, cycle);
    }
    await underLoad(cluster, load);
    await load.stop();
    expect([load.faults.slice(0, 3), load.differing.slice(0, 3)]).toEqual([[], []]);
    return await reckon(cluster, await journal.read(), load);
  } catch (error) {
    throw new Error(`seed ${roundSeed}; the servers said:\n${cluster.said().slice(-4_000)}`, {
      cause: error,
    });
  } finally {
    await cluster.close();
    await journal.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A server, PostgreSQL, one of its sessions, in turn; every eighth time a server and PostgreSQL at once. */
async function kill(cluster: Cluster, cycle: number): Promise<void> {
  const server = cycle % 2;
  if (cycle % 8 === 7) {
    await Promise.all([cluster.killPostmaster(), cluster.killServer(server)]);
    await cluster.ready();
    await eventually('PostgreSQL is back', () => ask(cluster.ownerUrl, 'select 1').then(() => true));
    return cluster.startServer(server);
  }
  if (cycle % 3 === 0) {
    await cluster.killServer(server);
    return cluster.startServer(server);
  }
  return cycle % 3 === 1 ? cluster.killPostmaster() : cluster.killBackend();
}

/** Both servers are ready, and both have acknowledged scans since. */
async function underLoad(cluster: Cluster, load: Load): Promise<void> {
  await cluster.ready();
  const before = [...load.acknowledged];
  await eventually('both servers acknowledge scans', () =>
    load.acknowledged.every((count, server) => count >= before[server]! + 100),
  );
}

async function expectDurable({ ownerUrl }: Cluster): Promise<void> {
  const settings = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
    current_setting('full_page_writes') as pages`;
  expect(await ask(ownerUrl, settings)).toEqual([{ fsync: 'on', commits: 'on', pages: 'on' }]);
}

/** Everything is sent once more, what was acknowledged and what was not, and held against what is in the ledger. */
async function reckon(cluster: Cluster, kept: readonly Acknowledgement[], load: Load): Promise<Figures> {
  const doors = cluster.doors as readonly Door[];
  const acknowledged = new Map(
    kept.map(({ request, answers }) => [request.scans[0]!.id, { request, answers }]),
  );
  const unknown = [...load.unknown].filter(({ scans }) => !acknowledged.has(scans[0]!.id));
  const again = await sendAgain(
    doors,
    [...acknowledged.values()].map(({ request }) => request),
  );
  const otherwise = [...acknowledged.values()].filter(
    ({ request, answers }) => sameEveryTime(again.get(request)!) !== sameEveryTime(answers),
  );
  const resolved = await sendAgain(doors, unknown);
  const final = [...again.values(), ...resolved.values()];
  expectAllOrNothing([...again, ...resolved]);
  const { missing, doubled } = await compareEvents(cluster.ownerUrl, final.flat());
  expect(otherwise.slice(0, 3)).toEqual([]);
  const { totals } = await verify({ url: cluster.ownerUrl });
  expect(totals).toEqual({});
  expect(await ask(cluster.ownerUrl, miscounted)).toEqual([]);
  expect(await ask(cluster.ownerUrl, askedTwice)).toEqual([]);
  return {
    acknowledged: acknowledged.size,
    scans: [...again.values()].flat().length,
    unknown: load.unanswered,
    lost: otherwise.length + missing,
    doubled,
  };
}

/** Single scans of a kind go together, hundreds in a request: each is a scan of its own all the same. */
async function sendAgain(doors: readonly Door[], requests: readonly ScanRequestBody[]) {
  const answers = new Map<ScanRequestBody, readonly ScanAnswer[]>();
  const kinds = new Map<string, ScanRequestBody[]>();
  for (const request of requests) {
    const { scans, ...common } = request;
    const kind = request.atomicity === 'all_or_nothing' ? scans[0]!.id : JSON.stringify(common);
    kinds.set(kind, [...(kinds.get(kind) ?? []), request]);
  }
  const batches = [...kinds.values()].flatMap((list) =>
    Array.from({ length: Math.ceil(list.length / 500) }, (_, nth) => list.slice(nth * 500, nth * 500 + 500)),
  );
  const waiting = batches.entries();
  const device = async () => {
    for (const [nth, batch] of waiting) {
      const together = { ...batch[0]!, scans: batch.flatMap(({ scans }) => scans) };
      const told = (await postScans(doors[nth % doors.length]!, together)).values();
      for (const request of batch)
        answers.set(
          request,
          request.scans.map(() => told.next().value!),
        );
    }
  };
  await Promise.all(Array.from({ length: 16 }, device));
  return answers;
}

function expectAllOrNothing(answered: readonly (readonly [ScanRequestBody, readonly ScanAnswer[]])[]): void {
  const halves = answered.filter(([{ atomicity }, answers]) => {
    const done = answers.filter(isRecorded).length;
    return atomicity === 'all_or_nothing' && done !== 0 && done !== answers.length;
  });
  expect(halves).toEqual([]);
}

const isRecorded = ({ outcome }: ScanAnswer) => outcome === 'recorded' || outcome === 'repeated';

/** Each scan that was recorded has one event, the one its answer names; and there is no event besides. */
async function compareEvents(url: string, answers: readonly ScanAnswer[]) {
  const events = await ask<{ scan: string; named: string }>(
    url,
    `select scan_id as scan, unit_id || '/' || seq as named from event`,
  );
  const byScan = new Map<string, string[]>();
  for (const { scan, named } of events) byScan.set(scan, [...(byScan.get(scan) ?? []), named]);
  const recorded = new Map(answers.filter(isRecorded).map(({ id, unit, seq }) => [id, `${unit?.id}/${seq}`]));
  expect([...byScan.keys()].filter((scan) => !recorded.has(scan))).toEqual([]);
  const missing = [...recorded].filter(([scan, named]) => !byScan.get(scan)?.includes(named)).length;
  const doubled = [...byScan.values()].filter((list) => list.length > 1).length;
  return { missing, doubled };
}

/** Units counted anew, beside the counts that are kept: what differs. */
const miscounted = `
  select site_id, product_id, owner, condition, status, held, counted, kept from
    (select coalesce(l.site_id, 0) as site_id, u.product_id, u.owner, u.condition, u.status,
       u.holds is not null as held, count(*) as counted
     from unit u left join location l on l.id = u.place group by 1, 2, 3, 4, 5, 6) as units
  full join (select *, quantity as kept from unit_count where quantity <> 0) as counts
    using (site_id, product_id, owner, condition, status, held)
  where counted is distinct from kept`;

/** A question for a person is asked once for each scan. */
const askedTwice = 'select scan_id, kind from exception group by scan_id, kind having count(*) > 1';
