import { holdersOn } from '../domain/gtin-periods.ts';
import type { ImportLine } from '../domain/imports/lines.ts';
import { type LineProblem, lineProblem } from '../domain/imports/problems.ts';
import type { Reference } from './reference.ts';

/** Later than any day: who has a GTIN for good has it then. */
const someday = '9999-12-31';

/** The product that a line names, by its SKU or by the GTIN that was its own on a day (`YYYY-MM-DD`). */
export function namedProduct(
  { sku, gtin }: Pick<ImportLine, 'sku' | 'gtin'>,
  names: Pick<Reference, 'productsBySku' | 'productsByGtin'>,
  day: string = someday,
): { readonly product: number } | { readonly problem: LineProblem } {
  const holders = sku === undefined ? holdersOn(names.productsByGtin.get(gtin!) ?? [], day) : [];
  if (holders.length > 1) return { problem: lineProblem('ambiguous_product', { gtin: gtin! }) };
  const product = sku === undefined ? holders[0]?.product : names.productsBySku.get(sku)?.id;
  if (product === undefined) return { problem: lineProblem('unknown_product', { product: sku ?? gtin! }) };
  return { product };
}
