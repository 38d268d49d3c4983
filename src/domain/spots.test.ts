import { describe, expect, test } from 'vitest';
import { anAttempt, bin, cage, refusalOf, unitIn } from '../testing/attempts.ts';
import { conditions } from './facts.ts';
import { holdKinds } from './holds.ts';
import { heldByUs } from './lifecycle.ts';
import { sentenceOf } from './refusals.ts';
import { isApart, spotRefusals, whyNotKept } from './spots.ts';

const kinds = ['floor', 'dock', 'bin', 'staging', 'quarantine', 'cage', 'workshop'] as const;
const stock = { status: 'in_stock', condition: 'new', holds: [] } as const;

describe('where a unit is put away', () => {
  test.each([
    ['sound stock', stock, ['floor', 'bin', 'staging', 'quarantine', 'cage', 'workshop']],
    [
      'damaged stock',
      { ...stock, condition: 'damaged' },
      ['floor', 'staging', 'quarantine', 'cage', 'workshop'],
    ],
    [
      'defective stock',
      { ...stock, condition: 'defective' },
      ['floor', 'staging', 'quarantine', 'cage', 'workshop'],
    ],
    [
      'stock on hold',
      { ...stock, holds: ['recall:R-1'] },
      ['floor', 'staging', 'quarantine', 'cage', 'workshop'],
    ],
    [
      'a return that is not judged yet, in a hub’s own bins',
      { status: 'returned', condition: 'damaged', holds: ['unwiped'] },
      ['floor', 'bin', 'staging', 'quarantine', 'cage', 'workshop'],
    ],
  ] as const)('%s', (_what, kept, allowed) => {
    expect(kinds.filter((kind) => whyNotKept(kept, kind) === null)).toEqual(allowed);
  });

  test('what no customer may get is not put into a bin of stock, whatever stops it', () => {
    for (const hold of holdKinds)
      expect([hold, refusalOf('put_away', unitIn('in_stock', { holds: [hold] }))]).toEqual([
        hold,
        'kept_apart',
      ]);
    const refused = conditions.filter(
      (condition) => refusalOf('put_away', unitIn('in_stock', { condition })) === 'kept_apart',
    );
    expect(refused).toEqual(['damaged', 'defective']);
    expect(
      refusalOf('put_away', unitIn('in_stock', { condition: 'damaged' }), { here: cage }),
    ).toBeUndefined();
  });

  test('at a dock things wait: there nothing is put away, and everything may be moved', () => {
    for (const status of heldByUs) {
      const here = { ...bin, kind: 'dock' };
      expect(refusalOf('put_away', unitIn(status), { here })).toBe('not_kept_there');
      expect(refusalOf('move_spot', unitIn(status), { here })).toBeUndefined();
    }
  });

  test('a spot takes as many units as it is said to hold, put away or moved there', () => {
    for (const move of ['put_away', 'move_spot'] as const) {
      const laid = (units: number) => refusalOf(move, unitIn('in_stock'), { crowd: { units, capacity: 3 } });
      expect([laid(0), laid(2), laid(3), laid(9)]).toEqual([undefined, undefined, 'spot_full', 'spot_full']);
    }
    expect(refusalOf('receive', unitIn('none'), { crowd: { units: 3, capacity: 3 } })).toBeUndefined();
  });

  test('a full spot is named with what lies there', () => {
    const attempt = anAttempt('put_away', unitIn('in_stock'), { crowd: { units: 12, capacity: 12 } });
    expect(spotRefusals(attempt).map(sentenceOf)).toEqual([
      'The spot DC1/A-01 is full: it holds 12 already. Put this one somewhere else.',
    ]);
  });

  test('quarantine and cage are for what is kept apart', () => {
    expect(kinds.filter(isApart)).toEqual(['quarantine', 'cage']);
  });
});
