import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.asOwner(
    `update location set capacity = 3, version = (select freshness + 1 from ledger_state)
     where code = 'A-01' and site_id = (select id from site where code = 'DC');
     update ledger_state set freshness = freshness + 1`,
  );
});
afterAll(() => world?.close());

const put = (serial: string, more = {}) => world.scan('put_away', serial, { location: 'A-01', ...more });
const lying = async () => {
  const [row] = await world.rows<{ units: number }>(
    `select count(*)::int as units from stock_unit where location_id =
      (select l.id from location l join site s on s.id = l.site_id where s.code = 'DC' and l.code = 'A-01')`,
  );
  return row!.units;
};

test('of many who lay units at one spot at once, in two processes, only so many do as it holds', async () => {
  const other = world.anotherLedger();
  const serials = Array.from({ length: 12 }, (_, nth) => `FULL-${nth}`);
  for (const serial of serials) await world.scan('receive', ['TV', serial], { location: 'DOCK' });
  const answers = await Promise.all(
    serials.map((serial, nth) => put(serial, nth % 2 === 0 ? {} : { ledger: other })),
  );
  const outcomes = answers.map(({ outcome, refusal }) => refusal?.code ?? outcome);
  expect(outcomes.filter((one) => one === 'recorded')).toHaveLength(3);
  expect(outcomes.filter((one) => one === 'spot_full')).toHaveLength(9);
  expect(await lying()).toBe(3);
});

test('what lies there already may be put there again; one that leaves makes room for another', async () => {
  const [first] = (await world.rows<{ serial: string }>(
    `select u.serial from unit u join stock_unit s on s.unit_id = u.id join location l on l.id = s.location_id
     where l.code = 'A-01' order by u.serial`,
  )) as [{ serial: string }];
  expect((await put(first.serial)).outcome).toBe('recorded');
  await world.scan('receive', ['TV', 'NEXT-1'], { location: 'DOCK' });
  expect((await put('NEXT-1')).refusal?.code).toBe('spot_full');
  await world.scan('move_spot', first.serial, { location: 'FLOOR' });
  expect((await put('NEXT-1')).outcome).toBe('recorded');
});

test('what arrives at a full spot is there, whatever it is said to hold', async () => {
  const before = await lying();
  expect((await world.scan('receive', ['TV', 'STANDS-1'], { location: 'A-01' })).outcome).toBe('recorded');
  expect(await lying()).toBe(before + 1);
});
