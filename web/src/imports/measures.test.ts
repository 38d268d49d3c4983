import { expect, test } from 'vitest';
import { bytesText, durationText } from './measures.ts';

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1_500, '1.5 kB'],
  [16_000_000, '16 MB'],
  [1_073_741_824, '1.1 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(bytesText(bytes, 'en')).toBe(text);
});

test.each([
  [0, '0 sec'],
  [59, '59 sec'],
  [60, '1 min'],
  [125, '2 min 5 sec'],
  [3_600, '1 hr'],
  [7_325, '2 hr 2 min'],
])('%i seconds are %s', (seconds, text) => {
  expect(durationText(seconds, 'en')).toBe(text);
});
