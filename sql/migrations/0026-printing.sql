-- Printers of labels, what was asked of them, and each label with what became of it.

create table printer (
  id int generated always as identity primary key,
  site_id int not null,
  name text not null,
  host text not null,
  port int not null,
  dpi int not null,
  -- The labels that are in it, and what they are made of.
  width_mm double precision not null,
  height_mm double precision not null,
  material text not null,
  active boolean not null default true,
  made_at timestamptz not null,
  made_by int not null,
  -- What it was spoken to last: what was wrong (null: nothing), how often in a row, and when it is tried again by itself.
  spoken_at timestamptz,
  trouble text,
  failures int not null default 0,
  next_try_at timestamptz,
  -- Whoever prints on it now has it until then: one connection at a time.
  held_until timestamptz
);
create unique index printer_name on printer (site_id, name);

create table print_job (
  id bigint generated always as identity primary key,
  -- Made by whoever asks: the same request again is the same job.
  request uuid not null unique,
  site_id int not null,
  product_id int,
  -- The design as it was: what was printed can be printed again like it. Which one it is, and its name then.
  design_id int not null,
  design_version int not null,
  design_name text not null,
  design jsonb not null,
  copies int not null,
  -- What a number without a unit becomes when its label was read back.
  becomes text not null check (becomes in ('commission', 'receive')),
  location text,
  reason text,
  note text,
  made_at timestamptz not null,
  actor_id int not null
);
create index print_job_site on print_job (site_id, id);

create table label (
  id bigint generated always as identity primary key,
  job_id bigint not null,
  site_id int not null,
  product_id int not null,
  -- Null: a number that is no unit's yet.
  unit_id bigint,
  number text collate "C" not null,
  -- What its symbol says, as it was given to the printer; and in the one way in which two readings of it are the same.
  content text not null,
  content_key text collate "C" not null,
  -- What it was drawn from.
  facts jsonb not null,
  -- Null: into a file.
  printer_id int,
  state text not null check (state in ('to_print', 'sending', 'unsure', 'sent', 'applied', 'void')),
  state_at timestamptz not null,
  sent_at timestamptz,
  applied_at timestamptz,
  applied_by int,
  void_at timestamptz,
  void_by int,
  void_reason text,
  void_note text,
  replaces bigint
);
create index label_job on label (job_id, id);
create index label_owed on label (site_id, id) where state in ('to_print', 'sending', 'unsure');
create index label_to_stick on label (site_id, id) where state = 'sent';
create index label_printer on label (printer_id, id) where state in ('to_print', 'sending');
create index label_unit on label (unit_id, id) where unit_id is not null;
create index label_content on label (content_key, id);
create index label_number on label (number, product_id);
create index label_replaces on label (replaces) where replaces is not null;

grant select, insert, update on printer, print_job, label to unitrail_app;
