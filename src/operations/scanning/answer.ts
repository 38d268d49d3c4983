import { exceptionSentence } from '../../domain/exceptions.ts';
import { readingWords } from '../../domain/identifiers/reading-words.ts';
import type { Answer, OpenedException } from '../../ledger/acts.ts';
import type { ScanAnswer } from './contract.ts';
import { answerSentence, explainLink, isUnexplained } from './rules.ts';

/** The ledger's answer as it goes over the wire. `codes` are what was sent, to say what they were taken for. */
export function scanAnswerOf(answer: Answer, codes: readonly string[]): ScanAnswer {
  const { id, outcome, move, unit, status, seq, place, refusal, candidates, exceptions, quantity } = answer;
  const products = candidates.map(({ sku }) => sku);
  const isDone = outcome === 'recorded' || outcome === 'repeated';
  return {
    id,
    outcome,
    move,
    unit,
    status,
    seq,
    place,
    code: outcome === 'conflict' ? 'id_conflict' : (refusal?.code ?? null),
    sentence: answerSentence({
      outcome,
      move,
      status,
      refusal,
      quantity,
      products,
      setAside: setAsideOf(answer),
      effect: answer.effect,
    }),
    facts: refusal === null ? none : factsOf(refusal.facts),
    ...(refusal?.facts.picture === undefined ? {} : { picture: refusal.facts.picture }),
    candidates: candidates as ScanAnswer['candidates'],
    exceptions: exceptions.length === 0 ? none : exceptions.map(exceptionOf),
    effect: isDone ? (answer.effect ?? 'applied') : 'none',
    quantity,
    ...(isDone ? {} : { understood: codes.map(readingWords) }),
    ...(refusal !== null && isUnexplained(refusal.code)
      ? { explain: explainLink(refusal.facts.serial) }
      : {}),
  };
}

/** A unit that arrives under a hold is not put where it was scanned, and whoever holds it must be told. */
function setAsideOf({ move, place, exceptions }: Answer): string | null {
  const isHeld = move === 'receive' && exceptions.some(({ kind }) => kind === 'held_on_arrival');
  return isHeld ? place : null;
}

const none: never[] = [];

function factsOf(facts: Readonly<Record<string, string>>): ScanAnswer['facts'] {
  return Object.entries(facts)
    .filter(([name]) => name !== 'picture')
    .slice(0, 3)
    .map(([name, value]) => ({ name, value }));
}

function exceptionOf({ id, kind, recorded, observed }: OpenedException): ScanAnswer['exceptions'][number] {
  const sentence = exceptionSentence({ kind, recorded, observed } as Parameters<typeof exceptionSentence>[0]);
  return { id, kind, sentence, recorded, observed };
}
