/** What stands behind the `?` of the pages of imports; what is none of these is left out. The server knows the words. */
export interface ImportsSearch {
  readonly tab?: 'export';
  readonly kind?: (typeof kinds)[number] | undefined;
  readonly state?: (typeof states)[number] | undefined;
}

export interface ImportSearch {
  readonly outcome?: (typeof outcomes)[number] | undefined;
  readonly code?: string | undefined;
}

// Written out here, for this is loaded with the first page; the rules about them come with their own pages.
const kinds = [
  'products',
  'units',
  'opening_stock',
  'purchase_orders',
  'receipts',
  'orders',
  'sales',
] as const;
const states = ['ready', 'working', 'paused', 'done', 'undone', 'cancelled', 'failed'] as const;
const outcomes = ['refused', 'warned', 'kept'] as const;

export function importsSearch({ tab, kind, state }: Readonly<Record<string, unknown>>): ImportsSearch {
  return {
    ...(tab === 'export' ? { tab } : {}),
    ...(isOneOf(kinds, kind) ? { kind } : {}),
    ...(isOneOf(states, state) ? { state } : {}),
  };
}

export function importSearch({ outcome, code }: Readonly<Record<string, unknown>>): ImportSearch {
  return {
    ...(isOneOf(outcomes, outcome) ? { outcome } : {}),
    ...(typeof code === 'string' ? { code } : {}),
  };
}

function isOneOf<Word extends string>(words: readonly Word[], word: unknown): word is Word {
  return (words as readonly unknown[]).includes(word);
}
