import { hash } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import type { AccessParts } from '../change-access.ts';
import { type BegunSession, beginSession, forgetOldSessions } from './begin-session.ts';
import type { Passwords } from './password.ts';
import * as sql from './queries.ts';
import { addressKey, countTries, forgiveTries as forgive } from './tries.ts';

export interface SignInParts extends AccessParts {
  readonly passwords: Passwords;
}

export interface SignInWishes {
  readonly login: string;
  readonly password: string;
  readonly address: string;
  readonly client: string;
  /** The token of the session that the browser has, if any. */
  readonly replaces: string | undefined;
}

export type SignInOutcome =
  | { readonly session: BegunSession; readonly mustChoosePassword: boolean }
  | 'wrong_login'
  | { readonly tooManySeconds: number };

/**
 * Signs a person in. Whether the login is unknown, the password wrong or its day past, or the person disabled: the answer
 * and the work are the same. Each try is counted before it is judged, in a table that all processes share.
 * Throws TooManyPasswords.
 */
export async function signIn(parts: SignInParts, wishes: SignInWishes): Promise<SignInOutcome> {
  const { database, clock, passwords } = parts;
  const login = loginOf(wishes.login);
  const tooManySeconds = await countedTry(parts, login, wishes.address);
  if (tooManySeconds > 0) return { tooManySeconds };
  const { rows } = await database.query<sql.SignInRow>(sql.selectForSignIn, [login]);
  const person = rows[0];
  const isRight = await passwords.isRight(wishes.password, person?.password ?? null);
  if (!person || !isRight || !isGood(person, clock.now())) return 'wrong_login';
  await forgiveTries(parts, login, wishes.address);
  await forgetOldSessions(database, clock.now());
  const session = await beginSession(parts, {
    person: person.id,
    actor: person.actor_id,
    method: 'password',
    device: null,
    address: wishes.address,
    client: wishes.client,
    subject: `person:${login}`,
    replaces: wishes.replaces,
  });
  return { session, mustChoosePassword: person.password_once };
}

/** Logins are the same in capital and small letters. */
export function loginOf(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function isGood({ disabled_at, password_until }: sql.SignInRow, now: Date): boolean {
  return disabled_at === null && (password_until === null || password_until > now);
}

/** Names of accounts that nobody has are not kept: people type passwords there. */
function accountKey(login: string): string {
  return `account:${hash('sha256', login)}`;
}

/** Counts a try at a password; the seconds until another one is listened to, 0 for this one. */
export function countedTry(parts: SignInParts, login: string, address: string): Promise<number> {
  const counted = [
    { key: accountKey(login), most: limits.accountFailuresMax },
    { key: addressKey(address), most: limits.addressFailuresMax },
  ];
  return countTries(parts, counted, address);
}

/** The password was right: the account's tries are forgotten, and the address's last one is. */
export function forgiveTries(parts: SignInParts, login: string, address: string): Promise<void> {
  return forgive(parts, accountKey(login), addressKey(address));
}
