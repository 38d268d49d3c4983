-- Devices: handhelds and tills that were let in, and the codes that let them in.

-- Only the hash of the token that the device holds. `last_seen_at` is written at most once a minute.
create table device (
  id int generated always as identity primary key,
  name text not null,
  site_id int not null,
  -- Where at the site, in people's words; null: nobody said.
  station text,
  hash bytea not null unique,
  paired_at timestamptz not null,
  paired_by int not null,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  revoked_by int,
  version bigint not null
);

-- Good once and for a short time. `site_id` null: the device says at which site it is (a code that the server's own
-- terminal showed).
create table device_pairing (
  hash bytea primary key,
  name text,
  site_id int,
  station text,
  made_at timestamptz not null,
  made_by int not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  device_id int
);

grant select on device, device_pairing to unitrail_app;
grant insert, update on device to unitrail_app;
grant insert, update, delete on device_pairing to unitrail_app;
