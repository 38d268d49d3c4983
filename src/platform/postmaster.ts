import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseUser } from './database-user.ts';
import { commandLine, processIdentity } from './process-identity.ts';
import { StartProblem } from './start-problem.ts';

export interface PostmasterOptions {
  readonly binaries: string;
  readonly dataDirectory: string;
  readonly logFile: string;
  readonly user: DatabaseUser | undefined;
  readonly settings: Readonly<Record<string, string>>;
  /** Resolves when the server answers; rejects while it does not. */
  readonly ping: () => Promise<unknown>;
  readonly say: (sentence: string) => void;
}

export interface Postmaster {
  /** `fast` ends sessions and writes everything down; `immediate` only stops, and recovers at the next start. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
}

/**
 * Starts PostgreSQL, waits until it answers, and starts it again whenever it ends without having been asked to
 * (killed, crashed, disk full), for ever, with growing pauses: the server outlives it and reconnects by itself.
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  let child = await launchWhenFree(options);
  await answering(child, options);
  let stopping = false;
  const supervision = (async () => {
    while (!stopping) {
      const end = await ended(child);
      if (stopping) return;
      options.say(`PostgreSQL stopped unexpectedly (${end}); starting it again.`);
      for (let attempt = 0; !stopping; attempt += 1) {
        await sleep(Math.min(50 * 2 ** attempt, 5000));
        if (stopping) return;
        clearPidFile(options.dataDirectory);
        child = launch(options);
        const problem = await answering(child, options).catch((error: Error) => error);
        if (problem === undefined) break;
        if (attempt === 4) options.say(`${problem.message} It is tried again until it starts.`);
      }
    }
  })();
  return {
    async stop(how) {
      stopping = true;
      await stopProcess(child.pid, how);
      await supervision;
      await stopProcess(child.pid, how);
    },
  };
}

/** Stops a server that an earlier, killed process left behind. */
export async function stopOrphan(dataDirectory: string, say: (sentence: string) => void): Promise<void> {
  const pid = Number(pidFileLines(dataDirectory)?.[0]);
  if (!isPostmasterOf(pid, dataDirectory)) return;
  say(`An earlier start left PostgreSQL running (pid ${pid}); stopping it.`);
  await stopProcess(pid, 'fast');
}

/** Whether that process runs and is the PostgreSQL of this data directory, as its command line tells. */
function isPostmasterOf(pid: number, dataDirectory: string): boolean {
  const [program, ...args] = (processIdentity(pid) === undefined ? undefined : commandLine(pid)) ?? [];
  const directory = args[args.indexOf('-D') + 1];
  if (program === undefined || basename(program) !== 'postgres' || directory === undefined) return false;
  return existsSync(directory) && realpathSync(directory) === realpathSync(dataDirectory);
}

/** Where the server listens or listened last: line 5 of its pid file; undefined when it was stopped properly. */
export function socketDirectoryOf(dataDirectory: string): string | undefined {
  return pidFileLines(dataDirectory)?.[4];
}

function pidFileLines(dataDirectory: string): string[] | undefined {
  const path = pidFileOf(dataDirectory);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : undefined;
}

const pidFileOf = (dataDirectory: string) => join(dataDirectory, 'postmaster.pid');

/**
 * A killed server's pid file names a process that is gone, a zombie, or by now another program; with the last two
 * PostgreSQL would refuse to start. The number is replaced by one that no process can have, and the file is kept:
 * its last lines let PostgreSQL wait for the killed server's sessions, which may still be writing.
 */
function clearPidFile(dataDirectory: string): void {
  const lines = pidFileLines(dataDirectory);
  if (lines === undefined || isPostmasterOf(Number(lines[0]), dataDirectory)) return;
  writeFileSync(pidFileOf(dataDirectory), [IMPOSSIBLE_PID, ...lines.slice(1)].join('\n'));
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(join(dataDirectory, name), { force: true });
}

/** Linux numbers processes below 2^22. */
const IMPOSSIBLE_PID = 2 ** 31 - 1;

/** The first start after a kill may come before the dead server's sessions have ended: half a minute for them. */
async function launchWhenFree(options: PostmasterOptions): Promise<ChildProcess> {
  for (let attempt = 0; ; attempt += 1) {
    clearPidFile(options.dataDirectory);
    const child = launch(options);
    const early = await Promise.race([ended(child), sleep(60)]);
    if (
      early === undefined ||
      attempt === 150 ||
      !/pre-existing shared memory/.test(logTail(options.logFile))
    )
      return child;
    await sleep(200);
  }
}

/** Detached: Ctrl-C in the terminal reaches only us, so the server above can finish its work first. */
function launch(options: PostmasterOptions): ChildProcess {
  const { binaries, dataDirectory, logFile, settings, user } = options;
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  keepLogSmall(logFile);
  const log = openSync(logFile, 'a', 0o600);
  writeSync(log, `${LOG_MARK}\n`);
  const child = spawn(join(binaries, 'postgres'), ['-D', dataDirectory, ...flags], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...user,
  });
  child.on('error', () => {});
  closeSync(log);
  return child;
}

async function answering(child: ChildProcess, options: PostmasterOptions): Promise<undefined> {
  let end: string | undefined;
  void ended(child).then((how) => {
    end = how;
  });
  for (let asked = 1; end === undefined; asked += 1) {
    const answers = await options.ping().then(
      () => true,
      () => false,
    );
    if (answers) return undefined;
    if (asked % 200 === 0) {
      options.say('PostgreSQL is still starting (recovering what a crash left unwritten).');
    }
    // Quick for the usual tenth of a second; each question of a long recovery is a line in PostgreSQL's log.
    await sleep(asked < 20 ? 20 : 200);
  }
  throw startProblem(end, options);
}

function startProblem(end: string, { logFile, dataDirectory }: PostmasterOptions): StartProblem {
  const log = logTail(logFile);
  if (/No space left on device/.test(log)) {
    return new StartProblem(
      'diskFull',
      `The disk that holds ${dataDirectory} is full: PostgreSQL cannot start.`,
    );
  }
  const reason = log.split('\n').findLast((line) => /FATAL|PANIC|error while loading/.test(line));
  const said = reason?.replace(/^.*?(?=FATAL|PANIC|error)/, '') ?? 'it said nothing';
  return new StartProblem('unavailable', `PostgreSQL did not start (${end}): ${said}. Its log: ${logFile}.`);
}

/** What the server last started has said. */
function logTail(logFile: string): string {
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-20_000) : '';
  return log.slice(Math.max(0, log.lastIndexOf(LOG_MARK)));
}

const LOG_MARK = '--- starting PostgreSQL ---';

function ended(child: ChildProcess): Promise<string> {
  const how = () => child.signalCode ?? `exit code ${child.exitCode}`;
  if (child.pid === undefined) return Promise.resolve('it could not be run');
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(how());
  return new Promise((resolve) => child.once('exit', () => resolve(how())));
}

/** Waits at most half a minute for a fast stop, then ten seconds for an immediate one. */
async function stopProcess(pid: number | undefined, how: 'fast' | 'immediate'): Promise<void> {
  if (pid === undefined) return;
  const identity = processIdentity(pid);
  const gone = () => identity === undefined || processIdentity(pid) !== identity;
  if (how === 'fast' && (await signalled(pid, 'SIGINT', gone, 30_000))) return;
  if (await signalled(pid, 'SIGQUIT', gone, 10_000)) return;
  throw new StartProblem('taken', `PostgreSQL (pid ${pid}) does not stop; end it, then start again.`);
}

async function signalled(
  pid: number,
  signal: NodeJS.Signals,
  gone: () => boolean,
  patience: number,
): Promise<boolean> {
  if (gone()) return true;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  for (let waited = 0; waited < patience && !gone(); waited += 20) await sleep(20);
  return gone();
}

/** The embedded server writes only warnings; past 10 MB the old log is kept once, as `.1`. */
function keepLogSmall(logFile: string): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000)
    renameSync(logFile, `${logFile}.1`);
}
