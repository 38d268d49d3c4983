import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Cluster, execute, startCluster, type Target } from './cluster.ts';
import { machineOf } from './machine.ts';
import { referenceSql, skuOf } from './world.ts';

// `node tools/run.mjs bench/overload.ts`: what becomes of accepted requests at ten times the load, with shedding and
// without, and of a quiet key beside a noisy one. Half a minute; docs/decisions keeps a result.

const admin = 'bench-key-of-the-overload-driver-0123456789';

interface Plan {
  readonly connections: number;
  readonly key: string;
  /** Milliseconds that a connection rests after each answer; a number of seconds that it was told goes before. */
  readonly restMs: number;
  readonly listens: boolean;
}

interface Figures {
  accepted: number[];
  turnedAway: number[];
  others: number;
}

/** Closed loops over plain sockets: one scan under way on each connection. */
async function load(port: number, plans: readonly Plan[], ms: number): Promise<Figures[]> {
  const ends = performance.now() + ms;
  const counts = performance.now() + ms / 4;
  return Promise.all(
    plans.map(async (plan) => {
      const figures: Figures = { accepted: [], turnedAway: [], others: 0 };
      await Promise.all(
        Array.from({ length: plan.connections }, () => oneLoop(port, plan, figures, counts, ends)),
      );
      return figures;
    }),
  );
}

async function oneLoop(
  port: number,
  plan: Plan,
  figures: Figures,
  counts: number,
  ends: number,
): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  while (performance.now() < ends) {
    const sent = performance.now();
    const reply = await ask(socket, plan.key);
    const status = Number(reply.slice(9, 12));
    const took = performance.now() - sent;
    if (sent >= counts) {
      if (status === 200 && reply.includes('"outcome":"recorded"')) figures.accepted.push(took);
      else if (status === 429 || status === 503) figures.turnedAway.push(took);
      else figures.others += 1;
    }
    const told = plan.listens ? Number(/retry-after: (\d+)/i.exec(reply)?.[1] ?? 0) * 1_000 : 0;
    const rest = told > 0 ? told * (0.5 + Math.random()) : plan.restMs;
    if (rest > 0) await sleep(rest);
  }
  socket.end();
}

let nth = 0;

function ask(socket: Socket, key: string): Promise<string> {
  nth += 1;
  const body = JSON.stringify({
    move: 'receive',
    site: 'DC',
    scans: [{ id: randomUUID(), codes: [skuOf(100), `OV-${nth}`], input: 'scanned' }],
  });
  socket.write(
    `POST /api/scans HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return new Promise((resolve, reject) => {
    let told = '';
    const hear = (chunk: Buffer) => {
      told += chunk.toString('latin1');
      const head = told.indexOf('\r\n\r\n');
      if (head < 0 || told.length < head + 4 + Number(/content-length: (\d+)/i.exec(told)?.[1])) return;
      socket.off('data', hear).off('error', reject);
      resolve(told);
    };
    socket.on('data', hear).once('error', reject);
  });
}

function row(what: string, { accepted, turnedAway, others }: Figures, ms: number): string {
  const at = (times: readonly number[], share: number) =>
    ([...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(0).padStart(5);
  const perSecond = (count: number) => ((count / (ms * 0.75)) * 1_000).toFixed(0).padStart(7);
  return (
    `${what.padEnd(44)} accepted ${perSecond(accepted.length)}/s  p50 ${at(accepted, 0.5)}  p99 ${at(accepted, 0.99)} ms` +
    `  turned away ${perSecond(turnedAway.length)}/s  p99 ${at(turnedAway, 0.99)} ms  others ${others}`
  );
}

async function startServer(variant: 'grouped' | 'shedding', { appUrl, ownerUrl }: Target) {
  const file = `./server${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`;
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [variant, appUrl, ownerUrl, admin]);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { port, close: () => child.kill() };
}

async function keyOf(port: number, name: string): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name, role: 'associate' }),
  });
  return ((await reply.json()) as { key: string }).key;
}

async function measure(cluster: Cluster, variant: 'grouped' | 'shedding'): Promise<void> {
  const target = await cluster.create(`overload_${variant}`);
  await execute(target.ownerUrl, referenceSql);
  const server = await startServer(variant, target);
  const [noisy, quiet] = [await keyOf(server.port, 'noisy'), await keyOf(server.port, 'quiet')];
  const rush = (connections: number, listens = false): Plan => ({
    connections,
    key: noisy,
    restMs: 0,
    listens,
  });
  const till: Plan = { connections: 4, key: quiet, restMs: 40, listens: false };
  const ms = 6_000;
  console.log(variant === 'grouped' ? 'without shedding' : 'with shedding');
  await load(server.port, [rush(64)], 3_000);
  const tell = async (what: string, plans: readonly Plan[], names: readonly string[]) => {
    const all = await load(server.port, plans, ms);
    for (const [index, figures] of all.entries())
      console.log(`  ${row(`${what}, ${names[index]}`, figures, ms)}`);
  };
  await tell('64 connections and a till', [rush(64), till], ['noisy', 'quiet']);
  await tell('640 connections and a till', [rush(640), till], ['noisy', 'quiet']);
  if (variant === 'shedding')
    await tell('640 that listen to Retry-After, and a till', [rush(640, true), till], ['noisy', 'quiet']);
  server.close();
}

const cluster = await startCluster((sentence) => console.error(sentence));
try {
  for (const variant of ['grouped', 'shedding'] as const) await measure(cluster, variant);
  console.log(JSON.stringify(await machineOf(cluster.postgres.ownerUrl)));
} finally {
  await cluster.stop();
}
process.exit();
