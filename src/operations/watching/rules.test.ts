import { describe, expect, test } from 'vitest';
import { exceptionSentence } from '../../domain/exceptions.ts';
import { limits } from '../../domain/limits.ts';
import { limitOf, presetDays, questionsOf, type Unseen, watchedStatuses, wordsOf } from './rules.ts';

describe('how long a unit may go unseen', () => {
  test.each(watchedStatuses)('%s: as it is preset where nobody says more', (status) => {
    expect(limitOf([], status, 7)).toEqual({ days: presetDays[status], from: 'preset' });
  });

  const set = [
    { site: null, status: 'in_stock', days: 60 },
    { site: 7, status: 'in_stock', days: 14 },
    { site: 8, status: 'in_stock', days: 0 },
    { site: 9, status: 'in_stock', days: null },
    { site: null, status: 'picked', days: 0 },
    { site: null, status: 'packed', days: null },
  ] as const;
  test.each([
    ['a site’s own word holds there', 'in_stock', 7, 14, 'site'],
    ['a site may leave a status out', 'in_stock', 8, null, 'site'],
    ['a site that took its word back follows all sites', 'in_stock', 9, 60, 'all_sites'],
    ['a site without a word follows all sites', 'in_stock', 10, 60, 'all_sites'],
    ['a status may be left out everywhere', 'picked', 7, null, 'all_sites'],
    ['a word for all sites that was taken back is the preset', 'packed', 7, 2, 'preset'],
    ['anywhere, a site’s own word says nothing', 'in_stock', null, 60, 'all_sites'],
  ] as const)('%s', (_, status, site, days, from) => {
    expect(limitOf(set, status, site)).toEqual({ days, from });
  });
});

describe('what is asked in a night', () => {
  const at = (place: number, lastAt: number, more: Partial<Unseen> = {}): Unseen => ({
    ...{ unit: lastAt, product: 1, status: 'in_stock', place, lastAt },
    ...more,
  });
  const many = (place: number, from: number, count: number) =>
    Array.from({ length: count }, (_, nth) => at(place, from + nth));
  const places = (units: readonly Unseen[], most = 100) =>
    questionsOf(units, most).map((group) => [group[0]!.place, group.length]);

  test('a few units at a spot are one question each, many are one question', () => {
    const few = limits.unseenGroupFrom - 1;
    expect(places(many(1, 0, few))).toEqual(Array(few).fill([1, 1]));
    expect(places(many(1, 0, few + 1))).toEqual([[1, few + 1]]);
  });

  test('units of two spots, or in two statuses, are not one question', () => {
    const elsewhere = many(1, 0, 3).map((unit) => ({ ...unit, status: 'picked' as const }));
    expect(questionsOf([...many(1, 10, 3), ...elsewhere], 100)).toHaveLength(6);
  });

  test('the longest unseen come first, and what is over the bound waits', () => {
    const units = [...many(3, 50, 5), at(2, 10), ...many(1, 20, 4)];
    expect(places(units)).toEqual([
      [2, 1],
      [1, 4],
      [3, 5],
    ]);
    expect(places(units, 2)).toEqual([
      [2, 1],
      [1, 4],
    ]);
    expect(questionsOf(units, 3)[1]![0]!.lastAt).toBe(20);
  });
});

test('a question says what is on record, since when nobody saw it, and who had it last', () => {
  const last = { move: 'put_away', at: '2026-08-01T09:00:00.000Z', by: 'Ana', spot: 'DC/A-01' } as const;
  const about = {
    status: 'in_stock',
    place: 'DC/A-01',
    limitDays: 90,
    days: 94,
    name: 'TV 4711',
    last,
  } as const;
  const one = wordsOf({ ...about, units: 1, products: 1 });
  expect(exceptionSentence({ kind: 'not_seen', ...one })).toBe(
    'On record: in stock at DC/A-01. Not seen for too long: 94 days, where 90 days may pass; last put away at DC/A-01 by Ana on 2026-08-01 09:00 UTC.',
  );
  expect(wordsOf({ ...about, units: 12, products: 3 })).toEqual({
    recorded: '12 units of 3 products, in stock at DC/A-01',
    observed:
      'the longest is TV 4711, 94 days, where 90 days may pass; last put away at DC/A-01 by Ana on 2026-08-01T09:00:00.000Z',
  });
  expect(wordsOf({ ...about, units: 1, products: 1, days: 1, limitDays: 1, last: null }).observed).toBe(
    '1 day, where 1 day may pass',
  );
});
