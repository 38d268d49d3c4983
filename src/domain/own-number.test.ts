import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anAttempt, kindsOf, recordOf, refusalOf, unitIn } from '../testing/attempts.ts';
import { decide } from './decide.ts';
import { readScan } from './identifiers/read-scan.ts';
import { moveNames, moves } from './lifecycle.ts';
import { isOwnNumber, isUnreadReason, ownNumber, unreadReasonNames, unreadReasons } from './own-number.ts';
import { readSerialPattern } from './serial-pattern.ts';
import { blankUnit } from './unit.ts';

describe('the number of a label of ours', () => {
  test.each([
    [1, 'UR-0000001-8'],
    [42, 'UR-0000042-2'],
    [9_999_999, 'UR-9999999-7'],
    [10_000_000, 'UR-10000000-9'],
  ])('%i is %s', (nth, number) => {
    expect(ownNumber(nth)).toBe(number);
  });

  test('each is its own, has the form, and is read as a serial by every scanner', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 50 }),
        fc.integer({ min: 1, max: 2 ** 50 }),
        (one, other) => {
          const number = ownNumber(one);
          expect(isOwnNumber(number)).toBe(true);
          expect(number === ownNumber(other)).toBe(one === other);
          const read = readScan(number);
          expect('error' in read ? [] : read.understood[0]).toEqual({ as: 'serial', serial: number });
        },
      ),
    );
  });

  test('a digit that was typed wrongly, or two that changed places, make it none', () => {
    const number = ownNumber(1_234_567);
    for (let at = 3; at < 10; at += 1)
      for (const digit of '0123456789')
        if (digit !== number[at])
          expect(isOwnNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false);
    for (let at = 3; at < 9; at += 1)
      expect(isOwnNumber(number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2))).toBe(
        false,
      );
  });

  test.each(['', 'UR-1-8', 'ur-0000001-8', 'UR-0000001-9', ' UR-0000001-8', 'UR-0000001-8 ', 'SN-0000001-8'])(
    '%j is none',
    (text) => expect(isOwnNumber(text)).toBe(false),
  );
});

describe('a thing whose number cannot be read', () => {
  const read = readSerialPattern('PH[0-9]{6}');
  if ('error' in read) throw new Error(read.error.why);
  const product = {
    name: 'Phone',
    unknownSerials: 'arrivals',
    wipeRequired: false,
    serialPattern: read.pattern,
  } as const;
  const label = blankUnit(1, ownNumber(7));
  const made = { product, isNew: true, isProvisional: true } as const;

  test.each(['receive', 'commission'] as const)(
    'can be taken in by %s, whatever serials look like',
    (move) => {
      const recorded = recordOf(move, label, { ...made, details: { unread: 'damaged' } });
      expect(recorded.exceptions.map(({ kind, recorded: why }) => [kind, why])).toEqual([
        ['unread', 'the label is damaged'],
      ]);
    },
  );

  test.each(unreadReasonNames)('the question says why: %s, and what was written besides', (unread) => {
    const [only] = recordOf('receive', label, { ...made, details: { unread, note: 'wet box' } }).exceptions;
    expect(only!.recorded).toBe(`${unreadReasons[unread]}: wet box`);
  });

  test('counted, it is a question twice: it has no number, and nobody has received it', () => {
    expect(kindsOf('count', label, { ...made, details: { unread: 'missing' } }).sort()).toEqual([
      'unexpected_status',
      'unread',
    ]);
  });

  test('is not taken in where policy lets no new unit in', () => {
    const refusing = { ...made, product: { ...product, unknownSerials: 'refuse' as const } };
    expect(refusalOf('receive', label, refusing)).toBe('unknown_unit');
  });

  test('is asked about once: later moves of it open nothing', () => {
    const unit = { ...unitIn('in_stock'), serial: ownNumber(7) };
    expect(kindsOf('put_away', unit, { product })).toEqual([]);
    expect(kindsOf('count', unit, { product })).toEqual([]);
  });

  test('a label that nobody gave out makes no unit, by whatever request', () => {
    for (const move of moveNames) {
      if (moves[move].kind !== 'request' || !moves[move].from.includes('none')) continue;
      if (['place_hold', 'lift_hold', 'report_stolen', 'annul'].includes(move)) continue;
      const anything = { ...made, product: { ...product, unknownSerials: 'anywhere' as const } };
      const { isProvisional: _, ...forged } = anything;
      const decision = decide(anAttempt(move, label, forged));
      expect([move, 'refused' in decision && decision.refused.code]).toEqual([move, 'unknown_unit']);
    }
  });
});

describe('its true serial', () => {
  test.each(['in_stock', 'returned', 'commissioned'] as const)(
    'can be given to it while it is %s',
    (status) => {
      const unit = { ...unitIn(status), serial: ownNumber(7) };
      const details = { identifier: 'serial:SN-1', reason: 'its number was read' };
      expect(recordOf('reidentify', unit, { details }).asserts.identity?.serial).toBe('SN-1');
    },
  );

  test('is no label of ours', () => {
    const details = { identifier: `serial:${ownNumber(8)}`, reason: 'a mistake' };
    expect(refusalOf('reidentify', unitIn('in_stock'), { details })).toBe('details_wrong');
  });
});

test('a reason is one of the list', () => {
  expect(unreadReasonNames.every(isUnreadReason)).toBe(true);
  for (const other of [undefined, '', 'lazy', 'toString', 1]) expect(isUnreadReason(other)).toBe(false);
});
