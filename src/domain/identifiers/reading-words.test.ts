import { expect, test } from 'vitest';
import { readingWords } from './reading-words.ts';

test.each([
  ['ABC-1', 'serial', 'ABC-1', null],
  ['(01)04006381333931(21)S1', 'serial', 'S1', '04006381333931'],
  ['4006381333931', 'ean', '04006381333931', '04006381333931'],
  ['490154203237518', 'imei', '490154203237518', null],
  ['(00)106141411234567897', 'sscc', '106141411234567897', null],
  ['DOC:receipt:ASN-1', 'document', 'receipt:ASN-1', null],
  ['BIN:A-01', 'bin', 'A-01', null],
  ['BIN:DC:A-01', 'bin', 'DC:A-01', null],
  ['UNIT:77', 'unit', '77', null],
])('%s is shown as a %s, %s', (code, as, value, gtin) => {
  expect(readingWords(code)).toEqual({ as, value, gtin });
});

test('a code that cannot be read is shown with the reason', () => {
  expect(readingWords('(01)04006381333932(21)S1')).toMatchObject({
    as: 'unreadable',
    value: expect.stringContaining('check digit'),
  });
});
