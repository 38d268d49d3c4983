import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { utcTime } from '../../http/times.ts';
import type { Database } from '../../platform/database.ts';
import { type AuditEntryOnWire, auditPage, auditQuery } from './contract.ts';
import { type AuditRow, selectActor, selectAudit, selectAuditBefore } from './queries.ts';

export function auditEndpoints({ database }: { readonly database: Database }) {
  return {
    list: endpoint({
      id: 'listAudit',
      summary: 'List what was changed in access',
      description: 'Sign-ins, people, grants and keys: who, when, and how it was before and after.',
      query: auditQuery,
      replies: { 200: { description: 'Entries in their order.', schema: auditPage } },
      async handle({ query }) {
        const { after, limit = limits.pageItemsDefault, actor, action = null, subject = null } = query;
        const who = actor === undefined ? null : await actorBy(database, actor);
        const from = utcTime(instantOf(query.from, 'T00:00:00Z'), 'query.from');
        const to = utcTime(instantOf(query.to, 'T23:59:59.999Z'), 'query.to');
        const isNewest = query.order === 'newest';
        const behind = idCursor(after) || (isNewest ? Number.MAX_SAFE_INTEGER : 0);
        const values = [behind, limit + 1, who, action, subject, from, to];
        const { rows } = await database.query<AuditRow>(isNewest ? selectAuditBefore : selectAudit, values);
        return pageOfRows(rows, limit, entryOnWire, ({ id }) => String(id));
      },
    }),
  };
}

/** A day stands for its beginning or its end. */
function instantOf(text: string | undefined, time: string): string | undefined {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? text + time : text;
}

/** Whoever has never been here has done nothing: no row has actor 0. */
async function actorBy(database: Database, code: string): Promise<number> {
  const { rows } = await database.query<{ id: number }>(selectActor, [code]);
  return rows[0]?.id ?? 0;
}

function entryOnWire(row: AuditRow): AuditEntryOnWire {
  const { id, at, actor, actor_name, action, subject, address, before, after } = row;
  return {
    id,
    at: at.toISOString(),
    actor,
    actorName: actor_name,
    action,
    subject,
    address,
    before,
    after,
  };
}
