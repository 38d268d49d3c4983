import { type Grant, isRole, type Role, roleNames } from '../roles.ts';

/** What members of a provider's group may do here: a role at one site, or (null) at all. */
export interface GroupRole {
  readonly group: string;
  readonly role: Role;
  /** The site's code. */
  readonly site: string | null;
}

/**
 * Reads `[{"group": "store-1-leads", "role": "lead", "site": "STORE-1"}, …]`; without `site` a role counts at all sites.
 * Throws a RangeError that says what is wrong with which entry.
 */
export function readGroupRoles(text: string): readonly GroupRole[] {
  const entries = parsed(text);
  if (!Array.isArray(entries)) throw new RangeError('must be a JSON list of groups with their roles');
  return entries.map((entry: unknown, index) => {
    const wrong = (what: string) => new RangeError(`has a wrong entry ${index + 1}: ${what}`);
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw wrong('it is no object');
    const { group, role, site = null, ...rest } = entry as Readonly<Record<string, unknown>>;
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined) throw wrong(`"${unknown}" is not known; group, role and site are`);
    if (typeof group !== 'string' || group === '') throw wrong('"group" is missing');
    if (typeof role !== 'string' || !isRole(role)) throw wrong(`"role" is one of ${roleNames.join(', ')}`);
    if (site !== null && (typeof site !== 'string' || site === '')) throw wrong('"site" is a site’s code');
    return { group, role, site };
  });
}

/** What somebody with these groups may do. A site that does not exist (yet) gives nothing. */
export function grantsOfGroups(
  groups: readonly string[],
  mapping: readonly GroupRole[],
  sites: ReadonlyMap<string, number>,
): readonly Grant[] {
  const found = new Map<string, Grant>();
  for (const { group, role, site: code } of mapping) {
    const site = code === null ? null : sites.get(code);
    if (site !== undefined && groups.includes(group)) found.set(grantKey({ role, site }), { role, site });
  }
  return [...found.values()];
}

/** Whether two lists grant the same, in whatever order. */
export function sameGrants(a: readonly Grant[], b: readonly Grant[]): boolean {
  const keys = new Set(a.map(grantKey));
  return keys.size === b.length && b.every((grant) => keys.has(grantKey(grant)));
}

function grantKey({ role, site }: Grant): string {
  return `${role} ${site ?? '*'}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError('is not JSON');
  }
}
