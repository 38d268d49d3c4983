import type { RefusalCode } from '../../../src/domain/refusals.ts';
import { fill } from './fill.ts';
import type { Language } from './words.ts';

export type RefusalSentences = Readonly<Record<RefusalCode, string>>;

/** What refusals say in one language, and what kinds of documents are called in their sentences. */
export interface RefusalWords {
  readonly sentences: RefusalSentences;
  readonly kinds: Readonly<Record<string, string>>;
}

/** English is what the server says. The others are no part of the first load: a scan comes later than that. */
const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<RefusalWords>>> = {
  de: async () => (await import('./refusals-de.ts')).refusalsDe,
  es: async () => (await import('./refusals-es.ts')).refusalsEs,
};
const loaded = new Map<Language, RefusalWords>();

/** Fetches what refusals say in a language. Without a connection it stays what the server says. */
export async function loadRefusals(language: Language): Promise<void> {
  if (language === 'en' || loaded.has(language)) return;
  const words = await loaders[language]().catch(() => null);
  if (words !== null) loaded.set(language, words);
}

/**
 * A refusal's sentence in a language, with the facts in it; null where the server's own has to do: in English, for a code of
 * a newer server, where a fact is not told.
 */
export function refusalIn(
  language: Language,
  code: string,
  facts: Readonly<Record<string, string>>,
): string | null {
  const words = loaded.get(language);
  const sentence = words?.sentences[code as RefusalCode];
  // Of a move that a document does not take the server has a sentence of its own.
  if (words === undefined || sentence === undefined || facts.field === 'document') return null;
  const kind = facts.kind === undefined ? {} : { kind: words.kinds[facts.kind] ?? facts.kind };
  const told = fill(sentence, { ...facts, ...kind });
  return /\{\w+\}/.test(told) ? null : told;
}
