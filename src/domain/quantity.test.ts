import { describe, expect, test } from 'vitest';
import { type Move, moveNames } from './lifecycle.ts';
import { decideQuantity, type QuantityAttempt, quantityEffects, quantityPlace } from './quantity.ts';

const here = 110;
const bin = 111;
const carrier = 1;

function decideOn(move: Move, patch: Partial<QuantityAttempt> = {}) {
  return decideQuantity({
    move,
    product: 'Cable',
    quantity: 4,
    available: 10,
    details: move === 'retire' ? { reason: 'scrapped' } : {},
    here,
    from: null,
    carrier,
    observed: 'this scan',
    ...patch,
  });
}

function changes(move: Move, patch: Partial<QuantityAttempt> = {}): Record<number, number> | string {
  const answer = decideOn(move, patch);
  if ('refused' in answer) return answer.refused.code;
  return Object.fromEntries(answer.changes.map(({ place, delta }) => [place, delta]));
}

/** What four pieces do, of ten that are recorded where they come from. */
const effects: readonly (readonly [Move, Record<number, number>])[] = [
  ['announce', {}],
  ['cancel_announcement', {}],
  ['receive', { [here]: 4 }],
  ['send_to_site', { [here]: -4, [carrier]: 4 }],
  ['receive_at_site', { [carrier]: -4, [here]: 4 }],
  ['put_away', { [bin]: -4, [here]: 4 }],
  ['move_spot', { [bin]: -4, [here]: 4 }],
  ['count', { [here]: -6 }],
  ['pick', { [bin]: -4, [here]: 4 }],
  ['undo_pick', { [bin]: -4, [here]: 4 }],
  ['pack', {}],
  ['undo_pack', {}],
  ['stage', { [bin]: -4, [here]: 4 }],
  ['unstage', { [bin]: -4, [here]: 4 }],
  ['ship', { [here]: -4 }],
  ['void_shipment', { [here]: 4 }],
  ['deliver', {}],
  ['refuse_delivery', { [here]: 4 }],
  ['return_undeliverable', { [here]: 4 }],
  ['report_carrier_damage', { [here]: 4 }],
  ['hand_over', { [here]: -4 }],
  ['sell', { [here]: -4 }],
  ['record_sale', { [here]: -4 }],
  ['take_into_custody', { [here]: 4 }],
  ['give_back', { [here]: -4 }],
  ['send_back', { [here]: -4 }],
  ['restock', { [bin]: -4, [here]: 4 }],
  ['send_to_vendor', { [here]: -4 }],
  ['return_by_vendor', { [here]: 4 }],
  ['refuse_by_vendor', { [here]: 4 }],
  ['lend', { [here]: -4 }],
  ['end_loan', { [here]: 4 }],
  ['lose', { [here]: -4 }],
  ['find', { [here]: 4 }],
  ['recover', { [here]: 4 }],
  ['retire', { [here]: -4 }],
  ['install', { [here]: -4 }],
  ['remove_part', { [here]: 4 }],
];

describe('plain products', () => {
  test.each(effects)('%s of four pieces changes %j', (move, expected) => {
    const isFromBin = Object.hasOwn(expected, bin);
    expect(changes(move, { from: isFromBin ? bin : null })).toEqual(expected);
  });

  const known = effects.map(([move]) => move);
  test.each(moveNames.filter((move) => !known.includes(move)))(
    '%s is only for units with a serial',
    (move) => {
      expect(changes(move)).toBe('move_needs_serial');
    },
  );

  test('nothing is made or lost by moving it between two places', () => {
    for (const [move, expected] of effects) {
      if (Object.keys(expected).length !== 2) continue;
      expect(Object.values(expected).reduce((sum, delta) => sum + delta, 0)).toBe(0);
      expect(quantityEffects[move]).toMatch(/between|sent|arrived/);
    }
  });

  test('restocked over the counter, pieces are new here', () => {
    expect(changes('restock')).toEqual({ [here]: 4 });
  });

  test.each(['sell', 'ship', 'send_to_site', 'lose', 'retire', 'give_back'] as const)(
    '%s of more pieces than are recorded is refused',
    (move) => {
      expect(decideOn(move, { available: 3 })).toEqual({
        refused: { code: 'quantity_not_there', facts: { available: '3', product: 'Cable' } },
      });
      expect(changes(move, { available: 4 })).not.toBe('quantity_not_there');
    },
  );

  test.each([
    ['record_sale', { [here]: -4 }],
    ['receive_at_site', { [carrier]: -4, [here]: 4 }],
  ] as const)('%s of more pieces than are recorded is kept, and told', (move, expected) => {
    const answer = decideOn(move, { available: 3 });
    expect(changes(move, { available: 3 })).toEqual(expected);
    expect(answer).toMatchObject({
      exceptions: [{ kind: 'quantity_below_zero', recorded: '3', observed: 'this scan' }],
    });
  });

  test('a count of what is recorded changes nothing, and zero may be counted', () => {
    expect(changes('count', { quantity: 10 })).toEqual({});
    expect(changes('count', { quantity: 0 })).toEqual({ [here]: -10 });
    expect(changes('count', { quantity: 12, available: -3 })).toEqual({ [here]: 15 });
  });

  test.each([
    ['no quantity', null, 'quantity_needed'],
    ['zero', 0, 'details_wrong'],
    ['less than zero', -1, 'details_wrong'],
    ['half a piece', 0.5, 'details_wrong'],
    ['more than can be counted exactly', 2 ** 53, 'details_wrong'],
    ['no number', Number.NaN, 'details_wrong'],
  ] as const)('%s is refused', (_title, quantity, code) => {
    expect(changes('receive', { quantity })).toBe(code);
  });

  test('a move between two spots says from where, and they differ', () => {
    expect(changes('put_away')).toBe('details_missing');
    expect(changes('put_away', { from: here, details: { from: 'A-01' } })).toBe('details_wrong');
    expect(changes('put_away', { from: bin, available: 3 })).toBe('quantity_not_there');
  });

  test('pieces are retired for a reason', () => {
    expect(changes('retire', { details: {} })).toBe('details_missing');
  });

  test.each([
    ['sell', null, here],
    ['count', null, here],
    ['put_away', bin, bin],
    ['restock', null, null],
    ['restock', bin, bin],
    ['receive_at_site', null, carrier],
    ['receive', null, null],
    ['inspect', null, null],
  ] as const)('%s from %s is judged by the pieces at %s', (move, from, place) => {
    expect(quantityPlace({ move, here, from, carrier, details: {} })).toBe(place);
  });
});
