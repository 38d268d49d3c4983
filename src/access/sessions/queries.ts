import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `session_${name}`, text });

export interface SessionRow {
  readonly id: number;
  readonly person_id: number;
  readonly hash: string;
  readonly before: string | null;
  readonly before_until: Date | null;
  readonly method: 'password' | 'sign_on' | 'badge';
  readonly device_id: number | null;
  readonly address: string;
  readonly client: string;
  readonly started_at: Date;
  readonly renewed_at: Date;
  readonly last_used_at: Date;
  readonly ends_at: Date;
  readonly ended_at: Date | null;
}

const columns = `s.id, s.person_id, encode(s.hash, 'hex') as hash, encode(s.before, 'hex') as before, s.before_until,
  s.method, s.device_id, s.address, s.client, s.started_at, s.renewed_at, s.last_used_at, s.ends_at, s.ended_at`;

/** What changed since a number; on the first look only what is still good. */
export const selectChanged = statement(
  'changed',
  `select ${columns} from session s where s.version > $1 and ($1 >= 0 or (s.ended_at is null and s.ends_at > $2))`,
);

export const selectSession = statement('one', `select ${columns} from session s where s.id = $1`);

export const selectLastUse = statement('last_use', 'select last_used_at from session where id = $1');

export const writeLastUse = statement(
  'write_last_use',
  'update session set last_used_at = $2 where id = $1 and last_used_at < $2',
);

export const insertSession = statement(
  'insert',
  `insert into session as s (person_id, hash, method, device_id, address, client, started_at, renewed_at, last_used_at,
     ends_at, version)
   values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $7, $7, $8, $9) returning ${columns}`,
);

/** Two requests that come with the same old token: one of them renews it. */
export const renewSession = statement(
  'renew',
  `update session set before = hash, before_until = $3, hash = decode($2, 'hex'), renewed_at = $4, last_used_at = $4,
     version = $6
   where id = $1 and hash = decode($5, 'hex') and ended_at is null returning id`,
);

export const endSession = statement(
  'end',
  `update session set ended_at = $2, version = $3 where id = $1 and person_id = $4 and ended_at is null returning id`,
);

/** The one whose token a browser brought along when it signed in anew. */
export const endReplaced = statement(
  'end_replaced',
  `update session set ended_at = $2, version = $3 where hash = decode($1, 'hex') and ended_at is null`,
);

export const endSessionsOf = statement(
  'end_all',
  'update session set ended_at = $2, version = $3 where person_id = $1 and ended_at is null returning id',
);

/** Their tokens are replaced with the next request: what they are good for has changed. */
export const ageSessionsOf = statement(
  'age',
  'update session set renewed_at = $2, version = $3 where person_id = $1 and ended_at is null',
);

export const selectSessionsOf = statement(
  'of_person',
  `select ${columns} from session s where s.person_id = $1 and s.ended_at is null and s.ends_at > $2 and s.id > $3
   order by s.id limit $4`,
);

/** What ended long ago; the list of changes in access remembers it. */
export const deleteOldSessions = statement('delete_old', 'delete from session where ends_at < $1');

export interface SignInRow {
  readonly id: number;
  readonly actor_id: number;
  readonly name: string;
  readonly password: string | null;
  readonly password_once: boolean;
  readonly password_until: Date | null;
  readonly disabled_at: Date | null;
}

export const selectForSignIn = statement(
  'person',
  `select id, actor_id, name, password, password_once, password_until, disabled_at from person where login = $1`,
);

export interface LimitRow {
  readonly key: string;
  readonly failures: number;
  readonly ends_at: Date;
}

/** Counts a try before it is judged, so that a thousand at once are a thousand. Keys in order: no two wait for each other. */
export const countTry = statement(
  'count_try',
  `insert into sign_in_limit as l (key, failures, ends_at) select k, 1, $3 from unnest($1::text[]) as k order by k
   on conflict (key) do update set
     failures = case when l.ends_at <= $2 then 1 else l.failures + 1 end,
     ends_at = case when l.ends_at <= $2 then excluded.ends_at else l.ends_at end
   returning key, failures, ends_at`,
);

/** The right password: the account's tries are forgotten, the address's one is taken back. */
export const forgiveTry = statement(
  'forgive_try',
  `update sign_in_limit set failures = case when key = $1 then 0 else greatest(failures - 1, 0) end
   where key in ($1, $2)`,
);

export const deleteOldTries = statement('delete_tries', 'delete from sign_in_limit where ends_at < $1');
