import { describe, expect, test } from 'vitest';
import type { LocationOnWire } from '../../../src/operations/places/contract.ts';
import { spotScan } from './spot-scans.ts';

const spot = (code: string, active = true): LocationOnWire => ({
  ...{ code, name: code, kind: 'bin', aisle: null, color: null, position: null, capacity: null },
  active,
});
const spots = [spot('A-01'), spot('OLD', false)];
const read = (...codes: string[]) => {
  const scan = spotScan(codes, 'DC', spots);
  return scan && (scan.is === 'spot' ? scan.spot.code : `${scan.is} ${scan.code}`);
};

describe('a scan at a station that lays things away', () => {
  test.each([
    ['BIN:A-01', 'A-01'],
    ['BIN:DC:A-01', 'A-01'],
    ['bin:dc:a-01', 'A-01'],
    ['A-01', 'A-01'],
    [' a-01 ', 'A-01'],
    ['OLD', 'closed OLD'],
    ['BIN:OLD', 'closed OLD'],
    ['BIN:A-99', 'unknown A-99'],
    ['BIN:STORE-1:A-01', 'elsewhere STORE-1/A-01'],
  ])('%j is the spot %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('a serial, a label of several codes and an empty text are no spot', () => {
    for (const codes of [['PH1A000077'], ['(01)04006381333931(21)A-01'], ['BIN:A-01', 'A-01'], [''], []])
      expect(read(...codes)).toBeNull();
  });
});
