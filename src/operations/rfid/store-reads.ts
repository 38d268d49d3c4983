import { limits } from '../../domain/limits.ts';
import { type Fold, foldReads, type PlacedRead } from '../../domain/rfid/fold-reads.ts';
import type { TagNames } from '../../domain/rfid/tag-names.ts';
import type { Reference } from '../../ledger/reference.ts';
import { unitsOfTags } from '../../ledger/units-of-tags.ts';
import { instantOfMs } from '../../platform/clock.ts';
import { hexColumn, numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Connection, Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { askAtGates } from './ask-at-gates.ts';
import type { ReadsTaken } from './contract.ts';
import * as sql from './queries.ts';
import type { Delivery } from './take-reads.ts';

export interface StoreParts {
  readonly database: Database;
  readonly read: Reader;
}

/**
 * Stores deliveries in one transaction: sightings of units, tags that are none, how each reader is doing, and what gates
 * have to ask. Answers one for each, in order, and how many sightings there were. Nothing of it touches a unit's record.
 */
export async function storeReads(
  { database, read }: StoreParts,
  names: Reference,
  deliveries: readonly Delivery[],
  now: string,
): Promise<{ readonly answers: readonly ReadsTaken[]; readonly sightings: number }> {
  const tags = new Map(deliveries.flatMap(({ reads }) => reads.map(({ tag }) => [tag.name, tag])));
  const units = await unitsOfTags(read, names, [...tags.values()]);
  const answers = deliveries.map((one) => answerOf(one, units));
  const { isNew, sightings } = await inTransaction(database, async (tx) => {
    const fresh = await unseen(tx, deliveries, now);
    const stored = deliveries.filter((_, nth) => fresh[nth]);
    const placed = stored.flatMap((one) => placedReads(one, units));
    const folds = foldReads(placed, limits.sightingWindowMs);
    const seen = folds.filter(isOfUnit);
    await writeSightings(tx, seen);
    await writeUnknown(tx, folds, stored, tags);
    await writeHeard(tx, deliveries, answers, fresh, now);
    await askAtGates(tx, names, stored, seen, now);
    return { isNew: fresh, sightings: seen.length };
  });
  return { answers: answers.map((answer, nth) => ({ ...answer, repeated: !isNew[nth] })), sightings };
}

/** For each delivery whether it was never stored; of two alike in one group the first. */
async function unseen(
  tx: Connection,
  deliveries: readonly Delivery[],
  now: string,
): Promise<readonly boolean[]> {
  const hashes = [...new Set(deliveries.flatMap(({ hash }) => hash ?? []))];
  if (hashes.length === 0) return deliveries.map(() => true);
  const { rows } = await tx.query<{ hash: string }>(sql.insertMessages, [hexColumn(hashes), now]);
  const fresh = new Set(rows.map(({ hash }) => hash));
  return deliveries.map(({ hash }) => hash === null || fresh.delete(hash));
}

function placedReads({ reader, reads }: Delivery, units: ReadonlyMap<string, number>): PlacedRead[] {
  return reads.map(({ tag, ...read }) => ({
    ...read,
    of: units.get(tag.name) ?? tag.name,
    reader: reader.id,
  }));
}

type UnitFold = Fold & { readonly of: number };

function isOfUnit(fold: Fold): fold is UnitFold {
  return typeof fold.of === 'number';
}

async function writeSightings(tx: Connection, folds: readonly UnitFold[]): Promise<void> {
  if (folds.length === 0) return;
  await tx.query(sql.upsertSightings, [
    numberColumn(folds.map(({ of }) => of)),
    times(folds.map(({ since }) => since)),
    numberColumn(folds.map(({ place }) => place)),
    numberColumn(folds.map(({ reader }) => reader)),
    numberColumn(folds.map(({ antenna }) => antenna)),
    times(folds.map(({ firstAt }) => firstAt)),
    times(folds.map(({ lastAt }) => lastAt)),
    numberColumn(folds.map(({ reads }) => Math.min(reads, 2_147_483_647))),
    numberColumn(folds.map(({ bestCdbm }) => bestCdbm)),
    numberColumn(folds.map(({ lastCdbm }) => lastCdbm)),
  ]);
}

/** One row a site and tag, wherever and however often it was heard there. */
async function writeUnknown(
  tx: Connection,
  folds: readonly Fold[],
  deliveries: readonly Delivery[],
  tags: ReadonlyMap<string, TagNames>,
): Promise<void> {
  const siteOf = new Map(deliveries.map(({ reader }) => [reader.id, reader.site_id]));
  const byTag = new Map<string, Fold & { readonly site: number }>();
  for (const fold of folds) {
    if (isOfUnit(fold)) continue;
    const site = siteOf.get(fold.reader)!;
    const before = byTag.get(`${site} ${fold.of}`);
    const strongest = [before?.bestCdbm, fold.bestCdbm].filter((one) => one != null);
    byTag.set(`${site} ${fold.of}`, {
      ...(before && before.lastAt > fold.lastAt ? before : fold),
      site,
      firstAt: Math.min(before?.firstAt ?? fold.firstAt, fold.firstAt),
      reads: (before?.reads ?? 0) + fold.reads,
      bestCdbm: strongest.length === 0 ? null : Math.max(...strongest),
    });
  }
  const all = [...byTag.values()];
  if (all.length === 0) return;
  const { rows } = await tx.query<{ site_id: number; is_new: boolean }>(sql.upsertUnknown, [
    numberColumn(all.map(({ site }) => site)),
    textColumn(all.map(({ of }) => String(of))),
    numberColumn(all.map(({ place }) => place)),
    numberColumn(all.map(({ reader }) => reader)),
    textColumn(all.map(({ of }) => tags.get(String(of))?.gtin ?? null)),
    times(all.map(({ firstAt }) => firstAt)),
    times(all.map(({ lastAt }) => lastAt)),
    numberColumn(all.map(({ reads }) => reads)),
    numberColumn(all.map(({ bestCdbm }) => bestCdbm)),
  ]);
  const grown = new Set(rows.filter(({ is_new }) => is_new).map(({ site_id }) => site_id));
  for (const site of [...grown].sort((a, b) => a - b))
    await tx.query(sql.trimUnknown, [site, limits.unknownTagsPerSite]);
}

/** A message that comes again says that the reader is there, and nothing more. */
async function writeHeard(
  tx: Connection,
  deliveries: readonly Delivery[],
  answers: readonly ReadsTaken[],
  fresh: readonly boolean[],
  now: string,
): Promise<void> {
  const byReader = new Map<
    number,
    { reads: number; unknown: number; junk: number; untimely: number; last: string | null }
  >();
  for (const [nth, { reader, lastJunk }] of deliveries.entries()) {
    const sum = byReader.get(reader.id) ?? { reads: 0, unknown: 0, junk: 0, untimely: 0, last: null };
    byReader.set(reader.id, sum);
    if (!fresh[nth]) continue;
    const { reads, unknown, junk, untimely } = answers[nth]!;
    sum.reads += reads;
    sum.unknown += unknown;
    sum.junk += junk;
    sum.untimely += untimely;
    sum.last = lastJunk ?? sum.last;
  }
  const sums = [...byReader.values()];
  await tx.query(sql.upsertHeard, [
    numberColumn([...byReader.keys()]),
    timeColumn(sums.map(() => now)),
    numberColumn(sums.map(({ reads }) => reads)),
    numberColumn(sums.map(({ unknown }) => unknown)),
    numberColumn(sums.map(({ junk }) => junk)),
    numberColumn(sums.map(({ untimely }) => untimely)),
    textColumn(sums.map(({ last }) => last)),
  ]);
}

function answerOf(
  { reads, junk, untimely, otherEvents }: Delivery,
  units: ReadonlyMap<string, number>,
): ReadsTaken {
  const found = new Set<number>();
  let [all, unknown] = [junk, 0];
  for (const { tag, count } of reads) {
    const unit = units.get(tag.name);
    all += count;
    if (unit === undefined) unknown += count;
    else found.add(unit);
  }
  return { reads: all, units: found.size, unknown, junk, untimely, otherEvents, repeated: false };
}

function times(values: readonly number[]): string {
  return timeColumn(values.map((value) => instantOfMs(value).toISOString()));
}
