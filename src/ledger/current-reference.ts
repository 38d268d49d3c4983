import type { Freshness } from './freshness.ts';
import type { Ledger } from './ledger.ts';
import { emptyReference, type Reference } from './reference.ts';

/** Reference data for readers, read anew only when something has changed. */
export interface ReferenceReader {
  /** As it stood less than a second ago; costs nothing. */
  recent(): Promise<Reference>;
  /** As it stands now; costs a look at the freshness number. */
  newest(): Promise<Reference>;
}

export function openReference(ledger: Pick<Ledger, 'reference'>, freshness: Freshness): ReferenceReader {
  let known = emptyReference;
  let loading: Promise<Reference> | null = null;

  async function asOf(number: number): Promise<Reference> {
    while (known.freshness < number) {
      loading ??= ledger.reference().finally(() => {
        loading = null;
      });
      known = await loading;
    }
    return known;
  }

  return {
    recent: async () => asOf(await freshness.current()),
    newest: async () => asOf(await freshness.now()),
  };
}

/**
 * Reads with recent reference data, and where that is too old for what was found (`isUnnamed`: it holds a number whose
 * name another process made a moment ago) once more with the newest.
 */
export async function readNamed<Result>(
  reference: ReferenceReader,
  read: (reference: Reference) => Promise<Result>,
  isUnnamed: (result: Result) => boolean,
): Promise<Result> {
  const recent = await reference.recent();
  const found = await read(recent);
  if (!isUnnamed(found)) return found;
  const newest = await reference.newest();
  return newest === recent ? found : read(newest);
}
