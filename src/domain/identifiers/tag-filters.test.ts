import { expect, test } from 'vitest';
import { filterMeaning } from './tag-filters.ts';

test.each([
  ['sgtin', 0, 'others'],
  ['sgtin', 1, 'item at the till'],
  ['sgtin', 2, 'full case'],
  ['sgtin', 3, null],
  ['sscc', 6, 'unit load'],
  ['sscc', 1, null],
  ['giai', 1, 'rail vehicle'],
  ['grai', 0, 'others'],
  ['grai', 5, null],
] as const)('the filter value of an %s tag, %i, means: %s', (scheme, filter, meaning) => {
  expect(filterMeaning(scheme, filter)).toBe(meaning);
});
