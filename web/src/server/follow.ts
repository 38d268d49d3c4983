import type { QueryKey } from '@tanstack/react-query';
import type { LiveHint } from '../../../src/operations/live/contract.ts';

/** How soon what is shown is asked for again: one thing at once, a list now and then, however much happens. */
export type Pace = 'at once' | 'now and then';

/**
 * Whether what was asked under a key may have changed by what a hint tells, and how soon it is to be asked again; null: it
 * stays. A page that is to follow gives its queries keys that begin like these.
 */
export function paceFor(key: QueryKey, hint: LiveHint): Pace | null {
  const [what, name] = key;
  const { units, documents, sites, openExceptions } = hint;
  switch (what) {
    case 'unit':
    case 'history':
      if (units === null) return 'now and then';
      return units.some((id) => String(id) === String(name)) ? 'at once' : null;
    case 'document':
      if (documents === null) return 'now and then';
      return documents.some(({ number }) => number === name) ? 'at once' : null;
    case 'exceptions':
      return Object.keys(openExceptions).length > 0 ? 'now and then' : null;
    case 'home':
      return sites.length > 0 ? 'now and then' : null;
    case 'list':
      return listPace(String(name), hint);
    default:
      return null;
  }
}

function listPace(name: string, { sites, openExceptions, imports, documents }: LiveHint): Pace | null {
  // Scans of a count are no events: only the count itself tells of them.
  if (name === 'counts') return (documents ?? countsUnsaid).some(isCount) ? 'now and then' : null;
  if (name === 'exceptions') return Object.keys(openExceptions).length > 0 ? 'now and then' : null;
  if (name === 'imports') return imports.length > 0 ? 'now and then' : null;
  return ofTheFloor.has(name) && sites.length > 0 ? 'now and then' : null;
}

type Named = NonNullable<LiveHint['documents']>[number];

/** More documents than are named: a count may be among them. */
const countsUnsaid: readonly Named[] = [{ kind: 'count', number: '' }];
const isCount = ({ kind }: Named) => kind === 'count';

/** Lists of what is where; others do not change by scanning. */
const ofTheFloor: ReadonlySet<string> = new Set([
  'units',
  'stock',
  'quantity',
  'receipts',
  'receipt-units',
  'availability',
]);

/** What begins so follows the stream: after a break all of it is asked for again. */
export const following: ReadonlySet<unknown> = new Set([
  'unit',
  'history',
  'document',
  'exceptions',
  'home',
  'list',
  'import',
  'imports',
]);
