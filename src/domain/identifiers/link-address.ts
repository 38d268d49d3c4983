import { type ScanError, scanError } from './scan-error.ts';

/** A piece of the address as it stands in the text, still percent-encoded. */
export interface Piece {
  readonly text: string;
  readonly at: number;
}

/** A web address in its parts. `stem` is scheme and host as they were written. */
export interface Address {
  readonly stem: string;
  readonly path: readonly Piece[];
  readonly query: readonly Piece[];
}

/** Splits a web address (RFC 3986) that begins at `start` with its scheme; the fragment is left out. */
export function splitAddress(text: string, start: number): Address | ScanError {
  const hostAt = text.indexOf('//', start) + 2;
  const hash = text.indexOf('#', hostAt);
  const end = hash < 0 ? text.length : hash;
  const mark = text.indexOf('?', hostAt);
  const pathEnd = mark < 0 || mark > end ? end : mark;
  const slash = text.indexOf('/', hostAt);
  const hostEnd = slash < 0 || slash > pathEnd ? pathEnd : slash;
  if (!/^(?:\[[0-9A-Fa-f:.]+\]|[\p{L}\p{N}_.-]+)(?::[0-9]{1,5})?$/u.test(text.slice(hostAt, hostEnd))) {
    return scanError('host_broken', hostAt, 'The web address has no readable host name');
  }
  // An address without a path has one empty piece at its end, not one past it.
  const path = pieces(text, Math.min(hostEnd + 1, pathEnd), pathEnd, '/');
  const query = pathEnd < end ? pieces(text, pathEnd + 1, end, '&') : [];
  return { stem: text.slice(start, hostEnd), path, query };
}

export interface Decoded {
  readonly text: string;
  /** From an index in the decoded text to one in the whole address. */
  readonly placeOf: (index: number) => number;
}

/**
 * Percent-decoding byte by byte (RFC 3986, 2.1): values are ASCII, so a byte above 127 becomes a character
 * that no AI takes.
 */
export function decode(piece: Piece, plusIsSpace: boolean): Decoded | ScanError {
  if (!piece.text.includes('%') && !(plusIsSpace && piece.text.includes('+'))) {
    return { text: piece.text, placeOf: (index) => piece.at + index };
  }
  const places: number[] = [];
  let text = '';
  for (let i = 0; i < piece.text.length; i += 1) {
    places.push(piece.at + i);
    const character = piece.text[i]!;
    if (character !== '%') {
      text += plusIsSpace && character === '+' ? ' ' : character;
      continue;
    }
    const code = piece.text.slice(i + 1, i + 3);
    if (!/^[0-9A-Fa-f]{2}$/.test(code)) {
      return scanError('percent_broken', piece.at + i, 'After "%" two hexadecimal digits must follow');
    }
    text += String.fromCharCode(Number.parseInt(code, 16));
    i += 2;
  }
  return { text, placeOf: (index) => places[index] ?? piece.at + piece.text.length };
}

/**
 * Percent-encodes all but RFC 3986's unreserved characters, as a canonical link is written. For ASCII values.
 */
export function encode(value: string): string {
  return value.replaceAll(
    /[^A-Za-z0-9._~-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function pieces(text: string, from: number, to: number, separator: string): Piece[] {
  let at = from;
  return text
    .slice(from, to)
    .split(separator)
    .map((piece) => {
      const placed = { text: piece, at };
      at += piece.length + separator.length;
      return placed;
    });
}
