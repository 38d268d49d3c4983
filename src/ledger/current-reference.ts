import type { Freshness } from './freshness.ts';
import type { Ledger } from './ledger.ts';
import { emptyReference, type Reference } from './reference.ts';

/** Reference data for readers: as it stood less than a second ago, and read anew only when something has changed. */
export type ReadReference = () => Promise<Reference>;

export function openReference(ledger: Pick<Ledger, 'reference'>, freshness: Freshness): ReadReference {
  let known = emptyReference;
  let loading: Promise<Reference> | null = null;
  return async () => {
    const wanted = await freshness.current();
    while (known.freshness < wanted) {
      loading ??= ledger.reference().finally(() => {
        loading = null;
      });
      known = await loading;
    }
    return known;
  };
}
