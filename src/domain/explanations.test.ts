import { describe, expect, test } from 'vitest';
import {
  type Clues,
  type ExplanationKind,
  explain,
  explanationKinds,
  type NearNumber,
} from './explanations.ts';

const phone = { id: 1, sku: 'PHONE', name: 'Phone', serialAt: 'under the battery' };
const laptop = { id: 2, sku: 'LAPTOP', name: 'Laptop', serialAt: null };
const nothing: Clues = {
  code: 'SN10',
  product: null,
  numbers: [],
  neighbours: [],
  products: [],
  checkDigitOf: null,
  seen: [],
};
const near = (how: NearNumber['how'], more: Partial<NearNumber> = {}): NearNumber => ({
  unit: 1,
  product: phone,
  status: 'in_stock',
  number: 'SN1O',
  kind: 'serial',
  current: true,
  how,
  differing: 1,
  document: null,
  ...more,
});
const neighbours = {
  unit: 9,
  product: phone,
  below: 'SN09',
  above: 'SN11',
  document: { kind: 'receipt', number: 'R-1' },
};
const seen = { site: 'DC', times: 2, lastAt: '2026-03-04T05:06:07.000Z' };
const explained = (clues: Partial<Clues>) => explain({ ...nothing, ...clues }, 20);
const kinds = (clues: Partial<Clues>) => explained(clues).map(({ kind }) => kind);

describe('one clue makes one explanation', () => {
  const table: readonly (readonly [Partial<Clues>, ExplanationKind, string])[] = [
    [{ numbers: [near('same', { number: 'SN10' })] }, 'known', 'SN10 (Phone) is known here.'],
    [
      { numbers: [near('same', { number: 'SN10' })], product: laptop },
      'other_product',
      'SN10 (Phone) is known with this serial, as another product than was said.',
    ],
    [
      { numbers: [near('same', { number: 'SN10', current: false })] },
      'former_number',
      'SN10 (Phone) had this number once.',
    ],
    [
      { numbers: [near('same', { number: 'sn-10' })] },
      'written_otherwise',
      'sn-10 (Phone) is the same but for case, blanks or dashes.',
    ],
    [
      { numbers: [near('dropped', { status: 'expected', document: { kind: 'receipt', number: 'R-7' } })] },
      'dropped',
      'SN1O (Phone) is known: a character is missing here. It is announced on receipt R-7 and has not come yet.',
    ],
    [
      { products: [{ product: phone, misread: false }] },
      'product_code',
      'This names the product Phone, not the unit. Scan the serial number (under the battery).',
    ],
    [
      { neighbours: [neighbours] },
      'neighbours',
      'It lies between SN09 and SN11 (Phone), which came on receipt R-1: it may have come with them unseen.',
    ],
    [
      { checkDigitOf: 'IMEI' },
      'wrong_check_digit',
      'If this is an IMEI, a digit was misread: its check digit does not fit. Scan again.',
    ],
    [
      { seen: [seen] },
      'seen_before',
      'It was scanned at DC before, 2 times, last at 2026-03-04 05:06 UTC, and was not known then either.',
    ],
  ];
  test.each(table)('%j: %s', (clues, kind, sentence) => {
    expect(explained(clues)).toMatchObject([{ kind, sentence }]);
  });

  test.each(explanationKinds.filter((kind) => !['known', 'product_code'].includes(kind)))(
    '%s has words of its own',
    (kind) => {
      const numbers = [near(kind as NearNumber['how'])];
      const own = table.some(([, other]) => other === kind);
      const { sentence } = explained({ numbers })[0]!;
      expect(own || sentence.length > 'SN1O (Phone) is known.'.length).toBe(true);
      expect(sentence).not.toContain('{');
    },
  );
});

describe('what is likelier stands first', () => {
  test('the commonly confused before the merely possible, and all of them before hearsay', () => {
    const ways = ['replaced', 'part_of', 'added', 'dropped', 'swapped', 'lookalike', 'label_prefix'] as const;
    const numbers = ways.map((how, i) => near(how, { unit: i + 1, number: `N${i}` }));
    expect(kinds({ numbers, neighbours: [neighbours], seen: [seen], checkDigitOf: 'IMEI' })).toEqual([
      'label_prefix',
      'lookalike',
      'swapped',
      'added',
      'dropped',
      'replaced',
      'part_of',
      'neighbours',
      'wrong_check_digit',
      'seen_before',
    ]);
  });

  test('an announced unit that has not come before one that is in stock', () => {
    const numbers = [
      near('replaced', { number: 'A' }),
      near('replaced', { unit: 2, number: 'B', status: 'expected' }),
    ];
    expect(explained({ numbers }).map(({ unit }) => unit)).toEqual([2, 1]);
  });

  test('the product that was said before another', () => {
    const numbers = [near('dropped', { product: laptop }), near('replaced', { unit: 2, number: 'B' })];
    expect(explained({ numbers, product: phone }).map(({ unit }) => unit)).toEqual([2, 1]);
  });

  test('fewer confused characters before more, a number in force before one that has ended, a unit that is there before a retired one', () => {
    const numbers = [
      near('lookalike', { unit: 1, differing: 2 }),
      near('lookalike', { unit: 2 }),
      near('lookalike', { unit: 3, current: false }),
      near('lookalike', { unit: 4, status: 'retired' }),
    ];
    expect(explained({ numbers }).map(({ unit }) => unit)).toEqual([2, 1, 3, 4]);
  });
});

test('a unit is explained once, by its likeliest number', () => {
  const numbers = [near('replaced', { number: 'A' }), near('swapped', { number: 'B' })];
  expect(explained({ numbers })).toMatchObject([{ unit: 1, kind: 'swapped', number: 'B' }]);
});

test('no more than were asked for', () => {
  const numbers = Array.from({ length: 30 }, (_, i) => near('replaced', { unit: i + 1, number: `N${i}` }));
  expect(explain({ ...nothing, numbers }, 10)).toHaveLength(10);
});

test('the order does not depend on the order of the clues', () => {
  const numbers = Array.from({ length: 8 }, (_, i) => near('replaced', { unit: i + 1, number: `N${i}` }));
  expect(explained({ numbers: numbers.toReversed() })).toEqual(explained({ numbers }));
});
