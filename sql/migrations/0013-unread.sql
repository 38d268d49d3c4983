-- Things whose number nobody can read: they get a label of ours, and stay on the list until their true serial is known.

create sequence own_number;

create table unread (
  id bigint generated always as identity primary key,
  -- The scan that took it in; sent again it has the same label.
  scan_id uuid not null unique,
  -- What stands on its label (src/domain/own-number.ts); null where it was refused before it got one.
  number text collate "C" unique,
  site_id int not null,
  product_id int not null,
  reason text not null,
  note text,
  photos text[] not null default '{}',
  asked_at timestamptz not null,
  actor_id int not null,
  -- asked: the ledger has not answered yet, or its answer was lost on the way here.
  state text not null check (state in ('asked', 'open', 'refused', 'completed')),
  unit_id bigint,
  -- When the printed label was scanned: until then nobody knows that it can be read.
  label_read_at timestamptz,
  completed_at timestamptz,
  completed_by int
);
create index unread_shift on unread (site_id, asked_at) where state <> 'refused';
create index unread_open on unread (site_id, id) where state = 'open';

grant select, insert, update on unread to unitrail_app;
grant usage on sequence own_number to unitrail_app;
