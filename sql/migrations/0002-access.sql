-- Access: people, what they may do where, their sessions, keys with limits, and the list of all that was changed.
-- Roles and permissions stand in src/access/roles.ts; here they are words.

-- One row. `number` grows with whatever changes access: a session that begins or ends too, which is no concern of the
-- ledger's `freshness`. Every process compares it; rows carry it as their `version`.
create table access_state (
  only_row boolean primary key default true check (only_row),
  number bigint not null
);
insert into access_state (number) select freshness from ledger_state;

create table person (
  id int generated always as identity primary key,
  -- In small letters.
  login text collate "C" not null unique,
  name text not null,
  actor_id int not null,
  -- argon2id with its parameters; null for who signs in elsewhere only.
  password text,
  -- Given by somebody else: good until a time, and only for choosing another.
  password_once boolean not null default false,
  password_until timestamptz,
  created_at timestamptz not null,
  disabled_at timestamptz,
  version bigint not null
);

-- A role at one site, or (null) at all of them. `source` tells what a person gave from what a single sign-on says,
-- which replaces only its own.
create table access_grant (
  id int generated always as identity primary key,
  person_id int not null,
  role text not null,
  site_id int,
  source text not null default 'given' check (source in ('given', 'sign_on')),
  unique nulls not distinct (person_id, role, site_id, source)
);

-- Only hashes of what the browser holds. `before` is good for a moment after it was replaced, for requests under way.
create table session (
  id bigint generated always as identity primary key,
  person_id int not null,
  hash bytea not null unique,
  before bytea,
  before_until timestamptz,
  method text not null check (method in ('password', 'sign_on', 'badge')),
  device_id int,
  address text not null,
  client text not null,
  started_at timestamptz not null,
  renewed_at timestamptz not null,
  last_used_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  version bigint not null
);
create index session_version on session (version);
create index session_person on session (person_id, id);

-- A key has one role; `sites` null: at all sites; `scopes` null: all that the role may.
alter table api_key
  add column sites int[],
  add column scopes text[],
  add column last_used_at timestamptz;

-- Wrong logins, by account and by address, within a window that ends.
create table sign_in_limit (
  key text collate "C" primary key,
  failures int not null,
  ends_at timestamptz not null
);

-- Who changed what in access, and when. Written once: nobody but the owner can change it.
create table access_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id int not null,
  action text not null,
  subject text not null,
  address text,
  before jsonb,
  after jsonb
);

grant select on access_state, person, access_grant, session, sign_in_limit, access_audit to unitrail_app;
grant update on access_state to unitrail_app;
grant insert, update on person to unitrail_app;
grant insert, update, delete on access_grant, session, sign_in_limit to unitrail_app;
grant insert on access_audit to unitrail_app;
