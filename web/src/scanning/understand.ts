import { readScan } from '../../../src/domain/identifiers/read-scan.ts';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';
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
  | {
      readonly is: 'unknown';
      readonly understood: Understood | null;
      readonly explained: Explanations['explanations'];
      readonly hint: 'lostSeparator' | null;
    };

/** Asks the server what a text is. Throws a ServerProblem where it cannot be asked. */
export async function understand(text: string): Promise<Understanding> {
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
  const explained = await ask<Explanations>('GET', withQuery('/api/units/explain', { code: text }));
  return { is: 'unknown', understood: first, explained: explained.explanations, hint: fault };
}

async function unitsOf(code: string): Promise<Pick<Found, 'units' | 'understood'>> {
  try {
    return await ask<Found>('GET', `/api/units/by-code/${encodeURIComponent(code)}`);
  } catch (error) {
    if (!(error instanceof ServerProblem) || error.status !== 404) throw error;
    return { units: [], understood: (error.said.understood ?? []) as Found['understood'] };
  }
}

async function productOf(gtin: string): Promise<ProductOnWire | undefined> {
  const { products } = await ask<SearchOnWire>(
    'GET',
    withQuery('/api/search', { q: gtin, kinds: 'product', limit: '1' }),
  );
  const [hit] = products.items;
  return hit && ask<ProductOnWire>('GET', `/api/products/${encodeURIComponent(hit.sku)}`);
}
