import { limits } from '../domain/limits.ts';
import { endpoint } from '../http/endpoint.ts';
import { Problem } from '../http/errors.ts';
import { idCursor, pageOfRows } from '../http/paging.ts';
import { utcTime } from '../http/times.ts';
import type { AccessParts } from './change-access.ts';
import { createdKey, type KeyOnWire, keyPage, keyParams, keyQuery, keySchema, newKey } from './contract.ts';
import { createKey, revokeKeyById } from './manage-keys.ts';
import { type KeyRow, selectKeysAfter } from './queries.ts';
import type { Role } from './roles.ts';

export function keyEndpoints(parts: AccessParts) {
  return {
    create: endpoint({
      id: 'createApiKey',
      summary: 'Make an API key',
      body: newKey,
      replies: { 201: { description: 'The key, shown once.', schema: createdKey } },
      async handle({ body }, reply) {
        const expiresAt = utcTime(body.expiresAt, 'expiresAt');
        const { row, key } = await createKey(parts, {
          name: body.name,
          role: body.role,
          sites: null,
          scopes: null,
          expiresAt,
        });
        return reply.code(201).send({ ...keyOnWire(row), key });
      },
    }),
    list: endpoint({
      id: 'listApiKeys',
      summary: 'List API keys, revoked ones too',
      query: keyQuery,
      replies: { 200: { description: 'Keys by id.', schema: keyPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault } }) {
        const { rows } = await parts.database.query<KeyRow>(selectKeysAfter, [idCursor(after), limit + 1]);
        return pageOfRows(rows, limit, keyOnWire, ({ id }) => String(id));
      },
    }),
    revoke: endpoint({
      id: 'revokeApiKey',
      summary: 'Revoke an API key',
      description:
        'From this moment on in this server, and in every other within a second. Again is harmless.',
      params: keyParams,
      replies: { 200: { description: 'The key, revoked.', schema: keySchema } },
      async handle({ params: { id } }) {
        const outcome = await revokeKeyById(parts, id);
        if (typeof outcome === 'object') return keyOnWire(outcome);
        throw new Problem(outcome, sentences[outcome], { where: 'params.id' });
      },
    }),
  };
}

const sentences = {
  key_not_found: 'There is no API key with this id.',
  last_admin_key: 'Make another administrator’s key first: with this one nobody could.',
} as const;

function keyOnWire(row: KeyRow): KeyOnWire {
  const { id, prefix, name, role, created_at, expires_at, revoked_at } = row;
  return {
    id,
    prefix,
    name,
    role: role as Role,
    createdAt: created_at.toISOString(),
    expiresAt: expires_at?.toISOString() ?? null,
    revokedAt: revoked_at?.toISOString() ?? null,
  };
}
