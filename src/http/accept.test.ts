import { expect, test } from 'vitest';
import { accepts } from './accept.ts';

test.each([
  [undefined, true],
  ['*/*', true],
  ['application/json', true],
  ['application/*', true],
  ['text/html, application/xhtml+xml, */*;q=0.8', true],
  ['APPLICATION/JSON', true],
  ['text/plain, application/json;q=0.1', true],
  ['text/html', false],
  ['application/json;q=0', false],
  ['application/json;q=0, */*', false],
  ['text/*;q=1', false],
  ['', false],
])('"Accept: %s" takes JSON: %s', (header, taken) => {
  expect(accepts(header, 'application/json')).toBe(taken);
});
