import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import type { Database } from '../../platform/database.ts';
import { type AuditEntryOnWire, auditPage, auditQuery } from './contract.ts';
import { type AuditRow, selectAudit } from './queries.ts';

export function auditEndpoints({ database }: { readonly database: Database }) {
  return {
    list: endpoint({
      id: 'listAudit',
      summary: 'List what was changed in access',
      description: 'Sign-ins, people, grants and keys: who, when, and how it was before and after.',
      query: auditQuery,
      replies: { 200: { description: 'Entries, the oldest first.', schema: auditPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault } }) {
        const { rows } = await database.query<AuditRow>(selectAudit, [idCursor(after), limit + 1]);
        return pageOfRows(rows, limit, entryOnWire, ({ id }) => String(id));
      },
    }),
  };
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
