import { describe, expect, test } from 'vitest';
import { statuses } from '../../../src/domain/facts.ts';
import { holdKinds, holdMatrix, holdsOfLeads } from '../../../src/domain/holds.ts';
import { moveNames, moves } from '../../../src/domain/lifecycle.ts';
import { holdsToLift, holdsToPlace, movesNow, stationMoves } from './moves-now.ts';

const lead = { scan: true, lead: true };
const associate = { scan: true, lead: false };
const auditor = { scan: false, lead: false };
const nowOf = (unit: Partial<Parameters<typeof movesNow>[0]>, rights = lead) =>
  new Map(
    movesNow({ status: 'in_stock', holds: [], see: null, ...unit }, rights).map((now) => [now.move, now]),
  );

describe.each(statuses)('a unit that is %s', (status) => {
  const now = nowOf({ status });

  test('shows each move once, alive or with the reason why not', () => {
    expect([...now.keys()].sort()).toEqual(
      moveNames.filter((move) => !['annul', 'inherit', 'misidentified'].includes(move)).sort(),
    );
  });

  test('lets exactly those moves be tried that the lifecycle allows', () => {
    for (const [move, { not }] of now) {
      const { from, pairedWith } = moves[move];
      const isAllowed = from.includes(status) && pairedWith === undefined && move !== 'lift_hold';
      expect([move, not === null]).toEqual([move, isAllowed]);
    }
  });

  test('has no hold to lift where there is none', () => {
    expect(now.get('lift_hold')?.not).toEqual({ why: 'no_hold' });
  });

  test('offers no move to somebody who may not scan here, and says why', () => {
    for (const { move, not, isUsual } of nowOf({ status }, auditor).values())
      expect([move, not, isUsual]).toEqual([move, { why: 'may_not_scan' }, false]);
  });

  test('offers first only what is possible', () => {
    for (const { isUsual, not, move } of now.values()) if (isUsual) expect([move, not]).toEqual([move, null]);
  });
});

test.each(holdKinds)('a unit with the hold %s cannot be tried where the matrix says no', (kind) => {
  const now = nowOf({ holds: [`${kind}:R-1`] });
  for (const [move, { not }] of now) {
    const { direction, from, pairedWith } = moves[move];
    if (!from.includes('in_stock') || pairedWith || direction === 'free' || direction === 'by_detail')
      continue;
    const isNo = holdMatrix[kind][direction] === 'no';
    expect([move, not]).toEqual([move, isNo ? { why: 'hold', hold: `${kind}:R-1` } : null]);
  }
});

test.each(holdKinds)('the hold %s is lifted and placed by who may: some kinds by leads alone', (kind) => {
  const held = { holds: [`${kind}:R-1`] };
  const takesLead = holdsOfLeads.includes(kind);
  expect(nowOf(held, lead).get('lift_hold')?.not).toBeNull();
  expect(nowOf(held, associate).get('lift_hold')?.not).toEqual(takesLead ? { why: 'lead' } : null);
  expect(holdsToLift(held, associate)).toEqual(takesLead ? [] : held.holds);
  expect(holdsToPlace(associate).includes(kind)).toBe(!takesLead);
  expect(holdsToPlace(lead)).toEqual(holdKinds);
});

test('a unit that was recorded by mistake takes no move', () => {
  expect([...nowOf({ see: 7 }).values()].every(({ not }) => not?.why === 'closed')).toBe(true);
});

test('a station is set only to moves that need no word and no second unit', () => {
  expect(stationMoves).toContain('pick');
  expect(stationMoves.some((move) => moves[move].needs || moves[move].pairedWith)).toBe(false);
});
