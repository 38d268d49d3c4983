import { describe, expect, test } from 'vitest';
import { type QuestionCount, questionFigures, setUpOf, setUpSteps } from './rules.ts';

const some = (more: Partial<QuestionCount>): QuestionCount => ({
  kind: 'sold_twice',
  age: 'today',
  hasProduct: true,
  currency: null,
  minor: null,
  count: 1,
  ...more,
});

describe('open questions', () => {
  test('nothing open is three ages with nothing in them', () => {
    expect(questionFigures([])).toEqual({
      open: 0,
      byAge: [
        { age: 'today', count: 0 },
        { age: 'week', count: 0 },
        { age: 'older', count: 0 },
      ],
      byKind: [],
      atRisk: { sums: [], priced: 0, of: 0 },
    });
  });

  test('ages and kinds each add up to all of them, the commonest kind first', () => {
    const { open, byAge, byKind } = questionFigures([
      some({ count: 2 }),
      some({ kind: 'unexpected_place', age: 'older', count: 5 }),
      some({ kind: 'sold_twice', age: 'week', count: 1 }),
    ]);
    expect(open).toBe(8);
    expect(byAge.map(({ count }) => count)).toEqual([2, 1, 5]);
    expect(byKind).toEqual([
      { kind: 'unexpected_place', count: 5 },
      { kind: 'sold_twice', count: 3 },
    ]);
  });

  test('money is added currency by currency, and says of how many the cost is known', () => {
    const { atRisk } = questionFigures([
      some({ currency: 'EUR', minor: 30_000, count: 2 }),
      some({ currency: 'USD', minor: 5_000 }),
      some({ age: 'older', currency: 'EUR', minor: 100 }),
      some({ count: 4 }),
      some({ hasProduct: false, count: 3 }),
    ]);
    expect(atRisk).toEqual({
      sums: [
        { currency: 'EUR', minor: 30_100 },
        { currency: 'USD', minor: 5_000 },
      ],
      priced: 4,
      of: 8,
    });
  });
});

describe('what a new retailer still has to do', () => {
  test.each(setUpSteps)('%s is done as soon as there is one', (step) => {
    const none = { sites: 0, spots: 0, products: 0, people: 0, devices: 0, units: 0 };
    const before = setUpOf(none, 10);
    expect(before.every(({ done }) => !done)).toBe(true);
    const after = setUpOf({ ...none, [step]: 1 }, 10);
    expect(after.filter(({ done }) => done).map((one) => one.step)).toEqual([step]);
  });

  test('more than are counted is told as more', () => {
    const [sites] = setUpOf({ sites: 11, spots: 0, products: 0, people: 0, devices: 0, units: 0 }, 10);
    expect(sites).toEqual({ step: 'sites', done: true, count: 10, isMore: true });
  });
});
