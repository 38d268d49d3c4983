import { limits } from '../../domain/limits.ts';
import { covers, within } from '../../domain/sites.ts';
import { daysAfter } from '../../platform/clock.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { audit } from '../audit.ts';
import type { Caller } from '../caller.ts';
import { type AccessParts, changeAccess, NotChanged, orProblem, type Refused } from '../change-access.ts';
import { grantsOf } from '../holders.ts';
import { nobodyIsAdmin } from '../last-admin.ts';
import { type Grant, rightsOf } from '../roles.ts';
import { oneTimePassword, type Passwords } from '../sessions/password.ts';
import { ageSessionsOf, endSessionsOf } from '../sessions/queries.ts';
import { loginOf } from '../sessions/sign-in.ts';
import { holdsAll } from '../within-rights.ts';
import * as sql from './queries.ts';

export interface PeopleParts extends AccessParts {
  readonly passwords: Passwords;
}

/** Who changes people, and from where. */
export interface Changer {
  readonly caller: Caller;
  readonly address: string;
  /** Why, for the list of changes. */
  readonly reason?: string | undefined;
}

export interface OneTime {
  readonly password: string;
  readonly until: string;
}

/** A new person with a password for one time. Nobody gives more than he has himself. Throws TooManyPasswords. */
export async function createPerson(
  parts: PeopleParts,
  by: Changer,
  wanted: { readonly login: string; readonly name: string; readonly grants: readonly Grant[] },
): Promise<Refused | { readonly person: sql.PersonRow; readonly oneTime: OneTime }> {
  const login = loginOf(wanted.login);
  if (!holdsAll(by.caller.rights, rightsOf(wanted.grants))) return 'more_than_own';
  const oneTime = newOneTime(parts);
  const hashed = await parts.passwords.hashOf(oneTime.password);
  return orProblem(
    changeAccess(parts, async (tx, { reference, access }) => {
      const at = parts.clock.now().toISOString();
      const actor = await tx.query<{ id: number }>(sql.insertActor, [
        `person:${login}`,
        wanted.name,
        reference,
      ]);
      const values = [login, wanted.name, actor.rows[0]!.id, hashed, oneTime.until, at, access];
      const made = await tx.query<{ id: number }>(sql.insertPerson, values);
      if (!made.rows[0]) throw new NotChanged('already_exists');
      await putGrants(tx, made.rows[0].id, wanted.grants);
      const person = await personIn(tx, made.rows[0].id);
      await note(tx, parts, by, 'person_created', person, { after: shown(person) });
      return { person, oneTime };
    }),
  );
}

export interface PersonWishes {
  readonly name?: string | undefined;
  readonly grants?: readonly Grant[] | undefined;
  readonly disabled?: boolean | undefined;
}

/** Changes name, grants or whether he may sign in. His sessions go on with what he may now, or end. */
export function changePerson(
  parts: PeopleParts,
  by: Changer,
  id: number,
  wanted: PersonWishes,
): Promise<Refused | { readonly person: sql.PersonRow }> {
  return orProblem(
    changeAccess(parts, async (tx, { reference, access }) => {
      const before = await reachable(tx, by.caller, id);
      const { grants, disabled, name = before.name } = wanted;
      const isOwn = by.caller.kind === 'person' && by.caller.id === id;
      if (isOwn && (grants || disabled !== undefined)) throw new NotChanged('own_access');
      if (grants && !holdsAll(by.caller.rights, rightsOf(grants))) throw new NotChanged('more_than_own');
      const at = parts.clock.now().toISOString();
      const disabledAt =
        disabled === undefined ? before.disabled_at : disabled ? (before.disabled_at ?? at) : null;
      await tx.query(sql.updatePerson, [id, name, disabledAt, access]);
      if (name !== before.name) await tx.query(sql.renameActor, [before.actor_id, name, reference]);
      if (grants) {
        await tx.query(sql.deleteGrants, [id, 'given']);
        await putGrants(tx, id, grants);
        await tx.query(ageSessionsOf, [id, longAgo, access]);
      }
      if (disabled) await tx.query(endSessionsOf, [id, at, access]);
      if (await nobodyIsAdmin(tx, at)) throw new NotChanged('last_admin');
      const person = await personIn(tx, id);
      const facts = { before: shown(before), after: shown(person) };
      await note(tx, parts, by, actionOf(before, person), person, facts);
      return { person };
    }),
  );
}

/** A password for one time in the place of a forgotten one; all sessions end. Throws TooManyPasswords. */
export async function resetPassword(
  parts: PeopleParts,
  by: Changer,
  id: number,
): Promise<Refused | { readonly oneTime: OneTime }> {
  const oneTime = newOneTime(parts);
  const hashed = await parts.passwords.hashOf(oneTime.password);
  return orProblem(
    changeAccess(parts, async (tx, { access }) => {
      const person = await reachable(tx, by.caller, id);
      if (by.caller.kind === 'person' && by.caller.id === id) throw new NotChanged('own_access');
      const at = parts.clock.now().toISOString();
      await tx.query(sql.setPassword, [id, hashed, true, oneTime.until, access]);
      await tx.query(endSessionsOf, [id, at, access]);
      if (await nobodyIsAdmin(tx, at)) throw new NotChanged('last_admin');
      await note(tx, parts, by, 'password_reset', person);
      return { oneTime };
    }),
  );
}

/** Signs somebody out everywhere; how many sessions that were. */
export function endSessionsOfPerson(
  parts: AccessParts,
  by: Changer,
  id: number,
): Promise<Refused | { readonly ended: number }> {
  return orProblem(
    changeAccess(parts, async (tx, { access }) => {
      const person = await reachable(tx, by.caller, id);
      const at = parts.clock.now().toISOString();
      const { rowCount } = await tx.query(endSessionsOf, [id, at, access]);
      await note(tx, parts, by, 'session_ended', person, { before: { sessions: rowCount } });
      return { ended: rowCount };
    }),
  );
}

/** Whether somebody sees a person at all: one who has a role at a site of his, or anybody for who sees all sites. */
export function isSeen({ sites }: Caller, person: sql.PersonRow): boolean {
  return sites === null || person.grants.some(({ site }) => site !== null && within(sites, site));
}

/** The person, locked; one that he does not see is not there, one with more rights than his is not his to change. */
export async function reachable(tx: Connection, caller: Caller, id: number): Promise<sql.PersonRow> {
  const { rows } = await tx.query<sql.PersonRow>(sql.lockPerson, [id]);
  const person = rows[0];
  if (!person || !isSeen(caller, person)) throw new NotChanged('person_not_found');
  const isOwn = caller.kind === 'person' && caller.id === id;
  const theirs = new Set(grantsOf(person).map(({ site }) => site));
  const isAllHere = covers(caller.sites, theirs.has(null) ? null : (theirs as Set<number>));
  if (!isOwn && !(isAllHere && holdsAll(caller.rights, rightsOf(grantsOf(person)))))
    throw new NotChanged('more_than_own');
  return person;
}

async function personIn(tx: Connection, id: number): Promise<sql.PersonRow> {
  return (await tx.query<sql.PersonRow>(sql.selectPerson, [id])).rows[0]!;
}

async function putGrants(tx: Connection, id: number, grants: readonly Grant[]): Promise<void> {
  const sites = numberColumn(grants.map(({ site }) => site));
  await tx.query(sql.insertGrants, [id, textColumn(grants.map(({ role }) => role)), sites, 'given']);
}

/** A session's token is replaced when it is older than some hours. */
const longAgo = '2000-01-01T00:00:00Z';

function newOneTime({ clock }: PeopleParts): OneTime {
  const until = daysAfter(clock.now(), limits.oneTimePasswordDays).toISOString();
  return { password: oneTimePassword(), until };
}

function actionOf(before: sql.PersonRow, after: sql.PersonRow): string {
  if ((before.disabled_at === null) === (after.disabled_at === null)) return 'person_changed';
  return after.disabled_at === null ? 'person_enabled' : 'person_disabled';
}

function shown({ name, disabled_at, grants }: sql.PersonRow): Facts {
  return { name, disabled: disabled_at !== null, grants };
}

function note(
  tx: Connection,
  { clock }: Pick<AccessParts, 'clock'>,
  { caller, address, reason }: Changer,
  action: string,
  { login }: sql.PersonRow,
  facts: { readonly before?: Facts; readonly after?: Facts } = {},
): Promise<void> {
  return audit(
    tx,
    clock,
    { actor: caller.actor.id, address, reason },
    { action, subject: `person:${login}`, ...facts },
  );
}

type Facts = Readonly<Record<string, unknown>>;
