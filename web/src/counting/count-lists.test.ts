import { expect, test } from 'vitest';
import { type CountUnit, isOpen, listsOf, merged } from './count-lists.ts';

const unit = (id: number, result: CountUnit['result'], more: Partial<CountUnit> = {}): CountUnit => ({
  unit: { id, sku: 'TV', serial: `S-${id}` },
  name: 'A television',
  result,
  expectedAt: null,
  countedAt: null,
  should: null,
  status: 'in_stock',
  holds: [],
  scans: 0,
  countedTime: null,
  countedBy: null,
  countedDevice: null,
  last: null,
  settledBy: null,
  explainedBy: null,
  moves: [],
  ...more,
});
const ids = (units: readonly CountUnit[]) => units.map((one) => one.unit.id);

test('what is missing stands by spot, what was counted by the newest scan', () => {
  const lists = listsOf([
    unit(1, 'missing', { expectedAt: 'B' }),
    unit(2, 'missing', { expectedAt: 'A' }),
    unit(3, 'found', { countedTime: '2026-11-23T10:00:00Z' }),
    unit(4, 'arrived', { countedTime: '2026-11-23T11:00:00Z' }),
    unit(5, 'unexpected'),
    unit(6, 'explained'),
  ]);
  expect([ids(lists.missing), ids(lists.found), ids(lists.wrong), ids(lists.explained)]).toEqual([
    [2, 1],
    [4, 3],
    [5],
    [6],
  ]);
});

test('a blind count has one list: what was counted', () => {
  expect(ids(listsOf([unit(1, null)]).found)).toEqual([1]);
});

test('what has changed takes the place of what was known', () => {
  const before = [unit(1, 'missing'), unit(2, 'missing')];
  expect(merged(before, [unit(2, 'found')]).map(({ result }) => result)).toEqual(['missing', 'found']);
  expect(merged(before, [])).toBe(before);
});

test('a settled difference is no open one', () => {
  expect([
    isOpen(unit(1, 'missing')),
    isOpen(unit(1, 'missing', { settledBy: 3 })),
    isOpen(unit(1, 'found')),
  ]).toEqual([true, false, false]);
});
