import { expect, test } from 'vitest';
import { clockContradictions } from './device-clock.ts';

const now = '2026-11-23T12:00:00.000Z';

test.each([
  [null, 'no time of its own'],
  ['2026-11-23T12:00:00.000Z', 'the same'],
  ['1999-01-01T00:00:00.000Z', 'long ago'],
  ['2026-11-25T12:00:00.000Z', 'two days ahead, as far as clocks go wrong'],
])('a scan of %s (%s) is not asked about', (at, _what) => {
  expect(clockContradictions(at, now, 'sold')).toEqual([]);
});

test.each(['2026-11-25T12:00:00.001Z', '2062-01-01T00:00:00.000Z'])(
  'a scan of %s lies in the future: a person is asked',
  (at) => {
    const question = { kind: 'time_ahead', recorded: now, observed: 'sold' };
    expect(clockContradictions(at, now, 'sold')).toEqual([question]);
  },
);
