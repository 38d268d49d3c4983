-- The watch: how long a unit may go unseen, what each site was asked in a night, and which units a question is about.

-- Rows are only added: of one status and site the newest holds.
create table watch_limit (
  id int generated always as identity primary key,
  -- Null: at every site that says nothing of its own.
  site_id int,
  status smallint not null,
  -- 0: units of this status are not watched there. Null: as it is preset again.
  days int,
  set_at timestamptz not null,
  actor_id int not null
);

-- One row a site and night, by the site's own calendar: whoever makes it, or takes it over, does the work.
create table watch_night (
  site_id int not null,
  day date not null,
  begun_at timestamptz not null,
  ended_at timestamptz,
  -- Units that were due, those that somebody was asked about, in so many questions. The rest is asked on later nights.
  due int not null default 0,
  asked int not null default 0,
  questions int not null default 0,
  primary key (site_id, day)
);
create index watch_night_day on watch_night (day desc, site_id);

-- Units that a question is or was about, until they are seen again.
create table watch_unit (
  unit_id bigint primary key,
  exception_id bigint not null,
  -- Its last event, and when it was asked: what comes later is a sighting.
  seq int not null,
  asked_at timestamptz not null
);
create index watch_unit_of on watch_unit (exception_id, unit_id);

-- A count sees what it scans, also where nothing differs and so nothing is recorded.
create index count_scan_seen on count_scan (unit_id, at) where unit_id is not null;

grant select, insert on watch_limit to unitrail_app;
grant select, insert, update on watch_night to unitrail_app;
grant select, insert, delete on watch_unit to unitrail_app;
