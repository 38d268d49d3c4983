import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';

let app: TestApp;
let url: string;
const directory = mkdtempSync(join(tmpdir(), 'unitrail-files-'));
const file = (name: string) => join(directory, name);
beforeAll(async () => {
  app = await openTestApp();
  url = await app.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app?.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `unitrail …` against the server, as its administrator. */
function unitrail(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(projectDirectory, 'bin/unitrail.mjs'), ...args], {
    cwd: directory,
    env: { PATH: process.env.PATH, UNITRAIL_URL: url, UNITRAIL_KEY: app.adminKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

test('a dry run says what would become of a file, and the exit code that not all of it is good', async () => {
  writeFileSync(file('stock.csv'), 'sku,nr,site\nPHONE,CLI-1,DC\nPHNE,CLI-2,DC\n');
  const ended = await unitrail('import', 'stock.csv', '--map', 'serial=nr', '--dry-run');
  expect(ended.err).toContain('nr → serial');
  expect(ended.out).toMatch(/^Import \d+ is ready: 1 would be recorded, 0 recorded before, 1 refused/);
  expect(ended.code).toBe(1);
  expect((await app.ask('GET', '/api/units/by-code/CLI-1')).status).toBe(404);
});

test('a file goes in, what was refused comes back as a file, is mended and goes in as well', async () => {
  const first = await unitrail(
    'import',
    'stock.csv',
    '--map',
    'serial=nr',
    '--errors',
    'refused.csv',
    '--json',
  );
  expect(first.code).toBe(1);
  const { id } = JSON.parse(first.out);
  const refused = readFileSync(file('refused.csv'), 'utf8');
  expect(refused).toContain('unknown_product');
  writeFileSync(file('mended.csv'), refused.replace('PHNE', 'PHONE'));
  const second = await unitrail('import', 'mended.csv', '--map', 'serial=nr', '--corrects', String(id));
  expect([second.code, second.out]).toEqual([
    0,
    expect.stringContaining('1 recorded, 0 recorded before, 0 refused'),
  ]);
  const list = await unitrail('imports', 'list');
  expect(list.out.split('\n')[0]).toMatch(/^IMPORT +KIND +STATE/);
  const undone = await unitrail('imports', 'undo', String(id));
  expect([undone.code, undone.out]).toEqual([0, expect.stringContaining(`Import ${id} is undone`)]);
});

test('a list goes out to a file or to standard output', async () => {
  const out = await unitrail('export', 'units', '--columns', 'sku,serial', '--out', 'out.csv');
  expect([out.code, readFileSync(file('out.csv'), 'utf8')]).toEqual([0, 'sku,serial\r\nPHONE,CLI-2\r\n']);
  const json = await unitrail('export', 'sites', '--format', 'json', '--columns', 'code');
  expect(JSON.parse(json.out)).toEqual([{ code: 'DC' }, { code: 'STORE-1' }, { code: 'STORE-2' }]);
  const other = await unitrail('export', '/api/companies', '--columns', 'code');
  expect([other.code, other.out.split('\r\n')[0]]).toEqual([0, 'code']);
});

test('what is not there is said in a sentence', async () => {
  const nothing = await unitrail('import', 'nothing.csv');
  expect([nothing.code, nothing.err]).toEqual([66, 'nothing.csv cannot be read (ENOENT).\n']);
  const list = await unitrail('export', 'secrets');
  expect(list.code).toBe(65);
  expect((await unitrail('imports', 'pause', 'x')).code).toBe(65);
});

test('many units are moved at once, taken back as one, and what was refused is a file', async () => {
  for (const code of ['CB-001', 'CB-002', 'CB-004'])
    await app.scan('receive', [code], { location: 'DOCK', details: { sku: 'TV' } });
  const place = async () => (await app.ask('GET', '/api/units/by-code/CB-002')).body.units[0].place;
  const where = ['move_spot', '--site', 'DC', '--spot', 'A-01'];
  const moved = await unitrail('bulk', ...where, '--numbers', 'CB-001..CB-004', '--errors', 'kept.csv');
  expect([moved.code, moved.out.split('\n')[0]]).toEqual([
    1,
    expect.stringMatching(/^Bulk move \d+ is done: 3 recorded, 0 recorded before, 1 refused/),
  ]);
  expect(readFileSync(file('kept.csv'), 'utf8')).toMatch(
    /^serial,line,error,code\r\nCB-003,4,.*unknown_unit/,
  );
  expect(await place()).toBe('DC/A-01');
  const id = /^Bulk move (\d+)/.exec(moved.out)![1]!;
  expect((await unitrail('bulk-moves', 'undo', id)).code).toBe(0);
  expect(await place()).toBe('DC/DOCK');
  writeFileSync(file('list.txt'), 'CB-001\nCB-002\n');
  const held = ['bulk', 'place_hold', '--site', 'DC', '--file', 'list.txt', '--detail', 'kind=quality'];
  expect((await unitrail(...held, '--all-or-none')).code).toBe(0);
  expect((await app.ask('GET', '/api/units/by-code/CB-001')).body.units[0].holds).toEqual(['quality']);
  const vague = await unitrail('bulk', ...where);
  expect([vague.code, vague.err]).toEqual([65, expect.stringContaining('Say which units, in one way')]);
});
