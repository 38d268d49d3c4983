import { limits } from '../../domain/limits.ts';
import { type Sites, siteWithin } from '../../domain/sites.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { ensureDocuments } from '../../ledger/ensure-documents.ts';
import type { Reference, Site } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewCount } from './contract.ts';
import { countProblem, type OrProblem } from './find-count.ts';
import * as sql from './queries.ts';

export interface BeginParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
}

/**
 * Begins a count: fixes, at one instant of the ledger, which units should be there. Answers the number of the count, the same
 * where the same request has begun one before; or a problem where what is named does not exist, or where more than
 * `countUnitsMax` units lie there.
 */
export async function beginCount(
  { database, clock, reference }: BeginParts,
  wanted: NewCount,
  actor: number,
  reach: Sites,
): Promise<OrProblem<{ readonly number: string }>> {
  const names = await reference();
  const site = siteWithin(names, wanted.site, reach);
  if (!site) return countProblem('unknown_site', 'body.site', `There is no site "${wanted.site}".`);
  const products = productsOf(wanted, names);
  if (products !== null && 'problem' in products) return products;
  return inTransaction(database, async (tx) => {
    await tx.query(sql.lockRequest, [wanted.id.toLowerCase()]);
    const known = await tx.query<sql.CountRow>(sql.selectRequest, [wanted.id]);
    if (known.rows[0]) return sameCount(known.rows[0], wanted, site);
    const locations = await locationsOf(tx, wanted, names, site);
    if (locations !== null && 'problem' in locations) return locations;
    const scope = [site.id, locations && numberColumn(locations), products && numberColumn(products)];
    const measured = await tx.query<{ units: number }>(sql.measureScope, [
      ...scope,
      limits.countUnitsMax + 1,
    ]);
    if (measured.rows[0]!.units > limits.countUnitsMax)
      return countProblem(
        'too_many_units',
        'body.scope',
        `More than ${limits.countUnitsMax} units lie there: count it zone by zone.`,
      );
    return begun(tx, wanted, scope, actor, clock.now().toISOString());
  });
}

async function begun(
  tx: Connection,
  { id, scope, blind = false, opening = false }: NewCount,
  where: readonly unknown[],
  actor: number,
  now: string,
): Promise<{ readonly number: string }> {
  const { rows } = await tx.query<{ nth: number }>(sql.takeNumber);
  const number = `C-${String(rows[0]!.nth).padStart(6, '0')}`;
  const document = (await ensureDocuments(tx, 'count', [number])).get(number)!;
  await tx.query(sql.begin, [...where, document, id, JSON.stringify(scope), blind, opening, actor, now]);
  await tx.query(sql.insertStep, [document, 'start', now, actor, null, null, null, null]);
  return { number };
}

function sameCount(row: sql.CountRow, { scope, blind = false, opening = false }: NewCount, site: Site) {
  const { aisle, sku, category, locations } = row.scope;
  const same =
    row.site_id === site.id &&
    row.blind === blind &&
    row.opening === opening &&
    aisle === scope.aisle &&
    sku === scope.sku &&
    category === scope.category &&
    locations?.join() === scope.locations?.join();
  if (same) return { number: row.number };
  return countProblem('already_exists', 'body.id', 'Another count was begun under this id.');
}

/** Null: all. */
function productsOf({ scope: { sku, category } }: NewCount, names: Reference): OrProblem<number[]> | null {
  const product = sku === undefined ? null : names.productsBySku.get(sku);
  if (product === undefined)
    return countProblem('unknown_product', 'body.scope.sku', `There is no product "${sku}".`);
  if (category !== undefined && !names.categories.has(category))
    return countProblem('unknown_category', 'body.scope.category', `There is no category "${category}".`);
  if (category === undefined) return product && [product.id];
  const ofCategory = [...names.products.values()].filter((one) => isBelow(one.category, category, names));
  return ofCategory.map(({ id }) => id).filter((id) => product === null || id === product.id);
}

function isBelow(own: string | null, category: string, { categories }: Reference): boolean {
  for (let code = own; code !== null; code = categories.get(code) ?? null) if (code === category) return true;
  return false;
}

/** Null: all of the site. */
async function locationsOf(
  tx: Connection,
  { scope: { locations, aisle } }: NewCount,
  names: Reference,
  site: Site,
): Promise<OrProblem<number[]> | null> {
  const ids: number[] = [];
  for (const [nth, code] of (locations ?? []).entries()) {
    const location = names.locationsByCode.get(`${site.id}/${code}`);
    const where = `body.scope.locations[${nth}]`;
    if (!location)
      return countProblem('unknown_location', where, `There is no spot "${code}" at ${site.code}.`);
    ids.push(location.id);
  }
  if (aisle === undefined) return locations === undefined ? null : ids;
  const { rows } = await tx.query<{ id: number }>(sql.selectAisle, [site.id, aisle]);
  if (rows.length === 0)
    return countProblem(
      'unknown_location',
      'body.scope.aisle',
      `There is no aisle "${aisle}" at ${site.code}.`,
    );
  const inAisle = rows.map(({ id }) => id);
  return locations === undefined ? inAisle : inAisle.filter((id) => ids.includes(id));
}
