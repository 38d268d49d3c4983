import { inert } from '../../domain/imports/formulas.ts';
import {
  countedPart,
  entropyBits,
  type NumberForm,
  writeNumber,
} from '../../domain/numbering/number-form.ts';
import { numberColumn } from '../../platform/columns.ts';
import { writeCsvLine } from '../../platform/csv-text.ts';
import type { Queryable } from '../../platform/database.ts';
import type { BlockOnWire, NumberingOnWire } from './contract.ts';
import { formOf } from './numbers-at.ts';
import * as sql from './queries.ts';
import { blockNumbers } from './take-numbers.ts';

/** Rows as they are told. */
export async function numberingsOnWire(
  db: Queryable,
  rows: readonly sql.NumberingRow[],
): Promise<NumberingOnWire[]> {
  const skus = await skusOf(db, rows);
  return rows.map((row) => {
    const form = row.kind === 'pool' ? null : formOf(row);
    return {
      ...row.settings,
      id: row.id,
      sku: skus.get(row.product_id) ?? null,
      kind: row.kind,
      example: form && exampleOf(form, row.next),
      entropyBits: form?.isRandom ? entropyBits(form) : null,
      given: row.next,
      left: row.size - row.next + row.free,
      madeAt: row.made_at.toISOString(),
      madeBy: row.made_by,
      endedAt: row.ended_at?.toISOString() ?? null,
    } as NumberingOnWire;
  });
}

export async function blocksOnWire(db: Queryable, rows: readonly sql.BlockRow[]): Promise<BlockOnWire[]> {
  const skus = await skusOf(db, rows);
  return rows.map((row) => ({
    id: row.id,
    request: row.request,
    sku: skus.get(row.product_id) ?? null,
    kind: row.kind,
    wanted: row.wanted,
    given: row.given,
    state: row.state,
    task: row.task,
    holder: { kind: row.holder_kind as BlockOnWire['holder']['kind'], name: row.holder },
    note: row.note,
    takenAt: row.taken_at.toISOString(),
    takenBy: row.actor,
    used: row.used,
    usedAt: row.used_at?.toISOString() ?? null,
    remaining: row.used === null ? null : row.given - row.used - (row.returned ?? 0),
    returned: row.returned,
    returnedAt: row.returned_at?.toISOString() ?? null,
    returnedBy: row.returned_by,
    returnedNote: row.returned_note,
  }));
}

/** The file for whoever prints them. */
export async function* csvOf(db: Queryable, block: sql.BlockRow): AsyncGenerator<string> {
  const skus = await skusOf(db, [block]);
  const sku = skus.get(block.product_id) ?? '';
  yield writeCsvLine(['number', 'sku']);
  for await (const numbers of blockNumbers(db, block))
    yield numbers.map(({ number }) => writeCsvLine([inert(number), inert(sku)])).join('');
}

/** What the next one looks like; of random ones, one that is made up. */
function exampleOf(form: NumberForm, next: number): string {
  if (!form.isRandom) return writeNumber(form, countedPart(form, next));
  const { symbols, length } = form;
  return writeNumber(
    form,
    Array.from({ length }, (_, nth) => symbols[(nth * 7 + 3) % symbols.length]).join(''),
  );
}

async function skusOf(
  db: Queryable,
  rows: readonly { readonly product_id: number | null }[],
): Promise<Map<number | null, string>> {
  const ids = [...new Set(rows.flatMap(({ product_id }) => product_id ?? []))];
  if (ids.length === 0) return new Map();
  const { rows: named } = await db.query<{ id: number; sku: string }>(sql.selectSkus, [numberColumn(ids)]);
  return new Map(named.map(({ id, sku }) => [id, sku]));
}
