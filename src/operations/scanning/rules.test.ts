import { describe, expect, test } from 'vitest';
import { statuses } from '../../domain/facts.ts';
import { moveNames } from '../../domain/lifecycle.ts';
import { refuse } from '../../domain/refusals.ts';
import { answerSentence, needsCodes, type ScanOutcome } from './rules.ts';

const answer = (patch: Partial<ScanOutcome>): ScanOutcome => ({
  outcome: 'recorded',
  move: 'receive',
  status: 'in_stock',
  refusal: null,
  quantity: null,
  products: [],
  setAside: null,
  ...patch,
});

describe('what the person with the scanner reads', () => {
  test.each<[Partial<ScanOutcome>, string]>([
    [{}, 'Received. In stock now.'],
    [{ outcome: 'repeated' }, 'Received. In stock now.'],
    [{ setAside: 'DC/QUARANTINE' }, 'Received. It is on hold: take it to DC/QUARANTINE.'],
    [{ move: 'pick', status: 'picked' }, 'Picked.'],
    [
      { move: 'take_into_custody', status: 'returned' },
      'Taken into custody. Returned and not yet judged now.',
    ],
    [{ move: 'place_hold', status: null }, 'Put on hold.'],
    [{ status: null, quantity: 0 }, 'Received. 0 recorded here now.'],
    [
      { outcome: 'refused', refusal: refuse('unknown_unit', { serial: 'X' }) },
      'The serial X is not known here.',
    ],
    [{ outcome: 'withheld' }, 'Not recorded: another scan that belongs to it was refused.'],
    [
      { outcome: 'ambiguous', products: ['PHONE', 'TV', 'PHONE'] },
      'This number is known under PHONE and TV. Scan the full label, or say which product.',
    ],
    [
      { outcome: 'conflict' },
      'This scan’s id was used before for something else, which stands. Send it under a new id.',
    ],
  ])('%j: %s', (patch, sentence) => {
    expect(answerSentence(answer(patch))).toBe(sentence);
  });

  test('every move and every status has its words: a capital, a full stop, nothing left open', () => {
    for (const move of moveNames)
      for (const status of statuses)
        expect(answerSentence(answer({ move, status }))).toMatch(/^[A-Z][^{}_]*\.( [A-Z][^{}_]* now\.)?$/);
  });
});

test.each([
  ['place_hold', { scope: { sku: 'A' } }, false],
  ['lift_hold', { scope: {} }, false],
  ['place_hold', {}, true],
  ['place_hold', undefined, true],
  ['receive', { scope: { sku: 'A' } }, true],
])('a %s with %j needs a code: %s', (move, details, needed) => {
  expect(needsCodes(move, details)).toBe(needed);
});
