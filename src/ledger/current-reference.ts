import type { Freshness } from './freshness.ts';
import type { Ledger } from './ledger.ts';
import { emptyReference, type Reference } from './reference.ts';

/** Reference data for readers, as it stands now: one look at the freshness number, and read anew only where it has moved. */
export type ReadReference = () => Promise<Reference>;

export function openReference(ledger: Pick<Ledger, 'reference'>, freshness: Freshness): ReadReference {
  let known = emptyReference;
  let loading: Promise<Reference> | null = null;
  return async () => {
    const number = await freshness.now();
    while (known.freshness < number) {
      loading ??= ledger.reference().finally(() => {
        loading = null;
      });
      known = await loading;
    }
    return known;
  };
}
