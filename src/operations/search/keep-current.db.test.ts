import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { openWorld, type World } from '../../testing/world.ts';
import { resetSearchIndex } from './begin-anew.ts';
import { openSearchIndex, type SearchIndex } from './keep-current.ts';
import { searchKeys } from './rules.ts';

let world: World;
let opened: SearchIndex[] = [];
const faults: unknown[] = [];
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await Promise.all(opened.map((index) => index.close()));
  await world?.close();
});

function open(): SearchIndex {
  const { database, ledger } = world;
  const index = openSearchIndex({
    database,
    clock: systemClock,
    reference: ledger.reference,
    onFault: (error) => faults.push(error),
  });
  opened.push(index);
  return index;
}
async function closeAll(): Promise<void> {
  await Promise.all(opened.map((index) => index.close()));
  opened = [];
}
const receive = (serial: string) => world.scan('receive', serial, { details: { sku: 'TV' } });
/** All keys that are there, and all that should be, by unit. */
async function compare(): Promise<void> {
  const there = await world.rows<{ unit_id: number; key: string }>('select unit_id, key from search_unit');
  const numbers = await world.rows<{ unit_id: number; value: string }>(
    'select unit_id, value from identifier',
  );
  const wanted = new Set(
    numbers.flatMap(({ unit_id, value }) => searchKeys(value).map((key) => `${unit_id} ${key}`)),
  );
  expect(new Set(there.map(({ unit_id, key }) => `${unit_id} ${key}`))).toEqual(wanted);
  const papers = await world.rows<{ id: number; number: string }>('select id, number from document');
  const inIndex = await world.rows<{ document_id: number; key: string }>('select * from search_document');
  expect(new Set(inIndex.map(({ document_id, key }) => `${document_id} ${key}`))).toEqual(
    new Set(papers.flatMap(({ id, number }) => searchKeys(number).map((key) => `${id} ${key}`))),
  );
}

describe('the search index', () => {
  test('is filled from what was recorded before it was there, and goes on from the feed', async () => {
    for (let i = 0; i < 5; i += 1) await receive(`BEFORE-${i}`);
    const index = open();
    await index.caughtUp();
    await compare();
    await receive('AFTER-1');
    await world.scan('pick', 'AFTER-1', { document: { kind: 'order', number: 'ORDER-00001' } });
    await index.caughtUp();
    await compare();
    expect(await index.lagSeconds()).toBe(0);
  });

  test('goes on where it was when its process ends', async () => {
    await closeAll();
    for (let i = 0; i < 5; i += 1) await receive(`WHILE-AWAY-${i}`);
    await open().caughtUp();
    await compare();
  });

  test('is filled once by several processes that look after it together', async () => {
    const several = [open(), open(), open()];
    await Promise.all(Array.from({ length: 20 }, (_, i) => receive(`TOGETHER-${i}`)));
    await Promise.all(several.map((index) => index.caughtUp()));
    await compare();
    expect(faults).toEqual([]);
  });

  test('is emptied by its owner and filled again by who is running', async () => {
    const index = opened[0]!;
    await resetSearchIndex(world.test.ownerUrl);
    await index.caughtUp();
    await compare();
    await closeAll();
    await resetSearchIndex(world.test.ownerUrl);
    await open().caughtUp();
    await compare();
  });

  test('begins anew where its position is none of this database, as after a restore into another', async () => {
    await closeAll();
    await world.asOwner(`truncate search_unit; update search_state set feed = '9999999999999-0'`);
    await open().caughtUp();
    await compare();
  });

  test('takes a document in whose id was drawn before others but whose transaction ended after them', async () => {
    const client = await world.database.connect();
    const insert = (number: string) => ({
      name: `test_${number}`,
      text: `insert into document (kind, number) values ('order', '${number}')`,
    });
    await client.query({ name: 'test_begin', text: 'begin' });
    await client.query(insert('DRAWN-FIRST'));
    await world.database.query(insert('DRAWN-SECOND'));
    const key = async (number: string) =>
      (await world.rows('select 1 from search_document where key = $1', [searchKeys(number)[0]])).length;
    while ((await key('DRAWN-SECOND')) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.query({ name: 'test_commit', text: 'commit' });
    client.release();
    while ((await key('DRAWN-FIRST')) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await compare();
  });

  test('keeps serials that were scanned in vain, how often and where', async () => {
    const vain = (site: string) => world.scan('pick', 'NOT-HERE-1', { site, id: randomUUID() });
    await vain('DC');
    await vain('DC');
    await vain('STORE-1');
    await opened[0]!.caughtUp();
    const rows = await world.rows<{ times: number; code: string }>(
      `select u.times, s.code from unknown_serial u join site s on s.id = u.site_id where serial = 'NOT-HERE-1' order by 2`,
    );
    expect(rows).toEqual([
      { times: 2, code: 'DC' },
      { times: 1, code: 'STORE-1' },
    ]);
  });
});
