import { describe, expect, test } from 'vitest';
import { missingText, type PartLine, stateOf, tallyOf } from './rules.ts';

const phone: PartLine = { sku: 'PHONE', name: 'Phone', serialized: true, quantity: 2 };
const cable: PartLine = { sku: 'CABLE', name: 'Cable', serialized: false, quantity: 3 };
const good = (nth: number, sku: string) => ({ nth, sku, refusal: null });
const held = { code: 'on_hold', sentence: 'This unit is on hold (recall).' } as const;

describe('what scans make of a parts list', () => {
  test.each([
    ['nothing scanned: only the pieces are there', [], [0, 3], [], false],
    ['one of two', [good(0, 'PHONE')], [1, 3], [], false],
    ['all', [good(0, 'PHONE'), good(1, 'PHONE')], [2, 3], [], true],
    [
      'one too many',
      [good(0, 'PHONE'), good(1, 'PHONE'), good(2, 'PHONE')],
      [2, 3],
      ['too_many_parts'],
      false,
    ],
    ['another product', [good(0, 'TV')], [0, 3], ['not_a_part'], false],
    ['a plain part scanned as a unit', [good(0, 'CABLE')], [0, 3], ['not_a_part'], false],
    ['one on hold', [{ nth: 0, sku: 'PHONE', refusal: held }], [0, 3], ['on_hold'], false],
  ] as const)('%s', (_what, parts, found, codes, isComplete) => {
    const tally = tallyOf([phone, cable], parts);
    expect([
      tally.lines.map((line) => line.found),
      tally.faulty.map(({ code }) => code),
      tally.isComplete,
    ]).toEqual([found, codes, isComplete]);
  });

  test('what is missing is said by its name', () => {
    expect(missingText(tallyOf([phone, cable], [good(0, 'PHONE')]).lines)).toBe('Still missing: 1 × Phone.');
    expect(missingText(tallyOf([cable], []).lines)).toBe(null);
  });
});

test('a kit is what was done with it last', () => {
  const at = new Date(0);
  const none = { built_at: null, broken_at: null, undone_at: null };
  expect(stateOf(none)).toBe('begun');
  expect(stateOf({ ...none, built_at: at })).toBe('built');
  expect(stateOf({ ...none, built_at: at, broken_at: at })).toBe('broken');
  expect(stateOf({ ...none, built_at: at, broken_at: at, undone_at: at })).toBe('undone');
});
