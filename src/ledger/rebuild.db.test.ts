import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomActs } from '../testing/random-acts.ts';
import { openWorld, type World } from '../testing/world.ts';
import { rebuild } from './rebuild.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const run = (mode: 'compare' | 'write') => rebuild({ url: world.test.ownerUrl, mode });

/** Every table that is derived from events, whole. */
async function derivedTables(): Promise<unknown[][]> {
  const tables = {
    unit: 'bucket, id',
    identifier: 'bucket, value, product_id, ended',
    stock_unit: 'bucket, unit_id',
    quantity_count: 'product_id, place',
  };
  const all = Object.entries(tables).map(([table, key]) =>
    world.rows(`select t::text as row from ${table} t order by ${key}`),
  );
  const counts = 'select c::text as row from unit_count c where quantity <> 0 order by c::text';
  return Promise.all([...all, world.rows(counts)]);
}

describe('a rebuild', () => {
  test('replaying every event gives the unit rows', async () => {
    const alone = await randomActs(world, { requests: 2000, seed: 1 });
    const ledgers = [world.ledger, world.anotherLedger()];
    const together = await randomActs(world, { requests: 2000, seed: 2, atOnce: 40, ledgers });
    expect(alone.recorded! + together.recorded!).toBeGreaterThan(1000);
    const report = await run('compare');
    expect(report.listed).toEqual([]);
    expect(report.totals).toEqual({});
    const [events] = await world.rows<{ n: number }>('select count(*) as n from event');
    expect(report.events).toBe(events!.n);
    expect(report.quantityEvents).toBeGreaterThan(20);
  });

  test.each([
    [
      'every column of a row',
      'unit',
      `update unit set status = 5, place = 1, owner = 3, seq = seq + 1, head = '\\x00',
      last_at = last_at + interval '1 millisecond', holds = 'recall:X', serial = serial || 'x', before = 'picked'
      where id = (select min(id) from unit)`,
    ],
    ['a lost row', 'unit', 'delete from unit where id = (select max(id) from unit)'],
    [
      'a row without a life',
      'unit',
      `insert into unit select (u).* from (select jsonb_populate_record(u,
      '{"id": 512000, "bucket": 0, "serial": "NOBODY"}') as u from unit u limit 1) one`,
    ],
    [
      'a number of another unit',
      'identifier',
      `update identifier set unit_id = 99999999
      where value = (select min(value) from identifier where ended = 0)`,
    ],
    [
      'a lost number',
      'identifier',
      'delete from identifier where value = (select max(value) from identifier)',
    ],
    [
      'a lost row of the stock list',
      'stock',
      'delete from stock_unit where unit_id = (select min(unit_id) from stock_unit)',
    ],
    ['a row too much in the stock list', 'stock', 'insert into stock_unit values (1, 1, 1, 3, 7, 7)'],
    ['a wrong count', 'count', 'update unit_count set quantity = quantity + 3'],
    [
      'a lost count',
      'count',
      'delete from unit_count where quantity = (select max(quantity) from unit_count)',
    ],
    ['wrong pieces', 'quantity', 'update quantity_count set quantity = quantity + 1, seq = seq + 1'],
    ['pieces nobody brought', 'quantity', `insert into quantity_count values (1, 1, 1, 5, '\\x00')`],
  ])('%s is found, repaired, and then as it was', async (_what, kind, sql) => {
    const before = await derivedTables();
    await world.asOwner(sql);
    expect(await derivedTables()).not.toEqual(before);
    const found = await run('compare');
    expect(Object.keys(found.totals)).toContain(kind);
    expect(await derivedTables()).not.toEqual(before);
    const repaired = await run('write');
    expect(repaired.totals).toEqual(found.totals);
    expect(await derivedTables()).toEqual(before);
    expect((await run('compare')).totals).toEqual({});
  });

  test('everything derived can be lost at once and comes back', async () => {
    const before = await derivedTables();
    await world.asOwner('truncate unit, identifier, stock_unit, unit_count, quantity_count');
    await run('write');
    expect(await derivedTables()).toEqual(before);
  });

  test('a repair keeps ledgers out until it is done, and they go on after it', async () => {
    await world.scan('receive', ['PHONE', 'BESIDE-1']);
    await world.asOwner('update unit set place = 1');
    const [repaired, ...answers] = await Promise.all([
      run('write'),
      ...Array.from({ length: 20 }, () => world.scan('put_away', 'BESIDE-1', { location: 'A-01' })),
    ]);
    expect(repaired.totals.unit).toBeGreaterThan(0);
    expect(answers.some(({ outcome }) => outcome === 'recorded')).toBe(true);
    expect((await run('compare')).totals).toEqual({});
  });
});
