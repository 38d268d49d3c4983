import { limits } from '../domain/limits.ts';
import { covers, type Sites, within } from '../domain/sites.ts';
import { endpoint } from '../http/endpoint.ts';
import { Problem } from '../http/errors.ts';
import { idCursor, pageOfRows } from '../http/paging.ts';
import { utcTime } from '../http/times.ts';
import type { ReadReference } from '../ledger/current-reference.ts';
import type { Reference } from '../ledger/reference.ts';
import { numberColumn } from '../platform/columns.ts';
import type { Caller } from './caller.ts';
import type { AccessParts } from './change-access.ts';
import {
  createdKey,
  type KeyOnWire,
  keyPage,
  keyParams,
  keyQuery,
  keySchema,
  newKey,
  revokeQuery,
} from './contract.ts';
import { createKey, type KeyWishes, revokeKeyById } from './manage-keys.ts';
import { type KeyRow, selectKeysAfter } from './queries.ts';
import { isRole, type Permission, type Rights, type Role, rightsOf } from './roles.ts';
import { sitesByCode } from './sites-of-grants.ts';
import { holdsAll } from './within-rights.ts';

export interface KeyRoutesParts extends AccessParts {
  readonly reference: ReadReference;
}

export function keyEndpoints(parts: KeyRoutesParts) {
  const { reference } = parts;
  return {
    create: endpoint({
      id: 'createApiKey',
      summary: 'Make an API key',
      description: 'It may do at most what you may yourself, and where you may.',
      body: newKey,
      replies: { 201: { description: 'The key, shown once.', schema: createdKey } },
      async handle({ body, caller, ip }, reply) {
        const names = await reference();
        const { name, role, scopes = null } = body;
        const expiresAt = utcTime(body.expiresAt, 'expiresAt');
        const wishes: KeyWishes = {
          name,
          role,
          scopes,
          sites: sitesIn(body.sites, names, caller),
          expiresAt,
        };
        if (!holdsAll(caller.rights, rightsOfKey(wishes))) throw refused('more_than_own');
        const { row, key } = await createKey(parts, wishes, { actor: caller.actor.id, address: ip });
        return reply.code(201).send({ ...keyOnWire(row, names), key });
      },
    }),
    list: endpoint({
      id: 'listApiKeys',
      summary: 'List API keys, revoked ones too',
      query: keyQuery,
      replies: { 200: { description: 'Keys by id.', schema: keyPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault }, caller: { sites } }) {
        const names = await reference();
        const values = [idCursor(after), limit + 1, sites && numberColumn([...sites])];
        const { rows } = await parts.database.query<KeyRow>(selectKeysAfter, values);
        return pageOfRows(
          rows,
          limit,
          (row) => keyOnWire(row, names),
          ({ id }) => String(id),
        );
      },
    }),
    revoke: endpoint({
      id: 'revokeApiKey',
      summary: 'Revoke an API key',
      description:
        'From this moment on in this server, and in every other within a second. Again is harmless.',
      params: keyParams,
      query: revokeQuery,
      replies: { 200: { description: 'The key, revoked.', schema: keySchema } },
      async handle({ params: { id }, query: { reason }, caller, ip }) {
        const by = { actor: caller.actor.id, address: ip, reason };
        const outcome = await revokeKeyById(parts, id, by, (key) => whyNot(caller, key));
        if (typeof outcome === 'object') return keyOnWire(outcome, await reference());
        throw refused(outcome);
      },
    }),
  };
}

/** A key for none of his sites is not there; one for others too, or with more rights than his, is not his to revoke. */
function whyNot({ sites, rights }: Caller, key: KeyRow): 'key_not_found' | 'more_than_own' | null {
  const theirs: Sites = key.sites === null ? null : new Set(key.sites);
  const isSeen = sites === null || (key.sites ?? []).some((site) => within(sites, site));
  if (!isSeen) return 'key_not_found';
  const role = isRole(key.role) ? key.role : null;
  const isHis =
    role === null || holdsAll(rights, rightsOfKey({ role, sites: key.sites, scopes: key.scopes }));
  return covers(sites, theirs) && isHis ? null : 'more_than_own';
}

interface KeyLimits {
  readonly role: Role;
  readonly sites: readonly number[] | null;
  readonly scopes: readonly string[] | null;
}

function rightsOfKey({ role, sites, scopes }: KeyLimits): Rights {
  return rightsOf(
    (sites ?? [null]).map((site) => ({ role, site })),
    scopes,
  );
}

function sitesIn(codes: readonly string[] | undefined, names: Reference, caller: Caller): number[] | null {
  if (codes === undefined) return null;
  const found = sitesByCode(codes, names, caller);
  if ('ids' in found) return [...new Set(found.ids)];
  throw new Problem('unknown_site', `There is no site "${codes[found.unknown]}".`, {
    where: `sites[${found.unknown}]`,
  });
}

function refused(why: Exclude<Awaited<ReturnType<typeof revokeKeyById>>, KeyRow>): Problem {
  return new Problem(why, sentences[why] ?? why, why === 'key_not_found' ? { where: 'params.id' } : {});
}

const sentences: Readonly<Record<string, string>> = {
  key_not_found: 'There is no API key with this id.',
  last_admin: 'Nobody could ever change it again: make another administrator first.',
  more_than_own: 'Somebody with more rights, or for more sites, has to do this.',
};

function keyOnWire(row: KeyRow, { sites: known }: Reference): KeyOnWire {
  const { id, prefix, name, role, sites, scopes, created_at, last_used_at, expires_at, revoked_at } = row;
  return {
    id,
    prefix,
    name,
    role: role as Role,
    sites: sites?.map((site) => known.get(site)?.code ?? '').sort() ?? null,
    scopes: scopes as Exclude<Permission, 'public' | 'self'>[] | null,
    createdAt: created_at.toISOString(),
    lastUsedAt: last_used_at?.toISOString() ?? null,
    expiresAt: expires_at?.toISOString() ?? null,
    revokedAt: revoked_at?.toISOString() ?? null,
  };
}
