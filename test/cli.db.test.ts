import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCustomer } from '../src/operations/customers/change-customer.ts';
import { readCustomer } from '../src/operations/customers/find-customers.ts';
import { systemClock } from '../src/platform/clock.ts';
import { lockHolder } from '../src/platform/directory-lock.ts';
import { masterKeysInFile } from '../src/platform/master-keys.ts';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { emptyDatabase, type TestDatabase } from '../src/testing/database.ts';
import { randomActs } from '../src/testing/random-acts.ts';
import { launchServer } from '../src/testing/server-process.ts';
import { openWorld, type World } from '../src/testing/world.ts';

const place = mkdtempSync(join(tmpdir(), 'unitrail-cli-'));
chmodSync(place, 0o711);
let world: World;
let empty: TestDatabase;
beforeAll(async () => {
  world = await openWorld();
  await randomActs(world, { requests: 100, seed: 31, atOnce: 20 });
  empty = await emptyDatabase();
});
afterAll(async () => {
  await world?.close();
  await empty?.drop();
  rmSync(place, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `unitrail …` in a process of its own, with nothing of the test's environment but PATH. */
function unitrail(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(projectDirectory, 'bin/unitrail.mjs'), ...args], {
    cwd: place,
    env: { PATH: process.env.PATH, UNITRAIL_DATA: join(place, 'unused'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const onWorld = (...args: string[]) => unitrail(args, { DATABASE_URL: world.test.ownerUrl });

describe('the command line', () => {
  test('lists its commands, settings and exit codes', async () => {
    const { code, out } = await unitrail(['--help']);
    expect(code).toBe(0);
    for (const word of [
      'serve',
      'migrate',
      'verify',
      'rebuild',
      'reindex',
      'backup',
      'restore',
      'rotate-customer-key',
      'UNITRAIL_DATA',
      'Exit codes',
      'Examples',
    ])
      expect(out).toContain(word);
  });

  test.each(['serve', 'migrate', 'verify', 'rebuild', 'reindex', 'backup', 'restore', 'rotate-customer-key'])(
    '%s has examples in its help',
    async (name) => {
      const { code, out } = await unitrail([name, '--help']);
      expect(code).toBe(0);
      expect(out).toMatch(new RegExp(`Examples:\n  \\$ .*unitrail ${name}`));
    },
  );

  test.each([[[]], [['repair']], [['backup']], [['backup', 'a', 'b']], [['verify', '--quickly']]])(
    'wrong usage %j is answered with 64 and a way to the help',
    async (args) => {
      const { code, err } = await unitrail(args);
      expect(code).toBe(64);
      expect(err).toMatch(/help/);
    },
  );

  test('a database that does not answer is one sentence and 69', async () => {
    const { code, out, err } = await unitrail(['verify'], { DATABASE_URL: 'postgresql://127.0.0.1:1/none' });
    expect({ code, out }).toEqual({ code: 69, out: '' });
    expect(err).toMatch(/^The database at 127\.0\.0\.1:1\/none cannot be reached .*\.\n$/);
  });

  test.each([['verify'], ['rebuild'], ['backup', 'nowhere']])(
    '%s of a data directory that has no database says so and makes none',
    async (...args) => {
      const mistyped = join(place, 'mistyped');
      const { code, out, err } = await unitrail(args, { UNITRAIL_DATA: mistyped });
      expect({ code, out }).toEqual({ code: 78, out: '' });
      expect(err).toBe(
        `There is no database in ${mistyped}. Set UNITRAIL_DATA to the directory that has one, or DATABASE_URL.\n`,
      );
      expect(existsSync(mistyped)).toBe(false);
    },
  );

  test.each([['verify'], ['rebuild'], ['backup', 'nowhere']])(
    '%s of a database without tables is one sentence and 78',
    async (...args) => {
      const { code, err } = await unitrail(args, { DATABASE_URL: empty.ownerUrl });
      expect(code).toBe(78);
      expect(err).toMatch(/^The database has no tables yet.*\.\n$/);
    },
  );
});

test('beside a running server the commands use its PostgreSQL, and leave it running', async () => {
  const data = join(place, 'served');
  const server = launchServer({ env: { UNITRAIL_DATA: data } });
  try {
    const url = await server.ready;
    const env = { UNITRAIL_DATA: data };
    expect(await unitrail(['verify'], env)).toMatchObject({ code: 0, err: '' });
    expect((await unitrail(['backup', join(place, 'beside')], env)).code).toBe(0);
    expect((await unitrail(['restore', join(place, 'beside')], env)).code).toBe(78);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  } finally {
    server.child.kill('SIGTERM');
    await server.ended;
  }
});

describe('on a ledger', () => {
  test('migrate says that nothing is left to do', async () => {
    expect(await onWorld('migrate')).toMatchObject({ code: 0, out: 'The schema is up to date.\n' });
    expect(JSON.parse((await onWorld('migrate', '--json')).out)).toEqual({ applied: [] });
  });

  test('verify and rebuild answer 0 where all is well', async () => {
    expect(await onWorld('verify')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/units, .* events, .*: all is as it was written\.\n$/),
    });
    expect(await onWorld('rebuild')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/: every row is what its events make\.\n$/),
    });
    expect(JSON.parse((await onWorld('verify', '--json')).out)).toMatchObject({ clean: true, totals: {} });
  });

  test('verify names what differs and answers 1, rebuild repairs it', async () => {
    await world.asOwner(`update unit set lot = 'L-X' where id = (select min(id) from unit)`);
    const found = await onWorld('verify');
    expect(found.code).toBe(1);
    expect(found.out).toMatch(/^unit \d+ \(.*\): lot is "L-X", expected /);
    expect((await onWorld('rebuild')).code).toBe(1);
    expect(await onWorld('rebuild', '--write')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/: repaired \(unit 1\)\.\n$/),
    });
    expect((await onWorld('verify')).code).toBe(0);
  });

  test('a backup comes back on an embedded PostgreSQL, and only once', async () => {
    const directory = join(place, 'backup');
    const made = await onWorld('backup', directory, '--json');
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({ directory, rows: expect.any(Number) });
    const data = join(place, 'restored');
    const restored = await unitrail(['restore', directory], { UNITRAIL_DATA: data });
    expect(restored.err).toContain('Restored the backup of ');
    expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/all is as it was written\.\n$/) });
    const again = await unitrail(['restore', directory], { UNITRAIL_DATA: data });
    expect(again.code).toBe(78);
    expect(again.err).toMatch(/not empty, it holds: /);
    expect((await unitrail(['verify'], { UNITRAIL_DATA: data })).code).toBe(0);
    expect(lockHolder(data)).toBeUndefined();
  });

  test('a directory that is no backup is one sentence and 65', async () => {
    const { code, err } = await unitrail(['restore', place], { DATABASE_URL: empty.ownerUrl });
    expect(code).toBe(65);
    expect(err).toMatch(/is no backup: it has no manifest\.json/);
  });
});

describe('unitrail rotate-customer-key', () => {
  test('wraps customers by a new key of the file, and forgets the old one when told', async () => {
    const directory = join(place, 'keys');
    const masterKeys = masterKeysInFile(directory);
    const parts = { database: world.database, clock: systemClock, masterKeys };
    const made = await createCustomer(parts, { name: 'Ada' }, world.lead.id);
    if ('problem' in made) throw new Error(made.problem.sentence);
    const before = masterKeys.current();
    const env = { DATABASE_URL: world.test.ownerUrl, UNITRAIL_DATA: directory };
    const first = await unitrail(['rotate-customer-key', '--json'], env);
    expect([first.code, first.err]).toEqual([0, '']);
    const { people, master, keysLeft } = JSON.parse(first.out);
    expect([people, keysLeft, masterKeys.byId(before.id)?.id]).toEqual([1, null, before.id]);
    expect(masterKeysInFile(directory).current().id).toBe(master);
    const second = await unitrail(['rotate-customer-key', '--forget'], env);
    expect([second.code, second.out]).toEqual([0, expect.stringContaining('Older keys are forgotten.')]);
    expect(masterKeysInFile(directory).byId(before.id)).toBeUndefined();
    const looker = { actor: world.lead.id, mayRead: true };
    const told = await readCustomer(
      { ...parts, masterKeys: masterKeysInFile(directory) },
      made.reference,
      looker,
    );
    expect(told).toMatchObject({ person: { name: 'Ada' } });
  });

  test('says which key is missing where it has not the one that is used', async () => {
    const env = { DATABASE_URL: world.test.ownerUrl, UNITRAIL_CUSTOMER_KEY: 'A'.repeat(43) };
    const { code, err } = await unitrail(['rotate-customer-key'], env);
    expect([code, err]).toEqual([
      78,
      expect.stringMatching(/^The key [0-9a-f]{16} .* is not in UNITRAIL_CUSTOMER_KEY/),
    ]);
    const wrong = await unitrail(['rotate-customer-key'], {
      ...env,
      UNITRAIL_CUSTOMER_KEY: 'secret-too-short',
    });
    expect([wrong.code, wrong.err.includes('secret-too-short')]).toEqual([78, false]);
  });
});
