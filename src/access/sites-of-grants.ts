import { within } from '../domain/sites.ts';
import type { Reference } from '../ledger/reference.ts';
import type { Caller } from './caller.ts';
import type { Grant, Role } from './roles.ts';

/** Sites by their codes; the first code that is none of his sites, where there is one. */
export function sitesByCode(
  codes: readonly string[],
  { sitesByCode: known }: Reference,
  { sites }: Caller,
): { readonly ids: number[] } | { readonly unknown: number } {
  const found = codes.map((code) => known.get(code));
  const unknown = found.findIndex((site) => !site || site.kind === 'outside' || !within(sites, site.id));
  return unknown >= 0 ? { unknown } : { ids: found.map((site) => site!.id) };
}

interface NamedGrant {
  readonly role: Role;
  readonly site: string | null;
}

/** Grants with sites by their numbers; the first one whose site is none of his. */
export function grantsByCode(
  grants: readonly NamedGrant[],
  names: Reference,
  caller: Caller,
): { readonly grants: Grant[] } | { readonly unknown: number } {
  const numbered: Grant[] = [];
  for (const [index, { role, site }] of grants.entries()) {
    const found = sitesByCode(site === null ? [] : [site], names, caller);
    if ('unknown' in found) return { unknown: index };
    numbered.push({ role, site: found.ids[0] ?? null });
  }
  return { grants: numbered };
}
