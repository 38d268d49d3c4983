import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../platform/database.ts';
import { openWorld, type World } from '../testing/world.ts';
import { changeReference } from './change-reference.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

/** A database whose answers about spots come late: what was read before `release` is answered after it. */
function lateAnswers(database: Database) {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let held = 0;
  const query: Database['query'] = async (statement, values) => {
    const answer = await database.query(statement, values);
    const isFirst = typeof statement === 'object' && statement.text.includes('from location') && held === 0;
    if (isFirst) {
      held += 1;
      await gate;
    }
    return answer as never;
  };
  return { database: { ...database, query }, release, hasBegun: () => held > 0 };
}

test('a spot made while reference data is being read is known to the scan that names it', async () => {
  const late = lateAnswers(world.database);
  const ledger = world.anotherLedger({ database: late.database });
  const reading = ledger.reference();
  while (!late.hasBegun()) await new Promise((resolve) => setImmediate(resolve));
  await changeReference(world.database, async (_tx, version) => {
    await world.asOwner(
      `insert into location (site_id, code, name, kind, version)
         select id, 'NEW-1', 'NEW-1', 'bin', ${version} from site where code = 'DC'`,
    );
  });
  const scan = world.scan('receive', ['PHONE', 'RL-1'], { location: 'NEW-1', ledger });
  late.release();
  expect((await scan).outcome).toBe('recorded');
  await reading;
  expect(ledger.known().locationsByCode.has(`${siteOf(ledger.known())}/NEW-1`)).toBe(true);
});

const siteOf = (known: ReturnType<World['ledger']['known']>) => known.sitesByCode.get('DC')!.id;
