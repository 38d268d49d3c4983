import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

describe('one scan after another', () => {
  test('a unit is received, put away, picked, packed, shipped and delivered', async () => {
    const answers = [];
    answers.push(await world.scan('receive', ['PHONE', 'S-1'], { location: 'DOCK' }));
    for (const move of ['put_away', 'pick', 'pack', 'ship', 'deliver'])
      answers.push(await world.scan(move, 'S-1', { location: 'A-01' }));
    expect(answers.map((a) => [a.outcome, a.status, a.seq, a.refusal])).toEqual([
      ['recorded', 'in_stock', 1, null],
      ['recorded', 'in_stock', 2, null],
      ['recorded', 'picked', 3, null],
      ['recorded', 'packed', 4, null],
      ['recorded', 'shipped', 5, null],
      ['recorded', 'sold', 6, null],
    ]);
  });
});
