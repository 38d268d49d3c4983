import type { SchemeName } from './epc-schemes.ts';

/**
 * What a tag's filter value says, by which a reader passes over cases when it counts items (GS1 EPC Tag Data
 * Standard, 10.2 to 10.8). Null where the standard reserves the value.
 */
export function filterMeaning(scheme: SchemeName, filter: number): string | null {
  return meanings[scheme]?.[filter] ?? (filter === 0 ? 'others' : null);
}

const meanings: Readonly<Partial<Record<SchemeName, Readonly<Record<number, string>>>>> = {
  sgtin: {
    1: 'item at the till',
    2: 'full case',
    4: 'inner pack',
    6: 'unit load',
    7: 'part of an item that is not sold by itself',
  },
  sscc: { 2: 'full case', 6: 'unit load' },
  giai: { 1: 'rail vehicle' },
};
