import { changesOf, type Holding, holdingsOf, type KeptHolding } from '../../domain/valuation/holdings.ts';
import { standings } from '../../domain/valuation/stock-standing.ts';
import type { UnitLife } from '../../ledger/unit-lives.ts';
import { instantOfMs } from '../../platform/clock.ts';
import { numberColumn, timeColumn } from '../../platform/columns.ts';
import type { Queryable } from '../../platform/database.ts';
import * as sql from './queries.ts';

/** Writes what the lives of some units say of where they stood, so far as it is not kept so already. */
export async function holdingsKept(tx: Queryable, lives: readonly UnitLife[]): Promise<void> {
  const { rows } = await tx.query<sql.HoldingRow>(sql.selectHoldings, [
    numberColumn(lives.map(({ id }) => id)),
  ]);
  const kept = new Map<number, KeptHolding[]>();
  for (const row of rows) kept.set(row.unit_id, [...(kept.get(row.unit_id) ?? []), keptOf(row)]);
  const changes = lives.map((life) => {
    const known = holdingsOf(
      life.events.map(({ unit, at, recordedAt, site }) => ({
        ...{ unit, site, recordedAt: recordedAt.getTime() },
        at: (at ?? recordedAt).getTime(),
      })),
    );
    const corrected = life.lastRecordedAt.getTime();
    return { life, corrected, ...changesOf(kept.get(life.id) ?? [], known, corrected) };
  });
  // Before what takes their place: of one unit one stretch at most is open.
  await endOnes(
    tx,
    changes.flatMap(({ ended }) => ended),
  );
  await correctOnes(
    tx,
    changes.flatMap(({ wrong, corrected }) => wrong.map((id) => ({ id, corrected }))),
  );
  await addOnes(
    tx,
    changes.flatMap(({ life, added }) => added.map((one) => ({ unit: life.id, ...one }))),
  );
}

function keptOf(row: sql.HoldingRow): KeptHolding {
  return {
    id: row.id,
    product: row.product_id,
    site: row.site_id,
    owner: row.owner_id,
    standing: standings[row.standing - 1]!,
    since: row.since_at.getTime(),
    from: row.from_at.getTime(),
    knownFrom: row.known_from.getTime(),
    until: row.until_at?.getTime() ?? null,
    untilKnown: row.until_known?.getTime() ?? null,
  };
}

async function endOnes(
  tx: Queryable,
  ended: readonly { readonly id: number; readonly until: number; readonly untilKnown: number }[],
): Promise<void> {
  if (ended.length === 0) return;
  await tx.query(sql.endHoldings, [
    numberColumn(ended.map(({ id }) => id)),
    times(ended.map(({ until }) => until)),
    times(ended.map(({ untilKnown }) => untilKnown)),
  ]);
}

async function correctOnes(
  tx: Queryable,
  wrong: readonly { readonly id: number; readonly corrected: number }[],
): Promise<void> {
  if (wrong.length === 0) return;
  await tx.query(sql.correctHoldings, [
    numberColumn(wrong.map(({ id }) => id)),
    times(wrong.map(({ corrected }) => corrected)),
  ]);
}

async function addOnes(
  tx: Queryable,
  added: readonly (Holding & { readonly unit: number })[],
): Promise<void> {
  if (added.length === 0) return;
  await tx.query(sql.insertHoldings, [
    numberColumn(added.map(({ unit }) => unit)),
    numberColumn(added.map(({ product }) => product)),
    numberColumn(added.map(({ site }) => site)),
    numberColumn(added.map(({ owner }) => owner)),
    numberColumn(added.map(({ standing }) => standings.indexOf(standing) + 1)),
    times(added.map(({ since }) => since)),
    times(added.map(({ from }) => from)),
    times(added.map(({ knownFrom }) => knownFrom)),
    times(added.map(({ until }) => until)),
    times(added.map(({ untilKnown }) => untilKnown)),
  ]);
}

function times(instants: readonly (number | null)[]): string {
  return timeColumn(instants.map((ms) => (ms === null ? null : instantOfMs(ms).toISOString())));
}
