import { hash } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { audit } from '../audit.ts';
import { type AccessParts, changeAccess, type Versions } from '../change-access.ts';
import { deleteGrants, insertGrants } from '../people/queries.ts';
import type { Grant } from '../roles.ts';
import { type BegunSession, beginSession } from '../sessions/begin-session.ts';
import { endSessionsOf } from '../sessions/queries.ts';
import { type GroupRole, grantsOfGroups, sameGrants } from './group-roles.ts';
import type { Identity } from './provider.ts';
import * as sql from './queries.ts';

export interface SignOnParts extends AccessParts {
  readonly groupRoles: readonly GroupRole[];
}

export interface CameFrom {
  readonly address: string;
  readonly client: string;
  /** The session that the browser held before, if any: it ends. */
  readonly replaces?: string | undefined;
}

export type SignOnOutcome =
  | { readonly session: BegunSession }
  /** No group of his gives him a role, and nobody gave him one. */
  | 'no_role'
  | 'person_disabled';

/**
 * Signs on whom the provider has named. Issuer and subject say who he is; never a name or an e-mail address, which may be
 * somebody else's tomorrow. What his groups give is what he may do from now on: more or less than before, and nothing once
 * they are gone.
 */
export async function signOn(parts: SignOnParts, identity: Identity, from: CameFrom): Promise<SignOnOutcome> {
  const { database, groupRoles } = parts;
  const { rows: sites } = await database.query<sql.SiteCodeRow>(sql.selectSites);
  const codes = new Map(sites.map(({ code, id }) => [code, id]));
  const grants = grantsOfGroups(identity.groups, groupRoles, codes);
  const known = await knownAs(database, identity);
  const isUpToDate = known && sameGrants(known.grants, grants) && known.name === nameOf(identity);
  const person = isUpToDate
    ? known
    : await changeAccess(parts, (tx, versions) => bringUpToDate(tx, parts, identity, grants, from, versions));
  if (!person) return 'no_role';
  if (person.disabled_at !== null) return 'person_disabled';
  if (grants.length === 0 && person.given === 0) return 'no_role';
  const session = await beginSession(parts, {
    person: person.person_id,
    actor: person.actor_id,
    method: 'sign_on',
    device: null,
    ...from,
    subject: `person:${person.login}`,
  });
  return { session };
}

async function knownAs(db: Pick<Connection, 'query'>, { issuer, subject }: Identity) {
  const { rows } = await db.query<sql.KnownRow>(sql.selectKnown, [issuer, subject]);
  return rows[0];
}

/** Makes the person at the first time, if there is a role for him, and his grants what the groups say. */
async function bringUpToDate(
  tx: Connection,
  parts: SignOnParts,
  identity: Identity,
  grants: readonly Grant[],
  { address }: CameFrom,
  versions: Versions,
): Promise<sql.KnownRow | undefined> {
  await tx.query(sql.lockIdentity, [`${identity.issuer} ${identity.subject}`]);
  const before = await knownAs(tx, identity);
  if (!before && grants.length === 0) return undefined;
  const at = parts.clock.now().toISOString();
  const person = before?.person_id ?? (await newPerson(tx, identity, at, versions));
  const name = nameOf(identity);
  if (before && before.name !== name)
    await tx.query(sql.renameActor, [before.actor_id, name, versions.reference]);
  await tx.query(sql.touchPerson, [person, name, versions.access]);
  await tx.query(deleteGrants, [person, 'sign_on']);
  await tx.query(insertGrants, [
    person,
    textColumn(grants.map(({ role }) => role)),
    numberColumn(grants.map(({ site }) => site)),
    'sign_on',
  ]);
  const after = (await knownAs(tx, identity))!;
  if (grants.length === 0 && after.given === 0) await tx.query(endSessionsOf, [person, at, versions.access]);
  await audit(
    tx,
    parts.clock,
    { actor: after.actor_id, address },
    {
      action: before ? 'person_changed' : 'person_created',
      subject: `person:${after.login}`,
      ...(before ? { before: { signOnGrants: before.grants } } : {}),
      after: { signOnGrants: after.grants, issuer: identity.issuer },
    },
  );
  return after;
}

async function newPerson(
  tx: Connection,
  identity: Identity,
  at: string,
  versions: Versions,
): Promise<number> {
  const login = await freeLogin(tx, identity);
  const name = nameOf(identity);
  const actor = await tx.query<{ id: number }>(sql.insertActor, [
    `person:${login}`,
    name,
    versions.reference,
  ]);
  const values = [login, name, actor.rows[0]!.id, at, versions.access];
  const { rows } = await tx.query<{ id: number }>(sql.insertPerson, values);
  const person = rows[0]!.id;
  await tx.query(sql.insertIdentity, [identity.issuer, identity.subject, person, at]);
  return person;
}

/** What he is called at the provider; with a part of who he is where another account has that name. They are never joined. */
async function freeLogin(tx: Connection, { login, issuer, subject }: Identity): Promise<string> {
  const wanted = login
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .slice(0, limits.loginLengthMax - 12);
  const { rows } = await tx.query(sql.isLoginTaken, [wanted]);
  if (rows.length === 0 && wanted !== '') return wanted;
  return `${wanted}~${hash('sha256', `${issuer} ${subject}`).slice(0, 10)}`;
}

function nameOf({ name }: Identity): string {
  return name.replace(/\p{Cc}/gu, ' ').slice(0, limits.nameLengthMax);
}
