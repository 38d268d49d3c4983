import type { Language } from './words.ts';

/** What one slice of the screens says, in every language: it stands in that slice's folder and is loaded with it. */
export type SliceWords<Key extends string = string> = Readonly<
  Record<Language, Readonly<Record<Key, string>>>
>;

/** The words of a slice; a key that one language lacks does not compile. `{name}` is filled in. */
export function sliceWords<const Key extends string>(words: SliceWords<Key>): SliceWords<Key> {
  return words;
}
