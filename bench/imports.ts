import { setTimeout as sleep } from 'node:timers/promises';
import { appRole } from '../src/platform/app-role.ts';
import { openDatabase } from '../src/platform/database.ts';
import { callOf } from './bulk-calls.ts';
import type { Target } from './cluster.ts';
import { postgresCpu, processCpu } from './cpu.ts';
import type { Server } from './processes.ts';
import { replay, writesOf } from './raw-writes.ts';
import { medians } from './statistics.ts';
import { skuOf, spotCode } from './world.ts';

export interface ImportsPlan {
  readonly importLines: number;
  readonly scans: number;
  readonly alternations: number;
}

/** Milliseconds for one file of so many lines, each a unit that nobody knew. */
export interface Imports {
  readonly product: number;
  /** The same rows by the same `unnest` statements with their parameters ready, 500 a transaction. */
  readonly raw500: number;
  readonly linesPerSecond: number;
  readonly nodeUs: number;
  readonly postgresUs: number;
}

/** (c) A file as opening stock, from the order to run it to its last line, against raw inserts of the same rows. */
export async function measureImports(
  plan: ImportsPlan,
  server: Server,
  target: Target,
  postmaster: number,
  say: (sentence: string) => void,
): Promise<Imports> {
  const database = openDatabase({ url: target.appUrl, role: appRole });
  const rounds: Imports[] = [];
  // The first file is read by code that has not run yet.
  await importFile(server, fileOf(serialsOf('IMW', plan.scans * 5)));
  for (let round = 0; round < plan.alternations; round += 1) {
    const cpu = [processCpu(server.pid), postgresCpu(postmaster)] as const;
    const product = await importFile(server, fileOf(serialsOf(`IM${round}P`, plan.importLines)));
    const used = [processCpu(server.pid) - cpu[0], postgresCpu(postmaster) - cpu[1]] as const;
    let raw500 = 0;
    const serials = serialsOf(`IM${round}R`, plan.importLines);
    for (let from = 0; from < serials.length; from += plan.scans) {
      const call = callOf('receive', serials.slice(from, from + plan.scans), { sku: skuOf(150) });
      raw500 += await replay(database, await writesOf(target, call));
    }
    rounds.push({
      product,
      raw500,
      linesPerSecond: (plan.importLines / product) * 1000,
      nodeUs: used[0] / plan.importLines,
      postgresUs: used[1] / plan.importLines,
    });
    say(`  round ${round + 1}: ${product.toFixed(0)} ms, raw ${raw500.toFixed(0)} ms`);
  }
  await database.close();
  return medians(rounds.map((one) => ({ ...one })));
}

function serialsOf(prefix: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_, nth) => `${prefix}${nth.toString(36).toUpperCase().padStart(5, '0')}X`,
  );
}

function fileOf(serials: readonly string[]): string {
  const lines = serials.map((serial) => `${skuOf(150)},${serial},DC,${spotCode(0)}`);
  return ['sku,serial,site,location', ...lines].join('\n');
}

/** Sends the file, orders its run, and answers the milliseconds until the last line is recorded; all of them must be. */
async function importFile({ port, key }: Server, text: string): Promise<number> {
  const url = `http://127.0.0.1:${port}/api/imports`;
  const authorization = `Bearer ${key}`;
  const ask = async (path: string, init: RequestInit = {}) => {
    const reply = await fetch(`${url}${path}`, {
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string>) },
    });
    if (!reply.ok) throw new Error(await reply.text());
    return (await reply.json()) as {
      id: number;
      state: string;
      progress: { recorded: number; lines: number };
    };
  };
  const headers = { 'content-type': 'text/csv' };
  const { id } = await ask('?kind=opening_stock', { method: 'POST', headers, body: text });
  const started = performance.now();
  const json = { 'content-type': 'application/json' };
  await ask(`/${id}/task`, { method: 'POST', headers: json, body: '{"do":"run"}' });
  for (;;) {
    await sleep(10);
    const { state, progress } = await ask(`/${id}`);
    if (state === 'working') continue;
    const took = performance.now() - started;
    if (state === 'done' && progress.recorded === progress.lines) return took;
    throw new Error(`The import is ${state}: ${progress.recorded} of ${progress.lines} lines recorded.`);
  }
}
