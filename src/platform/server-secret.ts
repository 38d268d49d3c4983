import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileProblem, StartProblem } from './start-problem.ts';

/** What short secrets of people (badge numbers, PINs) are hashed with, so that the database alone does not give them away. */
export interface ServerSecret {
  readonly bytes: Buffer;
  /** Tells secrets apart; says nothing about them. */
  readonly id: string;
}

/**
 * The secret that the settings give, or else the one in the data directory, made when it is first needed. Several servers on
 * one database need the same: give it by the settings there. It is read when it is first needed, so a server without a
 * data directory starts; reading it throws a StartProblem.
 */
export function serverSecret(dataDirectory: string, given: string | undefined): ServerSecret {
  let held: Buffer | null = null;
  const bytes = () => {
    held ??= given === undefined ? ownSecret(dataDirectory) : createHash('sha256').update(given).digest();
    return held;
  };
  return {
    get bytes() {
      return bytes();
    },
    get id() {
      return createHash('sha256').update('id').update(bytes()).digest('hex').slice(0, 12);
    },
  };
}

function ownSecret(dataDirectory: string): Buffer {
  const path = join(dataDirectory, 'secret');
  try {
    if (mkdirSync(dataDirectory, { recursive: true }) !== undefined) chmodSync(dataDirectory, 0o711);
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fileProblem(error, path);
  }
  if ((statSync(path).mode & 0o077) !== 0)
    throw new StartProblem('configuration', `Others may read ${path}, or write it. Run: chmod 600 ${path}`);
  const text = readFileSync(path, 'latin1').trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new StartProblem(
    'configuration',
    `${path} is damaged. Restore it, or delete it: then badges and PINs have to be given anew.`,
  );
}
