import { type Sites, union } from '../domain/sites.ts';

/**
 * What a route may ask for. `public` routes ask for nothing, `self` ones only that somebody is there. The others:
 * read: look at units, products, sites, documents · scan: record moves · lead: one's word counts where a scan needs a
 * lead's · settle: decide exceptions, close documents · catalog: products, sites, locations · import: bring data in and
 * take it out · customers: personal data · people: people, keys and what they may do · devices: handhelds, let in and shut out ·
 * manage: connections and settings · audit: the list of what was changed in access · costs: what units cost and stock is
 * worth, and the book of it.
 */
export const permissions = [
  'public',
  'self',
  'read',
  'scan',
  'lead',
  'settle',
  'catalog',
  'import',
  'customers',
  'people',
  'devices',
  'manage',
  'audit',
  'costs',
] as const;
export type Permission = (typeof permissions)[number];

/** What somebody can be given: the others everybody has. */
export const grantable = permissions.filter((one) => one !== 'public' && one !== 'self');

/** What each role may do. A role is granted for one site or for all; what is granted twice adds up. */
export const roles = {
  associate: ['read', 'scan'],
  lead: ['read', 'scan', 'lead', 'settle'],
  manager: ['read', 'scan', 'lead', 'settle', 'import', 'customers', 'people', 'devices', 'costs'],
  finance: ['read', 'costs'],
  care: ['read', 'scan', 'customers'],
  repair: ['read', 'scan'],
  auditor: ['read', 'audit'],
  admin: grantable,
  integration: ['read', 'scan', 'catalog', 'import', 'costs'],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as readonly Role[];

export function isRole(name: string): name is Role {
  return Object.hasOwn(roles, name);
}

/** Whether a role includes a permission, wherever it is granted. */
export function may(role: Role, permission: Permission): boolean {
  return permission === 'public' || permission === 'self' || permissionsOf(role).includes(permission);
}

export function permissionsOf(role: Role): readonly Permission[] {
  return roles[role];
}

/** A role at one site; `site` null: at all of them. */
export interface Grant {
  readonly role: Role;
  readonly site: number | null;
}

/** For each permission that somebody has anywhere, where. */
export type Rights = ReadonlyMap<Permission, Sites>;

/** What some grants add up to. `scopes`: of that only these permissions (an API key's); null: all. */
export function rightsOf(grants: readonly Grant[], scopes: readonly string[] | null = null): Rights {
  const rights = new Map<Permission, Sites>([['self', null]]);
  for (const { role, site } of grants) {
    for (const permission of permissionsOf(role)) {
      if (scopes !== null && !scopes.includes(permission)) continue;
      const here: Sites = site === null ? null : new Set([site]);
      const before = rights.get(permission);
      rights.set(permission, before === undefined ? here : union(before, here));
    }
  }
  return rights;
}

/**
 * How far a route's answer or act reaches. network: it does not depend on sites; whoever has the permission anywhere may.
 * site: it is limited to the sites where the caller has the permission. everywhere: it concerns all sites at once, so the
 * permission is needed for all of them.
 */
export const reaches = ['network', 'site', 'everywhere'] as const;
export type Reach = (typeof reaches)[number];
