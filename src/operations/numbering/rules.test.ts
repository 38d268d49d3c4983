import { expect, test } from 'vitest';
import { readForm } from '../../domain/numbering/read-form.ts';
import { ownNumber } from '../../domain/own-number.ts';
import { formFault, numberFault, stretches } from './rules.ts';

test.each([ownNumber(42), 'UR-7', 'ur-x', 'DOC:receipt:1', 'BIN:A-01', 'unit:7'])(
  '%s is no number to give out: it would be taken for one of ours',
  (number) => {
    expect(numberFault(number, null)).toMatch(/^numbers that begin like this are kept/);
    const read = readForm({ kind: 'sequence', prefix: 'X' });
    if ('fault' in read) throw new Error(read.fault.why);
    expect(formFault(read.form, number, null)).toMatch(/^numbers that begin like this are kept/);
  },
);

test.each(['URAL-7', 'DOCK-1', 'AUR-7'])('%s may be given out', (number) => {
  expect(numberFault(number, null)).toBeNull();
});

test.each([
  [[], []],
  [[3], [{ first: 3, count: 1 }]],
  [
    [1, 2, 3, 7, 9, 10],
    [
      { first: 1, count: 3 },
      { first: 7, count: 1 },
      { first: 9, count: 2 },
    ],
  ],
])('the ordinals %j are the stretches %j', (ordinals, found) => {
  expect(stretches(ordinals)).toEqual(found);
});
