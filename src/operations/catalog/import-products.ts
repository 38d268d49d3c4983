import type { ImportLine } from '../../domain/imports/lines.ts';
import { type LineProblem, lineProblem } from '../../domain/imports/problems.ts';
import type { CatalogParts } from './change-catalog.ts';
import { changeProduct, createProduct } from './change-product.ts';
import type { NewProduct, ProductChange } from './contract.ts';
import { type ProductRow, selectProduct } from './queries.ts';

export type ProductTaken = 'recorded' | 'repeated' | { readonly problem: LineProblem };

/**
 * Makes the products of a file's lines, or changes those that are there: what a line does not say stays. `repeated`: it
 * is already as the line says. One change of the catalog each, so that a wrong line leaves the others.
 */
export async function importProducts(
  parts: CatalogParts,
  lines: readonly ImportLine[],
  write: boolean,
): Promise<ProductTaken[]> {
  const taken: ProductTaken[] = [];
  for (const line of lines) taken.push(await importProduct(parts, line, write));
  return taken;
}

async function importProduct(parts: CatalogParts, line: ImportLine, write: boolean): Promise<ProductTaken> {
  const { rows } = await parts.database.query<ProductRow>(selectProduct, [line.sku]);
  const known = rows[0];
  if (known && line.serialized !== undefined && line.serialized !== known.serialized)
    return refused('Whether units have serials never changes.');
  const change = changeOf(line, known?.gtins ?? []);
  if (known && isAsSaid(known, line)) return 'repeated';
  if (!write) return 'recorded';
  const sku = line.sku!;
  const made = known
    ? await changeProduct(parts, sku, change)
    : await createProduct(parts, { ...change, name: line.name ?? sku, sku, ...serialized(line) });
  return 'problem' in made ? refused(made.problem.sentence) : 'recorded';
}

function refused(reason: string): ProductTaken {
  return { problem: lineProblem('cannot_be_changed', { reason }) };
}

function serialized({ serialized: is }: ImportLine): Pick<NewProduct, 'serialized'> {
  return is === undefined ? {} : { serialized: is };
}

/** GTINs that the product has keep their days. */
function changeOf(line: ImportLine, before: ProductRow['gtins']): ProductChange {
  const { name, category, gtins, unknownSerials, wipeRequired } = line;
  const withDays = gtins?.flatMap((gtin) => {
    const held = before.filter((one) => one.gtin === gtin).map(({ from, to }) => ({ gtin, from, to }));
    return held.length > 0 ? held : [{ gtin }];
  });
  return {
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    ...(withDays === undefined ? {} : { gtins: withDays }),
    ...(wipeRequired === undefined ? {} : { wipeRequired }),
    ...(unknownSerials === undefined
      ? {}
      : { unknownSerials: unknownSerials as NonNullable<ProductChange['unknownSerials']> }),
  };
}

function isAsSaid(known: ProductRow, said: ImportLine): boolean {
  const { name, category, gtins, unknownSerials, wipeRequired } = said;
  return (
    (name === undefined || name === known.name) &&
    (category === undefined || category === known.category) &&
    (unknownSerials === undefined || unknownSerials === known.unknown_serials) &&
    (wipeRequired === undefined || wipeRequired === known.wipe_required) &&
    (gtins === undefined || sorted(gtins) === sorted(known.gtins.map(({ gtin }) => gtin)))
  );
}

function sorted(gtins: readonly string[]): string {
  return [...new Set(gtins)].sort().join();
}
