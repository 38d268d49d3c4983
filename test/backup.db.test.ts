import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFeed } from '../src/ledger/feed.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { continueFeed, seedRows } from '../src/ledger/restored.ts';
import { verify } from '../src/ledger/verify.ts';
import { backup } from '../src/platform/backup.ts';
import { type BackupManifest, manifestText } from '../src/platform/backup-manifest.ts';
import { fixedClock, systemClock } from '../src/platform/clock.ts';
import type { Database } from '../src/platform/database.ts';
import { restore } from '../src/platform/restore.ts';
import { emptyDatabase, openAsApp, type TestDatabase } from '../src/testing/database.ts';
import { execute } from '../src/testing/global-postgres.ts';
import { randomActs } from '../src/testing/random-acts.ts';
import { openWorld, type World } from '../src/testing/world.ts';

const place = mkdtempSync(join(tmpdir(), 'unitrail-backup-'));
const still = join(place, 'still');
let world: World;
let manifest: BackupManifest;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  world = await openWorld();
  await randomActs(world, { requests: 400, seed: 11, atOnce: 20 });
  manifest = await backupTo(still);
});
afterAll(async () => {
  await world?.close();
  for (const database of databases) await database.drop();
  rmSync(place, { recursive: true, force: true });
});

const backupTo = (directory: string) =>
  backup({ url: world.test.ownerUrl, directory, clock: fixedClock('2026-11-23T10:00:00Z') });

async function fresh(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  return database;
}

const restoreInto = (database: TestDatabase, directory: string, more = {}) =>
  restore({
    ownerUrl: database.ownerUrl,
    app: { members: [] },
    directory,
    seeds: seedRows,
    afterLoad: continueFeed,
    ...more,
  });

async function query<Row>(database: TestDatabase, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

const rowsOf = async (database: TestDatabase, table: string) =>
  (await query<{ row: string }>(database, `select t::text as row from ${table} t order by 1`)).map(
    ({ row }) => row,
  );
const tablesIn = async (database: TestDatabase) =>
  (
    await query<{ name: string }>(
      database,
      `select relname as name from pg_class where relkind = 'r'
    and relnamespace = 'public'::regnamespace order by 1`,
    )
  ).map(({ name }) => name);

describe('a backup', () => {
  test('gives back every row of every table, to the byte', async () => {
    const restored = await fresh();
    await restoreInto(restored, still);
    const names = await tablesIn(world.test);
    expect(await tablesIn(restored)).toEqual(names);
    expect(manifest.tables.map(({ name }) => name)).toEqual(names);
    for (const name of names.filter((one) => one !== 'ledger_state'))
      expect(await rowsOf(restored, name), name).toEqual(await rowsOf(world.test, name));
    expect(await verify({ url: restored.ownerUrl })).toMatchObject({ clean: true });
  });

  test('made while writers go on holds one moment, and is clean', async () => {
    const directory = join(place, 'moving');
    let writing = true;
    const writer = (async () => {
      for (let seed = 100; writing; seed += 1) await randomActs(world, { requests: 40, seed, atOnce: 20 });
    })();
    await backupTo(directory);
    writing = false;
    await writer;
    const restored = await fresh();
    await restoreInto(restored, directory);
    expect((await verify({ url: restored.ownerUrl })).listed).toEqual([]);
    const events = await rowsOf(restored, 'event');
    const all = new Set(await rowsOf(world.test, 'event'));
    expect(events.length).toBeGreaterThan(manifest.tables.find(({ name }) => name === 'event')!.rows - 1);
    expect(events.length).toBeLessThan(all.size);
    expect(events.filter((row) => !all.has(row))).toEqual([]);
  });

  test('is there whole or not at all', async () => {
    await expect(backupTo(still)).rejects.toThrow('is not empty');
    const nothing = await fresh();
    const directory = join(place, 'nothing');
    await expect(backup({ url: nothing.ownerUrl, directory, clock: systemClock })).rejects.toThrow(
      'nothing to back up',
    );
    expect(readdirSync(place).filter((name) => name.includes('nothing'))).toEqual([]);
  });
});

describe('after a restore', () => {
  test('numbers go on where they stood, and a reader of the feed gets what is new, once', async () => {
    const directory = join(place, 'feed');
    await backupTo(directory);
    // What the lost database recorded after its backup, and a reader who has read it all.
    await randomActs(world, { requests: 60, seed: 21 });
    const read = await readOn(world.database, await world.ledger.reference(), null);
    const restored = await fresh();
    await restoreInto(restored, directory);
    const database = openAsApp(restored);
    const options = { clock: systemClock, rules: [], plainKinds: [] };
    const ledger = openLedger({ database, ...options });
    try {
      const [units] = await query<{ id: string }>(restored, 'select max(id) as id from unit');
      const answers = [];
      for (const serial of ['NEW-1', 'NEW-2', 'NEW-3']) {
        const scans = [{ id: crypto.randomUUID(), codes: ['PHONE', serial], input: 'keyed' as const }];
        const result = await ledger.record({ move: 'receive', site: 'DC', scans }, world.lead, null);
        answers.push(...('answers' in result ? result.answers : []));
      }
      expect(answers.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded', 'recorded']);
      expect(Math.min(...answers.map(({ unit }) => unit!.id))).toBeGreaterThan(Number(units!.id));
      const more = await readOn(database, await ledger.reference(), read.next, 3);
      expect(
        more.items.map(
          (item) => 'unit' in item && item.unit && typeof item.unit === 'object' && item.unit.serial,
        ),
      ).toEqual(['NEW-1', 'NEW-2', 'NEW-3']);
      const whole = await readOn(database, await ledger.reference(), null, 4);
      const [stored] = await query<{ n: string }>(
        restored,
        `select (select count(*) from event)
        + (select count(*) from quantity_event) + (select count(*) from scan where tx is not null)
        + (select count(*) from exception) as n`,
      );
      expect(new Set(whole.items.map(({ feed }) => feed)).size).toBe(Number(stored!.n));
      expect(await verify({ url: restored.ownerUrl })).toMatchObject({ clean: true });
    } finally {
      await ledger.close();
      await database.close();
    }
  });

  test('a restored database can be backed up and restored again, and positions still grow', async () => {
    const first = await fresh();
    await restoreInto(first, still);
    const directory = join(place, 'again');
    await backup({ url: first.ownerUrl, directory, clock: systemClock });
    const second = await fresh();
    await restoreInto(second, directory);
    const offset = async (database: TestDatabase) =>
      Number(
        (await query<{ feed_offset: string }>(database, 'select feed_offset from ledger_state'))[0]!
          .feed_offset,
      );
    expect(await offset(second)).toBeGreaterThan(await offset(first));
    expect(await offset(first)).toBeGreaterThan(0);
  });
});

/** Reads on to the end; with `least`, waits until that many came: other tests' transactions hold the horizon. */
async function readOn(
  database: Database,
  reference: Parameters<typeof readFeed>[1],
  after: string | null,
  least = 0,
) {
  const items = [];
  let next = after;
  for (;;) {
    const page = await readFeed(database, reference, next, 500);
    if ('problem' in page) throw new Error(page.problem.sentence);
    items.push(...page.items);
    next = page.next;
    if (page.items.length < 500 && items.length >= least) return { items, next };
  }
}

describe('a restore', () => {
  test('names a file in which one byte was changed, and writes nothing', async () => {
    const database = await fresh();
    for (const file of readdirSync(still)) {
      const path = join(still, file);
      const bytes = readFileSync(path);
      const changed = Buffer.from(bytes);
      changed[bytes.length >> 1]! ^= 1;
      writeFileSync(path, changed);
      await expect(restoreInto(database, still), file).rejects.toThrow(`${file} is damaged`);
      writeFileSync(path, bytes);
    }
    expect(await tablesIn(database)).toEqual([]);
  });

  test('names a file that is cut off, or lost', async () => {
    const database = await fresh();
    const path = join(still, 'event.copy.gz');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, -1));
    await expect(restoreInto(database, still)).rejects.toThrow(
      `event.copy.gz is damaged: it has ${bytes.length - 1} bytes`,
    );
    rmSync(path);
    await expect(restoreInto(database, still)).rejects.toThrow('event.copy.gz is missing');
    writeFileSync(path, bytes);
    await expect(restoreInto(database, place)).rejects.toThrow('is no backup');
  });

  test('refuses a database that holds anything, and says what', async () => {
    const database = await fresh();
    await restoreInto(database, still);
    await expect(restoreInto(database, still)).rejects.toThrow(/not empty, it holds: .*event \(\d+ rows\)/);
    const foreign = await fresh();
    await execute(foreign.ownerUrl, 'create table theirs as select 1 as x');
    await expect(restoreInto(foreign, still)).rejects.toThrow('theirs (1 row)');
    expect(await tablesIn(foreign)).toEqual(['theirs']);
  });

  test('refuses a backup of a newer program', async () => {
    const path = join(still, 'manifest.json');
    const bytes = readFileSync(path);
    const later = { number: manifest.migrations.length + 1, name: '9999-later', sha256: 'x' };
    writeFileSync(path, manifestText({ ...manifest, migrations: [...manifest.migrations, later] }));
    const database = await fresh();
    await expect(restoreInto(database, still)).rejects.toThrow('(9999-later) is newer than this program');
    writeFileSync(path, bytes);
    expect(await tablesIn(database)).toEqual([]);
  });

  test('that fails half-way leaves an empty database, where it can be begun again', async () => {
    const database = await fresh();
    const afterLoad = () => Promise.reject(new Error('the power went off'));
    await expect(restoreInto(database, still, { afterLoad })).rejects.toThrow('the power went off');
    expect(await rowsOf(database, 'event')).toEqual([]);
    await restoreInto(database, still);
    expect(await verify({ url: database.ownerUrl })).toMatchObject({ clean: true });
  });
});
