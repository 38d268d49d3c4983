import { findAi } from './application-identifiers.ts';
import { isDigits } from './check-digits.ts';
import type { Elements } from './element-string.ts';
import { checkValue, findContradiction, type PlacedElement } from './element-value.ts';
import { type ScanError, scanError } from './scan-error.ts';

/** True for a web address: text that opens with http:// or https://, in any case. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text.slice(0, 8));
}

/** True for what would be a Digital Link were its scheme there: `host.tld/…/01/` and 8 to 14 digits. */
export function isLinkWithoutScheme(text: string): boolean {
  const slash = text.indexOf('/');
  const host = slash < 0 ? '' : text.slice(0, slash);
  return (
    /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?$/.test(host) && /\/01\/[0-9]{8,14}(?:[/?#]|$)/.test(text)
  );
}

/**
 * Reads a GS1 Digital Link (URI syntax, uncompressed form):
 * `http(s)://host[/any/path]/key/value[/qualifier/value…][?…]`. The key with all that follows it are pairs,
 * qualifiers in the standard's order (01: 22, 10, 21, or 235 alone). Values are percent-decoded, "+" is a
 * plus in the path and a space in the query. A GTIN of 8, 12 or 13 digits is filled up to 14. In the query
 * AIs are read, other words (linkType, utm_source …) passed over, unknown AIs refused. Any host is taken:
 * reading a link is not fetching it. Elements come in the link's order. Positions of errors count in the
 * whole of `text`.
 */
export function parseDigitalLink(text: string, start = 0): Elements {
  const address = splitAddress(text, start);
  if ('code' in address) return { error: address };
  const path = readPath(address.path);
  if ('code' in path) return { error: path };
  const query = readQuery(address.query, path);
  if ('code' in query) return { error: query };
  const placed = [...path, ...query];
  const contradiction = findContradiction(placed);
  if (contradiction !== null) return { error: contradiction };
  return { elements: placed.map(({ ai, value }) => ({ ai, value })) };
}

/** A piece of the address as it stands in the text, still percent-encoded. */
interface Piece {
  readonly text: string;
  readonly at: number;
}

/**
 * Key → the sequences of qualifiers that may follow it, each in this order, any left out (GS1 syntax
 * dictionary, `dlpkey`).
 */
const qualifiersByKey: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['00', []],
  ['01', [['22', '10', '21'], ['235']]],
  ['253', []],
  ['255', []],
  ['401', []],
  ['402', []],
  ['414', [['254'], ['7040']]],
  ['415', [['8020']]],
  ['417', [['7040']]],
  ['8003', []],
  ['8004', [['7040']]],
  ['8006', [['22', '10', '21']]],
  ['8010', [['8011']]],
  ['8013', []],
  ['8017', [['8019']]],
  ['8018', [['8019']]],
]);

/**
 * These say nothing without their key: they stand in the path or nowhere. A lot (10) may, where the path has
 * no room for it.
 */
const pathOnly: ReadonlySet<string> = new Set(['21', '22', '235', '254', '7040', '8011', '8019', '8020']);

function splitAddress(text: string, start: number): { path: Piece[]; query: Piece } | ScanError {
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
  const path = pieces(text, hostEnd + 1, pathEnd, '/');
  return { path, query: { text: text.slice(pathEnd + 1, end), at: pathEnd + 1 } };
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

/**
 * From the right, pair by pair: over qualifiers to a key. Only segments an even number from the end can be
 * AIs, so a serial "01" or a folder named "01" before the key is never taken for one.
 */
function readPath(segments: readonly Piece[]): PlacedElement[] | ScanError {
  const names: Piece[] = [];
  for (let i = segments.length - 2; i >= 0; i -= 2) {
    const name = segments[i]!;
    names.unshift(name);
    if (qualifiersByKey.has(name.text)) return readPairs(segments.slice(i), names);
    if (!isQualifier(name.text)) break;
  }
  return scanError(
    'not_a_digital_link',
    segments[0]?.at ?? null,
    'This web address names no product or unit',
  );
}

function readPairs(segments: readonly Piece[], names: readonly Piece[]): PlacedElement[] | ScanError {
  const misplaced = wrongOrder(names);
  if (misplaced !== null) return misplaced;
  const placed: PlacedElement[] = [];
  for (const [i, name] of names.entries()) {
    const element = readElement(name.text, segments[2 * i + 1]!, false);
    if ('code' in element) return element;
    placed.push(element);
  }
  return placed;
}

function wrongOrder(names: readonly Piece[]): ScanError | null {
  const [key, ...qualifiers] = names;
  const sequences = qualifiersByKey.get(key!.text)!;
  if (qualifiers.length === 0) return null;
  if (
    sequences.some((sequence) =>
      isSubsequence(
        qualifiers.map((q) => q.text),
        sequence,
      ),
    )
  )
    return null;
  const allowed = sequences.map((s) => s.join(', ')).join(' or ') || 'nothing';
  const sentence = `After /${key!.text}/ may stand ${allowed}, in this order`;
  return scanError('qualifier_misplaced', qualifiers[0]!.at, sentence);
}

function isSubsequence(names: readonly string[], sequence: readonly string[]): boolean {
  let from = 0;
  return names.every((name) => {
    from = sequence.indexOf(name, from) + 1;
    return from > 0;
  });
}

function isQualifier(ai: string): boolean {
  return ai === '10' || pathOnly.has(ai);
}

function readQuery(query: Piece, path: readonly PlacedElement[]): PlacedElement[] | ScanError {
  const placed: PlacedElement[] = [];
  for (const parameter of pieces(query.text, 0, query.text.length, '&')) {
    const equals = parameter.text.indexOf('=');
    const name = equals < 0 ? '' : parameter.text.slice(0, equals);
    if (!isDigits(name)) continue;
    const at = query.at + parameter.at;
    if (pathOnly.has(name) || lotBelongsInPath(name, path)) {
      return scanError('qualifier_misplaced', at, `(${name}) belongs in the path of the link, not after "?"`);
    }
    const value = { text: parameter.text.slice(equals + 1), at: at + equals + 1 };
    const element = readElement(name, value, true);
    if ('code' in element) return element;
    placed.push(element);
  }
  return placed;
}

function lotBelongsInPath(name: string, path: readonly PlacedElement[]): boolean {
  const takesLot = path[0]!.ai === '01' || path[0]!.ai === '8006';
  return name === '10' && takesLot && path[1]?.ai !== '235';
}

function readElement(ai: string, piece: Piece, inQuery: boolean): PlacedElement | ScanError {
  const rule = findAi(ai);
  if (rule === undefined)
    return scanError('unknown_ai', piece.at - ai.length - 1, `"${ai}" is not known to GS1`);
  const decoded = decode(piece, inQuery);
  if ('code' in decoded) return decoded;
  const fill = ai === '01' && isDigits(decoded.text) ? fillOf(decoded.text) : 0;
  const value = '0'.repeat(fill) + decoded.text;
  const wrong = checkValue(rule, value, (k) => decoded.placeOf(Math.max(0, k - fill)), { raw: false });
  return wrong ?? { ai, value, at: piece.at };
}

/**
 * Zeros that make a GTIN-8, -12 or -13 fourteen digits long; none for another length, which is then refused.
 */
function fillOf(gtin: string): number {
  return gtin.length === 8 || gtin.length === 12 || gtin.length === 13 ? 14 - gtin.length : 0;
}

interface Decoded {
  readonly text: string;
  readonly placeOf: (index: number) => number;
}

/**
 * Percent-decoding byte by byte: values are ASCII, so a byte above 127 becomes a character that no AI takes.
 */
function decode(piece: Piece, plusIsSpace: boolean): Decoded | ScanError {
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
