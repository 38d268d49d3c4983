import { describe, expect, test } from 'vitest';
import { de } from './de.ts';
import type { Dictionary } from './dictionary.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { SliceWords } from './slice-words.ts';
import { uiKeys } from './ui-words.ts';

/** Every file of words in the slices, whatever it exports. */
const files = import.meta.glob<Readonly<Record<string, unknown>>>('../*/*-words.ts', { eager: true });
const slices = Object.entries(files).flatMap(([file, exported]) =>
  Object.values(exported)
    .filter(isSliceWords)
    .map((words) => [file, words] as const),
);

function isSliceWords(value: unknown): value is SliceWords {
  return typeof value === 'object' && value !== null && 'en' in value && 'de' in value && 'es' in value;
}

type Section = Readonly<Record<string, string>>;
const sectionsOf = (dictionary: Dictionary) => Object.entries(dictionary) as [keyof Dictionary, Section][];
const gapsOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();

describe.each([
  ['German', de],
  ['Spanish', es],
])('%s', (_language, dictionary) => {
  test.each(sectionsOf(en))('has a word for each of %s', (section, english) => {
    expect(Object.keys(dictionary[section]).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(dictionary[section]))
      expect([key, text.trim()]).not.toEqual([key, '']);
  });

  test('leaves the same gaps in each sentence', () => {
    for (const key of uiKeys) expect([key, gapsOf(dictionary.ui[key])]).toEqual([key, gapsOf(en.ui[key])]);
  });

  test('is a translation: few words are the same in English', () => {
    const all = sectionsOf(dictionary).flatMap(([section, words]) =>
      Object.entries(words).map(([key, text]) => text === (en[section] as Section)[key]),
    );
    expect(all.filter((isSame) => isSame).length / all.length).toBeLessThan(0.1);
  });
});

describe.each(slices)('%s', (_file, words) => {
  test.each(['de', 'es'] as const)('has each word in %s, with the same gaps', (language) => {
    expect(Object.keys(words[language]).sort()).toEqual(Object.keys(words.en).sort());
    for (const [key, text] of Object.entries(words[language])) {
      expect([key, text.trim()]).not.toEqual([key, '']);
      expect([key, gapsOf(text)]).toEqual([key, gapsOf(words.en[key]!)]);
    }
  });
});

test('every file of words in a slice holds words in every language', () => {
  const found = new Set(slices.map(([file]) => file));
  const inSlices = Object.keys(files).filter((file) => file.startsWith('../'));
  expect(inSlices.filter((file) => !found.has(file))).toEqual([]);
});
