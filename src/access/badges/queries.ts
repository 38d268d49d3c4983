import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `badge_${name}`, text });

/** One badge a person: another takes its place, and the PIN goes with the person. Nothing where somebody else has it. */
export const assignBadge = statement(
  'assign',
  `insert into badge as b (person_id, hash, pin, secret, assigned_at, assigned_by)
   values ($1, decode($2, 'hex'), $3, $4, $5, $6)
   on conflict (person_id) do update set hash = excluded.hash, secret = excluded.secret,
     pin = case when excluded.pin is not null then excluded.pin when b.secret = excluded.secret then b.pin end,
     assigned_at = excluded.assigned_at, assigned_by = excluded.assigned_by`,
);

export const selectHolder = statement('holder', `select person_id from badge where hash = decode($1, 'hex')`);

export const withdrawBadge = statement('withdraw', 'delete from badge where person_id = $1');

export const setPin = statement('pin', 'update badge set pin = $2 where person_id = $1 and secret = $3');

export interface OwnBadgeRow {
  readonly hash: string;
  readonly pin: string | null;
}

export const selectOwn = statement(
  'own',
  `select encode(hash, 'hex') as hash, pin from badge where person_id = $1 and secret = $2`,
);

export interface BadgeRow {
  readonly person_id: number;
  readonly login: string;
  readonly actor_id: number;
  readonly pin: string | null;
  readonly disabled_at: Date | null;
  /** Whether a role is granted at the device's site, or at all of them. */
  readonly has_role: boolean;
}

export const selectBadge = statement(
  'one',
  `select b.person_id, p.login, p.actor_id, b.pin, p.disabled_at,
     exists (select from access_grant g where g.person_id = p.id and (g.site_id is null or g.site_id = $2)) as has_role
   from badge b join person p on p.id = b.person_id where b.hash = decode($1, 'hex')`,
);

export const countStrange = statement(
  'strange',
  'select count(*)::int as badges from badge where secret <> $1',
);

/** What a badge opened, when it is no longer its owner's. */
export const endSessionsByBadge = statement(
  'end_sessions_of',
  `update session set ended_at = $2, version = $3 where person_id = $1 and method = 'badge' and ended_at is null`,
);

/** Whoever worked on a device before. */
export const endBadgeSessions = statement(
  'end_sessions',
  `update session set ended_at = $2, version = $3 where device_id = $1 and method = 'badge' and ended_at is null`,
);
