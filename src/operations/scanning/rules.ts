import type { Status } from '../../domain/facts.ts';
import type { Move } from '../../domain/lifecycle.ts';
import { type Refusal, type RefusalCode, sentenceOf } from '../../domain/refusals.ts';
import { moveWords, statusWords } from '../../domain/wording.ts';

/** What an answer to a scan turns on, without its names and numbers. */
export interface ScanOutcome {
  readonly outcome: 'recorded' | 'repeated' | 'refused' | 'withheld' | 'ambiguous' | 'conflict';
  readonly move: Move;
  readonly status: Status | null;
  readonly refusal: Refusal | null;
  /** Plain products: the pieces recorded here now. */
  readonly quantity: number | null;
  /** The products of the units that an ambiguous serial names. */
  readonly products: readonly string[];
  /** Where a unit goes that arrived under a hold. */
  readonly setAside: string | null;
  /** Kept although the unit had moved on. */
  readonly effect?: 'history' | undefined;
}

/** What the person with the scanner reads: what was done and how things stand now, or why not. */
export function answerSentence(answer: ScanOutcome): string {
  const { outcome, refusal, products } = answer;
  switch (outcome) {
    case 'recorded':
    case 'repeated':
      return doneSentence(answer);
    case 'refused':
      return refusal === null ? 'Refused.' : sentenceOf(refusal);
    case 'withheld':
      return 'Not recorded: another scan that belongs to it was refused.';
    case 'ambiguous':
      return `This number is known under ${listed(products)}. Scan the full label, or say which product.`;
    case 'conflict':
      return 'This scan’s id was used before for something else, which stands. Send it under a new id.';
  }
}

function doneSentence({ move, status, quantity, setAside, effect }: ScanOutcome): string {
  const done = `${capital(moveWords[move])}.`;
  if (setAside !== null) return `${done} It is on hold: take it to ${setAside}.`;
  if (effect === 'history' && status !== null) return `Kept as history. On record: ${statusWords[status]}.`;
  if (quantity !== null) return `${done} ${quantity} recorded here now.`;
  if (status === null) return done;
  const stands = statusWords[status];
  if (moveWords[move].includes(stands)) return done;
  return move === 'count' ? `${done} On record as ${stands}.` : `${done} ${capital(stands)} now.`;
}

/** A scan without codes names nothing, unless it places or lifts a hold on a whole scope. */
export function needsCodes(move: string, details: Readonly<Record<string, unknown>> | undefined): boolean {
  const isHold = move === 'place_hold' || move === 'lift_hold';
  return !(isHold && details?.scope !== undefined);
}

/** Refusals that leave the question which unit it may have been. */
export function isUnexplained(code: RefusalCode): boolean {
  return code === 'unknown_unit' || code === 'product_needed' || code === 'serial_of_another_product';
}

/** Where the nearest explanations are asked for: a link, so that the answer is quick and the same when it is said again. */
export function explainLink(serial = ''): string {
  return `/api/units/explain?code=${encodeURIComponent(serial)}`;
}

function listed(products: readonly string[]): string {
  const different = [...new Set(products)];
  const last = different.pop() ?? 'several products';
  return different.length === 0 ? last : `${different.join(', ')} and ${last}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
