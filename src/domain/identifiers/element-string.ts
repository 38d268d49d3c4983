import { type AiRule, aiAt, aiLength, findAi } from './application-identifiers.ts';
import { isDigits } from './check-digits.ts';
import { checkAssociations } from './element-associations.ts';
import {
  checkValue,
  type Depth,
  findContradiction,
  hasRightForm,
  type PlacedElement,
} from './element-value.ts';
import { type ScanError, scanError } from './scan-error.ts';

/** One element of a GS1 message: its application identifier and its value, as they stood on the label. */
export interface Element {
  readonly ai: string;
  readonly value: string;
}

export type Elements = { readonly elements: readonly Element[] } | { readonly error: ScanError };

/** The GS character: how a scanner sends FNC1. */
export const groupSeparator = '\x1d';

/** `start`: where to begin in the text. `depth`: how far to judge; `content` when not said. */
export interface ReadOptions {
  readonly start?: number;
  readonly depth?: Depth;
}

/**
 * Reads a GS1 element string without its symbology prefix (GS1 General Specifications, 3 and 7.8). Two
 * spellings: raw as scanners send it (`0109501101530003` `21ABC` GS `10L1`), or with brackets as people write
 * it (`(01)09501101530003(21)ABC`; a bracket inside a value is written `\(`). A separator is the GS character
 * or, when the text holds none, its stand-ins `<GS>`, `<FNC1>`, `%1D`; one may lead, one may follow any
 * element. Every AI must be known, every value of the right length, set and check digit and, by the depth, of
 * possible content and in the right company; an AI may repeat only with the same value. Positions of errors
 * count in the whole of `text`. Never throws; linear in the length.
 */
export function parseElementString(text: string, options: ReadOptions = {}): Elements {
  const { start = 0, depth = 'content' } = options;
  const scan: Scan = { text, standIns: mayHoldStandIns(text), depth };
  const first = start + separatorLength(scan, start);
  const placed = text[first] === '(' ? readBracketed(scan, first) : readRaw(scan, first);
  if ('code' in placed) return { error: placed };
  return judgeTogether(placed, depth);
}

/** Elements read one by one, judged together: contradictions always, company at the depth `label`. */
export function judgeTogether(placed: readonly PlacedElement[], depth: Depth): Elements {
  const wrong = findContradiction(placed) ?? (depth === 'label' ? checkAssociations(placed) : null);
  if (wrong !== null) return { error: wrong };
  return { elements: placed.map(({ ai, value }) => ({ ai, value })) };
}

/** True when the text from `start` opens like an element string with brackets: `(` two to four digits `)`. */
export function opensWithBracketedAi(text: string, start = 0): boolean {
  return /^\([0-9]{2,4}\)/.test(text.slice(start, start + 6));
}

/**
 * True when the text opens with a separator, or opens with two digits and holds one: then it is an element
 * string.
 */
export function isMarkedElementString(text: string): boolean {
  if (text.includes(groupSeparator)) return true;
  if (standIns.some((s) => startsWithIgnoringCase(text, s, 0))) return true;
  const folded = text.toUpperCase();
  return isDigits(text.slice(0, 2)) && standIns.some((s) => folded.includes(s));
}

interface Scan {
  readonly text: string;
  /** Stand-ins part the elements: only where the text holds no GS. */
  readonly standIns: boolean;
  readonly depth: Depth;
}

function mayHoldStandIns(text: string): boolean {
  return (text.includes('<') || text.includes('%')) && !text.includes(groupSeparator);
}

const standIns = ['<GS>', '<FNC1>', '%1D'] as const;

function readRaw(scan: Scan, first: number): PlacedElement[] | ScanError {
  const { text } = scan;
  const placed: PlacedElement[] = [];
  let i = first;
  while (i < text.length) {
    const rule = aiAt(text, i) ?? ruleError(text, i);
    if ('code' in rule) return rule;
    const at = i + rule.ai.length;
    const end = rule.predefined ? Math.min(at + rule.max, text.length) : nextSeparator(scan, at);
    const value = text.slice(at, end);
    if (scan.depth !== 'form' || !hasRightForm(rule, value)) {
      const wrong = judgeRaw(scan, rule, value, at);
      if (wrong !== null) return wrong;
    }
    placed.push({ ai: rule.ai, value, at });
    i = end + separatorLength(scan, end);
  }
  return placed.length > 0 ? placed : scanError('no_key', null, 'There is nothing after the separator');
}

function judgeRaw(scan: Scan, rule: AiRule, value: string, at: number): ScanError | null {
  const how = { raw: true, depth: scan.depth };
  const wrong = checkValue(rule, value, (k) => at + k, how);
  if (wrong === null || !rule.predefined) return wrong;
  // A predefined element ends by its length; a separator inside means that it was cut short.
  const cut = nextSeparator(scan, at, at + value.length);
  return checkValue(rule, value.slice(0, cut - at), (k) => at + k, how) ?? wrong;
}

function readBracketed(scan: Scan, first: number): PlacedElement[] | ScanError {
  const { text } = scan;
  const placed: PlacedElement[] = [];
  let i = first;
  while (i < text.length) {
    if (!opensWithBracketedAi(text, i)) {
      return scanError('bracket_broken', i, 'An application identifier in brackets is expected here');
    }
    const close = text.indexOf(')', i);
    const ai = text.slice(i + 1, close);
    const rule = findAi(ai);
    if (rule === undefined) return unknownAi(ai, i + 1);
    const at = close + 1;
    const end = bracketedEnd(scan, at);
    const value = text.slice(at, end).replaceAll('\\(', '(');
    // A literal bracket took one more character in the text, so places after it are one further on.
    const placeOf = (k: number) => at + k + value.slice(0, k).split('(').length - 1;
    const wrong = checkValue(rule, value, placeOf, { raw: false, depth: scan.depth });
    if (wrong !== null) return wrong;
    placed.push({ ai, value, at });
    i = end + separatorLength(scan, end);
  }
  return placed;
}

function bracketedEnd(scan: Scan, at: number): number {
  let i = at;
  while (i < scan.text.length && scan.text[i] !== '(' && separatorLength(scan, i) === 0) {
    i += scan.text[i] === '\\' && scan.text[i + 1] === '(' ? 2 : 1;
  }
  return i;
}

function ruleError(text: string, i: number): ScanError {
  const isSeparator = text[i] === groupSeparator || text[i] === '<' || text[i] === '%';
  return isSeparator
    ? scanError('separator_unexpected', i, 'Two separators stand next to each other')
    : unknownAi(text.slice(i, i + (aiLength(text.slice(i, i + 2)) ?? 2)), i);
}

function unknownAi(ai: string, at: number): ScanError {
  // Cut from the text by units, the two characters may end in half of one.
  const quoted = ai.replaceAll(/\p{Cs}/gu, '');
  return scanError('unknown_ai', at, `"${quoted}" is not an application identifier of GS1`);
}

function nextSeparator(scan: Scan, from: number, to = scan.text.length): number {
  if (!scan.standIns) {
    const found = scan.text.indexOf(groupSeparator, from);
    return found < 0 || found > to ? to : found;
  }
  let i = from;
  while (i < to && separatorLength(scan, i) === 0) i += 1;
  return i;
}

/** Length of the separator that stands at `i`, 0 when none does. */
function separatorLength({ text, standIns: allowed }: Scan, i: number): number {
  if (text[i] === groupSeparator) return 1;
  if (!allowed || (text[i] !== '<' && text[i] !== '%')) return 0;
  return standIns.find((s) => startsWithIgnoringCase(text, s, i))?.length ?? 0;
}

function startsWithIgnoringCase(text: string, start: string, i: number): boolean {
  return text.slice(i, i + start.length).toUpperCase() === start;
}
