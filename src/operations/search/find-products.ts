import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { limits } from '../../domain/limits.ts';
import type { Product, Reference } from '../../ledger/reference.ts';
import type { Asked, Found } from './find-units.ts';
import { isOneEdit, type Match, matchIn } from './rules.ts';
import { productsWithGtin } from './sources.ts';

export interface ProductFound {
  readonly product: Product;
  readonly what: 'sku' | 'name' | 'gtin';
  readonly value: string;
  readonly match: Match;
}

/**
 * Products by SKU, GTIN, or words of the name, in the reference data that every process holds: a hundred thousand products are
 * looked through in some milliseconds.
 */
export function findProducts(reference: Reference, { text, fragment, limit }: Asked): Found<ProductFound> {
  if (Array.from(fragment).length < limits.productFragmentLengthMin) return { items: [], more: false };
  const words = wordsOf(text);
  const found = collect(reference, limit, (product) => skuOrName(product, fragment, words));
  for (const one of productsByGtin(reference, fragment, limit + 1))
    if (!found.some(({ product }) => product.id === one.product.id)) found.push(one);
  return { items: found.slice(0, limit), more: found.length > limit };
}

/** Products with a name of which words of four letters and more are one edit away. */
export function nearProducts(reference: Reference, { text, limit }: Asked): Found<ProductFound> {
  const words = wordsOf(text);
  const found = collect(reference, limit, (product) => nearName(product, words));
  return { items: found.slice(0, limit), more: found.length > limit };
}

/** As many as are asked for, and one more to know that there are; whole and beginning ones first among them. */
function collect(
  reference: Reference,
  limit: number,
  match: (product: Product) => ProductFound | null,
): ProductFound[] {
  const found: ProductFound[] = [];
  for (const product of reference.products.values()) {
    const one = match(product);
    if (one) found.push(one);
    if (found.length >= limits.searchWalkMax) break;
  }
  const order = ['whole', 'start', 'end', 'inside', 'near'];
  const rank = ({ match: { how }, value }: ProductFound) => order.indexOf(how) * 1_000 + value.length;
  return found.sort((a, b) => rank(a) - rank(b) || a.product.id - b.product.id).slice(0, limit + 1);
}

function skuOrName(product: Product, fragment: string, words: readonly string[]): ProductFound | null {
  const { sku, name } = product;
  const bySku = foldedOf(product).sku.includes(fragment) ? matchIn(sku, fragment) : null;
  if (bySku) return { product, what: 'sku', value: sku, match: bySku };
  const text = foldedOf(product).name;
  if (words.length === 0 || !words.every((word) => text.includes(word))) return null;
  const match = matchIn(name, fragment) ?? matchIn(name, words.toSorted((a, b) => b.length - a.length)[0]!);
  return match && { product, what: 'name', value: name, match };
}

/** Every word of the text stands in the name, or is one edit away from a word of it or from the beginning of one. */
function nearName(product: Product, words: readonly string[]): ProductFound | null {
  const inName = foldedOf(product).name.split(' ');
  const isNear = (word: string) =>
    inName.some(
      (own) =>
        own.includes(word) ||
        (word.length >= 4 && isOneEdit(own.slice(0, word.length), word)) ||
        (word.length >= 4 && isOneEdit(own, word)),
    );
  if (words.length === 0 || !words.every(isNear)) return null;
  const { name } = product;
  return { product, what: 'name', value: name, match: { how: 'near', from: 0, to: name.length } };
}

/** GTINs are kept with 14 digits, and typed with as many as the label shows. */
function productsByGtin(reference: Reference, fragment: string, most: number): ProductFound[] {
  if (!/^[0-9]{4,14}$/.test(fragment)) return [];
  const found: ProductFound[] = [];
  for (const gtin of reference.productsByGtin.keys()) {
    const at = gtin.indexOf(fragment);
    if (at < 0) continue;
    const to = at + fragment.length;
    const whole = /^0*$/.test(gtin.slice(0, at)) && to === gtin.length;
    const how = whole ? 'whole' : to === gtin.length ? 'end' : 'inside';
    for (const product of productsWithGtin(reference, gtin))
      found.push({ product, what: 'gtin', value: gtin, match: { how, from: at, to } });
    if (found.length >= most) break;
  }
  return found;
}

interface Folded {
  readonly sku: string;
  /** Words with blanks between them. */
  readonly name: string;
}

/** Folded once for each product as it stands: reference data keep the same object until it is changed. */
const foldedProducts = new WeakMap<Product, Folded>();

function foldedOf(product: Product): Folded {
  const known = foldedProducts.get(product);
  if (known) return known;
  const folded = { sku: foldNumber(product.sku), name: wordsOf(product.name).join(' ') };
  foldedProducts.set(product, folded);
  return folded;
}

function wordsOf(text: string): string[] {
  return text
    .split(/[\s/,;:()]+/)
    .map(foldNumber)
    .filter((word) => word !== '');
}
