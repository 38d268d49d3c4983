-- Numbers that we give out: how each product's come about, and who was given which.

-- Numbers stand in a row, each at its ordinal from 0; which number that is follows from `settings`, `key` and the pool's
-- rows. A row without a product is for own labels, which are one row for the whole network. What is changed begins a new
-- row: what was given under the old one stays told.
create table numbering (
  id int generated always as identity primary key,
  product_id int,
  kind text not null check (kind in ('sequence', 'pattern', 'random', 'pool')),
  settings jsonb not null,
  -- Random numbers are the ordinals, permuted under this.
  key bytea,
  -- Ordinals below it were given out or passed over. It never goes back.
  next bigint not null default 0,
  -- How many numbers there are.
  size bigint not null,
  made_at timestamptz not null,
  made_by int not null,
  ended_at timestamptz,
  ended_by int
);
-- A product may have numbers of our making and a pool of its maker's.
create unique index numbering_current on numbering (coalesce(product_id, 0), (kind = 'pool')) where ended_at is null;

-- A maker's ranges and single numbers. Behind `first` stand as many ordinals as the range has numbers.
create table numbering_range (
  numbering_id int not null,
  first bigint not null,
  prefix text collate "C" not null,
  low text collate "C" not null,
  high text collate "C" not null,
  suffix text collate "C" not null,
  primary key (numbering_id, first)
);
create table numbering_serial (
  numbering_id int not null,
  ordinal bigint not null,
  value text collate "C" not null,
  primary key (numbering_id, value)
);
create index numbering_serial_ordinal on numbering_serial (numbering_id, ordinal);

-- A maker's numbers that came back unused: they are given out first.
create table numbering_free (
  numbering_id int not null,
  first bigint not null,
  count bigint not null,
  primary key (numbering_id, first)
);

-- Numbers given out together: to whom, what for, and what has become of them.
create table number_block (
  id int generated always as identity primary key,
  -- Made by whoever asks: the same request again is the same block.
  request uuid not null unique,
  numbering_id int not null,
  wanted int not null,
  given int not null default 0,
  state text not null check (state in ('working', 'ready', 'failed')),
  -- What the job is at; null where there is none.
  task text check (task in ('take', 'count', 'return')),
  holder_kind text not null,
  holder text,
  note text,
  taken_at timestamptz not null,
  actor_id int not null,
  -- How many of them are units' numbers by now, counted when.
  used int,
  used_at timestamptz,
  returned int,
  returned_at timestamptz,
  returned_by int,
  returned_note text,
  progress_at timestamptz not null
);
create index number_block_of on number_block (numbering_id, id);
create index number_block_working on number_block (id) where task is not null;

-- Which ordinals a block has: those from `first` on, but for what was passed over because somebody had the number already.
create table number_span (
  block_id int not null,
  nth int not null,
  first bigint not null,
  count int not null,
  skipped bigint[] not null,
  primary key (block_id, nth)
);

grant select, insert, update on numbering, number_block, number_span to unitrail_app;
grant select, insert on numbering_range, numbering_serial to unitrail_app;
grant select, insert, update, delete on numbering_free to unitrail_app;
