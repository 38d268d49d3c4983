-- Counts: what was to be there when a count began, each scan of it, and how right the record was.

create sequence count_number;

create table stock_count (
  document_id bigint primary key,
  -- Made by the device that began it: sent again it begins nothing.
  request uuid not null unique,
  site_id int not null,
  -- As it was asked for; what that meant when it began follows. Null: all.
  scope jsonb not null,
  locations int[],
  products int[],
  -- Whoever counts is not told what should be there.
  blind boolean not null,
  -- Numbers that nobody knows are taken in as opening stock.
  opening boolean not null,
  state text not null check (state in ('counting', 'paused', 'counted', 'closed', 'cancelled')),
  -- Who goes on with it.
  holder_id int not null,
  -- Every transaction of the feed below it had ended when the count began.
  position bigint not null,
  expected int not null,
  started_at timestamptz not null,
  started_by int not null,
  active_at timestamptz not null,
  ended_at timestamptz
);
create index stock_count_site on stock_count (site_id, document_id);
create index stock_count_open on stock_count (site_id, active_at) where ended_at is null;
create index stock_count_active on stock_count (active_at);

-- Units that the ledger had there at one instant, when the count began, each with the last event of its life. Never changed.
create table count_expected (
  document_id bigint not null,
  bucket smallint not null,
  unit_id bigint not null,
  seq int not null,
  status smallint not null,
  location_id int not null,
  primary key (document_id, bucket, unit_id)
);

-- Scans of a count. They move nothing: what they differ from the ledger in is recorded when a lead approves it.
create table count_scan (
  id bigint generated always as identity primary key,
  document_id bigint not null,
  scan_id uuid not null unique,
  content bigint not null,
  at timestamptz not null,
  -- When it was made: earlier than `at` where a device had no connection.
  made_at timestamptz not null,
  actor_id int not null,
  device_id int,
  location_id int,
  evidence smallint not null,
  codes jsonb not null,
  -- Of a number that names no unit.
  serial text collate "C",
  product_id int,
  bucket smallint,
  unit_id bigint,
  -- How the ledger had the unit when the scan was made.
  seq int,
  status smallint,
  place int,
  -- Of a plain product: pieces counted, and those on record (seq: the number of their last change).
  quantity bigint,
  recorded bigint,
  refusal jsonb
);
create index count_scan_unit on count_scan (document_id, bucket, unit_id, id);

-- Each time that a count was begun, paused, handed on, finished, closed; or a part of it asked for again. Only added to.
create table count_step (
  id bigint generated always as identity primary key,
  document_id bigint not null,
  step text not null check (step in ('start', 'pause', 'resume', 'hand_over', 'finish', 'recount', 'close', 'cancel')),
  at timestamptz not null,
  actor_id int not null,
  to_id int,
  note text,
  -- Counted again: these spots (null: all of them), whose scans up to this one do not count any more.
  locations int[],
  after_scan bigint
);
create index count_step_document on count_step (document_id, id);

-- How right the record was when a count was closed; location 0: the whole count. Never changed.
create table count_figure (
  document_id bigint not null,
  location_id int not null,
  site_id int not null,
  closed_at timestamptz not null,
  matched int not null,
  missing int not null,
  unexpected int not null,
  moved int not null,
  primary key (document_id, location_id)
);
create index count_figure_site on count_figure (site_id, location_id, closed_at);

grant select on stock_count, count_expected, count_scan, count_step, count_figure to unitrail_app;
grant insert on stock_count, count_expected, count_scan, count_step, count_figure to unitrail_app;
grant update (state, holder_id, active_at, ended_at) on stock_count to unitrail_app;
grant usage on sequence count_number to unitrail_app;
