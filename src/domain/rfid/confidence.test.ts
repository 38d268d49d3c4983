import { describe, expect, test } from 'vitest';
import { type Heard, isAtLeast, levelOf, levels, zonesOf } from './confidence.ts';

const heard = (place: number, reads: number, bestCdbm: number | null, antenna = 1): Heard => ({
  place,
  reader: place,
  antenna,
  reads,
  bestCdbm,
});
const shelf = 1;
const next = 2;
const surest = (...all: Heard[]) => zonesOf(all)[0]!;

describe('how far reads speak for a spot', () => {
  test('nothing was heard: no spot', () => {
    expect(zonesOf([])).toEqual([]);
  });

  test('many strong reads: high', () => {
    expect(surest(heard(shelf, 50, -5_000))).toMatchObject({ place: shelf, level: 'high', reads: 50 });
  });

  test('one weak read is a stray as far as anybody knows: low', () => {
    expect(surest(heard(shelf, 1, -7_200)).level).toBe('low');
  });

  test('one read close by: worth a look', () => {
    expect(surest(heard(shelf, 1, -4_500)).level).toBe('medium');
  });

  test('a stray read of the shelf next door takes little from a strong one, and is low itself', () => {
    const [here, there] = zonesOf([heard(shelf, 40, -5_000), heard(next, 2, -7_000)]);
    expect([here?.place, here?.level, there?.place, there?.level]).toEqual([shelf, 'high', next, 'low']);
  });

  test('heard alike at two spots: nobody can say, neither is high', () => {
    const zones = zonesOf([heard(shelf, 40, -5_000), heard(next, 40, -5_000)]);
    expect(zones.map(({ level }) => level)).toEqual(['medium', 'medium']);
  });

  test('several antennas of one spot bear each other out, and are one spot', () => {
    const one = surest(heard(shelf, 4, -6_500));
    const two = surest(heard(shelf, 4, -6_500, 1), heard(shelf, 4, -6_500, 2));
    expect(two.confidence).toBeGreaterThan(one.confidence);
    expect([two.antennas, two.reads]).toEqual([2, 8]);
  });

  test('it is never certain, however much was heard', () => {
    expect(surest(heard(shelf, 1_000_000, -1_000)).confidence).toBeLessThanOrEqual(0.95);
  });

  test('a reader that tells no signal is believed less than one nearby', () => {
    expect(surest(heard(shelf, 5, null)).confidence).toBeLessThan(surest(heard(shelf, 5, -4_800)).confidence);
    expect(surest(heard(shelf, 5, null)).bestCdbm).toBe(null);
  });

  test('more reads, or stronger ones, never speak less for a spot; what another heard never more', () => {
    const signals = [null, -9_000, -7_500, -6_000, -4_500, -2_000];
    for (const signal of signals)
      for (let reads = 1; reads < 200; reads += 7) {
        const rival = heard(next, 3, -6_000);
        const before = surest(heard(shelf, reads, signal)).confidence;
        const of = (zones: readonly { place: number; confidence: number }[]) =>
          zones.find(({ place }) => place === shelf)!.confidence;
        expect(surest(heard(shelf, reads + 1, signal)).confidence).toBeGreaterThan(before);
        if (signal !== null)
          expect(surest(heard(shelf, reads, signal + 100)).confidence).toBeGreaterThanOrEqual(before);
        expect(of(zonesOf([heard(shelf, reads, signal), rival]))).toBeLessThan(before);
      }
  });

  test('worked by hand: 3 reads at −60 dBm, alone', () => {
    // strength (75 − 60) ÷ 30 = 0.5; weight log₂(4) × 0.5 = 1; 0.95 × (1 − e^(−1 ÷ 1.5)) = 0.4623
    expect(surest(heard(shelf, 3, -6_000)).confidence).toBeCloseTo(0.4623, 4);
  });
});

test('levels go down from high to low, without a gap', () => {
  expect([0, 0.249, 0.25, 0.599, 0.6, 0.95].map(levelOf)).toEqual([
    'low',
    'low',
    'medium',
    'medium',
    'high',
    'high',
  ]);
  expect(levels.map((level) => levels.map((least) => isAtLeast(level, least)))).toEqual([
    [true, true, true],
    [false, true, true],
    [false, false, true],
  ]);
});
