import { expect, test } from 'vitest';
import { fitted } from './shrink.ts';

test.each([
  [4_000, 3_000, 1_600, 1_200],
  [3_000, 4_000, 1_200, 1_600],
  [1_600, 10, 1_600, 10],
  [800, 600, 800, 600],
  [10_000, 1, 1_600, 1],
])('a picture of %i × %i is sent as %i × %i', (width, height, sentWidth, sentHeight) => {
  expect(fitted(width, height)).toEqual({ width: sentWidth, height: sentHeight });
});
