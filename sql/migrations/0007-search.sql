-- Search by any fragment (operations/search). Everything here is derived: filled from the feed, and made anew with
-- "unitrail reindex".

-- For every number that finds or found a unit, folded as people type it: itself behind a '^', and every second of its
-- endings. A fragment begins one of these keys or stands one character behind the beginning of one, so some short walks along
-- the key find it, however common it is: docs/decisions has the figures.
create table search_unit (
  unit_id bigint not null,
  key text collate "C" not null,
  primary key (key, unit_id)
);

-- The same for the numbers of documents.
create table search_document (
  document_id bigint not null,
  key text collate "C" not null,
  primary key (key, document_id)
);

-- Serials that were scanned and named nothing, by site: somebody had the thing in the hand.
create table unknown_serial (
  serial text collate "C" not null,
  site_id int not null,
  times int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  last_scan uuid not null,
  primary key (serial, site_id)
);

-- How far the readers have come, changed together with the rows above. `feed` and `scans` are positions of the feed; null:
-- not begun. `walked`: the last identifier that the first filling has taken; null: it is done. `documents`: every document up
-- to this id is in. `begun_at`: when the first filling began; another time is another index.
create table search_state (
  only_row boolean primary key default true check (only_row),
  feed text,
  scans text,
  walked jsonb,
  documents bigint not null default 0,
  begun_at timestamptz
);
insert into search_state default values;

grant select, insert on search_unit, search_document to unitrail_app;
grant select, insert, update on unknown_serial to unitrail_app;
grant select, update on search_state to unitrail_app;
