import { textColumn } from '../platform/columns.ts';
import type { Queryable } from '../platform/database.ts';
import { type DocumentRow, insertDocuments, selectDocuments } from './queries.ts';

/** The numbers of documents of one kind, which are made where nobody has named them yet. */
export async function ensureDocuments(
  tx: Queryable,
  kind: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const values = [textColumn(numbers.map(() => kind)), textColumn(numbers)];
  await tx.query(insertDocuments, values);
  const { rows } = await tx.query<DocumentRow>(selectDocuments, values);
  return new Map(rows.map(({ id, number }) => [number, id]));
}
