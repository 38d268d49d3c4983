import { randomUUID } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import { type Zone, zonesOf } from '../../domain/rfid/confidence.ts';
import type { Fold } from '../../domain/rfid/fold-reads.ts';
import { isGateQuestion } from '../../domain/rfid/readers.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import { statusCodes } from '../../ledger/codes.ts';
import { openExceptionsBeside } from '../../ledger/open-exception.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import { instantOfMs, msAfter } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { heardOf } from './heard.ts';
import * as sql from './queries.ts';
import type { Delivery } from './take-reads.ts';

/** A unit that a gate saw although nobody has sold, shipped or sent it. */
interface Leaving {
  readonly unit: sql.SeenUnitRow;
  readonly reader: sql.ReaderRow;
  readonly zone: Zone;
  readonly at: number;
}

/**
 * Opens a question about each unit that a gate has just seen and that is in our hands by the record: once in
 * `gateQuestionMinutes` and never while the last one is open, with what was heard. Weak reads ask nothing.
 */
export async function askAtGates(
  tx: Connection,
  names: Reference,
  deliveries: readonly Delivery[],
  seen: readonly (Fold & { readonly of: number })[],
  now: string,
): Promise<void> {
  const gates = new Map(
    deliveries.flatMap(({ reader }) => (reader.purpose === 'gate' ? [[reader.id, reader] as const] : [])),
  );
  const atGates = seen.filter(({ reader }) => gates.has(reader));
  if (atGates.length === 0) return;
  const leaving = await unitsLeaving(tx, gates, atGates);
  if (leaving.length === 0) return;
  const before = msAfter(instantOfMs(Date.parse(now)), -limits.gateQuestionMinutes * 60_000).toISOString();
  const taken = await tx.query<{ unit_id: number; site_id: number }>(sql.takeQuestions, [
    numberColumn(leaving.map(({ unit }) => unit.unit_id)),
    numberColumn(leaving.map(({ reader }) => reader.site_id)),
    now,
    before,
  ]);
  const isTaken = new Set(taken.rows.map(({ unit_id, site_id }) => `${unit_id} ${site_id}`));
  const asked = leaving.filter(({ unit, reader }) => isTaken.has(`${unit.unit_id} ${reader.site_id}`));
  const drafts = asked.map((one) => ({
    kind: 'seen_leaving' as const,
    site: one.reader.site_id,
    product: one.unit.product_id,
    unit: one.unit.unit_id,
    observation: randomUUID(),
    recorded: recordedOf(one.unit, names),
    observed: evidenceOf(one, names),
  }));
  const ids = await openExceptionsBeside(tx, drafts, now);
  if (ids.length === 0) return;
  await tx.query(sql.noteQuestions, [
    numberColumn(asked.map(({ unit }) => unit.unit_id)),
    numberColumn(asked.map(({ reader }) => reader.site_id)),
    numberColumn(ids),
  ]);
}

/** Each unit once a site, where the gate's spot speaks for it well enough. */
async function unitsLeaving(
  tx: Connection,
  gates: ReadonlyMap<number, sql.ReaderRow>,
  atGates: readonly (Fold & { readonly of: number })[],
): Promise<Leaving[]> {
  const ids = [...new Set(atGates.map(({ of }) => of))];
  const earliest = Math.min(...atGates.map(({ since }) => since)) - limits.sightingWindowMs;
  const [units, heard] = await Promise.all([
    tx.query<sql.SeenUnitRow>(sql.selectUnits, [numberColumn(ids.map(bucketOfUnit)), numberColumn(ids)]),
    tx.query<sql.SeenRow>(sql.selectHeardSince, [numberColumn(ids), instantOfMs(earliest).toISOString()]),
  ]);
  const found = new Map<string, Leaving>();
  for (const fold of atGates) {
    const unit = units.rows.find(({ unit_id }) => unit_id === fold.of);
    const rows = heard.rows.filter(({ unit_id }) => unit_id === fold.of);
    const zone = zonesOf(rows.map(heardOf)).find(({ place }) => place === fold.place);
    const reader = gates.get(fold.reader)!;
    if (!unit || !zone || !isGateQuestion(statusCodes.toWord(unit.status), zone.level)) continue;
    const key = `${unit.unit_id} ${reader.site_id}`;
    const before = found.get(key);
    if (!before || before.zone.confidence < zone.confidence)
      found.set(key, { unit, reader, zone, at: Math.max(fold.lastAt, before?.at ?? 0) });
  }
  return [...found.values()];
}

function recordedOf(unit: sql.SeenUnitRow, names: Reference): string {
  const place = placeOf(names, unit.place);
  const status = statusCodes.toWord(unit.status);
  return place === null ? status : `${status} at ${place}`;
}

/** What was heard, so that somebody can judge it months later. */
function evidenceOf({ reader, zone, at }: Leaving, names: Reference): string {
  const strength = zone.bestCdbm === null ? '' : `, best ${(zone.bestCdbm / 100).toFixed(1)} dBm`;
  const place = placeOf(names, zone.place) ?? '';
  const when = instantOfMs(at).toISOString();
  return (
    `${reader.name} (${place}), ${zone.reads} reads, antennas: ${zone.antennas}${strength}, ` +
    `confidence ${zone.confidence.toFixed(2)}, at ${when}`
  );
}
