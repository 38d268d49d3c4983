import { type AiRule, findAi, linkQualifiers } from './application-identifiers.ts';
import { isDigits } from './check-digits.ts';
import { type Element, judgeTogether, type ReadOptions } from './element-string.ts';
import { checkValue, type Depth, type PlacedElement } from './element-value.ts';
import { decode, type Piece, splitAddress } from './link-address.ts';
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

/** A parameter of a link that is no AI: linkType, utm_source … As it stands in the link, still encoded. */
export interface LinkParameter {
  readonly name: string;
  readonly value: string;
}

export type DigitalLink =
  | {
      readonly elements: readonly Element[];
      /** Scheme, host and folders before the key, as they were written: `https://shop.example/de`. */
      readonly stem: string;
      readonly others: readonly LinkParameter[];
    }
  | { readonly error: ScanError };

/**
 * Reads a GS1 Digital Link (GS1 Digital Link: URI Syntax; the uncompressed form only):
 * `http(s)://host[/any/path]/key/value[/qualifier/value…][?…]`. The key with all that follows it are pairs,
 * qualifiers in the standard's order (01: 22, 10, 21, or 235 alone). Values are percent-decoded, "+" is a
 * plus in the path and a space in the query. A GTIN of 8, 12 or 13 digits is filled up to 14. In the query
 * AIs are read, other words (linkType, utm_source …) kept aside, unknown AIs refused. Any host is taken:
 * reading a link is not fetching it. Elements come in the link's order. Positions of errors count in the
 * whole of `text`. Never throws; linear in the length.
 */
export function parseDigitalLink(text: string, options: ReadOptions = {}): DigitalLink {
  const { start = 0, depth = 'content' } = options;
  if (!isWebAddress(text.slice(start, start + 8))) {
    return { error: scanError('scheme_missing', start, 'A Digital Link begins with http:// or https://') };
  }
  const address = splitAddress(text, start);
  if ('code' in address) return { error: address };
  const path = readPath(address.path, depth);
  if ('code' in path) return { error: path };
  const query = readQuery(address.query, path.placed, depth);
  if ('code' in query) return { error: query };
  const judged = judgeTogether([...path.placed, ...query.placed], depth);
  if ('error' in judged) return judged;
  const folders = address.path.slice(0, path.from).map((piece) => `/${piece.text}`);
  return { elements: judged.elements, stem: address.stem + folders.join(''), others: query.others };
}

interface ReadPath {
  readonly placed: readonly PlacedElement[];
  /** Index of the key's segment. */
  readonly from: number;
}

/**
 * From the right, pair by pair: over qualifiers to a key. Only segments an even number from the end can be
 * AIs, so a serial "01" or a folder named "01" before the key is never taken for one.
 */
function readPath(segments: readonly Piece[], depth: Depth): ReadPath | ScanError {
  for (let i = segments.length - 2; i >= 0; i -= 2) {
    const name = segments[i]!.text;
    const key = findAi(name)?.key;
    if (key) return readPairs(segments, i, key, depth);
    if (!linkQualifiers.has(name)) break;
  }
  return scanError('not_a_digital_link', segments[0]!.at, 'This web address names no product or unit');
}

function readPairs(
  segments: readonly Piece[],
  from: number,
  key: NonNullable<AiRule['key']>,
  depth: Depth,
): ReadPath | ScanError {
  const misplaced = wrongOrder(segments, from, key);
  if (misplaced !== null) return misplaced;
  const placed: PlacedElement[] = [];
  for (let i = from; i < segments.length; i += 2) {
    const element = readElement(segments[i]!.text, segments[i + 1]!, false, depth);
    if ('code' in element) return element;
    placed.push(element);
  }
  return { placed, from };
}

function wrongOrder(
  segments: readonly Piece[],
  from: number,
  key: NonNullable<AiRule['key']>,
): ScanError | null {
  const names = segments.filter((_, i) => i > from && (i - from) % 2 === 0);
  const texts = names.map(({ text }) => text);
  if (names.length === 0 || key.some((order) => isSubsequence(texts, order))) return null;
  const allowed = key.map((order) => order.join(', ')).join(' or ') || 'nothing';
  const sentence = `After /${segments[from]!.text}/ may stand ${allowed}, in this order`;
  return scanError('qualifier_misplaced', names[0]!.at, sentence);
}

/** True when the names stand in the sequence in this order, any left out. */
export function isSubsequence(names: readonly string[], sequence: readonly string[]): boolean {
  let from = 0;
  return names.every((name) => {
    from = sequence.indexOf(name, from) + 1;
    return from > 0;
  });
}

interface ReadQuery {
  readonly placed: readonly PlacedElement[];
  readonly others: readonly LinkParameter[];
}

function readQuery(
  parameters: readonly Piece[],
  path: readonly PlacedElement[],
  depth: Depth,
): ReadQuery | ScanError {
  const placed: PlacedElement[] = [];
  const others: LinkParameter[] = [];
  for (const { text, at } of parameters) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    if (equals < 0 || !isDigits(name)) {
      if (text !== '') others.push({ name, value: equals < 0 ? '' : text.slice(equals + 1) });
      continue;
    }
    if (findAi(name)?.attribute === false || lotBelongsInPath(name, path)) {
      return scanError('qualifier_misplaced', at, `(${name}) has no place in a link after "?"`);
    }
    const value = { text: text.slice(equals + 1), at: at + equals + 1 };
    const element = readElement(name, value, true, depth);
    if ('code' in element) return element;
    placed.push(element);
  }
  return { placed, others };
}

function lotBelongsInPath(name: string, path: readonly PlacedElement[]): boolean {
  const takesLot = path[0]!.ai === '01' || path[0]!.ai === '8006';
  return name === '10' && takesLot && path[1]?.ai !== '235';
}

function readElement(ai: string, piece: Piece, inQuery: boolean, depth: Depth): PlacedElement | ScanError {
  const rule = findAi(ai);
  if (rule === undefined)
    return scanError('unknown_ai', piece.at - ai.length - 1, `"${ai}" is not known to GS1`);
  const decoded = decode(piece, inQuery);
  if ('code' in decoded) return decoded;
  const fill = ai === '01' && isDigits(decoded.text) ? fillOf(decoded.text) : 0;
  const value = '0'.repeat(fill) + decoded.text;
  const placeOf = (k: number) => decoded.placeOf(Math.max(0, k - fill));
  return checkValue(rule, value, placeOf, { raw: false, depth }) ?? { ai, value, at: piece.at };
}

/**
 * Zeros that make a GTIN-8, -12 or -13 fourteen digits long; none for another length, which is then refused.
 */
function fillOf(gtin: string): number {
  return gtin.length === 8 || gtin.length === 12 || gtin.length === 13 ? 14 - gtin.length : 0;
}
