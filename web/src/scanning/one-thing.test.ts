import { expect, test } from 'vitest';
import { type InView, inView } from './one-thing.ts';

const ean = ']E04006381333931';
const gtin = '04006381333931';
const whole = `]d201${gtin}21SN-1`;
const imei = '490154203237518';
const imei2 = '356938035643809';
const one = (...codes: string[]): InView => ({ is: 'one', codes });
const several = (...things: string[][]): InView => ({ is: 'several', things });

test.each<[what: string, seen: string[], found: InView]>([
  ['nothing', [], { is: 'nothing' }],
  ['a serial', ['SN-1'], one('SN-1')],
  ['the same code twice', ['SN-1', 'SN-1'], one('SN-1')],
  ['a product’s code and a serial', ['SN-1', ean], one(ean, 'SN-1')],
  ['a box with everything', [imei, 'SN-1', imei2, ean], one(ean, 'SN-1', imei, imei2)],
  ['a label that says both, and the same again in parts', ['SN-1', ean, whole], one(whole)],
  ['a label that says both, and IMEIs', [imei, ean, whole], one(whole, imei)],
  ['two serials', ['SN-1', 'SN-2'], several(['SN-1'], ['SN-2'])],
  ['two serials under one product', [ean, 'SN-1', 'SN-2'], several([ean, 'SN-1'], [ean, 'SN-2'])],
  ['two labels of two units', [whole, `]d201${gtin}21SN-2`], several([whole], [`]d201${gtin}21SN-2`])],
  ['two products', [ean, ']E05901234123457'], several([ean], [']E05901234123457'])],
  ['two products and a serial', [ean, ']E05901234123457', 'SN-1'], one('SN-1')],
  ['three IMEIs', [imei, imei2, '353918051234561'], several([imei], [imei2], ['353918051234561'])],
  ['a spot beside a serial', ['BIN:A-01', 'SN-1'], several(['BIN:A-01'], ['SN-1'])],
  [
    'a carton beside a product',
    [']C100106141412345678908', ean],
    several([']C100106141412345678908'], [ean]),
  ],
  ['a web address of the maker’s beside a serial', ['https://example.com/setup', 'SN-1'], one('SN-1')],
  ['a web address alone', ['https://example.com/setup'], one('https://example.com/setup')],
])('%s', (_what, seen, found) => {
  expect(inView(seen)).toEqual(found);
});
