-- RFID: readers, what they saw, and nothing that says where anything is. A sighting is evidence beside the ledger.

create table rfid_reader (
  id int generated always as identity primary key,
  -- What stands in its address and in its topic.
  code text collate "C" not null unique,
  name text not null,
  site_id int not null,
  -- The spot of antennas that have none of their own.
  location_id int not null,
  purpose text not null check (purpose in ('shelf', 'gate', 'dock', 'handheld')),
  -- Only this API key may send for it; null: whoever may scan at its site.
  key_id int,
  active boolean not null default true,
  made_at timestamptz not null,
  made_by int not null,
  constraint rfid_reader_site unique (site_id, id)
);

create table rfid_antenna (
  reader_id int not null,
  antenna smallint not null,
  location_id int not null,
  primary key (reader_id, antenna)
);

-- How it is doing: changed with every group of reads, so apart from the reader itself.
create table rfid_heard (
  reader_id int primary key,
  last_at timestamptz not null,
  reads bigint not null,
  -- Tags that are no unit of ours; memory that is no EPC and was never one.
  unknown bigint not null,
  junk bigint not null,
  -- Reads whose time could not be right.
  untimely bigint not null,
  last_junk text
) with (fillfactor = 50);

-- All reads of one unit by one antenna in one window of time.
create table sighting (
  unit_id bigint not null,
  since timestamptz not null,
  place int not null,
  reader_id int not null,
  antenna smallint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  reads int not null,
  -- Hundredths of a dBm.
  best_cdbm smallint,
  last_cdbm smallint,
  primary key (unit_id, since, place, reader_id, antenna)
) with (fillfactor = 80);
create index sighting_place on sighting (place, since, unit_id);
-- What is too old is found by it; rows come nearly in its order.
create index sighting_since on sighting using brin (since);

-- Tags that are no unit of ours, the latest of each site.
create table unknown_tag (
  site_id int not null,
  tag text collate "C" not null,
  place int not null,
  reader_id int not null,
  gtin text,
  first_at timestamptz not null,
  last_at timestamptz not null,
  reads bigint not null,
  best_cdbm smallint,
  primary key (site_id, tag)
);
create index unknown_tag_latest on unknown_tag (site_id, last_at, tag);

-- Messages that were stored, so that one delivered twice counts once.
create table rfid_message (
  hash bytea primary key,
  at timestamptz not null
);
create index rfid_message_at on rfid_message using brin (at);

-- When a gate last asked about a unit.
create table rfid_gate_question (
  unit_id bigint not null,
  site_id int not null,
  at timestamptz not null,
  exception_id bigint not null,
  primary key (unit_id, site_id)
);

grant select, insert, update, delete on rfid_reader, rfid_antenna, rfid_heard, sighting, unknown_tag, rfid_message,
  rfid_gate_question to unitrail_app;
