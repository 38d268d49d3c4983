import { noSites, type Sites } from '../domain/sites.ts';
import type { Who } from '../ledger/acts.ts';
import type { Grant, Permission, Reach, Rights } from './roles.ts';

/** Who asks, and where he may do what the route is about. */
export interface Caller {
  readonly kind: 'key' | 'person';
  /** The key's number, or the person's. */
  readonly id: number;
  readonly name: string;
  /** Under whom things are recorded, and where his scans and his word as a lead count. */
  readonly actor: Who;
  /** The sites where he has the route's permission; null: everywhere. A route that reaches `site` looks at nothing else. */
  readonly sites: Sites;
  /** Everything he may do, and where. */
  readonly rights: Rights;
  readonly grants: readonly Grant[];
  /** The session's number; null for keys. */
  readonly session: number | null;
  /** The session's token is replaced by this one, which the browser has to be told. */
  readonly renewed?: string;
}

export type NoCaller =
  | 'unauthenticated'
  | 'unknown_key'
  | 'key_expired'
  | 'key_revoked'
  | 'session_ended'
  | 'password_change_needed'
  | 'not_permitted';
export type Admission = Caller | NoCaller;

/** Somebody as he is held in memory: a caller for each permission he has, made once. */
export interface Holder {
  readonly callers: ReadonlyMap<Permission, Caller>;
}

type Identity = Omit<Caller, 'actor' | 'sites'> & {
  readonly actor: { readonly id: number; readonly code: string };
};

export function holderOf({ actor, ...identity }: Identity): Holder {
  const leadAt = sitesFor(identity.rights, 'lead');
  const sites = sitesFor(identity.rights, 'scan');
  const who: Who = { ...actor, isLead: leadAt === null, sites, leadAt };
  const callers = [...identity.rights].map(([permission, sites]) => {
    const caller: Caller = { ...identity, actor: who, sites };
    return [permission, caller] as const;
  });
  return { callers: new Map(callers) };
}

/** The caller that a holder is where a route asks for a permission, or that he is none there. */
export function callerFor(
  { callers }: Holder,
  permission: Permission,
  reach: Reach,
): Caller | 'not_permitted' {
  const caller = callers.get(permission);
  if (caller === undefined || (reach === 'everywhere' && caller.sites !== null)) return 'not_permitted';
  return caller;
}

/** Where somebody has a permission; nowhere where he has it not at all. */
export function sitesFor(rights: Rights, permission: Permission): Sites {
  const sites = rights.get(permission);
  return sites === undefined ? noSites : sites;
}
