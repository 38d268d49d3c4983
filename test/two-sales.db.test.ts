import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../src/ledger/verify.ts';
import type { ScanAnswer, ScanRequestBody } from '../src/operations/scanning/contract.ts';
import { openAsApp, type TestDatabase, testDatabase } from '../src/testing/database.ts';
import { launchServer, type ServerProcess } from '../src/testing/server-process.ts';
import { type Door, openShop, postScans } from './scan-client.ts';

// Two tills, each at a server process of its own, sell the same unit at the same instant, thousands of times over.

/** Units that are being sold at once; each of them is asked for by both tills. */
const unitsAtOnce = 64;
const sku = 'CONSOLE';
const tills = ['STORE-1', 'STORE-2'] as const;

let database: TestDatabase;
let servers: readonly ServerProcess[] = [];
let doors: readonly Door[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const key = `two-tills-${randomUUID()}`;
  const env = {
    DATABASE_URL: database.appUrl,
    UNITRAIL_OWNER_URL: database.ownerUrl,
    UNITRAIL_ADMIN_KEY: key,
  };
  servers = tills.map(() => launchServer({ env }));
  doors = await Promise.all(servers.map(async ({ ready }) => ({ url: await ready, key })));
  await openShop(doors[0]!, sku);
});

afterAll(async () => {
  for (const { child } of servers) child.kill('SIGKILL');
  await Promise.all(servers.map(({ ended }) => ended));
  await database?.drop();
});

/** What the two tills were told of one unit, in the order of the tills. */
interface Pair {
  readonly serial: string;
  readonly answers: readonly [ScanAnswer, ScanAnswer];
}

/** Both tills ask for each serial at once, now one of them first, now the other. */
async function sellTwice(move: 'record_sale' | 'sell', serials: readonly string[]): Promise<Pair[]> {
  await receive(serials);
  const waiting = serials.entries();
  const pairs: Pair[] = [];
  const seller = async () => {
    for (const [index, serial] of waiting) {
      const ask = (till: number) => postScans(doors[till]!, saleOf(move, serial, till));
      const asked = index % 2 === 0 ? [ask(0), ask(1)] : [ask(1), ask(0)].reverse();
      const [[first], [second]] = (await Promise.all(asked)) as [ScanAnswer[], ScanAnswer[]];
      pairs.push({ serial, answers: [first!, second!] });
    }
  };
  await Promise.all(Array.from({ length: unitsAtOnce }, seller));
  return pairs;
}

async function receive(serials: readonly string[]): Promise<void> {
  const scans = serials.map((serial) => ({
    id: randomUUID(),
    codes: [sku, serial],
    input: 'scanned' as const,
  }));
  const answers = await postScans(doors[0]!, { move: 'receive', site: 'DC', scans });
  expect(answers.filter(({ outcome }) => outcome !== 'recorded')).toEqual([]);
}

function saleOf(move: 'record_sale' | 'sell', serial: string, till: number): ScanRequestBody {
  return {
    move,
    site: tills[till]!,
    document: { kind: 'sale', number: saleNumber(serial, till) },
    scans: [{ id: randomUUID(), codes: [serial], input: 'scanned' }],
  };
}

const saleNumber = (serial: string, till: number) => `${tills[till]}/${serial}`;
const placeOf = (till: number) => `${tills[till]}/FLOOR`;
const serialsOf = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}-${i + 1}`);

interface Sale {
  readonly serial: string;
  readonly number: string;
  readonly bound: boolean;
  /** When it was recorded, as the ledger wrote it. */
  readonly at: string;
}

interface Question {
  readonly serial: string;
  readonly kind: string;
  readonly recorded: string;
  readonly observed: string;
}

/** What the ledger keeps of units with such serials: their sales, and the questions that speak of a sale. */
async function keptOf(prefix: string) {
  const opened = openAsApp(database);
  try {
    const sales = await opened.pool.query<Sale>(
      `select u.serial, d.number, s.bound,
         to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
       from sale s join document d on d.id = s.document_id join unit u on u.id = s.unit_id
       join event e on e.bucket = u.bucket and e.unit_id = u.id and e.seq = s.opened_seq
       where u.serial like $1`,
      [`${prefix}-%`],
    );
    const questions = await opened.pool.query<Question>(
      `select u.serial, e.kind, e.recorded, e.observed from exception e join unit u on u.id = e.unit_id
       where u.serial like $1 and e.kind like 'sold%'`,
      [`${prefix}-%`],
    );
    return { sales: bySerial(sales.rows), questions: bySerial(questions.rows) };
  } finally {
    await opened.close();
  }
}

function bySerial<Row extends { readonly serial: string }>(rows: readonly Row[]): (serial: string) => Row[] {
  const all = new Map<string, Row[]>();
  for (const row of rows) all.set(row.serial, [...(all.get(row.serial) ?? []), row]);
  return (serial) => all.get(serial) ?? [];
}

/** Neither till may be the only one that ever wins: then they would not have met. */
function expectBothWin(winners: readonly number[]): void {
  expect(new Set(winners)).toEqual(new Set([0, 1]));
}

describe('two server processes', () => {
  test('two finished sales of one unit: one binding wins, the other is kept as an exception', async () => {
    const pairs = await sellTwice('record_sale', serialsOf('DONE', 2_000));
    const { sales, questions } = await keptOf('DONE');
    const winners = pairs.map(({ answers: [first, second] }) => (first.seq! < second.seq! ? 0 : 1));
    const found = pairs.map(({ serial, answers }) => ({
      serial,
      told: answers.map(({ outcome, status, unit }) => [outcome, status, unit?.serial]),
      sales: sales(serial)
        .map(({ number, bound }) => `${number} ${bound ? 'bound' : 'unbound'}`)
        .sort(),
      questions: questions(serial).map(({ kind, recorded, observed }) => [
        kind,
        tills.findIndex((_, till) => recorded.includes(placeOf(till))),
        tills.findIndex((_, till) => observed.includes(saleNumber(serial, till))),
      ]),
      asked: answers.map(({ exceptions }) => exceptions.some(({ kind }) => kind === 'sold_twice')),
    }));
    const right = pairs.map(({ serial }, index) => {
      const winner = winners[index]!;
      const word = (till: number) => (till === winner ? 'bound' : 'unbound');
      return {
        serial,
        told: tills.map(() => ['recorded', 'sold', serial]),
        sales: tills.map((_, till) => `${saleNumber(serial, till)} ${word(till)}`),
        questions: [['sold_twice', winner, 1 - winner]],
        asked: tills.map((_, till) => till !== winner),
      };
    });
    expect(found).toEqual(right);
    expectBothWin(winners);
  });

  test('asked before the money is taken, one till may sell and the other is told who was first', async () => {
    const pairs = await sellTwice('sell', serialsOf('ASKED', 1_000));
    const { sales, questions } = await keptOf('ASKED');
    const winners = pairs.map(({ answers: [first] }) => (first.outcome === 'recorded' ? 0 : 1));
    const found = pairs.map(({ serial, answers }, index) => ({
      serial,
      winner: answers[winners[index]!]!.outcome,
      loser: [answers[1 - winners[index]!]!.outcome, answers[1 - winners[index]!]!.code],
      last: answers[1 - winners[index]!]!.facts.find(({ name }) => name === 'last')?.value,
      sales: sales(serial).map(({ number, bound }) => [number, bound]),
      questions: questions(serial),
    }));
    const right = pairs.map(({ serial }, index) => ({
      serial,
      winner: 'recorded',
      loser: ['refused', 'already_sold'],
      last: `sold at ${placeOf(winners[index]!)} on ${sales(serial)[0]?.at}`,
      sales: [[saleNumber(serial, winners[index]!), true]],
      questions: [],
    }));
    expect(found).toEqual(right);
    expectBothWin(winners);
  });

  test('and nothing in the ledger contradicts itself', async () => {
    const { totals, units } = await verify({ url: database.ownerUrl });
    expect([totals, units]).toEqual([{}, 3_000]);
  });
});
