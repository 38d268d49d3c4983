import { limits } from '../../domain/limits.ts';
import type { Database } from '../../platform/database.ts';
import { containing } from '../../platform/like-pattern.ts';
import type { ProductsQuery } from './contract.ts';
import { countProducts, type ProductOrder, type ProductRow, selectProducts } from './queries.ts';

export interface ProductsFound {
  readonly rows: readonly ProductRow[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly count: number;
}

/** A page of products that fit, behind or before the product with number `from`, and how many fit in all. */
export async function listProducts(
  database: Database,
  query: ProductsQuery,
  from: number | null,
): Promise<ProductsFound> {
  const { q = '', category = null, supplier = null, serialized = null, sort = 'id' } = query;
  const limit = query.limit ?? limits.pageItemsDefault;
  const isBack = query.before !== undefined;
  const order = (sort.startsWith('-') ? sort.slice(1) : sort) as ProductOrder | 'id';
  const fragment = q.trim() === '' ? null : containing(q.trim());
  const wanted = [fragment, fragment, category, supplier, serialized];
  const page = selectProducts(order, sort.startsWith('-') !== isBack);
  const [{ rows: found }, counted] = await Promise.all([
    database.query<ProductRow>(page, [...wanted, from, limit + 1]),
    database.query<{ products: number }>(countProducts, wanted),
  ]);
  const more = found.length > limit;
  const rows = isBack ? found.slice(0, limit).toReversed() : found.slice(0, limit);
  const at = (row: ProductRow | undefined) => (row === undefined ? null : String(row.id));
  return {
    rows,
    next: isBack || more ? at(rows.at(-1)) : null,
    previous: (isBack ? more : from !== null) ? at(rows[0]) : null,
    count: counted.rows[0]?.products ?? 0,
  };
}
