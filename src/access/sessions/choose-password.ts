import { audit } from '../audit.ts';
import { changeAccess } from '../change-access.ts';
import { setPassword } from '../people/queries.ts';
import { type BegunSession, insertSession } from './begin-session.ts';
import { isWeak } from './password.ts';
import * as sql from './queries.ts';
import { countedTry, forgiveTries, type SignInParts } from './sign-in.ts';

export interface PasswordWishes {
  readonly login: string;
  readonly password: string;
  readonly newPassword: string;
  readonly address: string;
  readonly client: string;
}

export type PasswordOutcome =
  | { readonly session: BegunSession }
  | 'wrong_login'
  | 'weak_password'
  | { readonly tooManySeconds: number };

/**
 * Gives a person a password of his own, if he knows the one in force. All his sessions end, for whoever knew the old
 * password is to be out, and he goes on in a new one. Tries are counted as when he signs in. Throws TooManyPasswords.
 */
export async function choosePassword(parts: SignInParts, wishes: PasswordWishes): Promise<PasswordOutcome> {
  const { login, password, newPassword, address, client } = wishes;
  const { database, passwords, clock } = parts;
  const tooManySeconds = await countedTry(parts, login, address);
  if (tooManySeconds > 0) return { tooManySeconds };
  const { rows } = await database.query<sql.SignInRow>(sql.selectForSignIn, [login]);
  const person = rows[0];
  if (!(await passwords.isRight(password, person?.password ?? null)) || !person) return 'wrong_login';
  await forgiveTries(parts, login, address);
  if (isWeak(newPassword, [login, person.name, 'unitrail']) || newPassword === password)
    return 'weak_password';
  const hashed = await passwords.hashOf(newPassword);
  const at = clock.now().toISOString();
  const subject = `person:${login}`;
  const session = await changeAccess(parts, async (tx, { access }) => {
    await tx.query(setPassword, [person.id, hashed, false, null, access]);
    await tx.query(sql.endSessionsOf, [person.id, at, access]);
    const by = { actor: person.actor_id, address };
    await audit(tx, clock, by, { action: 'password_changed', subject });
    const wanted = { person: person.id, actor: person.actor_id, method: 'password', device: null } as const;
    return insertSession(tx, parts, { ...wanted, address, client, subject }, access);
  });
  return { session };
}
