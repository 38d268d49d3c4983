import { expect, test } from 'vitest';
import { some } from '../testing/property-runs.ts';
import { explain, explanationKinds, type NearNumber } from './explanations.ts';
import { misreadingsOf } from './identifiers/misreadings.ts';
import { limits } from './limits.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Of many makers; among them neighbours of one delivery, and pairs that look alike. */
const known = [
  'PL1331LAG4013H',
  'PL1331LAG4014H',
  'MJ0351YNG9Z0XA',
  '356938035643809',
  '5CG1234KLZ',
  'SCG1234KLZ',
  'W300',
  'Z1F0X8OB',
];

/** What a ledger with these serials would say. */
function explained(code: string) {
  const ways = new Map(misreadingsOf(code, limits.misreadingsMax).map((one) => [one.meant, one]));
  const numbers = known.flatMap((number, i): NearNumber[] => {
    const way = ways.get(number);
    if (!way) return [];
    const product = { id: 1, sku: 'P', name: 'P', serialAt: null };
    const { kind: how, differing } = way;
    return [
      {
        unit: i + 1,
        product,
        status: 'in_stock',
        number,
        kind: 'serial',
        current: true,
        how,
        differing,
        document: null,
      },
    ];
  });
  const clues = { code, product: null, numbers, neighbours: [], products: [], checkDigitOf: null, seen: [] };
  return explain(clues, limits.explanationsMax);
}

/** Every text that one wrong character, one too many, one missing, or two swapped neighbours make of it. */
function* misread(serial: string): Iterable<string> {
  for (let i = 0; i <= serial.length; i += 1) {
    const [before, after] = [serial.slice(0, i), serial.slice(i + 1)];
    for (const other of alphabet) yield before + other + serial.slice(i);
    if (i === serial.length) continue;
    yield before + after;
    for (const other of alphabet) yield before + other + after;
    if (i > 0) yield serial.slice(0, i - 1) + serial[i] + serial[i - 1] + after;
  }
}

test.each(some(known))(
  'every misreading of %s by one character finds it first, or a likelier one before it',
  (serial) => {
    for (const code of misread(serial)) {
      if (known.includes(code)) continue;
      const found = explained(code);
      const own = found.findIndex(({ number }) => number === serial);
      expect([code, own >= 0]).toEqual([code, true]);
      const ranks = found.slice(0, own + 1).map(({ kind }) => explanationKinds.indexOf(kind));
      expect([code, ranks]).toEqual([code, ranks.toSorted((a, b) => a - b)]);
    }
  },
);
