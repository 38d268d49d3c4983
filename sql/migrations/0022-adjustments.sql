-- Stock is put right by hand only for a reason that somebody has named, and every time it was is found again.

create table adjustment_reason (
  -- Stands in the events for ever: a reason is closed, never renamed or removed.
  code text primary key,
  name text not null,
  -- What it may explain: lose, find, condition, use, retire.
  acts text[] not null,
  needs_proof boolean not null default false,
  active boolean not null default true
);

insert into adjustment_reason (code, name, acts, needs_proof) values
  ('not_found', 'Not found where it should be', '{lose}', false),
  ('theft', 'Stolen, as far as we know', '{lose,retire}', false),
  ('wrong_count', 'Counted or recorded wrongly before', '{lose,find}', false),
  ('found', 'Found again', '{find}', false),
  ('found_elsewhere', 'Found at another spot', '{find}', false),
  ('damaged_here', 'Damaged in the shop or warehouse', '{condition,retire}', false),
  ('opened_box', 'Box opened', '{condition}', false),
  ('judged_anew', 'Looked at again', '{condition}', false),
  ('showroom', 'For display or trying out', '{use}', false),
  ('back_from_showroom', 'Back from display', '{use}', false),
  ('own_use', 'For our own use', '{use}', false),
  ('beyond_repair', 'Not worth repairing', '{retire}', false),
  ('destroyed', 'Destroyed or recycled, with proof', '{retire}', true),
  ('expired', 'Past its date', '{retire}', false);

grant select, insert, update on adjustment_reason to unitrail_app;

-- Rare beside all others: lost, stolen, found, recovered, retired, seen again, another use, and conditions changed by hand.
create index event_adjusted on event (id) where move in (49, 56, 57, 58, 59, 60, 61) or (move = 29 and details ? 'adjustment');
create index quantity_event_adjusted on quantity_event (id) where move in (56, 58, 59, 60);
