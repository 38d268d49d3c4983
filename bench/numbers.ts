import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { workOnBlock } from '../src/operations/numbering/block-work.ts';
import type { NewNumbering } from '../src/operations/numbering/contract.ts';
import { defineNumbers, type NumberingParts } from '../src/operations/numbering/define-numbers.ts';
import { importPool } from '../src/operations/numbering/import-pool.ts';
import { blockNumbers, takeNumbers } from '../src/operations/numbering/take-numbers.ts';
import { appRole } from '../src/platform/app-role.ts';
import { systemClock } from '../src/platform/clock.ts';
import { openDatabase } from '../src/platform/database.ts';
import { execute, type Target } from './cluster.ts';
import { rounded } from './statistics.ts';

export interface NumbersPlan {
  readonly numbers: number;
}

/** Milliseconds for a block of so many numbers. */
export interface NumbersOfKind {
  /** The job, from its first statement to the block that is ready. */
  readonly product: number;
  /** The same numbers, made before, copied into a table without an index. */
  readonly copy: number;
  /** Of `product` what this process computed; the rest is PostgreSQL and waiting. */
  readonly nodeCpu: number;
}

export type Numbers = Readonly<Record<Kind, NumbersOfKind>>;

export const numberKinds = ['sequence', 'pattern', 'random', 'pool'] as const;
type Kind = (typeof numberKinds)[number];

const settings: Readonly<Record<Exclude<Kind, 'pool'>, Omit<NewNumbering, 'sku'>>> = {
  sequence: { kind: 'sequence', prefix: 'AC', width: 9 },
  pattern: { kind: 'pattern', pattern: 'AC-{number:8}-{check}' },
  random: { kind: 'random', prefix: 'R', length: 12 },
};

/** (h) A block of a million numbers of each kind, taken by the job, against a raw COPY of the same numbers. */
export async function measureNumbers(
  plan: NumbersPlan,
  target: Target,
  say: (sentence: string) => void,
): Promise<Numbers> {
  const database = openDatabase({ url: target.appUrl, role: appRole });
  await execute(target.ownerUrl, 'create unlogged table bench_number (value text)');
  await execute(target.ownerUrl, `grant insert, truncate on bench_number to ${appRole}`);
  const parts: NumberingParts = { database, clock: systemClock, jobs: () => noJobs };
  const measured = {} as Record<Kind, NumbersOfKind>;
  for (const kind of numberKinds) {
    const sku = `NUMBERS-${kind}`;
    await execute(target.ownerUrl, 'insert into product (sku, name) values ($1, $1)', [sku]);
    await setUp(parts, kind, sku, plan.numbers);
    // A small one first: the code of this kind has not run yet.
    await measureBlock(parts, sku, 20_000);
    measured[kind] = await measureBlock(parts, sku, plan.numbers);
    const { product, copy } = measured[kind];
    say(`  ${kind}: ${product.toFixed(0)} ms, copy ${copy.toFixed(0)} ms`);
  }
  await database.close();
  return measured;
}

async function setUp(parts: NumberingParts, kind: Kind, sku: string, count: number): Promise<void> {
  const made =
    kind === 'pool'
      ? await importPool(
          parts,
          { sku, numbers: `MK${'0'.repeat(9)}-MK${String(count * 2).padStart(9, '0')}` },
          1,
        )
      : await defineNumbers(parts, { sku, ...settings[kind] }, 1);
  if ('problem' in made) throw new Error(made.problem.sentence);
}

async function measureBlock(parts: NumberingParts, sku: string, count: number): Promise<NumbersOfKind> {
  const wish = { id: crypto.randomUUID(), sku, count: Math.max(count, 1_001) };
  const taken = await takeNumbers(parts, wish, 1);
  if ('problem' in taken) throw new Error(taken.problem.sentence);
  const cpu = process.cpuUsage();
  const started = performance.now();
  await workOnBlock(parts, taken.block.id);
  const product = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const lines: string[] = [];
  for await (const numbers of blockNumbers(parts.database, taken.block))
    lines.push(`${numbers.map(({ number }) => number).join('\n')}\n`);
  const copy = await copied(parts, lines);
  return { product: rounded(product), copy: rounded(copy), nodeCpu: rounded((user + system) / 1_000) };
}

async function copied({ database }: NumberingParts, lines: readonly string[]): Promise<number> {
  const client = await database.pool.connect();
  try {
    const started = performance.now();
    await pipeline(Readable.from(lines), client.query(copyFrom('copy bench_number from stdin')));
    const took = performance.now() - started;
    await client.query('truncate bench_number');
    return took;
  } finally {
    client.release();
  }
}

/** The block is worked on here, and by nobody else. */
const noJobs = { add: async () => {} } as unknown as ReturnType<NumberingParts['jobs']>;
