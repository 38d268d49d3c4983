import { describe, expect, test } from 'vitest';
import type { MapSpotOnWire } from '../../../src/operations/places/contract.ts';
import { fullnessOf, mostOf, zonesOf } from './map-layout.ts';

const spot = (code: string, more: Partial<MapSpotOnWire> = {}): MapSpotOnWire => ({
  ...{
    code,
    name: code,
    kind: 'bin',
    aisle: null,
    color: null,
    position: null,
    capacity: null,
    active: true,
  },
  ...{ units: 0, isMore: false, pieces: 0 },
  ...more,
});
const codes = (spots: readonly MapSpotOnWire[]) =>
  zonesOf(spots).map(({ key, bays }) => [key, bays.map((bay) => bay.spots.map(({ code }) => code))]);

describe('the map of a site', () => {
  test('has aisles first, in the order in which people count, then the rest by kind', () => {
    const spots = [
      spot('DOCK', { kind: 'dock' }),
      spot('10-1', { aisle: '10' }),
      spot('9-1', { aisle: '9' }),
      spot('CAGE', { kind: 'cage' }),
    ];
    expect(codes(spots).map(([key]) => key)).toEqual(['aisle 9', 'aisle 10', 'kind cage', 'kind dock']);
  });

  test('has levels over each other, the highest on top', () => {
    const spots = ['A-01-01', 'A-01-02', 'A-02-01'].map((code) => spot(code, { aisle: 'A' }));
    expect(codes(spots)).toEqual([['aisle A', [['A-01-02', 'A-01-01'], ['A-02-01']]]]);
  });

  test('goes the way through the aisle, and by number where nobody gave a way', () => {
    const spots = [
      spot('A-10', { aisle: 'A' }),
      spot('A-2', { aisle: 'A' }),
      spot('A-9', { aisle: 'A', position: 2 }),
      spot('A-8', { aisle: 'A', position: 1 }),
    ];
    expect(codes(spots)).toEqual([['aisle A', [['A-8'], ['A-9'], ['A-2'], ['A-10']]]]);
  });

  test('loses no spot', () => {
    const spots = Array.from({ length: 50 }, (_, i) =>
      spot(`S-${i}-${i % 3}`, { aisle: i % 2 ? 'S' : null }),
    );
    expect(zonesOf(spots).flatMap(({ bays }) => bays.flatMap((bay) => bay.spots))).toHaveLength(50);
  });
});

test.each([
  [0, 0, 100, 0],
  [1, 0, 100, 1],
  [25, 0, 100, 1],
  [26, 0, 100, 2],
  [10, 65, 100, 3],
  [100, 0, 100, 4],
  [0, -5, 100, 0],
  [0, 0, 0, 0],
])('%d units and %d pieces beside %d at the fullest spot: %d quarters', (units, pieces, most, quarters) => {
  expect(fullnessOf(spot('X', { units, pieces }), most)).toBe(quarters);
});

test('the fullest spot counts units and pieces alike', () => {
  expect(
    mostOf([spot('A', { units: 3 }), spot('B', { units: 1, pieces: 4 }), spot('C', { pieces: -9 })]),
  ).toBe(5);
});
