import { limits } from '../../domain/limits.ts';
import type { Connection } from '../../platform/database.ts';
import { type CatalogParts, type Changed, changeCatalog, problem } from './change-catalog.ts';
import type { CategoryChange, NewCategory } from './contract.ts';
import {
  type CategoryRow,
  insertCategory,
  selectCategory,
  selectCategoryTree,
  updateCategory,
} from './queries.ts';
import { depthBelow } from './rules.ts';

export async function createCategory(
  parts: CatalogParts,
  wanted: NewCategory,
): Promise<Changed<CategoryRow>> {
  const { code, name = code, parent = null } = wanted;
  return changeCatalog(parts, async (tx, version) => {
    const { rows } = await tx.query(insertCategory, [code, name, null, version]);
    if (!rows[0]) return problem('already_exists', 'code', `There is a category "${code}" already.`);
    return place(tx, code, name, parent, version);
  });
}

/** What is not said stays; the code never changes. */
export async function changeCategory(
  parts: CatalogParts,
  code: string,
  wanted: CategoryChange,
): Promise<Changed<CategoryRow>> {
  return changeCatalog(parts, async (tx, version) => {
    const before = await byCode(tx, code);
    if ('problem' in before) return before;
    const { name = before.name, parent = before.parent } = wanted;
    return place(tx, code, name, parent, version);
  });
}

/** A category that a product names and nobody has made yet begins at the top of the tree. */
export async function ensureCategory(tx: Connection, code: string, version: number): Promise<void> {
  await tx.query(insertCategory, [code, code, null, version]);
}

async function place(
  tx: Connection,
  code: string,
  name: string,
  parent: string | null,
  version: number,
): Promise<Changed<CategoryRow>> {
  const { rows } = await tx.query<Pick<CategoryRow, 'code' | 'parent'>>(selectCategoryTree);
  if (parent !== null && !rows.some((row) => row.code === parent))
    return problem('unknown_category', 'parent', `There is no category "${parent}".`);
  const inside = new Map<string, string[]>();
  for (const row of rows) {
    const above = row.code === code ? parent : row.parent;
    if (above !== null) inside.set(above, [...(inside.get(above) ?? []), row.code]);
  }
  const depth = Math.max(...rows.map((row) => depthBelow(row.code, inside)));
  if (depth === Number.POSITIVE_INFINITY)
    return problem('inside_itself', 'parent', `The category "${code}" would be inside itself.`);
  if (depth > limits.categoryDepthMax)
    return problem(
      'inside_itself',
      'parent',
      `Categories go at most ${limits.categoryDepthMax} levels deep.`,
    );
  await tx.query(updateCategory, [code, name, parent, version]);
  return byCode(tx, code);
}

async function byCode(tx: Connection, code: string): Promise<Changed<CategoryRow>> {
  const { rows } = await tx.query<CategoryRow>(selectCategory, [code]);
  return rows[0] ?? problem('category_not_found', 'params.code', `There is no category "${code}".`);
}
