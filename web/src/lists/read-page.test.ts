import { expect, test } from 'vitest';
import { filled, type ListPage } from './read-page.ts';

/** A server with the numbers 1 to 10 that looks at three of them at a time, and gives the even ones. */
async function read(cursor: string | undefined, limit: number): Promise<ListPage<number>> {
  const after = Number(cursor ?? 0);
  const seen = [1, 2, 3].map((step) => after + step).filter((one) => one <= 10);
  const items = seen.filter((one) => one % 2 === 0).slice(0, limit);
  const last = items.length === limit ? items.at(-1)! : after + 3;
  return { items, next: last >= 10 ? null : String(last), previous: null };
}

/** The same backwards. */
async function readBack(cursor: string | undefined, limit: number): Promise<ListPage<number>> {
  const before = Number(cursor ?? 11);
  const seen = [1, 2, 3].map((step) => before - step).filter((one) => one >= 1);
  const items = seen.filter((one) => one % 2 === 0).slice(0, limit);
  const last = items.length === limit ? items.at(-1)! : before - 3;
  return { items: items.toReversed(), next: 'on', previous: last <= 1 ? null : String(last) };
}

test.each([
  ['a page is filled from several short ones', undefined, 4, [2, 4, 6, 8], '8'],
  ['it ends where there is no more', undefined, 25, [2, 4, 6, 8, 10], null],
  ['it begins behind its cursor', '4', 2, [6, 8], '8'],
])('%s', async (_rule, from, size, items, next) => {
  expect(await filled(read, from, size, false)).toMatchObject({ items, next });
});

test('backwards the rows keep their order', async () => {
  expect(await filled(readBack, '9', 3, true)).toMatchObject({ items: [4, 6, 8], previous: '4', next: 'on' });
});
