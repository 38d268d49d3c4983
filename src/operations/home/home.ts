import type { Caller } from '../../access/caller.ts';
import { exceptionSentence } from '../../domain/exceptions.ts';
import { limits } from '../../domain/limits.ts';
import { evidenceCodes, outcomeCodes } from '../../ledger/codes.ts';
import { wordsWithin } from '../../ledger/elsewhere.ts';
import type { Reference, Site } from '../../ledger/reference.ts';
import { type Clock, dayIn, daysBefore, instantAt } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { HomeOnWire } from './contract.ts';
import * as sql from './queries.ts';
import { questionFigures, setUpOf } from './rules.ts';

export interface HomeParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** What waits for somebody, and how the day goes at a site; without a site only what needs none. */
export async function homeOf(
  { database, clock }: HomeParts,
  names: Reference,
  caller: Caller,
  site: Site | null,
): Promise<HomeOnWire> {
  const [imports, setUp] = await Promise.all([importsAt(database, caller), setUpFor(database, caller)]);
  if (site === null)
    return {
      site: null,
      day: null,
      since: null,
      exceptions: null,
      scans: null,
      receipts: null,
      imports,
      setUp,
    };
  const today = dayAt(clock, site);
  const [exceptions, scans, receipts] = await Promise.all([
    questions(database, names, caller, site, today),
    scansSince(database, spotsOf(names, site), today.since),
    receiptsAt(database, site),
  ]);
  return { site: site.code, day: today.day, since: today.since, exceptions, scans, receipts, imports, setUp };
}

/** Today in the site's calendar, and the instant at which it began. */
export function dayAt(clock: Clock, { timeZone }: Site): Day {
  const day = dayIn(timeZone, clock.now().toISOString());
  return { day, since: instantAt(`${day}T00:00:00`, timeZone), now: clock.now() };
}

interface Day {
  readonly day: string;
  readonly since: string;
  readonly now: Date;
}

/** The numbers of a site's spots. */
export function spotsOf({ locations }: Reference, { id }: Site): string {
  return numberColumn([...locations.values()].filter(({ site }) => site.id === id).map((one) => one.id));
}

async function questions(
  database: Database,
  names: Reference,
  caller: Caller,
  site: Site,
  { day, since, now }: Day,
): Promise<NonNullable<HomeOnWire['exceptions']>> {
  const most = limits.homeCountMax;
  const week = daysBefore(now, 7).toISOString();
  const [counted, own] = await Promise.all([
    database.query<sql.QuestionRow>(sql.selectQuestions, [site.id, most + 1, since, week, day]),
    database.query<sql.OwnQuestionRow>(sql.selectOwnQuestions, [
      site.id,
      most,
      caller.actor.id,
      limits.homeItemsMax,
    ]),
  ]);
  const { open, byAge, byKind, atRisk } = questionFigures(
    counted.rows.map(({ has_product, ...row }) => ({ ...row, hasProduct: has_product })),
  );
  const oldest = counted.rows.map(({ oldest_at }) => oldest_at.toISOString()).sort()[0];
  return {
    open: Math.min(open, most),
    isMore: open > most,
    oldestAt: oldest ?? null,
    byAge,
    byKind,
    // What things cost is for those who decide by it.
    atRisk: decidesAt(caller, site) ? atRisk : null,
    own: own.rows.map((row) => ownOnWire(row, names, caller)),
  };
}

function decidesAt({ rights }: Caller, { id }: Site): boolean {
  const sites = rights.get('settle');
  return sites === null || (sites?.has(id) ?? false);
}

function ownOnWire(row: sql.OwnQuestionRow, names: Reference, { sites }: Caller) {
  const { id, kind, observed, opened_at, unit_id, serial, sku } = row;
  const recorded = wordsWithin(row.recorded, names, sites);
  const unit = unit_id === null || serial === null ? null : { id: unit_id, sku: sku ?? '', serial };
  const sentence = exceptionSentence({ kind, recorded, observed });
  return { id, sentence, openedAt: opened_at.toISOString(), unit };
}

async function scansSince(
  database: Database,
  spots: string,
  since: string,
): Promise<NonNullable<HomeOnWire['scans']>> {
  const most = limits.homeScansMax;
  const [events, outcomes] = await Promise.all([
    database.query<{ count: number }>(sql.countEvents, [since, spots, byPeople, most + 1]),
    database.query<sql.OutcomeRow>(sql.countOutcomes, [since, spots, limits.refusalsLookedMax]),
  ]);
  const of = (outcome: 'refused' | 'withheld' | 'ambiguous') =>
    outcomes.rows.find((row) => row.outcome === outcomeCodes.toCode(outcome))?.count ?? 0;
  const recorded = events.rows[0]!.count;
  return {
    recorded: Math.min(recorded, most),
    refused: of('refused'),
    withheld: of('withheld'),
    ambiguous: of('ambiguous'),
    isMore: recorded > most,
  };
}

const byPeople = numberColumn(
  (['scanned', 'camera', 'rfid', 'keyed', 'pasted'] as const).map(evidenceCodes.toCode),
);

async function receiptsAt(database: Database, { id }: Site): Promise<NonNullable<HomeOnWire['receipts']>> {
  const { rows } = await database.query<sql.ReceiptRow>(sql.selectReceipts, [id, limits.homeReceiptsMax]);
  return {
    open: rows[0]?.open ?? 0,
    oldest: rows.map(({ number, supplier, expected, received, opened_at }) => {
      return { number, supplier, expected, received, openedAt: opened_at.toISOString() };
    }),
  };
}

async function importsAt(database: Database, { rights }: Caller): Promise<HomeOnWire['imports']> {
  const sites = rights.get('import');
  if (sites === undefined) return null;
  const values = [sites === null ? null : numberColumn([...sites])];
  const { rows } = await database.query<sql.ImportsRow>(sql.countImports, values);
  return rows[0]!;
}

async function setUpFor(database: Database, { rights }: Caller): Promise<HomeOnWire['setUp']> {
  if (rights.get('catalog') !== null) return null;
  const { rows } = await database.query<sql.SetUpRow>(sql.countSetUp, [limits.homeCountMax + 1]);
  return setUpOf(rows[0]!, limits.homeCountMax);
}
