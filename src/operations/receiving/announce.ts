import { type Sites, within } from '../../domain/sites.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { ensureDocuments } from '../../ledger/ensure-documents.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewReceipt } from './contract.ts';
import * as sql from './queries.ts';

export interface AnnounceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
}

type AnnounceProblem =
  | 'unknown_site'
  | 'unknown_product'
  | 'no_serials'
  | 'duplicate_line'
  | 'already_exists'
  | 'too_many_units';

export type Announced = { readonly number: string } | { readonly problem: Problem };

interface Problem {
  readonly code: AnnounceProblem;
  readonly where: string;
  readonly sentence: string;
}

/**
 * A receipt made by hand, before anything has come: whose goods, for which site, and how many of what where nobody has
 * told the serials. Answers a problem, and makes nothing, where the number is taken or something named is not there.
 */
export async function announceReceipt(
  { database, clock, reference }: AnnounceParts,
  wanted: NewReceipt,
  sites: Sites,
): Promise<Announced> {
  const { number, supplier = null } = wanted;
  const names = await reference();
  const site = names.sitesByCode.get(wanted.site);
  if (!site || site.kind === 'outside' || !within(sites, site.id))
    return problem('unknown_site', 'site', `There is no site "${wanted.site}".`);
  const lines = linesOf(wanted.lines ?? [], names);
  if ('problem' in lines) return lines;
  const expected = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (expected > int4) return problem('too_many_units', 'lines', `A receipt is of at most ${int4} units.`);
  const now = clock.now().toISOString();
  return inTransaction(database, async (tx) => {
    const id = (await ensureDocuments(tx, 'receipt', [number])).get(number)!;
    const made = await tx.query(sql.insertReceipt, [id, site.id, supplier, now, expected]);
    if (made.rowCount !== 1)
      return problem('already_exists', 'number', `There is a receipt ${number} already.`);
    await tx.query(sql.insertLines, [
      id,
      numberColumn(lines.map(({ line }) => line)),
      numberColumn(lines.map(({ product }) => product)),
      numberColumn(lines.map(({ quantity }) => quantity)),
    ]);
    return { number };
  });
}

const int4 = 2 ** 31 - 1;

interface Line {
  readonly line: number;
  readonly product: number;
  readonly quantity: number;
}

function linesOf(
  wanted: NonNullable<NewReceipt['lines']>,
  names: Reference,
): Line[] | { readonly problem: Problem } {
  const lines: Line[] = [];
  for (const [nth, { line, sku, quantity }] of wanted.entries()) {
    const product = names.productsBySku.get(sku);
    const where = `lines[${nth}].sku`;
    if (!product) return problem('unknown_product', where, `There is no product "${sku}".`);
    if (!product.serialized)
      return problem(
        'no_serials',
        where,
        `${product.name} has no serial numbers: it is received by quantity.`,
      );
    if (lines.some((other) => other.line === line))
      return problem('duplicate_line', `lines[${nth}].line`, `There are two lines ${line}.`);
    lines.push({ line, product: product.id, quantity });
  }
  return lines;
}

function problem(code: AnnounceProblem, where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
