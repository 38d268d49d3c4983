import type { Move } from '../../../src/domain/lifecycle.ts';
import { moves } from '../../../src/domain/lifecycle.ts';
import { detailOf } from '../scanning/MoveField.tsx';
import type { Way } from './WhichUnits.tsx';

/** What is filled in beside the fields that the page itself holds. */
export type Filled = Readonly<Record<string, string>>;

export function filledIn(form: HTMLFormElement): Filled {
  const entries = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value).trim()]));
}

/** The order as the server takes it; what is empty is not said. */
export function orderOf(move: Move, site: string, way: Exclude<Way, 'file'>, filled: Filled): object {
  const { location, documentKind, documentNumber, together } = filled;
  const details = detailsOf(move, filled);
  return {
    move,
    site,
    ...(location ? { location } : {}),
    ...(documentKind ? { document: { kind: documentKind, number: documentNumber } } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...(together ? { together: true } : {}),
    units: unitsOf(way, filled),
  };
}

/** The same for a file, in its address; the details are said afterwards. */
export function fileQueryOf(move: Move, site: string, filled: Filled): Record<string, string | undefined> {
  const { location, documentKind, documentNumber, together } = filled;
  return {
    move,
    site,
    location: location || undefined,
    documentKind: documentKind || undefined,
    documentNumber: documentKind ? documentNumber : undefined,
    together: together ? 'true' : undefined,
  };
}

export function detailsOf(move: Move, filled: Filled): Readonly<Record<string, unknown>> {
  const said = (moves[move].needs ?? []).map((field) => detailOf(field, filled[field] ?? ''));
  return Object.assign({}, ...said);
}

function unitsOf(way: Exclude<Way, 'file'>, filled: Filled): object {
  if (way === 'numbers') return { numbers: filled.numbers, ...(filled.sku ? { sku: filled.sku } : {}) };
  if (way === 'document') return { document: { kind: filled.ofKind, number: filled.ofNumber } };
  const where = Object.entries(filled).flatMap(([name, value]) =>
    name.startsWith('where.') && value !== '' ? [[name.slice('where.'.length), value]] : [],
  );
  return { where: Object.fromEntries(where) };
}
