import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import type { Unit } from '../server/wire.ts';
import { refusalIn } from '../words/refusal-sentences.ts';
import type { UiKey } from '../words/ui-words.ts';
import type { Speech } from '../words/words.ts';

/** good: done · info: this is what it is · ask: one thing more is needed · bad: no · wait: not answered yet. */
export type Tone = 'good' | 'info' | 'ask' | 'bad' | 'wait';

/** What the person with the scanner is told: in the same place each time, in a word, why, and what to do next. */
export interface Verdict {
  readonly tone: Tone;
  readonly word: string;
  readonly sentence: string;
  /** At most three. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly next: string;
}

export function unitVerdict(unit: Unit, { say, word, words, hold }: Speech): Verdict {
  const isHeld = unit.holds.length > 0;
  const place = { name: say('place'), value: unit.place ?? say('none') };
  const condition = { name: say('condition'), value: word('condition', unit.condition) };
  const holds = { name: say('holds'), value: unit.holds.map(hold).join(', ') };
  return {
    tone: isHeld ? 'ask' : 'info',
    word: isHeld ? say('onHold') : words.status[unit.status],
    sentence: unit.see === null ? unit.name : say('seeUnit', { id: unit.see }),
    facts: isHeld
      ? [{ name: say('status'), value: words.status[unit.status] }, place, holds]
      : [place, condition],
    next: say('nextChoose'),
  };
}

const outcomes: Readonly<Record<ScanAnswer['outcome'], { tone: Tone; word: UiKey; next: UiKey }>> = {
  recorded: { tone: 'good', word: 'recorded', next: 'nextScan' },
  repeated: { tone: 'good', word: 'repeated', next: 'nextScan' },
  refused: { tone: 'bad', word: 'refused', next: 'nextLook' },
  withheld: { tone: 'ask', word: 'withheld', next: 'nextAgain' },
  ambiguous: { tone: 'ask', word: 'ambiguous', next: 'nextPick' },
  conflict: { tone: 'bad', word: 'conflict', next: 'nextAgain' },
};

/** Refusals that ask for one more scan, rather than say no. */
const asking: readonly string[] = [
  'serial_needed',
  'product_needed',
  'lead_needed',
  'details_missing',
  'not_on_document',
];

export function answerVerdict(answer: ScanAnswer, speech: Speech): Verdict {
  const { say, words, word } = speech;
  const { tone, word: key, next } = outcomes[answer.outcome];
  const isDone = tone === 'good';
  const hasQuestion = isDone && answer.exceptions.length > 0;
  const asks = hasQuestion || (answer.code !== null && asking.includes(answer.code));
  const shown =
    isDone && answer.status !== null ? [{ name: say('status'), value: words.status[answer.status] }] : [];
  const place = answer.place === null ? [] : [{ name: say('place'), value: answer.place }];
  const said = saidIn(answer, speech);
  const facts = answer.facts.map(({ name, value }) => ({
    name: word('fact', name),
    value: said[name] ?? value,
  }));
  return {
    tone: asks ? 'ask' : tone,
    word: hasQuestion ? say('question') : isDone ? words.done[answer.move] : say(key),
    sentence: hasQuestion ? answer.exceptions[0]!.sentence : sentenceOf(answer, said, speech),
    facts: [...shown, ...place, ...facts].slice(0, 3),
    next: say(hasQuestion ? 'nextSettle' : nextOf(answer, next)),
  };
}

/** The facts behind a refusal; those that are words of the server, which are English, in the words of these screens. */
function saidIn(
  { facts, status, move }: ScanAnswer,
  { words, word, hold, language }: Speech,
): Readonly<Record<string, string>> {
  const said = Object.fromEntries(facts.map(({ name, value }) => [name, value]));
  if (language === 'en') return said;
  const inWords = (name: string, of: (value: string) => string) =>
    said[name] === undefined ? {} : { [name]: of(said[name]) };
  return {
    ...said,
    ...inWords('status', (value) => (status === null ? value : words.status[status])),
    ...inWords('move', () => words.move[move]),
    ...inWords('hold', hold),
    ...inWords('field', (value) => (value === 'document' ? value : word('field', value))),
    ...inWords('understood', (value) => word('code', value)),
  };
}

function sentenceOf(
  { code, sentence }: ScanAnswer,
  said: Readonly<Record<string, string>>,
  { language }: Speech,
) {
  return (code === null ? null : refusalIn(language, code, said)) ?? sentence;
}

function nextOf({ code, unit }: ScanAnswer, otherwise: UiKey): UiKey {
  if (code === 'serial_needed') return 'nextSerial';
  if (code === 'not_on_document') return 'nextChoose';
  if (code === 'unknown_unit') return 'nextExplain';
  if (otherwise === 'nextLook' && unit === null) return 'nextAgain';
  return otherwise;
}

export function plainVerdict(tone: Tone, word: string, sentence: string, next: string): Verdict {
  return { tone, word, sentence, facts: [], next };
}
