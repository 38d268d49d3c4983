import { describe, expect, test } from 'vitest';
import { holdInTheWay, holdKey, holdKinds, isHoldKind, isHoldReference, kindOfHold } from './holds.ts';

/** DESIGN's matrix: to customer, inside, to vendor, destroy. */
const matrix = {
  recall: 'no yes yes proof',
  quality: 'no yes yes yes',
  fraud: 'no yes no no',
  stolen: 'no yes no no',
  legal: 'no yes no no',
  unresolved: 'no yes no proof',
  clearance: 'no yes no proof',
  unwiped: 'no yes no proof',
  battery_damaged: 'no cage marked marked',
} as const;
const directions = ['to_customer', 'inside', 'to_vendor', 'destroy'] as const;
const nothing = { proof: false, cage: false, marked: false };

describe('the hold matrix', () => {
  test('it has a line for every kind', () => {
    expect(Object.keys(matrix)).toEqual(holdKinds);
  });

  for (const kind of holdKinds) {
    for (const [column, direction] of directions.entries()) {
      const answer = matrix[kind].split(' ')[column]!;
      test(`a unit on ${kind} hold may go ${direction}: ${answer}`, () => {
        const passes = (given: Partial<typeof nothing>) =>
          holdInTheWay([kind], { direction, ...nothing, ...given }) === undefined;
        expect(passes({})).toBe(answer === 'yes');
        for (const given of ['proof', 'cage', 'marked'] as const)
          expect(passes({ [given]: true })).toBe(answer === 'yes' || answer === given);
      });
    }
  }

  test('one hold that says no is enough, and it is the one named', () => {
    const test = { direction: 'to_vendor', ...nothing } as const;
    expect(holdInTheWay(['quality', 'legal:C-1', 'recall'], test)).toBe('legal:C-1');
    expect(holdInTheWay(['quality', 'recall'], test)).toBeUndefined();
    expect(holdInTheWay([], test)).toBeUndefined();
  });

  test('a hold that a move may pass is no hold for it, all others are', () => {
    const test = { direction: 'to_customer', ...nothing, ignores: ['unresolved'] } as const;
    expect(holdInTheWay(['unresolved', 'unresolved:2'], test)).toBeUndefined();
    expect(holdInTheWay(['unresolved', 'recall'], test)).toBe('recall');
  });
});

describe('hold keys', () => {
  test('a key is its kind, or its kind and reference', () => {
    expect([holdKey('recall'), holdKey('recall', ''), holdKey('recall', 'R:1')]).toEqual([
      'recall',
      'recall',
      'recall:R:1',
    ]);
    expect(kindOfHold('recall:R:1')).toBe('recall');
  });

  test('a kind is one of the matrix, not any name an object has', () => {
    expect(['recall', 'constructor', ''].map(isHoldKind)).toEqual([true, false, false]);
  });

  test.each([
    ['R-17', true],
    ['a'.repeat(64), true],
    ['a'.repeat(65), false],
    ['two words', false],
    ['line\nbreak', false],
    ['Ä', false],
    ['', false],
    [7, false],
  ])('the reference %j stands in a list of keys: %s', (reference, fits) => {
    expect(isHoldReference(reference)).toBe(fits);
  });
});
