import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Database } from '../../platform/database.ts';
import type { Caller } from '../caller.ts';
import { type DeviceRow, selectDevice } from '../devices/queries.ts';
import { grantsOf, rightsOnDevice } from '../holders.ts';
import { type PersonRow, selectPerson } from '../people/queries.ts';
import { type Grant, grantable, permissionsOf, type Rights, rightsOf, roleNames } from '../roles.ts';
import type { SessionOnWire } from './contract.ts';
import { type SessionRow, selectSession } from './queries.ts';

export interface WhoParts {
  readonly database: Database;
  readonly reference: ReadReference;
}

export type WhoAsked =
  | { readonly kind: 'key'; readonly caller: Caller }
  | { readonly kind: 'person'; readonly session: number };

/** Who asks, with sites by their codes. */
export async function sessionOnWire(parts: WhoParts, asked: WhoAsked): Promise<SessionOnWire> {
  const names = await parts.reference();
  if (asked.kind === 'key') {
    const { name, actor, grants, rights } = asked.caller;
    const common = {
      kind: 'key',
      name,
      login: null,
      actor: actor.code,
      session: null,
      endsAt: null,
    } as const;
    return { ...common, mustChoosePassword: false, device: null, ...inNames(grants, rights, names) };
  }
  const { database } = parts;
  const session = (await database.query<SessionRow>(selectSession, [asked.session])).rows[0]!;
  const person = (await database.query<PersonRow>(selectPerson, [session.person_id])).rows[0]!;
  const { name, login, actor_code: actor, password_once: mustChoosePassword } = person;
  const device = await deviceOf(database, session);
  const { grants, rights } = device ? rightsOnDevice(person, device.site_id) : rightsOfPerson(person);
  return {
    kind: 'person',
    name,
    login,
    actor,
    mustChoosePassword: mustChoosePassword && device === null,
    device: device && { id: device.id, name: device.name, site: device.site, station: device.station },
    ...inNames(grants, rights, names),
    session: session.id,
    endsAt: session.ends_at.toISOString(),
  };
}

function rightsOfPerson(person: PersonRow) {
  const grants = grantsOf(person);
  return { grants, rights: rightsOf(grants) };
}

async function deviceOf(database: Database, { device_id }: SessionRow): Promise<DeviceRow | null> {
  if (device_id === null) return null;
  return (await database.query<DeviceRow>(selectDevice, [device_id])).rows[0] ?? null;
}

function inNames(grants: readonly Grant[], rights: Rights, { sites }: Reference) {
  const codeOf = (site: number) => sites.get(site)?.code ?? '';
  return {
    grants: grants.map(({ role, site }) => ({ role, site: site === null ? null : codeOf(site) })),
    may: grantable.flatMap((permission) => {
      const where = rights.get(permission);
      if (where === undefined) return [];
      return [{ permission, sites: where === null ? null : [...where].map(codeOf).sort() }];
    }),
    mayGive: rights.has('people')
      ? roleNames.filter((role) => permissionsOf(role).every((one) => rights.has(one)))
      : [],
  };
}
