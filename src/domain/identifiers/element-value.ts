import { type AiRule, aiLength, findAi } from './application-identifiers.ts';
import { firstOutsideSet } from './characters.ts';
import { gs1CheckDigit } from './check-digits.ts';
import { type ScanError, scanError } from './scan-error.ts';

/** An element and the place of its value in the scanned text. */
export interface PlacedElement {
  readonly ai: string;
  readonly value: string;
  readonly at: number;
}

/**
 * Judges one value by its AI's rule: length, characters, check digit. `placeOf` turns an index in the value
 * into one in the scanned text. `raw` says that no brackets parted the elements, so a value too long may be
 * two with the separator lost.
 */
export function checkValue(
  rule: AiRule,
  value: string,
  placeOf: (index: number) => number,
  { raw }: { readonly raw: boolean },
): ScanError | null {
  if (value.length === 0) return scanError('value_empty', placeOf(0), `(${rule.ai}) has no value`);
  return (
    wrongCharacter(rule, value, placeOf) ??
    wrongLength(rule, value, placeOf, raw) ??
    wrongCheckDigit(rule, value, placeOf)
  );
}

/**
 * Two different values under one AI: the label (or two labels read as one) contradicts itself. Null when none
 * does.
 */
export function findContradiction(elements: readonly PlacedElement[]): ScanError | null {
  const valuesByAi = new Map<string, string>();
  for (const { ai, value, at } of elements) {
    const before = valuesByAi.get(ai) ?? value;
    if (before !== value) {
      return scanError('ai_contradicts', at, `(${ai}) stands twice: "${before}" and "${value}"`);
    }
    valuesByAi.set(ai, value);
  }
  return null;
}

function wrongCharacter(rule: AiRule, value: string, placeOf: (k: number) => number): ScanError | null {
  // Past the longest value the length is what is wrong; a lost separator must not be reported as a letter
  // among digits.
  const judged = value.slice(0, rule.max);
  const letter = firstOutsideSet(judged.slice(0, rule.leadDigits), 'N');
  const index = letter >= 0 ? letter : firstOutsideSet(judged, rule.set);
  if (index < 0) return null;
  const numeric = letter >= 0 || rule.set === 'N';
  return numeric
    ? scanError('not_numeric', placeOf(index), `(${rule.ai}) takes digits only here`)
    : scanError('character_not_allowed', placeOf(index), `(${rule.ai}) cannot hold this character`);
}

function wrongLength(
  rule: AiRule,
  value: string,
  placeOf: (k: number) => number,
  raw: boolean,
): ScanError | null {
  const { ai, min, max, step } = rule;
  if (value.length < min) {
    const sentence = `(${ai}) is cut short: ${value.length} of at least ${min} characters`;
    return scanError('value_truncated', placeOf(value.length), sentence);
  }
  if (value.length <= max && (value.length - min) % step === 0) return null;
  if (value.length <= max) {
    const sentence = `(${ai}) is cut short: after ${min} characters it goes on by ${step}`;
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
    const ai = value.slice(index, index + (aiLength(value.slice(index, index + 2)) ?? 0));
    const rule = ai === '' ? undefined : findAi(ai);
    if (rule === undefined || !takes(rule, value.slice(index + ai.length))) continue;
    candidates.push({ ai, index, predefined: rule.predefined });
  }
  return candidates.find((candidate) => candidate.predefined) ?? candidates[0] ?? null;
}

function takes({ min, max, set, predefined }: AiRule, rest: string): boolean {
  const fits = predefined ? rest.length >= max : rest.length >= min && rest.length <= max;
  return fits && firstOutsideSet(rest.slice(0, max), set) < 0;
}

function wrongCheckDigit(rule: AiRule, value: string, placeOf: (k: number) => number): ScanError | null {
  const last = rule.checkedDigits - 1;
  if (last < 0) return null;
  const right = gs1CheckDigit(value.slice(0, last));
  if (right === value[last]) return null;
  const found = `The check digit of (${rule.ai}) is ${value[last]}`;
  const sentence = `${found}, by the other digits it must be ${right}`;
  return scanError('check_digit_wrong', placeOf(last), sentence);
}
