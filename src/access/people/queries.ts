import type { Statement } from '../../platform/database.ts';
import type { Grant } from '../roles.ts';

const statement = (name: string, text: string): Statement => ({ name: `people_${name}`, text });

export interface PersonRow {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly actor_id: number;
  readonly actor_code: string;
  readonly has_password: boolean;
  readonly password_once: boolean;
  readonly password_until: Date | null;
  readonly created_at: Date;
  readonly disabled_at: Date | null;
  readonly grants: readonly (Grant & { readonly source: 'given' | 'sign_on' })[];
}

const columns = `p.id, p.login, p.name, p.actor_id, a.code as actor_code, p.password is not null as has_password,
  p.password_once, p.password_until, p.created_at, p.disabled_at,
  coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'site', g.site_id, 'source', g.source) order by g.id)
    from access_grant g where g.person_id = p.id), '[]') as grants`;
const from = 'from person p join actor a on a.id = p.actor_id';

export const selectChanged = statement('changed', `select ${columns} ${from} where p.version > $1`);

export const selectPerson = statement('one', `select ${columns} ${from} where p.id = $1`);

/** With the row locked: what is decided of somebody is decided of him as he is. */
export const lockPerson = statement('lock', `select ${columns} ${from} where p.id = $1 for update of p`);

/** Those with a role at one of some sites ($3), or everybody; $4: with this in name or login; $5: who is disabled, or not. */
export const selectPeople = statement(
  'page',
  `select ${columns} ${from} where p.id > $1 and ($3::int[] is null or exists (
     select from access_grant g where g.person_id = p.id and g.site_id = any($3)))
     and ($4::text is null or position(lower($4) in lower(p.login || ' ' || p.name)) > 0)
     and ($5::boolean is null or (p.disabled_at is not null) = $5) order by p.id limit $2`,
);

/** Nothing where the login is taken. */
export const insertPerson = statement(
  'insert',
  `insert into person (login, name, actor_id, password, password_once, password_until, created_at, version)
   values ($1, $2, $3, $4, true, $5, $6, $7) on conflict (login) do nothing returning id`,
);

export const insertActor = statement(
  'insert_actor',
  `insert into actor (code, name, kind, version) values ($1, $2, 'person', $3)
   on conflict (code) do update set name = excluded.name, version = excluded.version returning id`,
);

export const renameActor = statement(
  'rename_actor',
  'update actor set name = $2, version = $3 where id = $1',
);

export const updatePerson = statement(
  'update',
  'update person set name = $2, disabled_at = $3, version = $4 where id = $1',
);

export const setPassword = statement(
  'set_password',
  `update person set password = $2, password_once = $3, password_until = $4, version = $5 where id = $1`,
);

/** A single sign-on's own grants are not what a person gave. */
export const deleteGrants = statement(
  'delete_grants',
  `delete from access_grant where person_id = $1 and source = $2`,
);

export const insertGrants = statement(
  'insert_grants',
  `insert into access_grant (person_id, role, site_id, source)
   select distinct $1::int, role, site_id, $4 from unnest($2::text[], $3::int[]) as g(role, site_id)`,
);

export interface StandingRow {
  readonly id: number;
  readonly badge_since: Date | null;
  readonly has_pin: boolean;
  readonly sessions: number;
  readonly last_used_at: Date | null;
}

/** How some people come in: their badges, and their sessions that are good at an instant. */
export const selectStanding = statement(
  'standing',
  `select p.id, b.assigned_at as badge_since, b.pin is not null as has_pin,
     coalesce(s.sessions, 0)::int as sessions, s.last_used_at
   from unnest($1::int[]) as p(id) left join badge b on b.person_id = p.id
   left join lateral (select count(*) filter (where ended_at is null and ends_at > $2) as sessions,
     max(last_used_at) as last_used_at from session where person_id = p.id) s on true`,
);

/** People who may do everything everywhere, and can sign in to do it. */
export const selectAdmins = statement(
  'admins',
  `select p.id from person p where p.disabled_at is null and p.password is not null and not p.password_once
     and exists (select from access_grant g where g.person_id = p.id and g.role = 'admin' and g.site_id is null)`,
);
