import type { CountAnswerOnWire } from '../../../src/operations/counting/scans/contract.ts';
import type { Tone, Verdict } from '../scanning/verdict.ts';
import type { Speech } from '../words/words.ts';
import type { countingWords } from './counting-words.ts';

type Key = keyof (typeof countingWords)['en'];
export type SayHere = (key: Key, gaps?: Readonly<Record<string, string | number>>) => string;

const outcomes: Readonly<Record<CountAnswerOnWire['outcome'], { readonly tone: Tone; readonly word: Key }>> =
  {
    found: { tone: 'good', word: 'found' },
    arrived: { tone: 'good', word: 'arrived' },
    counted: { tone: 'good', word: 'blindList' },
    pieces: { tone: 'good', word: 'pieces' },
    new: { tone: 'good', word: 'newOne' },
    already_counted: { tone: 'info', word: 'alreadyCounted' },
    beside: { tone: 'info', word: 'beside' },
    misplaced: { tone: 'ask', word: 'misplaced' },
    unexpected: { tone: 'ask', word: 'notExpected' },
    unknown: { tone: 'ask', word: 'nobodyKnows' },
    ambiguous: { tone: 'ask', word: 'ambiguous' },
    refused: { tone: 'bad', word: 'notCounted' },
    conflict: { tone: 'bad', word: 'notCounted' },
  };

/** What whoever counts is told of a scan, in a word and with where the thing should be. */
export function countVerdict(
  answer: CountAnswerOnWire,
  sayHere: SayHere,
  { hold, words, say }: Speech,
): Verdict {
  const { tone, word } = outcomes[answer.outcome];
  const { should, before, holds, status } = answer;
  const isDifferent = answer.outcome === 'misplaced' || answer.outcome === 'unexpected';
  const facts = [
    ...(should === null ? [] : [{ name: sayHere('should'), value: should }]),
    ...(isDifferent && should === null && status !== null
      ? [{ name: say('status'), value: words.status[status] }]
      : []),
    ...(before === null ? [] : [{ name: sayHere('by'), value: before.by }]),
    ...(holds.length === 0 ? [] : [{ name: say('holds'), value: holds.map(hold).join(', ') }]),
  ];
  // The word says it, and what is more stands in the facts.
  const isPlain = tone === 'good' && answer.outcome !== 'pieces' && answer.outcome !== 'new';
  return {
    tone,
    word: sayHere(word),
    sentence: isPlain || facts.length > 0 ? (answer.unit?.sku ?? '') : answer.sentence,
    facts,
    next: sayHere(isDifferent ? 'putBack' : 'scanOn'),
  };
}
