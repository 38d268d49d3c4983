-- Badges for shared handhelds, and whom a provider's people are here.

-- One badge a person. The number's keyed hash, and the PIN's (argon2id with the server's secret); `secret` tells which
-- secret they were made with.
create table badge (
  person_id int primary key,
  hash bytea not null unique,
  pin text,
  secret text not null,
  assigned_at timestamptz not null,
  assigned_by int not null
);

-- Issuer and subject are who somebody is; e-mail addresses and names may go to somebody else one day.
create table person_identity (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  person_id int not null,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);

grant select on badge, person_identity to unitrail_app;
grant insert, update, delete on badge to unitrail_app;
grant insert, delete on person_identity to unitrail_app;
