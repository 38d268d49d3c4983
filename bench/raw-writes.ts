import { openLedger } from '../src/ledger/ledger.ts';
import type { ScanRequest } from '../src/ledger/prepare.ts';
import { systemActor } from '../src/ledger/reference.ts';
import { receiptDocument } from '../src/operations/receiving/document.ts';
import { appRole } from '../src/platform/app-role.ts';
import { systemClock } from '../src/platform/clock.ts';
import { type Connection, type Database, openDatabase, type Statement } from '../src/platform/database.ts';
import type { BulkCall } from './bulk-calls.ts';
import type { Target } from './cluster.ts';

/** The writing statements of one transaction, with their parameters ready to be sent. */
export type Writes = readonly (readonly [Statement, readonly unknown[]])[];

/** What the ledger writes for a call, transaction by transaction: recorded while it runs, and rolled back. */
export async function writesOf(target: Target, call: BulkCall): Promise<Writes[]> {
  const database = openDatabase({ url: target.appUrl, role: appRole });
  const transactions: Writes[] = [];
  const ledger = openLedger({
    database: {
      ...database,
      connect: async () => listening(await database.connect(), transactions),
    } as Database,
    clock: systemClock,
    rules: [receiptDocument as never],
    plainKinds: [],
  });
  await ledger.reference();
  const answered = await ledger.record(call as ScanRequest, systemActor, null);
  if ('problem' in answered || answered.answers.some(({ outcome }) => outcome !== 'recorded'))
    throw new Error(`not all recorded: ${JSON.stringify(answered).slice(0, 600)}`);
  await ledger.close();
  await database.close();
  return transactions;
}

/** Keeps what is written and rolls back where the ledger commits. */
function listening(connection: Connection, transactions: Writes[]): Connection {
  let writes: (readonly [Statement, readonly unknown[]])[] = [];
  return {
    release: (error) => connection.release(error),
    async query<Row>(statement: Statement, values: readonly unknown[] = []) {
      if (statement.text === 'commit') {
        transactions.push(writes);
        writes = [];
        const result = await connection.query<Row>({ name: 'bench_rollback', text: 'rollback' });
        return { ...result, command: 'COMMIT' };
      }
      if (/^\s*(insert|update|delete|with)\b/i.test(statement.text)) writes.push([statement, values]);
      return connection.query<Row>(statement, values);
    },
  };
}

/** Sends nothing but those statements, each transaction in one go; milliseconds. */
export async function replay(database: Database, transactions: readonly Writes[]): Promise<number> {
  const connection = await database.connect();
  const started = performance.now();
  for (const writes of transactions) {
    const answers = [
      connection.query({ name: 'bench_begin', text: 'begin' }),
      ...writes.map(([statement, values]) => connection.query(statement, values)),
      connection.query({ name: 'bench_commit', text: 'commit' }),
    ];
    const results = await Promise.all(answers);
    if (results.at(-1)!.command !== 'COMMIT') throw new Error('the raw statements were not committed');
  }
  const took = performance.now() - started;
  connection.release();
  return took;
}
