import { expect, test } from 'vitest';
import { cameraTrouble } from './camera-trouble.ts';

const named = (name: string) => Object.assign(new Error(), { name });

test.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'none'],
  ['OverconstrainedError', 'none'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['TypeError', 'failed'],
])('a browser that says %s: %s', (name, trouble) => {
  expect(cameraTrouble(named(name), true)).toBe(trouble);
});

test('without a secure address nothing else matters', () => {
  expect(cameraTrouble(named('TypeError'), false)).toBe('insecure');
});
