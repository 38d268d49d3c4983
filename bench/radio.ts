import { appRole } from '../src/platform/app-role.ts';
import { numberColumn, timeColumn } from '../src/platform/columns.ts';
import { type Database, openDatabase } from '../src/platform/database.ts';
import { impinjEvents, readsOf, tagOf } from '../src/testing/rfid-reads.ts';
import type { Target } from './cluster.ts';
import { postgresCpu, processCpu } from './cpu.ts';
import type { Server } from './processes.ts';
import { medians } from './statistics.ts';
import { siteCode, skuOf, unitOf, world } from './world.ts';

export interface RadioPlan {
  readonly alternations: number;
  readonly measureMs: number;
}

export interface Radio {
  /** Reads a second, from the reader's JSON over HTTP to stored sightings. */
  readonly product: number;
  /** Rows a second, each read a row of its own in a table without indexes, as many in a statement and as many sessions. */
  readonly raw: number;
  readonly nodeUs: number;
  readonly postgresUs: number;
}

const reader = 'BENCH';
const gtin = '09501101530003';
const product = 100;
const tagsAMessage = 20;
const readsAMessage = 200;
const tagsCount = 400;
/** Readers that send at the same time. */
const connections = 8;

/** (i) Reads of RFID tags over HTTP, beside inserting each of them as a row. */
export async function measureRadio(
  plan: RadioPlan,
  server: Server,
  target: Target,
  postmaster: number,
  say: (sentence: string) => void,
): Promise<Radio> {
  await arrange(server);
  const units = Array.from({ length: tagsCount }, (_, n) => unitOf((n + 1) * world.products));
  const messages = messagesOf(units.map(({ serial }) => tagOf(gtin, serial)));
  let sentSoFar = 0;
  const database = openDatabase({ url: target.ownerUrl, maxReaders: connections });
  const rounds: Radio[] = [];
  // One round more than counted: the first warms up.
  for (let round = 0; round <= plan.alternations; round += 1) {
    const cpu = [processCpu(server.pid), postgresCpu(postmaster)] as const;
    const sent = await throughput(plan.measureMs, () => {
      sentSoFar += 1;
      return send(server, messages, sentSoFar);
    });
    const used = [processCpu(server.pid) - cpu[0], postgresCpu(postmaster) - cpu[1]] as const;
    const raw = await rawRows(database, plan.measureMs);
    const figures = {
      product: sent.perSecond,
      raw,
      nodeUs: used[0] / sent.reads,
      postgresUs: used[1] / sent.reads,
    };
    if (round > 0) rounds.push(figures);
    say(`  round ${round}: ${sent.perSecond.toFixed(0)} reads/s, raw ${raw.toFixed(0)} rows/s`);
  }
  await database.close();
  return medians(rounds.map((one) => ({ ...one })));
}

async function arrange(server: Server): Promise<void> {
  await ask(server, 'PATCH', `/api/products/${skuOf(product)}`, { gtins: [gtin] });
  await ask(server, 'POST', '/api/rfid/readers', {
    ...{ code: reader, name: 'Bench', site: siteCode(100), purpose: 'shelf' },
  });
}

/**
 * What a reader with two antennas hears of twenty tags in a second (src/testing/rfid-reads.ts has the facts): 200 reads.
 * Made beforehand, so that the sender costs little.
 */
function messagesOf(tags: readonly string[]): readonly string[] {
  return Array.from({ length: tags.length / tagsAMessage }, (_, nth) => {
    const own = tags.slice(nth * tagsAMessage, (nth + 1) * tagsAMessage);
    const from = Date.now() - 60_000;
    return JSON.stringify(
      impinjEvents(readsOf({ tags: own, antennas: [1, 2], seconds: 1, from, seed: nth })),
    );
  });
}

/** One event says another host each time, so that none counts as delivered twice. */
async function send(server: Server, messages: readonly string[], nth: number): Promise<void> {
  const message = messages[nth % messages.length]!.replace('impinj-14-04-63', `reader-${nth}`);
  const told = await ask(server, 'POST', `/api/rfid/readers/${reader}/reads`, message);
  if (told.reads !== readsAMessage || told.unknown !== 0 || told.repeated)
    throw new Error(JSON.stringify(told));
}

async function throughput(forMs: number, once: () => Promise<void>) {
  const started = performance.now();
  let messages = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() - started < forMs) {
        messages += 1;
        await once();
      }
    }),
  );
  const reads = messages * readsAMessage;
  return { reads, perSecond: (reads * 1_000) / (performance.now() - started) };
}

const makeTable = `create table if not exists bench_read (unit_id bigint, at timestamptz, reader int, antenna smallint,
  cdbm smallint); truncate bench_read; grant insert on bench_read to ${appRole}`;

async function rawRows(database: Database, forMs: number): Promise<number> {
  await database.pool.query(makeTable);
  const numbers = Array.from({ length: readsAMessage }, (_, n) => n);
  const at = new Date().toISOString();
  const values = [numberColumn(numbers), timeColumn(numbers.map(() => at))];
  const insert = {
    name: 'bench_reads',
    text: `insert into bench_read select n, t, 1, 1, -5000 from unnest($1::bigint[], $2::timestamptz[]) as u(n, t)`,
  };
  const { perSecond } = await throughput(forMs, async () => {
    await database.query(insert, values);
  });
  return perSecond;
}

// biome-ignore lint/suspicious/noExplicitAny: a benchmark looks into answers of every shape
async function ask(server: Server, method: string, path: string, body: unknown): Promise<any> {
  const reply = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  if (!reply.ok && reply.status !== 409) throw new Error(`${reply.status}: ${await reply.text()}`);
  return reply.json();
}
