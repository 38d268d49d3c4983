import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { limits } from '../../domain/limits.ts';
import { systemActor } from '../../ledger/reference.ts';
import { secondsAfter } from '../../platform/clock.ts';
import { textColumn } from '../../platform/columns.ts';
import { audit } from '../audit.ts';
import { type AccessParts, changeSessions } from '../change-access.ts';
import { type BegunSession, beginSession, forgetOldSessions } from './begin-session.ts';
import type { Passwords } from './password.ts';
import * as sql from './queries.ts';

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

/** An IPv6 customer has 2^64 addresses: his network is meant. */
function addressKey(address: string): string {
  const isMapped = address.startsWith('::ffff:');
  const plain = isMapped ? address.slice(7) : address;
  if (!isIPv6(plain)) return `address:${plain}`;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `address:${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/** Counts a try at a password; the seconds until another one is listened to, 0 for this one. */
export async function countedTry(
  { database, access, clock }: SignInParts,
  login: string,
  address: string,
): Promise<number> {
  const account = accountKey(login);
  const now = clock.now();
  const ends = secondsAfter(now, limits.failuresMinutes * 60).toISOString();
  const names = textColumn([account, addressKey(address)]);
  const { rows } = await database.query<sql.LimitRow>(sql.countTry, [names, now.toISOString(), ends]);
  let seconds = 0;
  for (const { key, failures, ends_at } of rows) {
    const most = key === account ? limits.accountFailuresMax : limits.addressFailuresMax;
    if (failures <= most) continue;
    seconds = Math.max(seconds, Math.ceil((ends_at.getTime() - now.getTime()) / 1_000), 1);
    if (failures !== most + 1) continue;
    const subject = key === account ? key.slice(0, 24) : key;
    // Nobody who is known: the system itself tells it.
    const by = { actor: systemActor.id, address };
    const entry = { action: 'sign_in_limited', subject };
    await changeSessions({ database, access }, (tx) => audit(tx, clock, by, entry));
  }
  return seconds;
}

/** The password was right: the account's tries are forgotten, and the address's last one is. */
export async function forgiveTries({ database }: SignInParts, login: string, address: string): Promise<void> {
  await database.query(sql.forgiveTry, [accountKey(login), addressKey(address)]);
}
