import { readScan } from '../../../src/domain/identifiers/read-scan.ts';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';
import type { ContainerOnWire } from '../../../src/operations/containers/contract.ts';
import type { SearchOnWire } from '../../../src/operations/search/contract.ts';
import { ask, ServerProblem, withQuery } from '../server/ask.ts';
import type { Explanations, Found, Understood, Unit } from '../server/wire.ts';
import { scannerFault, withKeysSwapped } from './scanner-faults.ts';

/** What a scan turned out to be. */
export type Understanding =
  | { readonly is: 'unreadable'; readonly sentence: string; readonly isLayout: boolean }
  | { readonly is: 'unit'; readonly unit: Unit; readonly hint: 'lostSeparator' | 'swappedKeys' | null }
  | { readonly is: 'units'; readonly units: readonly Unit[] }
  | { readonly is: 'product'; readonly product: ProductOnWire }
  | { readonly is: 'container'; readonly container: ContainerOnWire }
  | {
      readonly is: 'unknown';
      readonly understood: Understood | null;
      readonly explained: Explanations['explanations'];
      readonly hint: 'lostSeparator' | null;
      /** The codes say of which product it would be. */
      readonly hasProduct: boolean;
    };

/** Asks the server what the codes of one thing are. Throws a ServerProblem where it cannot be asked. */
export async function understand(codes: readonly string[]): Promise<Understanding> {
  if (codes.length === 1) return understandOne(codes[0]!);
  const all = await Promise.all(codes.map(understandOne));
  const products = all.flatMap((one) => (one.is === 'product' ? [one.product.sku] : []));
  const isOfProduct = ({ sku }: Unit) => products.length === 0 || products.includes(sku);
  const named = all.map(unitsIn).filter((units) => units.length > 0);
  const common = (named[0] ?? []).filter((unit) => named.every((units) => units.some(isSame(unit))));
  // Where the codes contradict each other, whoever holds the thing says which it is.
  const units = [common.filter(isOfProduct), common, named.flat()].find((some) => some.length > 0) ?? [];
  if (units.length > 1) return { is: 'units', units: units.filter(isFirst) };
  if (units[0]) return { is: 'unit', unit: units[0], hint: null };
  const unknown = all.find((one) => one.is === 'unknown') ?? all[0]!;
  return unknown.is === 'unknown'
    ? { ...unknown, hasProduct: unknown.hasProduct || products.length > 0 }
    : unknown;
}

const isSame = (unit: Unit) => (other: Unit) => other.id === unit.id;
const isFirst = (unit: Unit, at: number, all: readonly Unit[]) => all.findIndex(isSame(unit)) === at;

function unitsIn(one: Understanding): readonly Unit[] {
  return one.is === 'unit' ? [one.unit] : one.is === 'units' ? one.units : [];
}

async function understandOne(text: string): Promise<Understanding> {
  const fault = scannerFault(text);
  const reading = readScan(text);
  if ('error' in reading || fault === 'wrongLayout') {
    const sentence = 'error' in reading ? `${reading.error.sentence}.` : '';
    return { is: 'unreadable', sentence, isLayout: fault === 'wrongLayout' };
  }
  const found = await unitsOf(text);
  const [unit] = found.units;
  if (found.units.length > 1) return { is: 'units', units: found.units };
  if (unit) return { is: 'unit', unit, hint: fault };
  const swapped = withKeysSwapped(text);
  const asSwapped = swapped === null ? undefined : (await unitsOf(swapped)).units[0];
  if (asSwapped) return { is: 'unit', unit: asSwapped, hint: 'swappedKeys' };
  const first = found.understood[0] ?? null;
  if (first?.as === 'ean') {
    const product = await productOf(first.gtin ?? first.value);
    if (product) return { is: 'product', product };
  }
  const container = await containerOf(text);
  if (container) return { is: 'container', container };
  const told = await ask<Explanations>('GET', withQuery('/api/units/explain', { code: text }));
  const hasProduct = first !== null && first.gtin !== null;
  return { is: 'unknown', understood: first, explained: told.explanations, hint: fault, hasProduct };
}

async function unitsOf(code: string): Promise<Pick<Found, 'units' | 'understood'>> {
  try {
    return await ask<Found>('GET', `/api/units/by-code/${encodeURIComponent(code)}`);
  } catch (error) {
    if (!(error instanceof ServerProblem) || error.status !== 404) throw error;
    return { units: [], understood: (error.said.understood ?? []) as Found['understood'] };
  }
}

/** What is read of containers comes only where a code names no unit. */
async function containerOf(text: string): Promise<ContainerOnWire | null> {
  const { containerCalled, containerCodeOf } = await import('../containers/container-queries.ts');
  const code = containerCodeOf([text]);
  return code === null ? null : containerCalled(code);
}

async function productOf(gtin: string): Promise<ProductOnWire | undefined> {
  const { products } = await ask<SearchOnWire>(
    'GET',
    withQuery('/api/search', { q: gtin, kinds: 'product', limit: '1' }),
  );
  const [hit] = products.items;
  return hit && ask<ProductOnWire>('GET', `/api/products/${encodeURIComponent(hit.sku)}`);
}
