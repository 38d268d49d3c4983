import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { verify } from '../src/ledger/verify.ts';
import { backup } from '../src/platform/backup.ts';
import { systemClock } from '../src/platform/clock.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';

// Personal data is sealed before it reaches PostgreSQL. Names that are planted here must be in no byte of what is
// written: the database's files, its write-ahead log, the program's and PostgreSQL's logs, backups, the server's files.

const planted = {
  name: 'Zyxandra Plantagenêt-Öztürk',
  email: 'zyxandra@planted.example',
  phone: '+49 6081 9977553',
  address: { lines: ['Quibblestraat 77'], city: 'Vlimmerdorp', country: 'NL' },
  notes: 'prefers the blue qwertzuplex',
};
const canaries = [
  'Zyxandra',
  'zyxandra@planted',
  'Plantagenêt',
  'Öztürk',
  '49 6081 9977553',
  '4960819977553',
  '9977553',
  'Quibblestraat',
  'Vlimmerdorp',
  'qwertzuplex',
];
/** Not personal: it must be found, or the search would prove nothing. */
const control = 'ControlProductXyloglyph';

let app: TestApp;
let place: string;
let firstWal: string;
/** Keeps the log from being recycled at a checkpoint, which other tests on the same server bring on. */
const slot = 'unitrail_privacy';
let keepsWal = false;
const references: string[] = [];

beforeAll(async () => {
  app = await openTestApp();
  place = mkdtempSync(join(tmpdir(), 'unitrail-privacy-'));
  keepsWal = (await dataDirectory()) !== null;
  if (keepsWal) await app.world.asOwner(`select pg_create_physical_replication_slot('${slot}', true)`);
  firstWal = await wal();
  // Several: the first row on a page may go into the log with the whole page, and compressed.
  for (let nth = 0; nth < 8; nth += 1)
    await app.ask('POST', '/api/products', { sku: `CTRL-${nth}`, name: control });
  for (let nth = 0; nth < 20; nth += 1) {
    const { body } = await app.ask('POST', '/api/customers', planted);
    references.push(body.reference);
  }
  await app.ask('PATCH', `/api/customers/${references[0]}`, { notes: `${planted.notes} and more` });
  await app.ask('POST', '/api/customers', { ...planted, email: 'no address' });
  await app.ask('POST', '/api/customers', { ...planted, reference: references[0] });
  await app.ask('POST', '/api/customers/search', { email: planted.email });
  await app.ask('POST', '/api/customers/search', { phone: planted.phone });
  for (const q of [planted.email, planted.phone, '06081/9977553'])
    expect((await app.ask('POST', '/api/search', { q })).body.customers.items).toHaveLength(
      limits.searchItemsDefault,
    );
  await app.ask('GET', `/api/customers/${references[0]}/export`);
  await app.scan('receive', ['TV', 'PRIV-1']);
  const document = { kind: 'sale', number: 'PRIV-S1' };
  await app.scan('sell', ['PRIV-1'], { document, details: { customer: references[0] } });
  await app.scan('receive', ['TV', 'PRIV-2']);
  await app.scan('sell', ['PRIV-2'], { details: { customer: planted.name } });
  await app.world.asOwner('checkpoint');
});
afterAll(async () => {
  if (keepsWal) await app.world.asOwner(`select pg_drop_replication_slot('${slot}')`);
  await app?.close();
  if (place) rmSync(place, { recursive: true, force: true });
});

const one = async <Row>(sql: string) => (await app.world.rows<Row>(sql))[0]!;
const wal = async () =>
  (await one<{ file: string }>('select pg_walfile_name(pg_current_wal_lsn()) as file')).file;

/** Where PostgreSQL keeps its files, where it is on this machine and its files can be read. */
async function dataDirectory(): Promise<string | null> {
  const { rows } = await ownerRows(`select current_setting('data_directory') as path`);
  const path = String(rows[0]?.path);
  try {
    return existsSync(join(path, 'PG_VERSION')) ? path : null;
  } catch {
    return null;
  }
}

async function ownerRows(sql: string): Promise<{ rows: Record<string, unknown>[] }> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: app.world.test.ownerUrl });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Which of the texts stand in the files, in UTF-8 or UTF-16; read in pieces that overlap. */
function foundIn(files: readonly string[], texts: readonly string[]): Set<string> {
  const wanted = texts.flatMap((text) =>
    (['utf8', 'utf16le'] as const).map((encoding) => [text, Buffer.from(text, encoding)] as const),
  );
  const found = new Set<string>();
  const chunk = Buffer.alloc(4 * 1024 * 1024);
  for (const file of files) {
    const descriptor = openSync(file, 'r');
    for (let at = 0, size = 0; ; at += size - 256) {
      size = readSync(descriptor, chunk, 0, chunk.length, at);
      const piece = chunk.subarray(0, size);
      for (const [text, bytes] of wanted) if (piece.includes(bytes)) found.add(text);
      if (size < chunk.length) break;
    }
    closeSync(descriptor);
  }
  return found;
}

function filesUnder(directory: string): string[] {
  return (readdirSync(directory, { recursive: true }) as string[])
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}

describe('what is written holds nothing of a person, even before it is erased', () => {
  test('the database’s files and its write-ahead log', async ({ skip }) => {
    const directory = await dataDirectory();
    if (directory === null) return skip('the test database’s files cannot be read from here');
    const { oid } = await one<{ oid: number }>(
      'select oid from pg_database where datname = current_database()',
    );
    const last = await wal();
    const logged = readdirSync(join(directory, 'pg_wal')).filter((name) => name >= firstWal && name <= last);
    const walFiles = logged.map((name) => join(directory, 'pg_wal', name));
    const tables = filesUnder(join(directory, 'base', String(oid)));
    expect([...foundIn(tables, [...canaries, control])]).toEqual([control]);
    expect([...foundIn(walFiles, [...canaries, control])]).toEqual([control]);
    const logs = readdirSync(dirname(directory)).filter((name) => name.endsWith('.log'));
    expect([
      ...foundIn(
        logs.map((name) => join(dirname(directory), name)),
        canaries,
      ),
    ]).toEqual([]);
  });

  test('backups', async () => {
    const directory = join(place, 'backup');
    const manifest = await backup({ url: app.world.test.ownerUrl, directory, clock: systemClock });
    const texts = await Promise.all(
      manifest.tables.map(async ({ file }) =>
        gunzipSync(await readFile(join(directory, file))).toString('utf8'),
      ),
    );
    const all = texts.join('\n');
    expect(canaries.filter((canary) => all.includes(canary))).toEqual([]);
    expect(all).toContain(control);
    expect(all).toContain(references[0]);
  });

  test('the program’s log, at its most talkative', () => {
    const all = app.logged.join('\n');
    expect(app.logged.length).toBeGreaterThan(25);
    expect(canaries.filter((canary) => all.includes(canary))).toEqual([]);
  });

  test('the server’s own files, the keys among them', () => {
    expect([...foundIn(filesUnder(app.dataDirectory), canaries)]).toEqual([]);
  });
});

describe('after an erasure', () => {
  test('no address of the API shows the person, and every proof is as it was', async () => {
    for (const reference of references) {
      const erased = await app.ask('POST', `/api/customers/${reference}/erase`, { reason: 'requested' });
      expect(erased.status).toBe(200);
    }
    const parameters: Readonly<Record<string, string>> = {
      reference: references[0]!,
      code: 'DC',
      sku: 'TV',
      location: 'A-01',
      number: 'PRIV-S1',
    };
    const asked: string[] = [];
    for (const { method, path } of app.app.routes.filter((route) => route.method === 'GET')) {
      const url = path.replace(/:(\w+)/g, (_, name: string) => parameters[name] ?? '1');
      const query = url.includes('/explain')
        ? '?site=DC&handOff=sale'
        : /units$|availability/.test(url)
          ? '?site=DC'
          : '';
      const told = await app.ask(method, url + query, undefined, { headers: { accept: '*/*' } });
      asked.push(`${told.status}`);
      expect([url, canaries.filter((canary) => told.text.includes(canary))]).toEqual([url, []]);
    }
    expect(asked.filter((status) => status === '200').length).toBeGreaterThan(15);
    for (const by of [{ email: planted.email }, { phone: planted.phone }, { phoneEnd: '7553' }])
      expect((await app.ask('POST', '/api/customers/search', by)).body.items).toEqual([]);
    expect(await verify({ url: app.world.test.ownerUrl })).toMatchObject({ clean: true });
  });
});
