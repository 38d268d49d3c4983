import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DatabaseUser } from './database-user.ts';
import { fileProblem, StartProblem } from './start-problem.ts';

export interface Passwords {
  readonly owner: string;
  readonly app: string;
}

/** PostgreSQL's superuser in the embedded cluster, owner of every table, and the database of the same name. */
export const ownerRole = 'unitrail';

export const clusterDirectory = (directory: string) => join(directory, 'postgres');

/** The passwords of the cluster in `directory`; made, and kept in a file only we can read, when there are none. */
export function clusterPasswords(directory: string): Passwords {
  const path = join(directory, 'passwords.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Passwords;
  if (existsSync(clusterDirectory(directory))) {
    throw new StartProblem(
      'configuration',
      `${path} is gone: without it the database beside it cannot be opened.`,
    );
  }
  const made = { owner: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') };
  writeDurably(path, `${JSON.stringify(made)}\n`);
  return made;
}

/**
 * Makes the cluster when it is not there: in a directory beside, renamed when whole, so that a killed start leaves
 * only rubbish, which the next one clears away. Checksums on every page; UTF-8 with byte order as the only order.
 */
export function ensureCluster(
  directory: string,
  binaries: string,
  user: DatabaseUser | undefined,
  passwords: Passwords,
): void {
  const target = clusterDirectory(directory);
  clearRubbish(directory);
  if (existsSync(target)) return;
  const staging = `${target}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${staging}.password`;
  try {
    mkdirSync(staging, { mode: 0o700 });
    writeFileSync(passwordFile, passwords.owner, { mode: 0o600 });
    if (user !== undefined) for (const path of [staging, passwordFile]) chownSync(path, user.uid, user.gid);
    initialize(binaries, staging, passwordFile, user);
    renameSync(staging, target);
  } catch (error) {
    throw fileProblem(error, directory);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(staging, { recursive: true, force: true });
  }
}

function initialize(
  binaries: string,
  staging: string,
  passwordFile: string,
  user: DatabaseUser | undefined,
): void {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const access = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, `--username=${ownerRole}`];
  const initdb = [
    join(binaries, 'initdb'),
    '-D',
    staging,
    ...locale,
    ...access,
    '--data-checksums',
    '--no-instructions',
  ];
  let made = run(initdb, user);
  // initdb alone insists on a user with a name, which a container's user often lacks: it gets one for its own eyes.
  if (isNameless(made.said))
    made = run(['unshare', '--map-user=65534', '--map-group=65534', '--', ...initdb], user);
  if (made.status !== 0) throw initProblem(staging, made.said);
}

function run(
  [command = '', ...args]: string[],
  user: DatabaseUser | undefined,
): { status: number; said: string } {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  const made = spawnSync(command, args, { cwd: '/', encoding: 'utf8', env, ...user });
  return { status: made.status ?? 1, said: `${made.stdout}\n${made.stderr}\n${made.error?.message ?? ''}` };
}

const isNameless = (said: string) => /could not look up effective user ID/.test(said);

function initProblem(staging: string, said: string): StartProblem {
  if (/No space left on device|Disk quota exceeded/.test(said)) {
    return new StartProblem(
      'diskFull',
      `The disk that holds ${staging} is full: a new database needs about 60 MB.`,
    );
  }
  if (isNameless(said) || /unshare/.test(said)) {
    return new StartProblem(
      'configuration',
      `User id ${process.getuid?.()} has no entry in /etc/passwd, which PostgreSQL needs to make a database. ` +
        'Run as a named user, or set DATABASE_URL.',
    );
  }
  const reason = said.split('\n').find((line) => /error|fatal|could not/i.test(line)) ?? said.trim();
  return new StartProblem(
    'unavailable',
    `PostgreSQL could not make a database in ${staging}: ${reason.trim()}`,
  );
}

function clearRubbish(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith('postgres.new-')) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

/** On the disk before anything depends on it: a cluster whose password was lost in a power cut is lost too. */
function writeDurably(path: string, text: string): void {
  const staging = `${path}.${randomBytes(4).toString('hex')}`;
  const file = openSync(staging, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(staging, path);
}
