-- Containers: what holds units together, where it stands, and what was in it when.

create sequence container_number;

create table container (
  document_id bigint primary key,
  kind text not null check (kind in ('tote', 'carton', 'roll_cage', 'pallet')),
  site_id int not null,
  place_id int not null,
  -- The container that it stands in.
  parent_id bigint,
  -- Made by whoever asks: the same request again is the same container.
  request uuid not null unique,
  made_at timestamptz not null,
  made_by int not null,
  broken_at timestamptz
);
create index container_at on container (site_id, document_id);
create index container_in on container (parent_id) where parent_id is not null;

-- A unit in a container, from one event of its life to another. Open: it is in there, and in no other.
create table container_stay (
  unit_id bigint not null,
  in_seq int not null,
  document_id bigint not null,
  out_seq int,
  primary key (unit_id, in_seq)
);
create unique index container_stay_open on container_stay (unit_id) where out_seq is null;
create index container_stay_in on container_stay (document_id, unit_id);

-- What people did with a container as a whole. Rows are only added.
create table container_step (
  id bigint generated always as identity primary key,
  document_id bigint not null,
  step text not null check (step in ('made', 'moved', 'put_into', 'taken_off', 'broken')),
  at timestamptz not null,
  actor_id int not null,
  -- Where it stands since, and the container that it was put into or taken off.
  place_id int,
  other_id bigint,
  units int not null default 0,
  request uuid
);
create index container_step_of on container_step (document_id, id);
create unique index container_step_request on container_step (request, document_id) where request is not null;

grant usage on sequence container_number to unitrail_app;
grant select, insert, update on container, container_stay to unitrail_app;
grant select, insert on container_step to unitrail_app;
