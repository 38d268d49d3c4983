import { useSyncExternalStore } from 'react';
import { keep, kept } from '../server/kept.ts';
import { de } from './de.ts';
import type { Dictionary } from './dictionary.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fill } from './fill.ts';
import { loadRefusals } from './refusal-sentences.ts';
import type { SliceWords } from './slice-words.ts';
import type { UiKey } from './ui-words.ts';

export const languages = { en: 'English', de: 'Deutsch', es: 'Español' } as const;
export type Language = keyof typeof languages;

export const dictionaries: Readonly<Record<Language, Dictionary>> = { en, de, es };

let current: Language = chosen();
void loadRefusals(current);
document.documentElement.lang = current;
const listeners = new Set<() => void>();

/** Remembered by the device, or the first of the browser's languages that we speak. */
function chosen(): Language {
  const wished = [kept('language'), ...navigator.languages.map((one) => one.slice(0, 2))];
  return wished.find((one): one is Language => one !== null && Object.hasOwn(languages, one)) ?? 'en';
}

export function chooseLanguage(language: Language): void {
  current = language;
  void loadRefusals(language);
  keep('language', language);
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

export interface Speech {
  readonly language: Language;
  readonly words: Dictionary;
  /** A sentence with its gaps filled in. */
  say(key: UiKey, gaps?: Readonly<Record<string, string | number>>): string;
  /** The word for a machine's word; that itself where there is none, as for what a newer server says. */
  word(of: Exclude<keyof Dictionary, 'ui'>, name: string): string;
  /** `recall:R-7` → "recall R-7". */
  hold(key: string): string;
  time(iso: string): string;
  /** A day of the calendar, `YYYY-MM-DD`, wherever one is. */
  day(date: string): string;
  number(value: number): string;
  /** How long ago, in the largest unit that fits. */
  age(iso: string): string;
}

export function speechOf(language: Language): Speech {
  const words = dictionaries[language];
  const times = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' });
  const days = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(localeOf(language));
  const word: Speech['word'] = (of, name) => (words[of] as Readonly<Record<string, string>>)[name] ?? name;
  return {
    language,
    words,
    say: (key, gaps) => fill(words.ui[key], gaps),
    word,
    hold(key) {
      const [kind, ...reference] = key.split(':');
      return [word('hold', kind!), reference.join(':')].filter((part) => part !== '').join(' ');
    },
    time: (iso) => times.format(new Date(iso)),
    day: (date) => days.format(new Date(date)),
    number: (value) => numbers.format(value),
    age: (iso) => ageOf(iso, localeOf(language)),
  };
}

/** The browser’s own region of that language, so that an English day in Dublin is not an American one. */
function localeOf(language: Language): string {
  return navigator.languages.find((one) => one.startsWith(language) && isLocale(one)) ?? language;
}

/** Some browsers name a language in a way that `Intl` throws at: "en-US@posix". */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function ageOf(iso: string, locale: string): string {
  const seconds = Math.max(60, (Date.now() - new Date(iso).getTime()) / 1_000);
  const [unit, size] = steps.find(([, length]) => seconds >= length) ?? ['minute', 60];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(seconds / size),
  );
}

let speech = speechOf(current);

/** The words of the chosen language; a component that uses them is drawn anew when it changes. */
export function useSpeech(): Speech {
  const language = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
  if (speech.language !== language) speech = speechOf(language);
  return speech;
}

/** The sentences of one slice in the chosen language. */
export function useSliceWords<Key extends string>(words: SliceWords<Key>) {
  const { language } = useSpeech();
  return (key: Key, gaps?: Readonly<Record<string, string | number>>) => fill(words[language][key], gaps);
}
