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

const columns =
  'l.id, l.at, a.code as actor, a.name as actor_name, l.action, l.subject, l.address, l.before, l.after';

/** By actor ($3), action ($4), subject ($5) and time ($6 to $7); null: whichever. */
const wanted = `($3::int is null or l.actor_id = $3) and ($4::text is null or l.action = $4)
  and ($5::text is null or l.subject = $5) and ($6::timestamptz is null or l.at >= $6)
  and ($7::timestamptz is null or l.at <= $7)`;

/** The oldest first, behind $1. */
export const selectAudit: Statement = {
  name: 'audit_after',
  text: `select ${columns} from access_audit l join actor a on a.id = l.actor_id
    where l.id > $1 and ${wanted} order by l.id limit $2`,
};

/** The newest first, before $1. */
export const selectAuditBefore: Statement = {
  name: 'audit_before',
  text: `select ${columns} from access_audit l join actor a on a.id = l.actor_id
    where l.id < $1 and ${wanted} order by l.id desc limit $2`,
};

export const selectActor: Statement = {
  name: 'audit_actor',
  text: 'select id from actor where code = $1',
};
