import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { limits } from '../../domain/limits.ts';
import { inTurns } from './in-turns.ts';

/** Passwords are slow to check on purpose, so only some are checked at a time and only some may wait. */
export interface Passwords {
  /** The password as it may be kept. Throws TooManyPasswords. */
  hashOf(password: string): Promise<string>;
  /** Whether it is the password behind a hash. Without a hash the same work is done, and it is not. Throws TooManyPasswords. */
  isRight(password: string, hashed: string | null): Promise<boolean>;
}

/** Argon2id, 46 MiB, one pass, one lane (OWASP's first choice); some 0.1 s. 2 is the library's number for the `id` kind. */
const cost = { algorithm: 2, memoryCost: 46 * 1024, timeCost: 1, parallelism: 1 };

export function openPasswords(): Passwords {
  const inTurn = inTurns(limits.passwordsAtOnce, limits.passwordQueueMax);
  /** Of a password that nobody has, for accounts that nobody has: a stranger is to learn nothing from the time. */
  let nobodys: Promise<string> | null = null;

  return {
    hashOf: (password) => inTurn(() => hash(normal(password), cost)),
    isRight: (password, hashed) =>
      inTurn(async () => {
        nobodys ??= hash(oneTimePassword(), cost);
        const isIt = await verify(hashed ?? (await nobodys), normal(password));
        return isIt && hashed !== null;
      }),
  };
}

/** The same letters typed on another keyboard are the same password (NIST SP 800-63B, 3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}

/** Whether somebody may choose it: long enough and not his own name. Nothing is asked about kinds of characters. */
export function isWeak(password: string, names: readonly string[]): boolean {
  const plain = normal(password).toLowerCase();
  const isSaid = names.some((name) => name.length > 2 && plain.replaceAll(name.toLowerCase(), '').length < 6);
  return Array.from(plain).length < limits.passwordLengthMin || new Set(plain).size < 5 || isSaid;
}

/** Read over the telephone and typed once: some 80 bits, without letters that look like others. */
export function oneTimePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
