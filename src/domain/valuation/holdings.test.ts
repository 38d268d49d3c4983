import { describe, expect, test } from 'vitest';
import { type Status, statuses } from '../facts.ts';
import { blankUnit } from '../unit.ts';
import { ageBuckets, ageStep, bucketOfDays } from './ageing.ts';
import { categoriesBelow } from './categories-below.ts';
import { changesOf, type Holding, holdingsOf, type Stood } from './holdings.ts';
import { standingOf } from './stock-standing.ts';

const ours = 1;
const stood = (status: Status, at: number, more: Partial<Stood> & { owner?: number } = {}): Stood => {
  const { owner = ours, ...rest } = more;
  return { unit: { ...blankUnit(7, 'S'), status, owner }, at, recordedAt: at, site: 10, ...rest };
};
const spans = (life: readonly Stood[]) =>
  holdingsOf(life).map(({ site, owner, standing, since, from, until }) => [
    ...[site, owner, standing],
    ...[since, from, until],
  ]);

describe('a holding', () => {
  test('counts in our hands, between our sites, with vendors and on loan; nowhere else', () => {
    const counted = statuses.filter((status) => standingOf(status) !== null);
    expect(counted).toEqual([
      ...['in_stock', 'picked', 'packed', 'staged', 'in_transit'],
      ...['returned', 'in_repair', 'on_loan', 'with_vendor'],
    ]);
  });

  test('begins with the receipt and ends with the sale', () => {
    expect(spans([stood('expected', 1), stood('in_stock', 2), stood('picked', 3), stood('sold', 9)])).toEqual(
      [[10, ours, 'here', 2, 2, 9]],
    );
  });

  test('goes on at another site of the same owner with the same age; another owner’s begins anew', () => {
    const life = [
      stood('in_stock', 1),
      stood('in_transit', 3),
      stood('in_stock', 5, { site: 20 }),
      stood('in_stock', 8, { site: 20, owner: 4 }),
    ];
    expect(spans(life)).toEqual([
      [10, ours, 'here', 1, 1, 3],
      [10, ours, 'under_way', 1, 3, 5],
      [20, ours, 'here', 1, 5, 8],
      [20, 4, 'here', 8, 8, null],
    ]);
  });

  test('is told late: it ended when it was done, and that is known since it was told', () => {
    const [one] = holdingsOf([stood('in_stock', 1), stood('sold', 4, { recordedAt: 9 })]);
    expect(one).toMatchObject({ from: 1, until: 4, untilKnown: 9 });
  });

  test('a clock that is wrong moves its own event no further than its neighbours and the record', () => {
    expect(
      spans([
        stood('in_stock', 5),
        stood('in_transit', -100, { recordedAt: 7 }),
        stood('in_stock', 99, { recordedAt: 8 }),
      ]),
    ).toEqual([
      [10, ours, 'under_way', 5, 5, 8],
      [10, ours, 'here', 5, 8, null],
    ]);
  });
});

describe('what is kept of holdings', () => {
  const keep = (holdings: readonly Holding[]) => holdings.map((one, at) => ({ ...one, id: at + 1 }));
  const sold = holdingsOf([stood('in_stock', 1), stood('sold', 5)]);
  const lying = holdingsOf([stood('in_stock', 1)]);

  test('is not written twice', () => {
    expect(changesOf(keep(sold), sold, 5)).toEqual({ ended: [], wrong: [], added: [] });
  });

  test('is ended by what came after it, and stays', () => {
    expect(changesOf(keep(lying), sold, 5)).toEqual({
      ended: [{ id: 1, until: 5, untilKnown: 5 }],
      wrong: [],
      added: [],
    });
  });

  test('is known for wrong since the correction, and what is right since then too', () => {
    expect(changesOf(keep(sold), lying, 8)).toEqual({
      ended: [],
      wrong: [1],
      added: [{ ...lying[0]!, knownFrom: 8 }],
    });
    expect(changesOf(keep(lying), [], 8)).toEqual({ ended: [], wrong: [1], added: [] });
  });
});

describe('ages', () => {
  test('fall into stretches without a gap or an overlap', () => {
    for (const [at, { from }] of ageBuckets.slice(1).entries()) expect(from).toBe(ageBuckets[at]!.to! + 1);
    expect([0, 30, 31, 365, 366, 9_999].map(bucketOfDays)).toEqual([
      ...['0-30', '0-30', '31-60', '181-365'],
      ...['over-365', 'over-365'],
    ]);
  });

  test('have four colours on a map, and none where nothing lies', () => {
    expect([null, 0, 30, 31, 90, 91, 180, 181].map(ageStep)).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
  });
});

test('a category holds all under it, however the tree is written', () => {
  const parents = new Map([
    ['phones', 'electronics'],
    ['electronics', null],
    ['foldables', 'phones'],
    ['garden', null],
  ]);
  expect(categoriesBelow('electronics', parents).sort()).toEqual(['electronics', 'foldables', 'phones']);
  expect(categoriesBelow('foldables', parents)).toEqual(['foldables']);
});
