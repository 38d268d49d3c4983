import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { canEnter, databaseUser } from '../src/platform/database-user.ts';
import { runningEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate, readMigrations } from '../src/platform/migrate.ts';
import { clusterDirectory } from '../src/platform/postgres-cluster.ts';
import { stopOrphan } from '../src/platform/postmaster.ts';
import { processIdentity } from '../src/platform/process-identity.ts';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { emptyDatabase, testDatabase } from '../src/testing/database.ts';
import { execute } from '../src/testing/global-postgres.ts';
import { type LaunchOptions, launchServer, type ServerProcess } from '../src/testing/server-process.ts';

const cleaning: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

/** A data directory that is stopped and removed after the test, whoever is still using it. */
function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'unitrail-start-'));
  chmodSync(directory, 0o711);
  cleaning.push(async () => {
    await stopOrphan(clusterDirectory(directory), () => {});
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

function launch(options: LaunchOptions): ServerProcess {
  const server = launchServer(options);
  cleaning.push(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });
  return server;
}

const postmasterPid = (data: string) =>
  Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const isRunning = (pid: number) => processIdentity(pid) !== undefined;
const isReady = async (url: string) => (await fetch(`${url}/health/ready`)).status === 200;

/** Some port that nobody listens on, taken for the test when `hold` is set. */
async function freePort(hold = false): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  if (hold) cleaning.push(() => server.close());
  else await new Promise((resolve) => server.close(resolve));
  return port;
}

async function refused(options: LaunchOptions): Promise<{ code: number | NodeJS.Signals; said: string }> {
  const server = launch(options);
  const code = await server.ended;
  expect(server.said()).not.toMatch(/^\s+at /m);
  return { code, said: server.said().trim() };
}

describe('the server on its embedded PostgreSQL', () => {
  // One directory for all of them: what one test leaves behind, killed or not, the next one starts on.
  const data = mkdtempSync(join(tmpdir(), 'unitrail-start-'));
  chmodSync(data, 0o711);

  afterAll(async () => {
    await stopOrphan(clusterDirectory(data), () => {});
    rmSync(data, { recursive: true, force: true });
  });

  test('Ctrl-C stops the server and PostgreSQL, and the next start finds everything in order', async () => {
    const first = launch({ env: { UNITRAIL_DATA: data } });
    expect(await isReady(await first.ready)).toBe(true);
    const pid = postmasterPid(data);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(join(data, 'server.lock'))).toBe(false);
    const second = launch({ env: { UNITRAIL_DATA: data } });
    await second.ready;
    expect(readFileSync(join(data, 'postgres.log'), 'utf8')).not.toMatch(/not properly shut down/);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  test('a second Ctrl-C does not wait for PostgreSQL', async () => {
    const server = launch({ env: { UNITRAIL_DATA: data } });
    await server.ready;
    const pid = postmasterPid(data);
    process.kill(pid, 'SIGSTOP');
    cleaning.push(() => isRunning(pid) && process.kill(pid, 'SIGCONT'));
    server.child.kill('SIGINT');
    await expect.poll(() => server.said()).toMatch('Stopping');
    await sleep(700);
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(130);
  });

  test('after kill -9 of the server the next start stops the PostgreSQL it left and starts anew', async () => {
    const killed = launch({ env: { UNITRAIL_DATA: data } });
    await killed.ready;
    const orphan = postmasterPid(data);
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(isRunning(orphan)).toBe(true);
    const next = launch({ env: { UNITRAIL_DATA: data } });
    expect(await isReady(await next.ready)).toBe(true);
    expect(next.said()).toMatch(`An earlier start left PostgreSQL running (pid ${orphan})`);
    expect(isRunning(orphan)).toBe(false);
  });

  test('after kill -9 of PostgreSQL it is started again, and the server reconnects by itself', async () => {
    const server = launch({ env: { UNITRAIL_DATA: data } });
    const url = await server.ready;
    const pid = postmasterPid(data);
    process.kill(pid, 'SIGKILL');
    await expect
      .poll(() => server.said(), { timeout: 20_000 })
      .toMatch('PostgreSQL stopped unexpectedly (SIGKILL)');
    await expect.poll(() => isReady(url), { timeout: 20_000 }).toBe(true);
    expect(postmasterPid(data)).not.toBe(pid);
    expect(server.child.exitCode).toBe(null);
  });

  test('after kill -9 of both, numbers that now belong to other programs stop nobody', async () => {
    const killed = launch({ env: { UNITRAIL_DATA: data } });
    await killed.ready;
    const orphan = postmasterPid(data);
    for (const pid of [killed.child.pid as number, orphan]) process.kill(pid, 'SIGKILL');
    await killed.ended;
    const stranger = spawn('sleep', ['600'], { cwd: '/', stdio: 'ignore', ...databaseUser() });
    cleaning.push(() => stranger.kill());
    reuseNumber(join(data, 'postgres/postmaster.pid'), stranger);
    reuseNumber(join(data, 'server.lock'), stranger);
    const next = launch({ env: { UNITRAIL_DATA: data } });
    expect(await isReady(await next.ready)).toBe(true);
    expect(stranger.exitCode).toBe(null);
  });

  test('a second start on the same data is refused and names the first', async () => {
    const port = await freePort();
    const first = launch({ env: { UNITRAIL_DATA: data, UNITRAIL_PORT: String(port) } });
    await first.ready;
    const { code, said } = await refused({ env: { UNITRAIL_DATA: data } });
    expect(said).toMatch(
      `Unitrail already runs on ${data}: process ${first.child.pid}, http://127.0.0.1:${port}.`,
    );
    expect(code).toBe(75);
    expect(await isReady(await first.ready)).toBe(true);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'where its user cannot enter, the data goes elsewhere, and that is said',
    async () => {
      const closed = mkdtempSync(join(tmpdir(), 'unitrail-start-'));
      cleaning.push(() => rmSync(closed, { recursive: true }));
      const wanted = join(closed, 'data');
      const server = launch({ env: { UNITRAIL_DATA: wanted } });
      await server.ready;
      const elsewhere = readFileSync(join(wanted, 'elsewhere'), 'utf8').trim();
      cleaning.push(async () => {
        await stopOrphan(clusterDirectory(elsewhere), () => {});
        rmSync(elsewhere, { recursive: true });
      });
      expect(server.said()).toMatch(
        `PostgreSQL's user cannot enter ${wanted}, so the data is in ${elsewhere}.`,
      );
      expect(existsSync(clusterDirectory(elsewhere))).toBe(true);
    },
  );

  test('a data path too long for a socket gets one in a place of its own', async () => {
    const data = join(dataDirectory(), 'a'.repeat(120));
    mkdirSync(data);
    cleaning.push(() => stopOrphan(clusterDirectory(data), () => {}));
    const server = launch({ env: { UNITRAIL_DATA: data } });
    expect(await isReady(await server.ready)).toBe(true);
    const socket = new URL(runningEmbeddedPostgres(data)?.ownerUrl ?? '').searchParams.get('host') as string;
    expect(existsSync(socket)).toBe(true);
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(0);
    expect(existsSync(socket)).toBe(false);
  });
});

/** As if the number of the process that wrote the file had been given to another one since. */
function reuseNumber(file: string, other: ChildProcess): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\d+/, String(other.pid)));
}

describe('what cannot be is refused with one sentence and an exit code', () => {
  test('a port that another program has', async () => {
    const port = await freePort(true);
    const { code, said } = await refused({
      env: { UNITRAIL_DATA: dataDirectory(), UNITRAIL_PORT: String(port) },
    });
    expect(said).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program; set UNITRAIL_PORT to a free one.`,
    );
    expect(code).toBe(75);
  });

  test('a data directory that cannot be made', async () => {
    const file = join(dataDirectory(), 'file');
    writeFileSync(file, '');
    const { code, said } = await refused({ env: { UNITRAIL_DATA: join(file, 'data') } });
    expect(said).toBe(`${file}/data cannot be written (ENOTDIR). Set UNITRAIL_DATA to a directory that can.`);
    expect(code).toBe(73);
  });

  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
  test.skipIf(!canEnter(projectDirectory, nobody))('a data directory of somebody else', async () => {
    const data = dataDirectory();
    chmodSync(data, 0o555);
    await launch({ env: {}, args: ['--help'] }).ended;
    const { code, said } = await refused({ env: { UNITRAIL_DATA: data }, ...(nobody && { user: nobody }) });
    expect(said).toBe(`${data} cannot be written (EACCES). Set UNITRAIL_DATA to a directory that can.`);
    expect(code).toBe(73);
  });

  test('a database that nobody answers for', async () => {
    const port = await freePort();
    const { code, said } = await refused({
      env: { DATABASE_URL: `postgresql://u:secret@127.0.0.1:${port}/d` },
    });
    expect(said).toBe(`The database at 127.0.0.1:${port}/d cannot be reached (ECONNREFUSED).`);
    expect(code).toBe(69);
  });

  test('a database older than PostgreSQL 15', async () => {
    const port = await oldPostgres(140_011);
    const { code, said } = await refused({ env: { DATABASE_URL: `postgresql://u@127.0.0.1:${port}/d` } });
    expect(said).toBe('The database is PostgreSQL 14; Unitrail needs 15 or newer.');
    expect(code).toBe(78);
  });

  test('a database whose schema is newer than the program', async () => {
    const database = await emptyDatabase();
    cleaning.push(() => database.drop());
    await migrate({ ownerUrl: database.ownerUrl, app: { members: [] } });
    const next = readMigrations().length + 1;
    await execute(
      database.ownerUrl,
      `insert into schema_migration values (${next}, '000${next}-later', 'x')`,
    );
    const { code, said } = await refused({ env: { DATABASE_URL: database.ownerUrl } });
    expect(said).toMatch(`The database's schema (000${next}-later) is newer than this program`);
    expect(code).toBe(78);
  });

  test('a setting that means nothing', async () => {
    const { code, said } = await refused({ env: { UNITRAIL_PORT: 'eighty' } });
    expect(said).toBe('UNITRAIL_PORT must be a number from 0 to 65535, not "eighty".');
    expect(code).toBe(78);
  });

  test('an argument that means nothing', async () => {
    const { code, said } = await refused({ env: {}, args: ['--emtpy'] });
    expect(said).toMatch(/^--emtpy is not known here/);
    expect(code).toBe(64);
  });
});

/** Speaks just enough of the protocol to be asked for its version: PostgreSQL's manual, "Message Formats". */
async function oldPostgres(version: number): Promise<number> {
  const message = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const text = Buffer.from(String(version));
  const column = Buffer.concat([Buffer.from([0, 1]), Buffer.from('server_version_num\0'), Buffer.alloc(18)]);
  const row = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, text.length]), text]);
  const idle = message('Z', Buffer.from('I'));
  const answer = [message('T', column), message('D', row), message('C', Buffer.from('SHOW\0')), idle];
  const server: Server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), idle]));
      socket.on('data', (asked) => asked[0] === 'Q'.charCodeAt(0) && socket.write(Buffer.concat(answer)));
    });
    socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  cleaning.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

test('with DATABASE_URL the server works as the application role on a database that others own', async () => {
  const database = await testDatabase();
  cleaning.push(() => database.drop());
  const server = launch({ env: { DATABASE_URL: database.appUrl, UNITRAIL_OWNER_URL: database.ownerUrl } });
  expect(await isReady(await server.ready)).toBe(true);
  server.child.kill('SIGINT');
  expect(await server.ended).toBe(0);
});

const canMount = process.getuid?.() === 0 && mounted(mkdtempSync(join(tmpdir(), 'unitrail-mount-')), '1m');

/** A small disk of its own: only root can have one, and not in every container. */
function mounted(directory: string, size: string): boolean {
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', directory], {
    stdio: 'ignore',
  });
  if (size === '1m') {
    spawnSync('umount', [directory], { stdio: 'ignore' });
    rmSync(directory, { recursive: true });
  }
  return done.status === 0;
}

describe.skipIf(!canMount)('a full disk', () => {
  function disk(size: string): string {
    const data = dataDirectory();
    expect(mounted(data, size)).toBe(true);
    cleaning.push(async () => {
      await stopOrphan(clusterDirectory(data), () => {});
      spawnSync('umount', ['-l', data]);
    });
    return data;
  }

  test('at the first start is said', async () => {
    const { code, said } = await refused({ env: { UNITRAIL_DATA: disk('12m') } });
    expect(said).toMatch(/^The disk that holds \S+ is full/);
    expect(code).toBe(74);
  });

  test('later refuses what does not fit, reads go on, and with room again writes do too', async () => {
    const data = disk('260m');
    const server = launch({ env: { UNITRAIL_DATA: data } });
    const url = await server.ready;
    const owner = () => execute(runningEmbeddedPostgres(data)?.ownerUrl ?? '', fill);
    const fill = `create table if not exists fill (t text);
      insert into fill select repeat(md5(n::text), 100) from generate_series(1, 1000) n`;
    await owner();
    fillUp(join(data, 'ballast'));
    await expect(inTurn(owner, 100)).rejects.toMatchObject({ code: '53100' });
    expect(await isReady(url)).toBe(true);
    rmSync(join(data, 'ballast'));
    await expect.poll(() => owner().then(() => 'written', String), { timeout: 30_000 }).toBe('written');
    expect(await isReady(url)).toBe(true);
    expect(server.child.exitCode).toBe(null);
  });

  test('so full that PostgreSQL itself stops: with room again it comes back, and so does the server', async () => {
    const data = disk('200m');
    const server = launch({ env: { UNITRAIL_DATA: data } });
    const url = await server.ready;
    const writeLog = () =>
      execute(
        runningEmbeddedPostgres(data)?.ownerUrl ?? '',
        `select pg_logical_emit_message(false, 'test', repeat('x', 1000000)) from generate_series(1, 10)`,
      );
    fillUp(join(data, 'ballast'));
    await expect(inTurn(writeLog, 100)).rejects.toThrow();
    await expect.poll(() => server.said(), { timeout: 20_000 }).toMatch('stopped unexpectedly');
    expect(await isReady(url)).toBe(false);
    rmSync(join(data, 'ballast'));
    await expect.poll(() => isReady(url), { timeout: 30_000, interval: 200 }).toBe(true);
    await writeLog();
  });
});

function fillUp(file: string): void {
  const megabyte = Buffer.alloc(2 ** 20, 1);
  try {
    for (;;) writeFileSync(file, megabyte, { flag: 'a' });
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}

async function inTurn(work: () => Promise<void>, times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) await work();
}
