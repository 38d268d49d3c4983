import { bucketOfUnit } from '../../ledger/bucket.ts';
import { systemActor } from '../../ledger/reference.ts';
import type { LivedEvent, UnitLife } from '../../ledger/unit-lives.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Queryable } from '../../platform/database.ts';
import { carriedOn, type NewEntry, opposite, writeEntries } from './entries.ts';
import * as sql from './queries.ts';
import { bookChanges, type PricedEvent, passedBy, receivedBy } from './rules.ts';

/**
 * Writes what the lives of some units bring into the book by themselves: what orders say of units that came by a receipt, what
 * transfers between two companies of ours say of those that passed; what was taken back is taken back, and what a wrongly named
 * unit cost is carried on by the one that took over its life.
 */
export async function bookOf(tx: Queryable, lives: readonly UnitLife[]): Promise<void> {
  const prices = [...(await orderPrices(tx, lives)), ...(await postedPrices(tx, lives))];
  const standing = await standingEntries(tx, lives);
  const changes = lives.flatMap((life) => {
    const priced = prices.filter(({ unit }) => unit === life.id);
    return changesFor(life, standing(life), priced);
  });
  await writeEntries(tx, changes);
  await handOn(
    tx,
    lives.filter((life) => heirOf(life) !== null),
  );
}

/** All that the wrongly named have cost by now goes on, what was only just handed to them too. */
async function handOn(tx: Queryable, lives: readonly UnitLife[]): Promise<void> {
  if (lives.length === 0) return;
  const standing = await standingEntries(tx, lives);
  const written = await writeEntries(
    tx,
    lives.flatMap((life) => handedOn(life, standing(life))),
  );
  if (written > 0) await handOn(tx, lives);
}

async function standingEntries(tx: Queryable, lives: readonly UnitLife[]) {
  const { rows } = await tx.query<sql.EntryRow>(sql.selectStandingEntries, [
    numberColumn(lives.map(({ id }) => id)),
  ]);
  return ({ id }: UnitLife) => rows.filter((row) => row.unit_id === id);
}

interface Priced extends PricedEvent {
  readonly unit: number;
  readonly row: sql.PriceRow;
}

function changesFor(life: UnitLife, kept: readonly sql.EntryRow[], priced: readonly Priced[]): NewEntry[] {
  const byEvent = kept.flatMap(({ id, seq, company_id, source }) =>
    seq === null ? [] : [{ id, seq, company: company_id, source }],
  );
  const { takenBack, added } = bookChanges(life.events.map(bookedEvent), byEvent, priced);
  const back = { knownAt: life.lastRecordedAt.toISOString(), actor: systemActor.id, reason: null };
  return [
    ...kept.filter(({ id }) => takenBack.includes(id)).map((row) => opposite(row, back)),
    ...added.map((one) => entryOf(life, one)),
  ];
}

function bookedEvent({ seq, move, document, unit }: LivedEvent) {
  return { seq, move, document, owner: unit.owner };
}

function entryOf(life: UnitLife, { seq, company, source, row }: Priced): NewEntry {
  const { at, recordedAt } = life.events.find((event) => event.seq === seq)!;
  const happened = at !== null && at < recordedAt ? at : recordedAt;
  return {
    ...{ unit: life.id, company, kind: 'purchase', minor: row.minor, currency: row.currency, source, seq },
    ...{ at: happened.toISOString(), knownAt: recordedAt.toISOString(), actor: systemActor.id },
    ...{ document: row.document_id, line: row.line },
  };
}

/** The unit that took over its life; null for one that was never wrongly named. */
function heirOf({ events }: UnitLife): number | null {
  return events.at(-1)?.unit.see ?? null;
}

function handedOn(life: UnitLife, kept: readonly sql.EntryRow[]): NewEntry[] {
  const heir = heirOf(life);
  if (heir === null) return [];
  const back = { knownAt: life.lastRecordedAt.toISOString(), actor: systemActor.id, reason: null };
  return kept.flatMap((row) => [opposite(row, back), carriedOn(row, heir, back)]);
}

async function orderPrices(tx: Queryable, lives: readonly UnitLife[]): Promise<Priced[]> {
  const asked = lives.flatMap((life) =>
    receivedBy(life.events.map(bookedEvent)).map((one) => ({
      ...one,
      unit: life.id,
      member: heirOf(life) ?? life.id,
      product: life.events.find(({ seq }) => seq === one.seq)!.unit.product,
    })),
  );
  if (asked.length === 0) return [];
  const { rows } = await tx.query<sql.PriceRow>(sql.selectOrderPrices, [
    numberColumn(asked.map(({ unit }) => unit)),
    numberColumn(asked.map(({ member }) => member)),
    numberColumn(asked.map(({ member }) => bucketOfUnit(member))),
    numberColumn(asked.map(({ seq }) => seq)),
    numberColumn(asked.map(({ document }) => document)),
    numberColumn(asked.map(({ product }) => product)),
  ]);
  return withRows(asked, rows, 'order');
}

async function postedPrices(tx: Queryable, lives: readonly UnitLife[]): Promise<Priced[]> {
  const asked = lives.flatMap((life) =>
    passedBy(life.events.map(bookedEvent)).map((one) => ({ ...one, unit: life.id })),
  );
  if (asked.length === 0) return [];
  const { rows } = await tx.query<sql.PriceRow>(sql.selectPostedPrices, [
    numberColumn(asked.map(({ unit }) => unit)),
    numberColumn(asked.map(({ seq }) => seq)),
    numberColumn(asked.map(({ document }) => document)),
    numberColumn(asked.map(({ company }) => company)),
  ]);
  return withRows(asked, rows, 'transfer');
}

interface Asked {
  readonly unit: number;
  readonly seq: number;
  readonly document: number;
  readonly company: number;
}

function withRows(
  asked: readonly Asked[],
  rows: readonly sql.PriceRow[],
  source: Priced['source'],
): Priced[] {
  return asked.flatMap(({ unit, seq, document, company }) => {
    const row = rows.find((one) => one.unit_id === unit && one.seq === seq);
    return row ? [{ unit, seq, document, company, source, row }] : [];
  });
}
