import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FileStore, StoreAway } from './file-store.ts';

/**
 * Files in a directory that only this program reads, in 256 folders by the first two digits of their names. A file is
 * written beside its place, forced to the disk, and then given its name: under a name there is never half a file.
 */
export function openDiskStore(directory: string): FileStore {
  const pathOf = (name: string) => join(directory, name.slice(0, 2), name);
  return {
    where: directory,
    async keep(name, bytes) {
      const path = pathOf(name);
      if (await isThere(path, bytes.length)) return;
      const half = `${path}.${randomUUID()}.half`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeThrough(half, bytes);
        await rename(half, path);
        await forceDirectory(dirname(path));
      } catch (error) {
        await rm(half, { force: true }).catch(() => {});
        throw awayOr(error);
      }
    },
    read: (name) => orNull(readFile(pathOf(name))),
    has: async (name) => (await orNull(stat(pathOf(name)))) !== null,
    async forget(name) {
      await rm(pathOf(name), { force: true });
    },
  };
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The new name itself is on the disk only when its directory is. */
async function forceDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  const found = await orNull(stat(path));
  return found !== null && found.size === bytes;
}

async function orNull<Value>(reading: Promise<Value>): Promise<Value | null> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw awayOr(error);
  });
}

/** What the administrator must mend; the rest is a fault of ours. */
const away: readonly (string | undefined)[] = [
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EACCES',
  'EIO',
  'EMFILE',
  'ENFILE',
];

function awayOr(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return away.includes(code)
    ? new StoreAway(`The files cannot be written (${code}).`, { cause: error })
    : error;
}
