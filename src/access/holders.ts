import { type Holder, holderOf } from './caller.ts';
import type { PersonRow } from './people/queries.ts';
import type { KeyRow } from './queries.ts';
import { type Grant, isRole, type Permission, rightsOf } from './roles.ts';

/** A key as the gate holds it. */
export interface HeldKey extends Holder {
  readonly id: number;
  readonly hash: Buffer;
  readonly expiresAt: number;
  readonly revoked: boolean;
  /** By this process's own clock (performance.now): before then its use is not noted again. */
  noteAgainAt: number;
}

export function heldKey(row: KeyRow): HeldKey {
  const { id, name, role, sites } = row;
  const known = isRole(role);
  const grants = known ? (sites ?? [null]).map((site) => ({ role, site })) : [];
  const holder = holderOf({
    kind: 'key',
    id,
    name,
    actor: { id: row.actor_id, code: row.actor_code },
    rights: rightsOf(grants, row.scopes),
    grants,
    session: null,
  });
  return {
    ...holder,
    id,
    hash: Buffer.from(row.hash, 'hex'),
    expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    // A role of a newer program's is no key here.
    revoked: row.revoked_at !== null || !known,
    noteAgainAt: 0,
  };
}

/** A person as the gate holds him. */
export interface HeldPerson {
  readonly row: PersonRow;
  readonly isDisabled: boolean;
  /** Somebody else knows his password: he may do nothing but choose another. */
  readonly mustChoosePassword: boolean;
  /** For each of his sessions; made when it is first used. */
  readonly holders: Map<number, Holder>;
}

export function heldPerson(row: PersonRow): HeldPerson {
  return {
    row,
    isDisabled: row.disabled_at !== null,
    mustChoosePassword: row.password_once,
    holders: new Map(),
  };
}

export function holderInSession({ row, holders }: HeldPerson, session: number): Holder {
  const before = holders.get(session);
  if (before) return before;
  const grants = grantsOf(row);
  const holder = holderOf({
    kind: 'person',
    id: row.id,
    name: row.name,
    actor: { id: row.actor_id, code: row.actor_code },
    rights: rightsOf(grants),
    grants,
    session,
  });
  holders.set(session, holder);
  return holder;
}

/** Somebody on a shared device: what is done on the floor, at the device's site, as far as he may do it there. */
export function holderOnDevice(
  { row }: HeldPerson,
  session: number,
  { site }: { readonly site: number },
): Holder {
  return holderOf({
    kind: 'person',
    id: row.id,
    name: row.name,
    actor: { id: row.actor_id, code: row.actor_code },
    ...rightsOnDevice(row, site),
    session,
  });
}

/** A badge and a PIN are less than a password, so they open nothing that changes who may do what, nor another site. */
export function rightsOnDevice(row: Pick<PersonRow, 'grants'>, site: number) {
  const here = grantsOf(row).filter((grant) => grant.site === null || grant.site === site);
  const grants = here.map(({ role }) => ({ role, site }));
  return { grants, rights: rightsOf(grants, onTheFloor) };
}

const onTheFloor: readonly Permission[] = ['read', 'scan', 'lead', 'settle'];

/** What was granted, by whichever way; a role of a newer program's counts for nothing. */
export function grantsOf({ grants }: Pick<PersonRow, 'grants'>): Grant[] {
  return grants.flatMap(({ role, site }) => (isRole(role) ? [{ role, site }] : []));
}
