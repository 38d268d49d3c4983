import { describe, expect, test } from 'vitest';
import { anAttempt, kindsOf, refusalOf, storeFloor, unitIn } from '../testing/attempts.ts';
import { aboutTheDevice, boxRefusals, comesBack, isSealed } from './boxes.ts';
import { conditions } from './facts.ts';
import { heldByUs, moveNames, moves } from './lifecycle.ts';

const alone = { number: 'BOX-1', of: null };
const stranger = { number: 'BOX-2', of: 'S1F00099' };

describe('a box speaks for its device while it is sealed', () => {
  const cases = moveNames.flatMap((move) =>
    conditions.flatMap((condition) =>
      [undefined, true, false].map((sealed) => [move, condition, sealed] as const),
    ),
  );

  test('each move, condition and word of whoever scans', () => {
    for (const [move, condition, sealed] of cases) {
      const details = sealed === undefined ? {} : { sealed };
      const attempt = anAttempt(move, unitIn('in_stock', { condition }), { box: alone, details });
      const isNew = condition === 'new' && sealed !== false && !comesBack.includes(move);
      const speaks = sealed === true || isNew || !aboutTheDevice.includes(move);
      expect([move, condition, sealed, boxRefusals(attempt).length === 0]).toEqual([
        move,
        condition,
        sealed,
        speaks,
      ]);
    }
  });

  test('a sealed box counts; an opened one is counted with a question', () => {
    expect(kindsOf('count', unitIn('in_stock'), { box: alone })).toEqual([]);
    expect(kindsOf('count', unitIn('in_stock', { condition: 'opened' }), { box: alone })).toEqual([
      'device_not_read',
    ]);
  });

  test('a return asks for both, unless the box came back sealed', () => {
    expect(kindsOf('take_into_custody', unitIn('sold'), { box: alone })).toEqual(['device_not_read']);
    expect(kindsOf('take_into_custody', unitIn('sold'), { box: alone, details: { sealed: true } })).toEqual(
      [],
    );
    expect(refusalOf('swap_in', unitIn('sold'), { box: alone })).toBe('device_needed');
  });

  test('an opened thing is not sold by its box', () => {
    for (const condition of conditions)
      expect(refusalOf('sell', unitIn('in_stock', { condition }), { box: alone })).toBe(
        condition === 'new' ? undefined : 'device_needed',
      );
  });

  test('a box moves about with whatever is in it', () => {
    for (const move of ['put_away', 'move_spot', 'send_to_site', 'receive_at_site'] as const)
      expect(isSealed(anAttempt(move, unitIn('in_stock', { condition: 'damaged' })))).toBe(false);
    for (const status of heldByUs)
      expect(
        refusalOf('put_away', unitIn(status, { condition: 'damaged' }), { box: alone, here: storeFloor }),
      ).toBeUndefined();
  });
});

describe('the box of another unit', () => {
  test('is refused by name, and never “unknown”', () => {
    for (const move of ['sell', 'pick', 'pack', 'put_away'] as const)
      expect([move, refusalOf(move, unitIn('in_stock'), { box: stranger })]).toEqual([
        move,
        'box_of_another_unit',
      ]);
  });

  test('beside an observation opens a question: the device is what was seen', () => {
    const observed = moveNames.filter((move) => moves[move].kind === 'observation');
    for (const move of observed) {
      const [status = 'in_stock'] = moves[move].from;
      expect([move, kindsOf(move, unitIn(status), { box: stranger })]).toEqual([
        move,
        expect.arrayContaining(['box_of_another_unit']),
      ]);
    }
  });
});
