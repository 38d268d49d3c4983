import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.ts';
import { fileProblem } from './start-problem.ts';

export interface LockHolder {
  readonly pid: number;
  /** See processIdentity: a later process that happens to get the same number is not the holder. */
  readonly identity: string;
  /** What the holder says it is doing: its URL. */
  readonly url: string;
}

/**
 * Takes a directory for this process, until `release` or until the process is gone in whatever way. Answers the
 * living holder instead when somebody else has it.
 */
export function takeLock(directory: string, url: string): { release(): void } | { heldBy: LockHolder } {
  const path = lockPath(directory);
  const mine = `${path}.${randomBytes(6).toString('hex')}`;
  const identity = processIdentity(process.pid) ?? 'unknown';
  const claim: LockHolder = { pid: process.pid, identity, url };
  try {
    writeFileSync(mine, `${JSON.stringify(claim)}\n`, { flag: 'wx' });
  } catch (error) {
    throw fileProblem(error, directory);
  }
  try {
    // A link is made whole or not at all, and only where nothing is: of two that try, one gets it.
    while (!linked(mine, path)) {
      const heldBy = lockHolder(directory);
      if (heldBy !== undefined) return { heldBy };
      moveAway(path);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release() {
      if (readHolder(path)?.identity === identity) rmSync(path, { force: true });
    },
  };
}

/** The living process that has taken the directory. */
export function lockHolder(directory: string): LockHolder | undefined {
  return livingHolder(lockPath(directory));
}

const lockPath = (directory: string) => join(directory, 'server.lock');

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * By renaming, not deleting: of two that find the same dead lock only one moves it, and if in that instant a third
 * took it anew, what was moved is alive and is put back.
 */
function moveAway(path: string): void {
  const aside = `${path}.dead-${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
    if (livingHolder(aside) !== undefined) linked(aside, path);
    rmSync(aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function livingHolder(path: string): LockHolder | undefined {
  const holder = readHolder(path);
  return holder !== undefined && processIdentity(holder.pid) === holder.identity ? holder : undefined;
}

function readHolder(path: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}
