import { describe, expect, test } from 'vitest';
import { statuses } from '../facts.ts';
import { heldByUs } from '../lifecycle.ts';
import { levels } from '../rfid/confidence.ts';
import { type HeardUnit, judgeHeard } from './heard.ts';
import type { CountScope } from './judge-unit.ts';

/** Spots 1 and 2 are counted. */
const scope: CountScope = { holdsPlace: (place) => place === 1 || place === 2, holdsProduct: true };
const heard = (more: Partial<HeardUnit> = {}, by = scope) =>
  judgeHeard(
    {
      stand: { status: 'in_stock', place: 1 },
      heardAt: 1,
      level: 'high',
      isExpected: true,
      isCounted: false,
      ...more,
    },
    by,
  );

describe('a unit that a reader hears during a count', () => {
  test.each([
    ['at its own spot may count', {}, 'here'],
    ['at its own spot, come since the count began, may count', { isExpected: false }, 'here'],
    ['at another spot of the count is a hint', { heardAt: 2 }, 'elsewhere'],
    ['outside of the count, and expected in it, is a hint', { heardAt: 7 }, 'elsewhere'],
    [
      'here, on record elsewhere, is a hint',
      { isExpected: false, stand: { status: 'in_stock', place: 7 } },
      'elsewhere',
    ],
    ['and that was scanned as well counts once', { isCounted: true }, 'scanned'],
    [
      'outside of the count, and not expected in it, is none of its business',
      { isExpected: false, heardAt: 7 },
      null,
    ],
  ] as const)('%s', (_, more, hearing) => expect(heard(more)).toBe(hearing));

  test('may count only where it was heard surely', () => {
    expect(levels.map((level) => [level, heard({ level })])).toEqual([
      ['high', 'here'],
      ['medium', 'weak'],
      ['low', 'weak'],
    ]);
  });

  test('and that is on record as gone is a hint, whatever its status', () => {
    for (const status of statuses) {
      const told = heard({ stand: { status, place: 1 } });
      expect([status, told]).toEqual([status, heldByUs.includes(status) ? 'here' : 'elsewhere']);
    }
  });

  test('and is none of the products counted is not told', () => {
    expect(heard({}, { ...scope, holdsProduct: false })).toBe(null);
  });
});
