import { findAi } from './application-identifiers.ts';
import { checkAssociations } from './element-associations.ts';
import { type Element, groupSeparator } from './element-string.ts';
import { checkValue, type Depth, findContradiction } from './element-value.ts';
import { type ScanError, scanError } from './scan-error.ts';
import { gs1SymbolPrefixes } from './symbology.ts';

/**
 * What was written, or why these elements cannot be. The position of an error is null: there is no text yet.
 */
export type Written = { readonly text: string } | { readonly error: ScanError };

/** `brackets` is for people: `(01)09501101530003(21)ABC`. `fnc1` is what a symbol holds, GS for FNC1. */
export type Spelling = 'brackets' | 'fnc1';

/**
 * Writes an element string (GS1 General Specifications, 7.8). With `fnc1` elements of predefined length go
 * first and a separator follows each other element but the last; the FNC1 that opens the symbol is the
 * printer's. With `brackets` the order is kept and an opening bracket in a value is escaped as `\(`. Elements
 * are judged as parseElementString does, to the depth `label` when nothing is said, so what is written reads
 * back to the same; an element that stands twice is written once.
 */
export function buildElementString(
  elements: readonly Element[],
  spelling: Spelling,
  depth: Depth = 'label',
): Written {
  const once = judgeElements(elements, depth);
  if ('code' in once) return { error: once };
  if (spelling === 'brackets') {
    return { text: once.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('') };
  }
  const ordered = predefinedFirst(once);
  const last = ordered.length - 1;
  const text = ordered.map(({ ai, value }, i) => {
    return ai + value + (i < last && !findAi(ai)!.predefined ? groupSeparator : '');
  });
  return { text: text.join('') };
}

/** What a scanner sends for such a symbol with these elements: its prefix, then the text with GS for FNC1. */
export function buildScan(
  elements: readonly Element[],
  symbol: keyof typeof gs1SymbolPrefixes,
  depth: Depth = 'label',
): Written {
  const written = buildElementString(elements, 'fnc1', depth);
  return 'error' in written ? written : { text: gs1SymbolPrefixes[symbol] + written.text };
}

/** The elements, each once, when all are right alone and together; else what is wrong. */
export function judgeElements(elements: readonly Element[], depth: Depth): readonly Element[] | ScanError {
  if (elements.length === 0) return scanError('no_key', null, 'There is no element to write');
  const seen = new Set<string>();
  const once = elements.filter(({ ai, value }) => seen.size < seen.add(`${ai}:${value}`).size);
  for (const { ai, value } of once) {
    const rule = findAi(ai);
    if (rule === undefined) {
      return scanError('unknown_ai', null, `"${ai}" is not an application identifier of GS1`);
    }
    const wrong = checkValue(rule, value, () => 0, { raw: false, depth });
    if (wrong !== null) return { ...wrong, position: null };
  }
  const placed = once.map((element) => ({ ...element, at: 0 }));
  const wrong = findContradiction(placed) ?? (depth === 'label' ? checkAssociations(placed) : null);
  return wrong === null ? once : { ...wrong, position: null };
}

/** Those that need no separator first; otherwise in the order given. */
export function predefinedFirst(elements: readonly Element[]): Element[] {
  const isPredefined = ({ ai }: Element) => findAi(ai)!.predefined;
  return [...elements.filter(isPredefined), ...elements.filter((element) => !isPredefined(element))];
}
