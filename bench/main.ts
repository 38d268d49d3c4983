import { type Bulk, measureBulk } from './bulk.ts';
import { type BulkMoves, measureBulkMoves } from './bulk-moves.ts';
import { checkLedger } from './check-ledger.ts';
import { type Cluster, startCluster, type Target } from './cluster.ts';
import { postmasterOf } from './cpu.ts';
import { fill } from './fill.ts';
import { bytesPerEvent, type Growth, measureGrowth } from './growth.ts';
import { type Imports, measureImports } from './imports.ts';
import { type Labels, measureLabels } from './labels.ts';
import { machineOf } from './machine.ts';
import { measureNumbers, type Numbers } from './numbers.ts';
import { type Driver, type Server, startDriver, startServer, variants } from './processes.ts';
import { measureRadio, type Radio } from './radio.ts';
import { measureReads, type Reads } from './reads.ts';
import { keepResults } from './results.ts';
import { measureSearches, type Searches } from './searches.ts';
import { bareBorder, measureSingles, type Singles, warmUp } from './singles.ts';

const usage = `npm run bench [-- --json] [--only a,b,c,d,e,f,g,h,i,j] [--quick]

  --json    prints one JSON object last, on standard output
  --only    a: one scan a request · b: one call of 10,000 · c: a file · d: reads · e: growth · f: search · g: labels · h: numbers
            i: RFID · j: bulk moves
  --quick   small and short, to see that everything runs; its figures mean nothing and are not kept`;

const say = (sentence: string) => console.error(sentence);
const key = 'bench-key-of-the-load-driver-0123456789';

/** What a run measures and for how long. */
const long = {
  units: 1_000_000,
  events: 10,
  alternations: 5,
  connections: [16, 64, 256],
  warmUpMs: 20_000,
  warmMs: 500,
  measureMs: 3_000,
  scans: 10_000,
  tillMs: 4_000,
  samples: 10_000,
  searchRounds: 3,
  searchSamples: 300,
  importLines: 100_000,
  bulkMoves: 100_000,
  numbers: 1_000_000,
};
const short = {
  ...long,
  units: 40_000,
  events: 4,
  alternations: 2,
  connections: [16, 64],
  warmUpMs: 1_000,
  measureMs: 700,
  scans: 1_000,
  tillMs: 700,
  samples: 500,
  searchRounds: 1,
  searchSamples: 100,
  importLines: 10_000,
  bulkMoves: 10_000,
  numbers: 50_000,
};

const parts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

export interface Results {
  readonly machine: Awaited<ReturnType<typeof machineOf>>;
  readonly plan: typeof long;
  readonly minutes: number;
  readonly a?: Singles;
  readonly b?: Bulk;
  readonly c?: Imports;
  readonly d?: Reads;
  readonly f?: Searches;
  readonly g?: Labels;
  readonly h?: Numbers;
  readonly i?: Radio;
  readonly j?: BulkMoves;
  readonly e?: Growth & { readonly bytesPerEvent: Record<string, number> };
}

if (process.argv.includes('--help')) console.log(usage);
else await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<void> {
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1]!.split(',') : parts;
  const isQuick = args.includes('--quick');
  const started = performance.now();
  const cluster = await startCluster(say);
  try {
    const measured = await measure(cluster, isQuick ? short : long, new Set(only));
    const machine = await machineOf(cluster.postgres.ownerUrl);
    const minutes = Math.round((performance.now() - started) / 6_000) / 10;
    const results: Results = { machine, plan: isQuick ? short : long, minutes, ...measured };
    if (!isQuick) keepResults(results);
    if (args.includes('--json')) console.log(JSON.stringify(results));
  } finally {
    await cluster.stop();
  }
}

async function measure(cluster: Cluster, plan: typeof long, only: ReadonlySet<string>) {
  const measured: { -readonly [Key in keyof Results]?: Results[Key] } = {};
  if (only.has('g')) {
    say('(g) Labels …');
    measured.g = measureLabels(plan);
    // They need neither server nor database.
    if (only.size === 1) return measured;
  }
  if (only.has('h')) {
    say('(h) Numbers …');
    measured.h = await measureNumbers(plan, await cluster.create('numbers'), say);
    if (only.size === 1) return measured;
  }
  const postmaster = postmasterOf(cluster.postgres.ownerUrl);
  const driver = startDriver();
  const few = await filled(cluster, 'few', plan.units, 1);
  const grouped = await startServer('grouped', few, key);
  if (only.has('a')) measured.a = await singles(plan, few, grouped, driver, postmaster);
  if (only.has('f')) {
    say('(f) Search …');
    measured.f = await measureSearches(plan, few, grouped, driver, postmaster, say);
  }
  if (only.has('a') || only.has('b') || only.has('c') || only.has('e') || only.has('j'))
    await warmUp([grouped], driver, plan);
  if (only.has('b')) {
    say('(b) One call of many scans …');
    measured.b = await measureBulk(plan, grouped, few, driver, postmaster, say);
  }
  if (only.has('c')) {
    say('(c) A file …');
    measured.c = await measureImports(plan, grouped, few, postmaster, say);
  }
  if (only.has('i')) {
    say('(i) RFID …');
    measured.i = await measureRadio(plan, grouped, few, postmaster, say);
  }
  if (only.has('j')) {
    say('(j) Bulk moves …');
    measured.j = await measureBulkMoves(plan, grouped, say);
  }
  if (['a', 'b', 'c', 'j'].some((part) => only.has(part)))
    await checkLedger(few, bareBorder(plan.units), say);
  if (only.has('d') || only.has('e'))
    Object.assign(measured, await large(cluster, plan, only, grouped, driver, postmaster));
  grouped.close();
  driver.close();
  return measured;
}

async function singles(
  plan: typeof long,
  target: Target,
  grouped: Server,
  driver: Driver,
  postmaster: number,
): Promise<Singles> {
  say('(a) One scan a request …');
  const servers = [grouped];
  for (const variant of variants.slice(1)) servers.push(await startServer(variant, target, key));
  await warmUp(servers, driver, plan);
  const measured = await measureSingles(plan, servers, driver, postmaster, say);
  for (const server of servers.slice(1)) server.close();
  return measured;
}

async function large(
  cluster: Cluster,
  plan: typeof long,
  only: ReadonlySet<string>,
  few: Server,
  driver: Driver,
  postmaster: number,
) {
  const target = await filled(cluster, 'many', plan.units, plan.events);
  const bytes = await bytesPerEvent(target);
  const many = await startServer('grouped', target, key);
  await warmUp([few, many], driver, plan);
  const measured: { -readonly [Key in keyof Results]?: Results[Key] } = {};
  if (only.has('d')) {
    say('(d) Reads …');
    measured.d = await measureReads(plan, many, driver, postmaster);
  }
  if (only.has('e')) {
    say('(e) Growth …');
    measured.e = { ...(await measureGrowth(plan, few, many, driver, postmaster)), bytesPerEvent: bytes };
  }
  many.close();
  return measured;
}

async function filled(cluster: Cluster, name: string, units: number, events: number): Promise<Target> {
  const started = performance.now();
  const target = await cluster.create(name);
  await fill(target, { units, events });
  say(
    `${units} units with ${events} events each are there after ${((performance.now() - started) / 1000).toFixed(0)} s.`,
  );
  return target;
}
