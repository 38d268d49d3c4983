import { exceptionSentence } from '../../domain/exceptions.ts';
import { type Refusal, sentenceOf } from '../../domain/refusals.ts';
import type { Answer } from '../../ledger/acts.ts';
import type { UnreadAnswerOnWire } from './contract.ts';

/** The ledger's answer as it goes over the wire; `done`: the sentence where it was recorded. */
export function answerOnWire(answer: Answer, number: string, done: string): UnreadAnswerOnWire {
  const { id, outcome, unit, seq, refusal, exceptions } = answer;
  const isDone = outcome === 'recorded' || outcome === 'repeated';
  return {
    id,
    outcome: isDone ? outcome : 'refused',
    number: isDone ? number : null,
    unit,
    seq,
    code: refusal?.code ?? (isDone ? null : outcome),
    sentence: isDone ? done : refusal ? sentenceOf(refusal) : 'Not recorded.',
    exceptions: exceptions.map(({ id, kind, recorded, observed }) => ({
      id,
      kind,
      sentence: exceptionSentence({ kind, recorded, observed } as Parameters<typeof exceptionSentence>[0]),
    })),
  };
}

/** A no that the ledger was not asked for. */
export function refusedOnWire(id: string, refusal: Refusal): UnreadAnswerOnWire {
  const sentence = sentenceOf(refusal);
  return {
    id,
    outcome: 'refused',
    number: null,
    unit: null,
    seq: null,
    code: refusal.code,
    sentence,
    exceptions: [],
  };
}
