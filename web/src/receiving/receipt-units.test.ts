import { expect, test } from 'vitest';
import { cameOf, listsOf, merged, type ReceiptUnit, sinceOf } from './receipt-units.ts';

const unit = (id: number, state: ReceiptUnit['state'], scannedAt: string | null = null): ReceiptUnit => ({
  unit: { id, sku: 'TV', serial: `S-${id}` },
  line: 1,
  state,
  status: 'in_stock',
  seq: null,
  scannedAt,
  scannedBy: null,
  condition: null,
  reason: null,
  damage: null,
  photos: [],
});
const ids = (units: readonly ReceiptUnit[]) => units.map((one) => one.unit.id);

test('each unit stands in one list, the newest scan first', () => {
  const lists = listsOf([
    unit(1, 'recorded', '2026-11-23T10:00:00Z'),
    unit(2, 'filled', '2026-11-23T10:05:00Z'),
    unit(3, 'listed'),
    unit(4, 'extra', '2026-11-23T10:01:00Z'),
    unit(5, 'cancelled'),
    unit(6, 'recorded'),
  ]);
  expect([ids(lists.waiting), ids(lists.scanned), ids(lists.extra)]).toEqual([[3], [2, 1, 6], [4]]);
});

test('what has changed takes the place of what was known', () => {
  const before = [unit(1, 'listed'), unit(2, 'listed')];
  const after = merged(before, [unit(2, 'recorded', '2026-11-23T10:00:00Z'), unit(3, 'extra')]);
  expect(after.map(({ state }) => state)).toEqual(['listed', 'recorded', 'extra']);
  expect(cameOf(after)).toBe(2);
  expect(merged(before, [])).toBe(before);
});

test('changes are asked for from a little before the newest scan, or whole where there is none', () => {
  expect(sinceOf([unit(1, 'listed')])).toBeUndefined();
  const since = sinceOf([
    unit(1, 'recorded', '2026-11-23T10:00:40Z'),
    unit(2, 'extra', '2026-11-23T10:00:00Z'),
  ]);
  expect(since).toBe('2026-11-23T10:00:10.000Z');
});
