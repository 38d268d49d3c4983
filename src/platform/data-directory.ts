import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { canEnter, databaseUser } from './database-user.ts';
import { systemPlace } from './postgres-binaries.ts';
import { clusterDirectory } from './postgres-cluster.ts';
import { fileProblem, StartProblem } from './start-problem.ts';

/**
 * The directory where the database really lives, made if need be. That is the wanted one, unless we are root and the
 * user PostgreSQL runs as cannot enter it (a checkout under /root): then it is one under /var/lib/unitrail, and the
 * file `elsewhere` in the wanted directory says which, so that deleting the wanted directory begins anew.
 */
export function dataDirectory(wanted: string): { readonly path: string; readonly elsewhere: boolean } {
  try {
    // Where it was there before, its owner has decided who may enter.
    if (mkdirSync(wanted, { recursive: true }) !== undefined) chmodSync(wanted, 0o711);
    accessSync(wanted, constants.R_OK | constants.W_OK | constants.X_OK);
    const user = databaseUser(clusterDirectory(wanted));
    if (user === undefined) return { path: wanted, elsewhere: false };
    const pointer = join(wanted, 'elsewhere');
    if (existsSync(pointer)) return { path: followPointer(pointer), elsewhere: true };
    if (canEnter(wanted, user)) return { path: wanted, elsewhere: false };
    const path = makeElsewhere(wanted);
    writeFileSync(pointer, `${path}\n`);
    return { path, elsewhere: true };
  } catch (error) {
    throw fileProblem(error, wanted);
  }
}

/** Whether a database was made in this data directory before. Looks only: makes nothing. */
export function holdsDatabase(wanted: string): boolean {
  const pointer = join(wanted, 'elsewhere');
  return existsSync(clusterDirectory(existsSync(pointer) ? followPointer(pointer) : wanted));
}

function followPointer(pointer: string): string {
  const path = readFileSync(pointer, 'utf8').trim();
  if (existsSync(path)) return path;
  throw new StartProblem('configuration', `${pointer} says the data is in ${path}, which is not there.`);
}

function makeElsewhere(wanted: string): string {
  const place = systemPlace();
  if (place === undefined) {
    throw new StartProblem(
      'notWritable',
      `PostgreSQL does not run as root, and its user cannot enter ${wanted}. Set UNITRAIL_DATA to a directory it can.`,
    );
  }
  const path = join(place, `data-${randomBytes(6).toString('hex')}`);
  mkdirSync(path);
  chmodSync(path, 0o711);
  return path;
}
