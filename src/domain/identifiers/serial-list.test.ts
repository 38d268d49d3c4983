import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { readSerialList, serialsOfList } from './serial-list.ts';

function serials(text: string, most = 10_000): readonly string[] {
  const read = serialsOfList(text, most);
  if ('error' in read) throw new Error(`${read.error.position} ${read.error.sentence}`);
  return read.serials;
}

const error = (text: string, most = 10_000) => {
  const read = serialsOfList(text, most);
  return 'error' in read ? [read.error.code, read.error.position] : read.serials;
};

describe('serials as a delivery note writes them', () => {
  test.each<[string, readonly string[]]>([
    ['', []],
    ['  \n ,; ', []],
    ['A1 A2,A3;A4\nA5', ['A1', 'A2', 'A3', 'A4', 'A5']],
    ['1 3-5 9+2', ['1', '3', '4', '5', '9', '10', '11']],
    ['8-12', ['8', '9', '10', '11', '12']],
    ['98-101', ['98', '99', '100', '101']],
    ['ABC0008-ABC0011', ['ABC0008', 'ABC0009', 'ABC0010', 'ABC0011']],
    ['ABC0008..ABC0010', ['ABC0008', 'ABC0009', 'ABC0010']],
    ['ABC0009+2', ['ABC0009', 'ABC0010', 'ABC0011']],
    ['9+0', ['9']],
    ['007-009', ['007', '008', '009']],
    ['WD-WCAU42', ['WD-WCAU42']],
    ['A-1-A-3', ['A-1', 'A-2', 'A-3']],
    ['2-1A', ['2-1A']],
    ['"A B" "say ""x"""', ['A B', 'say "x"']],
    ['"3-5"', ['3-5']],
    ['C++', ['C++']],
    ['A..A', ['A']],
  ])('%s', (text, wanted) => {
    expect(serials(text)).toEqual(wanted);
  });

  test('five hundred are one range', () => {
    expect(serials('ABC0001-ABC0500')).toHaveLength(500);
    expect(serials('ABC0001-ABC0500').at(-1)).toBe('ABC0500');
  });

  test('a range of any length costs nothing until it is asked for', () => {
    const read = readSerialList('000000000000000001-999999999999999999');
    expect('parts' in read && read.parts).toHaveLength(1);
  });
});

describe('what is wrong is told with its place', () => {
  test.each<[string, readonly [string, number]]>([
    ['A1 A1', ['listed_twice', 3]],
    ['3-5 4', ['listed_twice', 4]],
    ['A1, ABC0500-ABC0001', ['range_reversed', 4]],
    ['A1 ABC01-ABC005', ['range_shape_differs', 3]],
    ['12-9', ['range_shape_differs', 0]],
    ['A1..B2', ['range_not_numeric', 0]],
    ['A99+2', ['count_broken', 0]],
    ['A1 "open', ['set_part_broken', 3]],
    ['"A"B', ['set_part_broken', 3]],
    ['A1 A\u200b2', ['invisible_character', 4]],
    [`A1 ${'9'.repeat(65)}`, ['serial_too_long', 3]],
  ])('%s', (text, wanted) => {
    expect(error(text)).toEqual(wanted);
  });

  test('more serials than are taken', () => {
    expect(error('1 2-9', 5)).toEqual(['list_too_long', 2]);
    expect(error(`1-${'9'.repeat(15)}`, 5)).toEqual(['list_too_long', 0]);
  });

  test('a text that is too long is not looked at', () => {
    expect(error(' '.repeat(limits.serialSetTextLengthMax + 1))[0]).toBe('set_too_long');
  });
});
