import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';
import { launchServer } from '../src/testing/server-process.ts';

let app: TestApp;
let url: string;
beforeAll(async () => {
  app = await openTestApp();
  url = await app.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app?.close());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `unitrail …` against the server, as its administrator unless the environment says otherwise. */
function unitrail(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(projectDirectory, 'bin/unitrail.mjs'), ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, UNITRAIL_URL: url, UNITRAIL_KEY: app.adminKey, ...env },
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

describe('help', () => {
  test.each([
    ['units', 'find'],
    ['units', 'show'],
    ['units', 'history'],
    ['sites', 'list'],
    ['sites', 'show'],
    ['sites', 'create'],
    ['people', 'list'],
    ['people', 'create'],
    ['people', 'disable'],
    ['keys', 'list'],
    ['keys', 'create'],
    ['keys', 'revoke'],
    ['labels', 'print'],
    ['numbers', 'take'],
    ['demo'],
  ])('%s %s has an example and says how to reach the server', async (...words) => {
    const { code, out } = await unitrail([...words, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples:\n  \\$ .*unitrail ${words.join(' ')}`));
    expect(out).toContain('--url');
  });
});

describe('labels', () => {
  test('of new numbers are written to a file, and the bench knows them', async () => {
    await app.ask('POST', '/api/numbers', { sku: 'LAPTOP', kind: 'sequence', prefix: 'LT', width: 6 });
    const directory = mkdtempSync(join(tmpdir(), 'unitrail-labels-'));
    const of = ['labels', 'print', '--site', 'DC', '--product', 'LAPTOP'];
    for (const kind of ['zpl', 'pdf']) {
      const file = join(directory, `labels.${kind}`);
      const { code, out, err } = await unitrail([...of, '--count', '2', '--to', file]);
      expect([code, err]).toEqual([0, expect.stringContaining(`2 labels of job`)]);
      const text = readFileSync(file, 'latin1');
      if (kind === 'pdf') expect(text.startsWith('%PDF-')).toBe(true);
      else for (const number of out.trim().split('\n')) expect(text).toContain(number);
    }
    rmSync(directory, { recursive: true });
    expect((await app.ask('GET', '/api/label-bench?site=DC')).body).toMatchObject({ toStick: 4, owed: 0 });
    expect((await unitrail([...of, '--to', 'labels.docx'])).code).toBe(65);
    expect((await unitrail([...of, '--design', '999'])).err).toContain('There is no label design 999');
  });
});

describe('numbers', () => {
  const directory = mkdtempSync(join(tmpdir(), 'unitrail-numbers-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test('are taken one a line, each once; nothing but numbers goes to standard output', async () => {
    await app.ask('POST', '/api/numbers', { sku: 'TV', kind: 'sequence', prefix: 'TV', width: 6 });
    const first = await unitrail(['numbers', 'take', 'TV', '--count', '3', '--supplier', 'Screens Ltd']);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out.trim().split('\n')).toEqual(['TV000001', 'TV000002', 'TV000003']);
    expect((await unitrail(['numbers', 'take', 'TV'])).out.trim()).toBe('TV000004');
    expect((await unitrail(['numbers', 'take'])).out.trim()).toMatch(/^T[0-9A-Z]{10,}$/);
    const json = JSON.parse((await unitrail(['numbers', 'take', 'TV', '--json'])).out);
    expect(json).toMatchObject({ numbers: ['TV000005'], given: 1, state: 'ready' });
  });

  test('more than come with an answer are waited for, and written to a file', async () => {
    const file = join(directory, 'many.csv');
    const { code, err } = await unitrail(['numbers', 'take', 'TV', '--count', '1500', '--out', file]);
    expect([code, err]).toEqual([0, expect.stringMatching(/1,500 numbers of block \d+ are in .*many\.csv/)]);
    const numbers = readFileSync(file, 'utf8').match(/TV\d{6}/g)!;
    expect([numbers.length, new Set(numbers).size]).toEqual([1_500, 1_500]);
  });

  test('of a maker are brought in, counted, and given out until there are no more', async () => {
    const file = join(directory, 'maker.txt');
    writeFileSync(file, 'ABC0001-ABC0003\nX17\n');
    const said = await unitrail(['numbers', 'import', file, '--sku', 'PHONE']);
    expect([said.code, said.out.trim()]).toEqual([
      0,
      '4 numbers came in, 0 were there; 4 are left to give out.',
    ]);
    const pools = await unitrail(['numbers', 'pools']);
    expect(pools.out.split('\n')[0]).toMatch(/^ID +SKU +KIND +LIKE +GIVEN +LEFT +SINCE$/);
    expect(pools.out).toMatch(/PHONE +pool +\S+ +0 +4 /);
    const taken = await unitrail(['numbers', 'take', 'PHONE', '--count', '4']);
    expect(taken.out.trim().split('\n').toSorted()).toEqual(['ABC0001', 'ABC0002', 'ABC0003', 'X17']);
    const none = await unitrail(['numbers', 'take', 'PHONE']);
    expect([none.code, none.out, none.err]).toEqual([
      65,
      '',
      expect.stringContaining('There are no more numbers.'),
    ]);
  });

  test.each([
    [['take', 'TV', '--count', '0'], '--count takes a whole number, not "0"'],
    [['import', '/nowhere/x.txt'], 'The file cannot be read'],
  ])('%j is said to be wrong, and nothing is given out', async (words, why) => {
    const { code, out, err } = await unitrail(['numbers', ...words]);
    expect(code).not.toBe(0);
    expect([out, err]).toEqual(['', expect.stringContaining(why)]);
  });
});

describe('units', () => {
  let id: number;
  beforeAll(async () => {
    const received = await app.scan('receive', ['TV', 'CLI-0001'], { details: { lot: 'L-9' } });
    id = received.unit.id;
    await app.scan('put_away', ['CLI-0001'], { location: 'A-01' });
  });

  test('are found by a number, as a table and as JSON', async () => {
    const table = await unitrail(['units', 'find', 'CLI-0001']);
    expect(table).toMatchObject({ code: 0, err: '' });
    expect(table.out.split('\n')[0]).toMatch(/^UNIT +SKU +SERIAL +STATUS +PLACE +HOLDS$/);
    expect(table.out.split('\n')[1]).toMatch(new RegExp(`^${id} +TV +CLI-0001 +in_stock +DC/A-01 +–$`));
    const json = JSON.parse((await unitrail(['units', 'find', 'CLI-0001', '--json'])).out);
    expect(json.units).toMatchObject([{ id, sku: 'TV', serial: 'CLI-0001' }]);
  });

  test.each([
    ['its number', () => String(id)],
    ['its serial', () => 'CLI-0001'],
  ])('one is shown by %s', async (_what, given) => {
    const { code, out } = await unitrail(['units', 'show', given()]);
    expect(code).toBe(0);
    expect(out).toMatch(/^serial +CLI-0001$/m);
    expect(out).toMatch(/^lot +L-9$/m);
    expect(out).toMatch(/^last +put_away at DC\/A-01, /m);
  });

  test('the life of one is read event by event', async () => {
    const { code, out } = await unitrail(['units', 'history', 'CLI-0001']);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(3);
    expect(out).toMatch(/^2 +\S+ +put_away +/m);
    const { events } = JSON.parse((await unitrail(['units', 'history', String(id), '--json'])).out);
    expect(events.map(({ move }: { move: string }) => move)).toEqual(['receive', 'put_away']);
  });

  test('a number that no unit has is one sentence and 66', async () => {
    const { code, out, err } = await unitrail(['units', 'find', 'CLI-NOBODY']);
    expect([code, out]).toEqual([66, '']);
    expect(err).toMatch(/^There is no such unit: .*\n$/);
  });

  test('a number that several units have is 65 and names them', async () => {
    await app.scan('receive', ['TV', 'CLI-TWICE']);
    await app.scan('receive', ['LAPTOP', 'CLI-TWICE']);
    const { code, err } = await unitrail(['units', 'show', 'CLI-TWICE']);
    expect(code).toBe(65);
    expect(err).toMatch(/^2 units have this number: give one of \d+, \d+\.\n$/);
  });
});

describe('sites', () => {
  test('are made, shown and listed', async () => {
    const made = await unitrail([
      'sites',
      'create',
      'HUB-9',
      '--kind',
      'returns_hub',
      '--time-zone',
      'Asia/Tokyo',
    ]);
    expect(made).toMatchObject({ code: 0, out: 'The site HUB-9 was made.\n' });
    expect((await unitrail(['sites', 'list'])).out).toMatch(/^HUB-9 +HUB-9 +returns_hub +Asia\/Tokyo /m);
    const shown = JSON.parse((await unitrail(['sites', 'show', 'HUB-9', '--json'])).out);
    expect(shown).toMatchObject({ code: 'HUB-9', locations: [{ code: 'FLOOR' }] });
    expect((await unitrail(['sites', 'show', 'DC'])).out).toMatch(/^A-01 +A-01 +bin /m);
  });

  test('what the server does not take is one sentence and 65', async () => {
    const { code, err } = await unitrail(['sites', 'create', 'MOON', '--time-zone', 'Moon/Sea']);
    expect(code).toBe(65);
    expect(err).toContain('(unknown_time_zone)');
    expect((await unitrail(['sites', 'create', 'DC'])).code).toBe(65);
  });
});

describe('people', () => {
  test('are made with a password alone on standard output, listed, disabled and let in again', async () => {
    const made = await unitrail([
      'people',
      'create',
      'ana',
      '--name',
      'Ana Lima',
      '--grant',
      'associate@DC',
      'auditor',
    ]);
    expect(made.code).toBe(0);
    const signIn = () =>
      fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-unitrail': '1' },
        body: JSON.stringify({ login: 'ana', password: made.out.trim() }),
      }).then(({ status }) => status);
    expect(await signIn()).toBeLessThan(300);
    expect((await unitrail(['people', 'list'])).out).toMatch(/ana +Ana Lima +associate@DC, auditor +–/);
    expect(await unitrail(['people', 'disable', 'ana'])).toMatchObject({
      code: 0,
      out: '"ana" can sign in no more.\n',
    });
    expect(await signIn()).toBe(401);
    expect((await unitrail(['people', 'disable', 'ana', '--enable'])).code).toBe(0);
    expect(await signIn()).toBeLessThan(300);
  });

  test('whom nobody knows cannot be disabled', async () => {
    const { code, err } = await unitrail(['people', 'disable', 'nobody']);
    expect([code, err]).toEqual([66, 'Nobody signs in as "nobody".\n']);
  });
});

describe('keys', () => {
  test('one is made, alone on standard output, and revoked', async () => {
    const made = await unitrail(['keys', 'create', 'Till 9', '--role', 'auditor']);
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^utk_[0-9a-f]{10}_[A-Za-z0-9_-]{43}\n$/);
    const key = made.out.trim();
    expect((await unitrail(['sites', 'list'], { UNITRAIL_KEY: key })).code).toBe(0);
    const keys = JSON.parse((await unitrail(['keys', 'list', '--json'])).out);
    const { id } = keys.find(({ name }: { name: string }) => name === 'Till 9');
    expect(await unitrail(['keys', 'revoke', String(id)])).toMatchObject({ code: 0, err: '' });
    expect((await unitrail(['sites', 'list'], { UNITRAIL_KEY: key })).code).toBe(77);
    expect((await unitrail(['keys', 'list'])).out).toMatch(/Till 9 +auditor/);
  });

  test('without a key, or with one that may not, the answer is 77', async () => {
    const nobody = await unitrail(['keys', 'list'], { UNITRAIL_KEY: '' });
    expect(nobody.code).toBe(77);
    expect(nobody.err).toContain('Set UNITRAIL_KEY');
    const auditor = await app.keyOf('auditor');
    expect((await unitrail(['keys', 'list', '--key', auditor])).code).toBe(77);
  });
});

describe('the server', () => {
  test('that does not answer is one sentence and 69', async () => {
    const { code, err } = await unitrail(['sites', 'list', '--url', 'http://127.0.0.1:1']);
    expect(code).toBe(69);
    expect(err).toMatch(/^No server answers at http:\/\/127\.0\.0\.1:1 .*\n$/);
  });

  test('that is another program is one sentence and 69', async () => {
    const other = createServer((_request, reply) => reply.writeHead(404).end('<html>')).listen(
      0,
      '127.0.0.1',
    );
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const { code, err } = await unitrail(['sites', 'list'], { UNITRAIL_URL: `http://127.0.0.1:${port}/` });
      expect(code).toBe(69);
      expect(err).toBe(`What answers at http://127.0.0.1:${port} is no Unitrail server.\n`);
    } finally {
      other.close();
    }
  });

  test('that is busy for a moment is asked again', async () => {
    let asked = 0;
    const busy = createServer((_request, reply) => {
      asked += 1;
      if (asked < 3)
        return reply
          .writeHead(503, { 'retry-after': '0.01' })
          .end('{"code":"busy","title":"The ledger is busy","detail":"x"}');
      return reply.writeHead(200).end('{"items":[],"next":null}');
    }).listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    try {
      const { code } = await unitrail(['sites', 'list'], { UNITRAIL_URL: `http://127.0.0.1:${port}` });
      expect([code, asked]).toEqual([0, 3]);
    } finally {
      busy.close();
    }
  });

  test('an address that is none is 78', async () => {
    const { code, err } = await unitrail(['sites', 'list', '--url', 'localhost:8080']);
    expect(code).toBe(78);
    expect(err).toContain('UNITRAIL_URL must look like https://host:8080.');
  });
});

describe('demo', () => {
  test('a server without sites is given the same small retailer as a new database', async () => {
    const data = mkdtempSync(join(tmpdir(), 'unitrail-demo-'));
    chmodSync(data, 0o711);
    const key = 'an-administrator-of-the-demo';
    const server = launchServer({ env: { UNITRAIL_DATA: data, UNITRAIL_ADMIN_KEY: key } });
    try {
      const door = { UNITRAIL_URL: await server.ready, UNITRAIL_KEY: key };
      const { code, out } = await unitrail(['demo'], door);
      expect({ code, out }).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^\d+ scans were recorded/),
      });
      const sites = JSON.parse((await unitrail(['sites', 'list', '--json'], door)).out);
      expect(sites.map((site: { code: string }) => site.code)).toEqual(['DC', 'STORE-1', 'STORE-2']);
      expect((await unitrail(['units', 'find', 'PH1A000001'], door)).code).toBe(0);
      expect((await unitrail(['demo'], door)).code).toBe(78);
    } finally {
      server.child.kill('SIGTERM');
      await server.ended;
      rmSync(data, { recursive: true, force: true });
    }
  });

  test('a server that has sites is given none', async () => {
    const { code, err } = await unitrail(['demo']);
    expect(code).toBe(78);
    expect(err).toMatch(/has sites already/);
  });
});
