import { numberColumn } from '../platform/columns.ts';
import type { Queryable } from '../platform/database.ts';
import { documentKey } from './documents.ts';
import { type DocumentRow, selectDocumentsById } from './queries.ts';

/** Documents by the names that events are hashed with. */
export interface DocumentNames {
  /** Reads those that are not in memory yet; nulls are left out. */
  load(ids: readonly (number | null)[]): Promise<void>;
  /** `kind:number` of a loaded document; null for none. */
  nameOf(id: number | null): string | null;
}

/** Keeps at most `kept` of them: lives name the same documents near each other, and there may be millions in all. */
export function documentNames(db: Queryable, kept = 200_000): DocumentNames {
  let names = new Map<number, string>();
  return {
    async load(ids) {
      const missing = [...new Set(ids)].filter((id): id is number => id !== null && !names.has(id));
      if (missing.length === 0) return;
      if (names.size + missing.length > kept) names = new Map();
      const wanted = [...new Set(ids)].filter((id): id is number => id !== null && !names.has(id));
      const { rows } = await db.query<DocumentRow>(selectDocumentsById, [numberColumn(wanted)]);
      for (const { id, kind, number } of rows) names.set(id, documentKey(kind, number));
    },
    nameOf: (id) => (id === null ? null : (names.get(id) ?? '')),
  };
}
