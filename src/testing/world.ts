import { randomUUID } from 'node:crypto';
import type { Actor } from '../ledger/acts.ts';
import { type Ledger, type LedgerOptions, openLedger } from '../ledger/ledger.ts';
import type { ScanInput, ScanRequest } from '../ledger/prepare.ts';
import { receiptDocument } from '../operations/receiving/document.ts';
import { transferDocument } from '../operations/transfers/document.ts';
import { vendorReturnDocument } from '../operations/vendor-returns/document.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { openAsApp, type TestDatabase, testDatabase } from './database.ts';
import { execute } from './global-postgres.ts';

/** A small retailer on a database of its own: two stores and a warehouse, a few products, a ledger. */
export interface World {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly ledger: Ledger;
  readonly lead: Actor;
  readonly associate: Actor;
  /** A second ledger on the same database, as a second server process would have. */
  anotherLedger(options?: Partial<LedgerOptions>): Ledger;
  /** Records one scan of one serial and gives its answer. */
  scan(move: string, codes: string | readonly string[], more?: Partial<OneScan>): Promise<AnswerOf>;
  /** SQL as the owner, for what a test must arrange or see. */
  asOwner(sql: string): Promise<void>;
  rows<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

type AnswerOf = Extract<Awaited<ReturnType<Ledger['record']>>, { answers: unknown }>['answers'][number];

export interface OneScan extends Omit<ScanInput, 'codes'> {
  readonly site: string;
  readonly location: string;
  readonly document: NonNullable<ScanRequest['document']>;
  readonly actor: Actor;
  readonly ledger: Ledger;
}

const arrange = `
  insert into site (code, name, kind, time_zone, owner_id) values
    ('DC', 'Distribution centre', 'warehouse', 'Europe/Berlin', 1),
    ('STORE-1', 'First store', 'store', 'Europe/Berlin', 1),
    ('STORE-2', 'Second store', 'store', 'America/New_York', 1);
  insert into location (site_id, code, name, kind) select s.id, l.code, l.code, l.kind from site s,
    (values (1, 'FLOOR', 'floor'), (2, 'DOCK', 'dock'), (3, 'A-01', 'bin'), (4, 'QUARANTINE', 'quarantine'),
      (5, 'CAGE', 'cage')) as l(nth, code, kind) where s.kind <> 'outside' order by s.id, l.nth;
  insert into product (sku, name, serialized, unknown_serials, wipe_required) values
    ('PHONE', 'A phone', true, 'arrivals', true), ('LAPTOP', 'A laptop', true, 'arrivals', false),
    ('EBIKE', 'An e-bike', true, 'refuse', false), ('TV', 'A television', true, 'anywhere', false),
    ('CABLE', 'A cable', false, 'arrivals', false);
  insert into product_gtin (gtin, product_id) select g.gtin, p.id from product p join (values
    ('PHONE', '04006381333931'), ('LAPTOP', '09501101530003'), ('CABLE', '00012345678905')) as g(sku, gtin)
    on g.sku = p.sku;
  insert into actor (code, name, kind) values ('lead', 'A lead', 'person'), ('ana', 'Ana', 'person');
  update ledger_state set freshness = freshness + 1;
`;

export async function openWorld(options: { clock?: Clock } & Partial<LedgerOptions> = {}): Promise<World> {
  const test = await testDatabase();
  await execute(test.ownerUrl, arrange);
  const database = openAsApp(test);
  const opened: Ledger[] = [];
  const anotherLedger = (more: Partial<LedgerOptions> = {}) => {
    const ledger = openLedger({
      database,
      clock: options.clock ?? systemClock,
      rules: [receiptDocument as never, transferDocument as never, vendorReturnDocument as never],
      plainKinds: ['order', 'sale', 'shipment', 'return', 'claim', 'repair', 'recall', 'count'],
      ...options,
      ...more,
    });
    opened.push(ledger);
    return ledger;
  };
  const ledger = anotherLedger();
  const { actors } = await ledger.reference();
  const idOf = (code: string) => [...actors].find(([, name]) => name === code)![0];
  const lead = { id: idOf('lead'), code: 'lead', isLead: true };
  const associate = { id: idOf('ana'), code: 'ana', isLead: false };
  return {
    test,
    database,
    ledger,
    lead,
    associate,
    anotherLedger,
    scan: (move, codes, more = {}) =>
      oneScan(more.ledger ?? ledger, more.actor ?? associate, move, codes, more),
    asOwner: (sql) => execute(test.ownerUrl, sql),
    async rows<R>(text: string, values: readonly unknown[] = []) {
      const { rows } = await database.pool.query(text, values as unknown[]);
      return rows as R[];
    },
    async close() {
      await Promise.all(opened.map((one) => one.close()));
      await database.close();
      await test.drop();
    },
  };
}

async function oneScan(
  ledger: Ledger,
  actor: Actor,
  move: string,
  codes: string | readonly string[],
  more: Partial<OneScan>,
): Promise<AnswerOf> {
  const { site = 'DC', location, document, actor: _actor, ledger: _ledger, ...rest } = more;
  const result = await ledger.record(
    {
      move,
      site,
      ...(location === undefined ? {} : { location }),
      ...(document === undefined ? {} : { document }),
      scans: [{ id: randomUUID(), input: 'scanned', ...rest, codes: [codes].flat() }],
    },
    actor,
    null,
  );
  if ('problem' in result) throw new Error(`${result.problem.code}: ${result.problem.sentence}`);
  return result.answers[0]!;
}
