import { setTimeout as sleep } from 'node:timers/promises';
import { resetSearchIndex } from '../src/operations/search/begin-anew.ts';
import { execute, type Target } from './cluster.ts';
import { postgresCpu, processCpu } from './cpu.ts';
import type { Question } from './driver.ts';
import type { Driver, Server } from './processes.ts';
import type { ReadFigures } from './reads.ts';
import { median, medians } from './statistics.ts';
import { spotCode } from './world.ts';

export interface SearchesPlan {
  readonly searchRounds: number;
  readonly units: number;
  readonly searchSamples: number;
}

export interface Searches {
  /** Seconds for the first filling, and bytes for each unit, with the index. */
  readonly fillSeconds: number;
  readonly bytesPerUnit: number;
  /** By the number of connections, by the question. */
  readonly asked: Readonly<Record<number, Readonly<Record<Question, ReadFigures>>>>;
  /** Milliseconds from the answer to a receive until its serial is found by a fragment. */
  readonly foundAfterMs: { readonly median: number; readonly most: number };
}

export const questions: Readonly<Record<Question, string>> = {
  last4: 'last 4 characters',
  last6: 'last 6',
  middle3: '3 from the middle',
  first5: 'first 5',
  common: '`SN00`, which all begin with',
  whole: 'the whole serial',
  misread: 'a serial with one character wrong',
  explain: 'explanations of such a one',
  last4AtOneSite: 'last 4, by who sees one site of 21',
  commonAtOneSite: '`SN00`, by the same',
};

const connectionCounts = [1, 4];

/** (f) Any fragment, and explanations: closed loop, units drawn from all; the index is filled for it. */
export async function measureSearches(
  plan: SearchesPlan,
  target: Target,
  server: Server,
  driver: Driver,
  postmaster: number,
  say: (sentence: string) => void,
): Promise<Searches> {
  const fillSeconds = await filling(target);
  say(`The search index is filled after ${fillSeconds.toFixed(0)} s.`);
  const [size] = await execute<{ bytes: number }>(
    target.ownerUrl,
    `select pg_total_relation_size('search_unit')::float8 as bytes`,
  );
  await execute(target.ownerUrl, 'vacuum (analyze) search_unit');
  const asked: { [connections: number]: Record<Question, ReadFigures> } = {};
  const key = await keyOfOneSite(server);
  for (const connections of connectionCounts)
    asked[connections] = await askAll(plan, connections, { server, driver, postmaster, key });
  const found = await foundAfter(server);
  return {
    fillSeconds,
    bytesPerUnit: Math.round(size!.bytes / plan.units),
    asked,
    foundAfterMs: { median: median(found), most: Math.max(...found) },
  };
}

/** Empties the index and waits until the server has filled it again. */
async function filling({ ownerUrl }: Target): Promise<number> {
  await resetSearchIndex(ownerUrl);
  const started = performance.now();
  for (;;) {
    const [state] = await execute<{ done: boolean }>(
      ownerUrl,
      'select feed is not null and walked is null as done from search_state',
    );
    if (state!.done) return (performance.now() - started) / 1000;
    await sleep(200);
  }
}

interface Parties {
  readonly server: Server;
  readonly driver: Driver;
  readonly postmaster: number;
  /** Of somebody who sees one site of 21. */
  readonly key: string;
}

async function keyOfOneSite(server: Server): Promise<string> {
  const wishes = { name: 'One site', role: 'associate', sites: ['STORE-1'] };
  return JSON.parse(await ask(server, '/api/keys', wishes)).key;
}

async function ask({ port, key }: Server, path: string, body?: object): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return reply.text();
}

async function askAll(
  plan: SearchesPlan,
  connections: number,
  parties: Parties,
): Promise<Record<Question, ReadFigures>> {
  const figures: { [question: string]: ReadFigures[] } = {};
  const kinds = Object.keys(questions) as Question[];
  for (let round = 0; round < plan.searchRounds; round += 1)
    for (const question of kinds) {
      const measured = await askOnce(question, connections, plan, parties);
      figures[question] = [...(figures[question] ?? []), measured];
    }
  return Object.fromEntries(
    kinds.map((question) => [question, medians(figures[question]!.map((one) => ({ ...one })))]),
  ) as Record<Question, ReadFigures>;
}

async function askOnce(
  question: Question,
  connections: number,
  { searchSamples, units }: SearchesPlan,
  { server, driver, postmaster, key }: Parties,
): Promise<ReadFigures> {
  const cpu = [processCpu(server.pid), postgresCpu(postmaster)] as const;
  const report = await driver.load({
    port: server.port,
    key: question.endsWith('AtOneSite') ? key : server.key,
    kind: question,
    connections,
    units: [1, units],
    warmMs: 200,
    measureMs: 400,
    atLeast: searchSamples,
    pauseMs: 0,
    memory: 'none',
  });
  if (report.wrong > 0)
    throw new Error(`${question}: ${report.wrong} wrong answers, as ${report.firstWrong}`);
  return {
    perSecond: report.requests / report.seconds,
    p50: report.p50,
    p99: report.p99,
    nodeUs: (processCpu(server.pid) - cpu[0]) / report.total,
    postgresUs: (postgresCpu(postmaster) - cpu[1]) / report.total,
  };
}

/** Receives new units one by one and asks for each by its last characters until it is found. */
async function foundAfter(server: Server): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < 10; i += 1) {
    const serial = `NEWCOMER-${i}-${crypto.randomUUID()}`.slice(0, 30);
    const scan = { id: crypto.randomUUID(), codes: [serial], input: 'scanned', details: { sku: 'SKU-100' } };
    const answer = await ask(server, '/api/scans', {
      move: 'receive',
      site: 'DC',
      location: spotCode(0),
      scans: [scan],
    });
    if (!answer.includes('"recorded"')) throw new Error(answer);
    const started = performance.now();
    while (!(await ask(server, `/api/search?q=${serial.slice(-8)}`)).includes(serial)) await sleep(10);
    waits.push(performance.now() - started);
  }
  return waits;
}
