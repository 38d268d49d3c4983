import type { ImportLine } from '../../domain/imports/lines.ts';
import { type LineProblem, lineProblem } from '../../domain/imports/problems.ts';
import type { GtinSaid } from '../../domain/imports/product-lines.ts';
import type { CatalogParts } from './change-catalog.ts';
import { changeProduct, createProduct, whyNotSo } from './change-product.ts';
import type { NewProduct, ProductChange } from './contract.ts';
import { addSaidTerms, lacksTerms } from './import-terms.ts';
import * as sql from './queries.ts';
import type { TermsParts } from './set-terms.ts';

export type ProductTaken = 'recorded' | 'repeated' | { readonly problem: LineProblem };

export interface ImportProductParts extends CatalogParts, TermsParts {
  /** Who brings the file. */
  readonly actor: number;
}

/**
 * Makes the products of a file's lines, or changes those that are there: what a line does not say stays. `repeated`: it
 * is already as the line says. One change of the catalog each, so that a wrong line leaves the others. Kits come after
 * the other lines, and as often as one of them finds its parts made by another.
 */
export async function importProducts(
  parts: ImportProductParts,
  lines: readonly ImportLine[],
  write: boolean,
): Promise<ProductTaken[]> {
  const taken = new Map<ImportLine, ProductTaken>();
  const inFile = new Set<string>(write ? [] : lines.map(({ sku }) => sku!));
  const take = async (line: ImportLine) => {
    taken.set(line, await importProduct(parts, line, write, inFile));
  };
  for (const line of lines) if (!line.parts) await take(line);
  let kits = lines.filter((line) => line.parts);
  for (let before = kits.length + 1; kits.length < before; ) {
    before = kits.length;
    for (const line of kits) await take(line);
    kits = kits.filter((line) => isRefused(taken.get(line)!));
  }
  return lines.map((line) => taken.get(line)!);
}

function isRefused(taken: ProductTaken): boolean {
  return typeof taken === 'object';
}

async function importProduct(
  parts: ImportProductParts,
  line: ImportLine,
  write: boolean,
  inFile: ReadonlySet<string>,
): Promise<ProductTaken> {
  const { rows } = await parts.database.query<sql.ProductRow>(sql.selectProduct, [line.sku]);
  const known = rows[0];
  if (known && line.serialized !== undefined && line.serialized !== known.serialized)
    return refused('Whether units have serials never changes.');
  const change = changeOf(line, known?.gtins ?? []);
  const isSame = known !== undefined && isAsSaid(known, line);
  if (isSame && !(await lacksTerms(parts, known.id, line))) return 'repeated';
  if (!write) {
    const why = await whyNotSo(parts.database, known?.id ?? 0, change, inFile);
    return why === null ? 'recorded' : refused(why);
  }
  const sku = line.sku!;
  if (!isSame) {
    const made = known
      ? await changeProduct(parts, sku, change)
      : await createProduct(parts, { ...change, name: line.name ?? sku, sku, ...serialized(line) });
    if ('problem' in made) return refused(made.problem.sentence);
  }
  const wrong = await addSaidTerms(parts, sku, line);
  return wrong ? refused(wrong) : 'recorded';
}

function refused(reason: string): ProductTaken {
  return { problem: lineProblem('cannot_be_changed', { reason }) };
}

function serialized({ serialized: is }: ImportLine): Pick<NewProduct, 'serialized'> {
  return is === undefined ? {} : { serialized: is };
}

/** GTINs that the product has keep their days, where the file says none. */
function changeOf(line: ImportLine, before: sql.ProductRow['gtins']): ProductChange {
  const { name, category, wipeRequired, supplier, serialPattern, weightGrams, dimensions, parts } = line;
  const gtins = line.gtins?.flatMap((said) => {
    if (typeof said !== 'string') return [said];
    const held = before.filter(({ gtin }) => gtin === said);
    return held.length > 0 ? held.map(({ gtin, from, to }) => ({ gtin, from, to })) : [{ gtin: said }];
  });
  const unknownSerials = line.unknownSerials as ProductChange['unknownSerials'];
  const plain = { name, category, wipeRequired, supplier, serialPattern, weightGrams, unknownSerials };
  const all = { ...plain, gtins, dimensions, parts: parts?.map((part) => ({ ...part })) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function isAsSaid(known: sql.ProductRow, said: ImportLine): boolean {
  const { dimensions } = said;
  const same = (value: unknown, held: unknown) => value === undefined || value === held;
  return (
    same(said.name, known.name) &&
    same(said.category, known.category) &&
    same(said.unknownSerials, known.unknown_serials) &&
    same(said.wipeRequired, known.wipe_required) &&
    same(said.supplier, known.supplier) &&
    same(said.serialPattern, known.serial_pattern) &&
    same(said.weightGrams, known.weight_grams) &&
    (!dimensions ||
      (dimensions.length === known.length_mm &&
        dimensions.width === known.width_mm &&
        dimensions.height === known.height_mm)) &&
    (!said.gtins || hasGtins(known.gtins, said.gtins)) &&
    (!said.parts || partWords(said.parts) === partWords(known.parts))
  );
}

/** A GTIN without days in the file is the product's, whatever its days. */
function hasGtins(known: sql.ProductRow['gtins'], said: readonly GtinSaid[]): boolean {
  const bare = new Set(said.filter((one) => typeof one === 'string'));
  const dated = said.filter((one) => typeof one !== 'string').map(gtinWords);
  const rest = known.filter(({ gtin }) => !bare.has(gtin)).map(gtinWords);
  return [...bare].every((gtin) => known.some((one) => one.gtin === gtin)) && sorted(dated) === sorted(rest);
}

function gtinWords({ gtin, from, to }: Exclude<GtinSaid, string>): string {
  return `${gtin} ${from} ${to}`;
}

function partWords(parts: NonNullable<ImportLine['parts']>): string {
  return sorted(parts.map(({ sku, quantity }) => `${sku} ${quantity}`));
}

function sorted(words: readonly string[]): string {
  return [...new Set(words)].sort().join();
}
