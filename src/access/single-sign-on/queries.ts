import type { Statement } from '../../platform/database.ts';
import type { Grant } from '../roles.ts';

const statement = (name: string, text: string): Statement => ({ name: `sign_on_${name}`, text });

export interface KnownRow {
  readonly person_id: number;
  readonly login: string;
  readonly name: string;
  readonly actor_id: number;
  readonly disabled_at: Date | null;
  /** What the provider's groups gave so far, and how many grants people gave besides. */
  readonly grants: readonly Grant[];
  readonly given: number;
}

export const selectKnown = statement(
  'known',
  `select p.id as person_id, p.login, p.name, p.actor_id, p.disabled_at,
     coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'site', g.site_id)) from access_grant g
       where g.person_id = p.id and g.source = 'sign_on'), '[]') as grants,
     (select count(*)::int from access_grant g where g.person_id = p.id and g.source = 'given') as given
   from person_identity i join person p on p.id = i.person_id where i.issuer = $1 and i.subject = $2`,
);

export interface SiteCodeRow {
  readonly id: number;
  readonly code: string;
}

export const selectSites = statement('sites', `select id, code from site where kind <> 'outside'`);

export const insertIdentity = statement(
  'link',
  `insert into person_identity (issuer, subject, person_id, linked_at) values ($1, $2, $3, $4)`,
);

export interface IdentityRow {
  readonly login: string;
  /** Null: the person has no account at the issuer. */
  readonly subject: string | null;
}

export const selectIdentityOf = statement(
  'identity_of',
  `select p.login, i.subject from person p left join person_identity i on i.person_id = p.id and i.issuer = $2
   where p.id = $1 limit 1`,
);

/** Nothing where the login is taken. */
export const insertPerson = statement(
  'person',
  `insert into person (login, name, actor_id, created_at, version) values ($1, $2, $3, $4, $5)
   on conflict (login) do nothing returning id`,
);

export const insertActor = statement(
  'actor',
  `insert into actor (code, name, kind, version) values ($1, $2, 'person', $3)
   on conflict (code) do update set name = excluded.name, version = excluded.version returning id`,
);

export const isLoginTaken = statement('login', 'select id from person where login = $1');

/** Whoever signs on at the same time waits, and then finds what was done. */
export const lockIdentity = statement('lock', 'select pg_advisory_xact_lock(hashtextextended($1, 7))');

export const touchPerson = statement('touch', 'update person set name = $2, version = $3 where id = $1');

export const renameActor = statement('rename', 'update actor set name = $2, version = $3 where id = $1');
