import type { Statement } from '../../platform/database.ts';

export interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly actor_name: string;
  readonly action: string;
  readonly subject: string;
  readonly address: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export const selectAudit: Statement = {
  name: 'audit_after',
  text: `select l.id, l.at, a.code as actor, a.name as actor_name, l.action, l.subject, l.address, l.before, l.after
    from access_audit l join actor a on a.id = l.actor_id where l.id > $1 order by l.id limit $2`,
};
