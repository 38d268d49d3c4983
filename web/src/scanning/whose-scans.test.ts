import { expect, test } from 'vitest';
import type { WaitingScan } from './waiting-scans.ts';
import { perPerson } from './whose-scans.ts';

const ana = { actor: 'person:ana', name: 'Ana' };
const ben = { actor: 'person:ben', name: 'Ben' };
const scan = (id: string, by: typeof ana, aside: WaitingScan['aside'] = null): WaitingScan => ({
  body: { move: 'pick', site: 'DC', scans: [{ id, codes: [id], input: 'scanned' }] },
  by,
  failures: 0,
  aside,
});
const no = { sentence: 'Already sold.', canRepeat: false };
const all = [scan('1', ana), scan('2', ben), scan('3', ana), scan('4', ana, no)];
const ids = (some: readonly WaitingScan[]) => some.map(({ body }) => body.scans[0]!.id);

test('everybody sees own scans apart from those of others, and a no apart from what is still to be sent', () => {
  const { own, aside, others } = perPerson(all, ana);
  expect([ids(own), ids(aside), others]).toEqual([['1', '3'], ['4'], [{ ...ben, count: 1 }]]);
});

test('somebody else sees only how many wait for whom', () => {
  const { own, aside, others } = perPerson(all, ben);
  expect([ids(own), ids(aside), others]).toEqual([['2'], [], [{ ...ana, count: 3 }]]);
});

test('without anybody signed in all are somebody’s', () => {
  const { own, aside, others } = perPerson(all, null);
  expect([own, aside]).toEqual([[], []]);
  expect(others).toEqual([
    { ...ana, count: 3 },
    { ...ben, count: 1 },
  ]);
});

test('two people of one name are counted apart', () => {
  const other = { actor: 'person:ana2', name: 'Ana' };
  expect(perPerson([scan('1', ana), scan('2', other)], null).others).toHaveLength(2);
});
