import { type AiPart, type AiRule, aiAt } from './application-identifiers.ts';
import { firstOutsideSet } from './characters.ts';
import { gs1CheckDigit, hasGs1CheckDigit } from './check-digits.ts';
import { linters } from './linters.ts';
import { type ScanError, scanError } from './scan-error.ts';

/** An element and the place of its value in the scanned text. */
export interface PlacedElement {
  readonly ai: string;
  readonly value: string;
  readonly at: number;
}

/**
 * How far a value is judged. `form`: length, characters and GS1 check digit, enough to name a unit; a maker's
 * impossible date keeps no parcel from being received. `content`: also what the digits mean, by GS1's
 * linters. `label`: also which AIs may and must stand together (GS1 General Specifications, data
 * relationships).
 */
export type Depth = 'form' | 'content' | 'label';

/**
 * Judges one value by its AI's rule. `placeOf` turns an index in the value into one in the scanned text.
 * `raw` says that no brackets parted the elements, so a value too long may be two with the separator lost.
 */
export function checkValue(
  rule: AiRule,
  value: string,
  placeOf: (index: number) => number,
  { raw, depth }: { readonly raw: boolean; readonly depth: Depth },
): ScanError | null {
  if (!hasRightForm(rule, value)) return formError(rule, value, placeOf, raw);
  return depth === 'form' || rule.plain ? null : contentError(rule, value, placeOf);
}

/** True for a value whose length, characters and check digits are right. Reads it once and makes nothing. */
export function hasRightForm(rule: AiRule, value: string): boolean {
  if (rule.lengths[value.length] !== true || value.length === 0) return false;
  if (rule.set !== null && firstOutsideSet(value, rule.set) >= 0) return false;
  if (rule.parts.length === 1) return !rule.parts[0]!.checkDigit || hasGs1CheckDigit(value, 0, value.length);
  let from = 0;
  for (const part of rule.parts) {
    const to = Math.min(from + part.max, value.length);
    if (rule.set === null && firstOutsideSet(value, part.set, from, to) >= 0) return false;
    if (part.checkDigit && !hasGs1CheckDigit(value, from, to)) return false;
    from = to;
  }
  return true;
}

/** True for a value of possible length and characters, whatever its check digits say. */
export function hasRightShape(rule: AiRule, value: string): boolean {
  if (rule.lengths[value.length] !== true || value.length === 0) return false;
  return spansOf(rule, value.length).every(({ set, from, to }) => firstOutsideSet(value, set, from, to) < 0);
}

/**
 * Two different values under one AI: the label (or two labels read as one) contradicts itself. Null when none
 * does.
 */
export function findContradiction(elements: readonly PlacedElement[]): ScanError | null {
  // Few elements are compared with each other, which makes nothing; many through a table, which stays linear.
  if (elements.length <= 8) return elements.length < 2 ? null : contradictionOfFew(elements);
  const valuesByAi = new Map<string, string>();
  for (const { ai, value, at } of elements) {
    const before = valuesByAi.get(ai) ?? value;
    if (before !== value) return contradicts(ai, before, value, at);
    valuesByAi.set(ai, value);
  }
  return null;
}

function contradictionOfFew(elements: readonly PlacedElement[]): ScanError | null {
  for (let i = 1; i < elements.length; i += 1) {
    const { ai, value, at } = elements[i]!;
    for (let k = 0; k < i; k += 1) {
      const before = elements[k]!;
      if (before.ai === ai && before.value !== value) return contradicts(ai, before.value, value, at);
    }
  }
  return null;
}

function contradicts(ai: string, before: string, value: string, at: number): ScanError {
  return scanError('ai_contradicts', at, `(${ai}) stands twice: "${before}" and "${value}"`);
}

function contentError(rule: AiRule, value: string, placeOf: (k: number) => number): ScanError | null {
  let from = 0;
  for (const part of rule.parts) {
    const to = Math.min(from + part.max, value.length);
    if (to === from) break;
    for (const name of part.checks) {
      const wrong = linters[name]!(value.slice(from, to));
      if (wrong !== null) return scanError(wrong.code, placeOf(from + wrong.at), `(${rule.ai}) ${wrong.why}`);
    }
    from = to;
  }
  return null;
}

type PlaceOf = (index: number) => number;

function formError(rule: AiRule, value: string, placeOf: PlaceOf, raw: boolean): ScanError | null {
  if (value.length === 0) return scanError('value_empty', placeOf(0), `(${rule.ai}) has no value`);
  return (
    wrongCharacter(rule, value, placeOf) ??
    wrongLength(rule, value, placeOf, raw) ??
    wrongCheckDigit(rule, value, placeOf)
  );
}

function wrongCharacter(rule: AiRule, value: string, placeOf: PlaceOf): ScanError | null {
  // Past the longest value the length is what is wrong; a lost separator must not be reported as a letter
  // among digits.
  for (const { set, from, to } of spansOf(rule, Math.min(value.length, rule.max))) {
    const index = firstOutsideSet(value, set, from, to);
    if (index < 0) continue;
    return set === 'N'
      ? scanError('not_numeric', placeOf(index), `(${rule.ai}) takes digits only here`)
      : scanError('character_not_allowed', placeOf(index), `(${rule.ai}) cannot hold this character`);
  }
  return null;
}

/** Which part takes which characters of a value of this length. */
function spansOf(rule: AiRule, length: number): (AiPart & { readonly from: number; readonly to: number })[] {
  let from = 0;
  return rule.parts.map((part) => {
    const span = { ...part, from, to: Math.min(from + part.max, length) };
    from = span.to;
    return span;
  });
}

function wrongLength(rule: AiRule, value: string, placeOf: PlaceOf, raw: boolean): ScanError | null {
  const { ai, min, max, lengths } = rule;
  if (value.length < min) {
    const sentence = `(${ai}) is cut short: ${value.length} of at least ${min} characters`;
    return scanError('value_truncated', placeOf(value.length), sentence);
  }
  if (lengths[value.length] === true) return null;
  if (value.length < max) {
    const longer = lengths.indexOf(true, value.length);
    const sentence = `(${ai}) is cut short: ${value.length} of ${longer} characters`;
    return scanError('value_truncated', placeOf(value.length), sentence);
  }
  const hidden = raw ? hiddenAi(value, min, max) : null;
  if (hidden === null) {
    const sentence = `(${ai}) holds ${value.length} characters, at most ${max} are allowed`;
    return scanError('value_too_long', placeOf(max), sentence);
  }
  const lost = `the separator (FNC1) before (${hidden.ai}) is missing`;
  const sentence = `(${ai}) runs on past ${max} characters: ${lost}`;
  return scanError('separator_missing', placeOf(hidden.index), sentence);
}

/**
 * Where, in a value that is too long, another element may begin: a known AI whose rule takes what follows.
 * AIs of predefined length go first, their digits prove more. Words the error only: nothing is ever read from
 * a text that lost a separator.
 */
function hiddenAi(value: string, min: number, max: number): { ai: string; index: number } | null {
  const candidates: { ai: string; index: number; predefined: boolean }[] = [];
  for (let index = min; index <= max; index += 1) {
    const rule = aiAt(value, index);
    if (rule === undefined || !takes(rule, value.slice(index + rule.ai.length))) continue;
    candidates.push({ ai: rule.ai, index, predefined: rule.predefined });
  }
  return candidates.find((candidate) => candidate.predefined) ?? candidates[0] ?? null;
}

function takes(rule: AiRule, rest: string): boolean {
  const { min, max, predefined } = rule;
  const fits = predefined ? rest.length >= max : rest.length >= min && rest.length <= max;
  if (!fits) return false;
  const spans = spansOf(rule, Math.min(rest.length, max));
  return spans.every(({ set, from, to }) => firstOutsideSet(rest, set, from, to) < 0);
}

function wrongCheckDigit(rule: AiRule, value: string, placeOf: PlaceOf): ScanError | null {
  for (const { checkDigit, from, to } of spansOf(rule, value.length)) {
    if (!checkDigit || hasGs1CheckDigit(value, from, to)) continue;
    const right = gs1CheckDigit(value.slice(from, to - 1));
    const found = `The check digit of (${rule.ai}) is ${value[to - 1]}`;
    const sentence = `${found}, by the other digits it must be ${right}`;
    return scanError('check_digit_wrong', placeOf(to - 1), sentence);
  }
  return null;
}
