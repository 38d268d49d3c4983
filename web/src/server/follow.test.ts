import { describe, expect, test } from 'vitest';
import type { LiveHint } from '../../../src/operations/live/contract.ts';
import { following, paceFor } from './follow.ts';

const nothing: LiveHint = { units: [], documents: [], sites: [], openExceptions: {}, imports: [] };
const scanned: LiveHint = {
  ...nothing,
  units: [12],
  sites: ['DC'],
  documents: [{ kind: 'receipt', number: 'R-1' }],
};

describe('what is asked for again', () => {
  test.each([
    ['the unit that was scanned, at once', ['unit', '12'], scanned, 'at once'],
    ['its life', ['history', '12'], scanned, 'at once'],
    ['no other unit', ['unit', '13'], scanned, null],
    [
      'any unit, now and then, where they were too many to be named',
      ['unit', '13'],
      { ...scanned, units: null },
      'now and then',
    ],
    ['the document that was worked on', ['document', 'R-1'], scanned, 'at once'],
    ['no other document', ['document', 'R-2'], scanned, null],
    ['a list of units', ['list', 'units', '/api/units'], scanned, 'now and then'],
    ['no list of products', ['list', 'products', '/api/products'], scanned, null],
    ['no questions, where none was opened or settled', ['exceptions', 'DC', true], scanned, null],
    ['questions', ['exceptions', 'DC', true], { ...nothing, openExceptions: { DC: 0 } }, 'now and then'],
    ['who is signed in never', ['session'], scanned, null],
    ['nothing by a hint that says nothing', ['list', 'units'], nothing, null],
  ] as const)('%s', (_what, key, hint, pace) => {
    expect(paceFor(key, hint)).toBe(pace);
    if (pace !== null) expect(following.has(key[0])).toBe(true);
  });
});
