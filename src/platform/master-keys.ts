import { hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { newSealKey, sealKeyBytes } from './sealing.ts';
import { fileProblem, StartProblem } from './start-problem.ts';

/** A key that wraps other keys. It is never in the database. */
export interface MasterKey {
  /** Tells keys apart, and says nothing of the key. */
  readonly id: string;
  readonly key: Buffer;
}

/** Master keys by what the settings say, or by a file that only its owner can read; the newest first. */
export interface MasterKeys {
  /** Where they are, for people. */
  readonly where: string;
  /** The one to seal with; made where there is none yet and they are kept in a file. */
  current(): MasterKey;
  /** The one with this id; looked for in the file once more, since another process may have added it. */
  byId(id: string): MasterKey | undefined;
  /** Puts a new key before the others. Throws a StartProblem where the settings give them. */
  add(): MasterKey;
  /** Forgets all but these. Throws as `add` does. */
  keep(ids: ReadonlySet<string>): void;
}

/** A key as it is written in settings and in the file: 43 characters of base64url, the 32 bytes of AES-256. */
export function isWrittenKey(text: string): boolean {
  return /^[\w-]{43}=?$/.test(text) && Buffer.from(text, 'base64url').length === sealKeyBytes;
}

/** The keys that the settings give, or else those of the file. */
export function masterKeysOf(given: readonly string[] | undefined, directory: string): MasterKeys {
  return given ? masterKeysGiven(given) : masterKeysInFile(directory);
}

export function masterKeysGiven(texts: readonly string[]): MasterKeys {
  const keys = texts.map(masterKeyOf);
  const fixed = () => {
    throw new StartProblem(
      'configuration',
      'UNITRAIL_CUSTOMER_KEY gives the customer keys: put a new one before the old one there.',
    );
  };
  return {
    where: 'UNITRAIL_CUSTOMER_KEY',
    current: () => keys[0]!,
    byId: (id) => keys.find((one) => one.id === id),
    add: fixed,
    keep: fixed,
  };
}

/** Kept in `customer-keys`, one a line, mode 600; the file is made when the first key is needed. */
export function masterKeysInFile(directory: string): MasterKeys {
  const file = join(directory, 'customer-keys');
  let keys: readonly MasterKey[] = [];
  const read = () => {
    keys = existsSync(file) ? keysIn(file) : [];
    return keys;
  };
  return {
    where: file,
    current() {
      if (keys.length === 0 && read().length === 0) {
        writeFirst(file, newSealKey());
        read();
      }
      return keys[0]!;
    },
    byId(id) {
      return keys.find((one) => one.id === id) ?? read().find((one) => one.id === id);
    },
    add() {
      const made = masterKeyOf(newSealKey().toString('base64url'));
      replace(file, [made, ...read()]);
      read();
      return made;
    },
    keep(ids) {
      replace(
        file,
        read().filter(({ id }) => ids.has(id)),
      );
      read();
    },
  };
}

function masterKeyOf(text: string): MasterKey {
  const key = Buffer.from(text, 'base64url');
  return {
    id: hash('sha256', Buffer.concat([Buffer.from('unitrail customer key\0'), key])).slice(0, 16),
    key,
  };
}

function keysIn(file: string): MasterKey[] {
  // Windows has no such bits; there the directory's own rights protect it.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new StartProblem(
      'configuration',
      `Others can read ${file}: make it mode 600, and rotate the keys.`,
    );
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  if (lines.length === 0 || !lines.every(isWrittenKey))
    throw new StartProblem('configuration', `${file} is damaged: every line is a key of 43 characters.`);
  return lines.map(masterKeyOf);
}

/** Of several processes that begin at once one makes the file; the others find it. */
function writeFirst(file: string, key: Buffer): void {
  const own = write(file, [{ id: '', key }]);
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fileProblem(error, file);
  } finally {
    rmSync(own, { force: true });
  }
}

function replace(file: string, keys: readonly MasterKey[]): void {
  renameSync(write(file, keys), file);
  flush(dirname(file));
}

/** Whole and on the disk, under another name. */
function write(file: string, keys: readonly MasterKey[]): string {
  const own = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    rmSync(own, { force: true });
    const descriptor = openSync(own, 'wx', 0o600);
    try {
      writeSync(descriptor, keys.map(({ key }) => `${key.toString('base64url')}\n`).join(''));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return own;
  } catch (error) {
    throw fileProblem(error, file);
  }
}

function flush(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
