import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Files on their way in, one an import, in a directory that only this program reads. */
export interface Spool {
  pathOf(name: string): string;
  has(name: string): boolean;
  /** Writes the pieces as they come, to the disk, and answers the new file's name; nothing stays where they break off. */
  keep(pieces: AsyncIterable<Uint8Array>): Promise<string>;
  keepText(text: string): Promise<string>;
  read(name: string): Promise<Buffer>;
  size(name: string): Promise<number>;
  forget(name: string): void;
}

export function openSpool(directory: string): Spool {
  const pathOf = (name: string) => join(directory, name);
  const newName = () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return `${randomUUID()}.import`;
  };
  return {
    pathOf,
    has: (name) => existsSync(pathOf(name)),
    async keep(pieces) {
      const name = newName();
      try {
        await pipeline(pieces, createWriteStream(pathOf(name), { flags: 'wx', mode: 0o600, flush: true }));
        return name;
      } catch (error) {
        rmSync(pathOf(name), { force: true });
        throw error;
      }
    },
    async keepText(text) {
      const name = newName();
      await writeFile(pathOf(name), text, { flag: 'wx', mode: 0o600, flush: true });
      return name;
    },
    read: (name) => readFile(pathOf(name)),
    size: async (name) => (await stat(pathOf(name))).size,
    forget: (name) => rmSync(pathOf(name), { force: true }),
  };
}
