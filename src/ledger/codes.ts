import { type Evidence, evidences } from '../domain/events.ts';
import {
  type Condition,
  conditions,
  type IdentifierKind,
  identifierKinds,
  type Status,
  type Use,
  uses,
} from '../domain/facts.ts';
import type { Move } from '../domain/lifecycle.ts';

/**
 * The small integers that stand for words in rows. A number is for ever: a new word gets a new number, an old one
 * is never given away (codes.test.ts freezes them).
 */
export interface Codes<Word extends string> {
  toCode(word: Word): number;
  toWord(code: number): Word;
}

export const outcomes = ['recorded', 'refused', 'withheld', 'ambiguous'] as const;
export type StoredOutcome = (typeof outcomes)[number];

/**
 * What a unit is to a document that names it. `filled`: it came against a line that says only how many. The last five are
 * of transfers; `elsewhere`: it came to another site than it was sent to.
 */
export const memberStates = [
  'listed',
  'recorded',
  'extra',
  'cancelled',
  'filled',
  'picked',
  'sent',
  'received',
  'elsewhere',
  'lost',
] as const;
export type MemberState = (typeof memberStates)[number];

export const statusCodes = codesOf<Status>({
  none: 0,
  commissioned: 1,
  expected: 2,
  in_stock: 3,
  picked: 4,
  packed: 5,
  staged: 6,
  in_transit: 7,
  shipped: 8,
  sold: 9,
  returned: 10,
  in_repair: 11,
  on_loan: 12,
  installed: 13,
  with_vendor: 14,
  missing: 15,
  retired: 16,
});
export const conditionCodes = inOrder<Condition>(conditions);
export const useCodes = inOrder<Use>(uses);
export const evidenceCodes = inOrder<Evidence>(evidences);
export const outcomeCodes = inOrder<StoredOutcome>(outcomes);
export const identifierCodes = inOrder<IdentifierKind>(identifierKinds);
export const memberCodes = inOrder<MemberState>(memberStates);
export const memoryCodes = inOrder<'push' | 'pop'>(['push', 'pop']);

export const moveCodes = codesOf<Move>({
  commission: 1,
  announce: 2,
  cancel_announcement: 3,
  receive: 4,
  send_to_site: 5,
  receive_at_site: 6,
  put_away: 7,
  move_spot: 8,
  count: 9,
  pick: 10,
  undo_pick: 11,
  pack: 12,
  undo_pack: 13,
  stage: 14,
  unstage: 15,
  ship: 16,
  void_shipment: 17,
  deliver: 18,
  refuse_delivery: 19,
  return_undeliverable: 20,
  report_carrier_damage: 21,
  hand_over: 22,
  sell: 23,
  record_sale: 24,
  cross_correct: 25,
  take_into_custody: 26,
  give_back: 27,
  send_back: 28,
  inspect: 29,
  wipe: 30,
  check_lock: 31,
  test: 32,
  maintain: 33,
  restock: 34,
  send_to_vendor: 35,
  credit_by_vendor: 36,
  return_by_vendor: 37,
  refuse_by_vendor: 38,
  replaced_by_vendor: 39,
  replacement_from_vendor: 40,
  send_to_repair: 41,
  finish_repair: 42,
  install: 43,
  take_part: 44,
  remove_part: 45,
  release_part: 46,
  reidentify: 47,
  change_product: 48,
  set_use: 49,
  swap_out: 50,
  swap_in: 51,
  advance_replacement: 52,
  lend: 53,
  end_loan: 54,
  buy_in: 55,
  lose: 56,
  report_stolen: 57,
  find: 58,
  recover: 59,
  retire: 60,
  see_again: 61,
  place_hold: 62,
  lift_hold: 63,
  annul: 64,
  misidentified: 65,
  inherit: 66,
});

function inOrder<Word extends string>(words: readonly Word[]): Codes<Word> {
  return codesOf(Object.fromEntries(words.map((word, index) => [word, index])) as Record<Word, number>);
}

function codesOf<Word extends string>(numbers: Readonly<Record<Word, number>>): Codes<Word> {
  const words = new Map<number, Word>();
  for (const [word, code] of Object.entries(numbers) as [Word, number][]) words.set(code, word);
  return {
    toCode: (word) => numbers[word],
    toWord(code) {
      const word = words.get(code);
      if (word === undefined) throw new RangeError(`No word for the stored code ${code}`);
      return word;
    },
  };
}
