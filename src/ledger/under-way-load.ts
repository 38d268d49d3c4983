import { numberColumn } from '../platform/columns.ts';
import type { Connection } from '../platform/database.ts';
import { bucketOfUnit } from './bucket.ts';
import { type DocumentRule, documentKey, holdDocument, type UnderWay } from './documents.ts';
import { keepMembers } from './load-members.ts';
import * as sql from './queries.ts';
import type { Work } from './work.ts';

/**
 * The documents under which units of this group are on their way. Which they are is known only once the units are
 * locked, so these documents are held after them: shared, and never what else is counted on them, so that no group waits
 * for another in a circle. Groups without such units ask nothing.
 */
export async function loadUnderWay(
  tx: Connection,
  work: Work,
  rules: ReadonlyMap<string, DocumentRule<unknown>>,
  kept: readonly Kept[],
): Promise<void> {
  for (const { rule, found } of kept) if (found.length > 0) await holdJourneys(tx, work, rule, found, rules);
  const away = [...work.units.values()].filter(({ unit }) => interrupted.includes(unit.status));
  if (away.length === 0) return;
  for (const rule of rules.values()) {
    if (rule.underWay?.of !== 'away') continue;
    const found = await rule.underWay.read(
      tx,
      away.map(({ id }) => id),
    );
    if (found.length > 0) await holdJourneys(tx, work, rule, found, rules);
  }
}

const interrupted: readonly string[] = ['in_transit', 'missing'];

async function holdJourneys(
  tx: Connection,
  work: Work,
  rule: DocumentRule<unknown>,
  found: readonly UnderWay[],
  rules: ReadonlyMap<string, DocumentRule<unknown>>,
): Promise<void> {
  const fresh = new Map<number, string>();
  for (const { document, number } of found)
    if (!work.documents.has(documentKey(rule.kind, number))) fresh.set(document, number);
  const ids = [...fresh.keys()].sort((a, b) => a - b);
  const states = ids.length === 0 ? new Map() : await rule.underWay!.lock(tx, ids);
  for (const [id, number] of fresh) {
    const document = holdDocument(rule.kind, number, id, rules);
    Object.assign(document, { loaded: states.get(id) ?? null, state: states.get(id) ?? null });
    work.documents.set(documentKey(rule.kind, number), document);
  }
  const { rows } = await tx.query<sql.MemberRow>(sql.selectMembers, [
    numberColumn(found.map(({ document }) => document)),
    numberColumn(found.map(({ unit }) => bucketOfUnit(unit))),
    numberColumn(found.map(({ unit }) => unit)),
  ]);
  keepMembers(work, rows);
  for (const { unit, number } of found) {
    const document = work.documents.get(documentKey(rule.kind, number))!;
    work.underWay.set(unit, [...(work.underWay.get(unit) ?? []), document]);
  }
}

/** Units that something keeps, whatever their status. */
export interface Kept {
  readonly rule: DocumentRule<unknown>;
  readonly found: readonly UnderWay[];
}

/** Asked in the same breath as the units' lock, right behind it, so that it costs no round of its own. */
export function readKept(
  tx: Connection,
  units: readonly number[],
  rules: ReadonlyMap<string, DocumentRule<unknown>>,
): Promise<Kept[]> {
  const keeping = [...rules.values()].filter(({ underWay }) => units.length > 0 && underWay?.of === 'any');
  return Promise.all(keeping.map(async (rule) => ({ rule, found: await rule.underWay!.read(tx, units) })));
}
