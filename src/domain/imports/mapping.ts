import { type Field, fieldWords, type ImportKind, kindRules, plainWords, wordsOf } from './fields.ts';
import type { PresetFields } from './presets.ts';

/** What one column of a file is taken for. */
export interface Column {
  readonly header: string;
  readonly field: Field | null;
  /** By a preset or saved mapping, by the header's words, or because somebody said so. */
  readonly how: 'preset' | 'guessed' | 'given' | null;
}

/** Which column holds each field, as somebody says it; null: none does. */
export type GivenMapping = Readonly<Partial<Record<Field, string | null>>>;

/**
 * What the columns of a file mean: what was given holds, then the preset, then the headers' own words, exact ones before
 * those that only begin so. A column means one thing, and a field stands in one column.
 */
export function mapColumns(
  kind: ImportKind,
  headers: readonly string[],
  preset: PresetFields = {},
  given: GivenMapping = {},
): readonly Column[] {
  const found = new Map<number, { field: Field; how: Column['how'] }>();
  const fields = kindRules[kind].fields;
  const left = new Set<Field>(fields);
  const take = (field: Field, how: Column['how'], fits: (header: string) => boolean) => {
    if (!left.has(field)) return;
    const at = headers.findIndex((header, index) => !found.has(index) && fits(header));
    if (at === -1) return;
    found.set(at, { field, how });
    left.delete(field);
  };
  for (const field of fields) {
    const header = given[field];
    if (header === undefined) continue;
    if (header !== null) take(field, 'given', (one) => one === header);
    left.delete(field);
  }
  for (const field of fields)
    for (const name of preset[field] ?? [])
      take(field, 'preset', (one) => plainWords(one) === plainWords(name));
  for (const nth of longestWords)
    for (const field of fields) {
      const word = wordsOf(kind, field)[nth];
      if (word !== undefined) take(field, 'guessed', (one) => plainWords(one) === word);
    }
  return headers.map((header, index) => ({ header, field: null, how: null, ...found.get(index) }));
}

/** Words are tried rank by rank over all fields, so that one field's last word does not take another's first. */
const longestWords = Array.from(
  { length: Math.max(...Object.values(fieldWords).map((list) => list.length)) },
  (_, nth) => nth,
);

/** The fields of which one is needed and none is known, as alternatives. */
export function missingFields(
  kind: ImportKind,
  columns: readonly Column[],
  defaults: Readonly<Record<string, unknown>>,
): readonly (readonly Field[])[] {
  const known = new Set(columns.map(({ field }) => field));
  return kindRules[kind].needs.filter(
    (alternatives) => !alternatives.some((field) => known.has(field) || defaults[field] !== undefined),
  );
}
