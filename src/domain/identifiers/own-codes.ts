import { type ScanError, scanError } from './scan-error.ts';

export type OwnCode =
  | { readonly as: 'document'; readonly kind: string; readonly number: string }
  | { readonly as: 'bin'; readonly site: string | null; readonly location: string }
  | { readonly as: 'unit'; readonly id: number };

/**
 * Reads the codes that our own labels and papers carry: `DOC:<kind>:<number>`, `BIN:<location>`,
 * `BIN:<site>:<location>`, `UNIT:<id>`. The word before the first colon and a document's kind are read in any
 * case (kinds come back in lower case); everything else is kept to the byte. Null for text that is none of
 * ours.
 */
export function readOwnCode(text: string, start = 0): OwnCode | ScanError | null {
  const opening = /^(doc|bin|unit):/i.exec(text.slice(start, start + 5));
  if (opening === null) return null;
  const at = start + opening[0].length;
  const rest = text.slice(at);
  switch (opening[1]!.toLowerCase()) {
    case 'doc':
      return readDocument(rest, at);
    case 'bin':
      return readBin(rest, at);
    default:
      return readUnit(rest, at);
  }
}

function readDocument(rest: string, at: number): OwnCode | ScanError {
  const colon = rest.indexOf(':');
  const kind = rest.slice(0, Math.max(colon, 0)).toLowerCase();
  const number = rest.slice(colon + 1);
  if (!/^[a-z][a-z0-9_-]{0,31}$/.test(kind) || number === '') {
    return broken(at, 'A document code reads DOC:<kind>:<number>');
  }
  return { as: 'document', kind, number };
}

function readBin(rest: string, at: number): OwnCode | ScanError {
  const colon = rest.indexOf(':');
  const site = colon < 0 ? null : rest.slice(0, colon);
  const location = rest.slice(colon + 1);
  if (site === '' || location === '')
    return broken(at, 'A bin code reads BIN:<location> or BIN:<site>:<location>');
  return { as: 'bin', site, location };
}

function readUnit(rest: string, at: number): OwnCode | ScanError {
  const id = Number(rest);
  const isId = /^[1-9][0-9]{0,15}$/.test(rest) && Number.isSafeInteger(id);
  return isId ? { as: 'unit', id } : broken(at, 'A unit code reads UNIT:<number>');
}

function broken(at: number, sentence: string): ScanError {
  return scanError('own_code_broken', at, sentence);
}
