-- Files that bring data in, what became of their lines, and how other programs' columns are read.

create table import (
  id int generated always as identity primary key,
  kind text not null,
  state text not null
    check (state in ('ready', 'working', 'paused', 'done', 'undone', 'cancelled', 'failed')),
  -- What it is at, or was at when it was paused or failed.
  task text check (task in ('judge', 'run', 'undo', 'redo')),
  actor_id int not null,
  -- Where whoever brought the file may import; null: everywhere.
  sites int[],
  created_at timestamptz not null,
  file_name text,
  -- Its name among the files of the data directory; null once it is not needed any more.
  file text,
  file_format text not null,
  file_bytes bigint not null,
  file_sha256 text not null,
  encoding text not null,
  delimiter text not null,
  -- What the ids of its lines are made with: the hash of this file, or of the one that this one corrects.
  seed text not null,
  corrects int,
  preset text,
  columns jsonb not null,
  settings jsonb not null,
  samples jsonb not null,
  -- Line ends in the file, until a task has read it to its end and counted.
  lines_guessed int not null,
  lines int,
  -- Where the task is: the last line (of an undo: chunk) whose outcome is kept here, and what has been counted.
  at_line int not null default 0,
  done int not null default 0,
  recorded int not null default 0,
  repeated int not null default 0,
  refused int not null default 0,
  warned int not null default 0,
  exceptions int not null default 0,
  chunks int not null default 0,
  -- Events above this number of the feed were recorded after the run began.
  feed_before bigint,
  report jsonb,
  problem jsonb,
  task_started_at timestamptz,
  -- How many lines were done when it began or went on, so that the rate is of now.
  task_started_done int not null default 0,
  task_ended_at timestamptz,
  progress_at timestamptz
);
create index import_working on import (id) where state = 'working';
create index import_file on import (created_at) where file is not null;

-- The units of some hundred lines that were recorded, in the order of the lines: what an undo takes back.
create table import_chunk (
  import_id int not null,
  nth int not null,
  lines int[] not null,
  units bigint[] not null,
  seqs int[] not null,
  primary key (import_id, nth)
);

-- Lines that were not recorded, or would not be, or of which something is to be said; and units that an undo left.
create table import_line (
  import_id int not null,
  line int not null,
  outcome text not null check (outcome in ('refused', 'warned', 'kept')),
  code text not null,
  sentence text not null,
  unit_id bigint,
  cells jsonb,
  primary key (import_id, outcome, line)
);

create table import_preset (
  id int generated always as identity primary key,
  name text not null unique,
  kind text not null,
  mapping jsonb not null,
  settings jsonb not null,
  actor_id int not null,
  created_at timestamptz not null
);

-- Orders as other programs know them: what was wanted. Which unit went on which line is the ledger's to say.
create table customer_order (
  document_id bigint primary key,
  site_id int,
  channel text,
  customer text,
  ordered_at timestamptz,
  currency text
);
create table customer_order_line (
  document_id bigint not null,
  line int not null,
  product_id int not null,
  quantity int not null,
  price_minor bigint,
  primary key (document_id, line)
);

grant select, insert, update on import, import_chunk, customer_order to unitrail_app;
grant select, insert, update, delete on import_line, import_preset, customer_order_line to unitrail_app;
