import { describe, expect, test } from 'vitest';
import { de } from './de.ts';
import type { Dictionary } from './dictionary.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { uiKeys } from './ui-words.ts';

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
