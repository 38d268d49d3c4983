import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Whom PostgreSQL runs as: it refuses root. Undefined means as ourselves. */
export interface DatabaseUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * For a normal user: nobody else. For root: the owner of the data that is already there, else the machine's
 * `postgres` user, else `nobody` (65534), which every Linux has, so that no user need be made.
 */
export function databaseUser(existingData?: string): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existingData === undefined ? undefined : statSync(existingData, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return postgresUser() ?? { uid: 65534, gid: 65534 };
}

/** Whether that user can enter a directory: tried, not computed, because every directory above it has a say. */
export function canEnter(directory: string, user: DatabaseUser | undefined): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], {
    cwd: '/',
    stdio: 'ignore',
    ...user,
  });
  return tried.status === 0;
}

function postgresUser(): DatabaseUser | undefined {
  try {
    const fields = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
    return fields === null ? undefined : { uid: Number(fields[1]), gid: Number(fields[2]) };
  } catch {
    return undefined;
  }
}
