-- What goes back to suppliers: which units, why, what is expected for each, and what the supplier has answered.

create sequence vendor_return_number;

create table vendor_return (
  document_id bigint primary key,
  -- Made by whoever begins it: the same request again is the same return.
  request uuid not null unique,
  site_id int not null,
  supplier_id int not null,
  -- The supplier's number for it; nothing is sent without.
  rma text,
  note text,
  needs_approval boolean not null,
  approved_at timestamptz,
  approved_by int,
  made_at timestamptz not null,
  made_by int not null,
  -- When its first units set out, and by whom they were carried last.
  sent_at timestamptz,
  carrier text,
  tracking text,
  closed_at timestamptz,
  closed_by int,
  closed_why text,
  cancelled boolean not null default false
);
create index vendor_return_site on vendor_return (site_id, document_id);

create table vendor_return_unit (
  document_id bigint not null,
  unit_id bigint not null,
  reason text not null,
  note text,
  wants text not null check (wants in ('credit', 'replacement', 'repair')),
  -- The credit that is expected, in the currency's smallest unit; null: nobody has said.
  expected bigint,
  currency text,
  added_at timestamptz not null,
  added_by int not null,
  state text not null default 'listed'
    check (state in ('listed', 'sent', 'credited', 'replaced', 'repaired', 'refused')),
  sent_at timestamptz,
  answered_at timestamptz,
  -- What came in its place.
  replacement_id bigint,
  -- No more money is to come for it.
  credit_done boolean not null default false,
  primary key (document_id, unit_id)
);
-- A unit waits to be sent on one return at most.
create unique index vendor_return_unit_listed on vendor_return_unit (unit_id) where state = 'listed';
create index vendor_return_unit_open on vendor_return_unit (sent_at, unit_id)
  where wants = 'credit' and state in ('sent', 'credited') and not credit_done;

-- Money that a supplier has given for a unit, or that was taken back with its answer. Rows are only added.
create table vendor_credit (
  id bigint generated always as identity primary key,
  request uuid,
  document_id bigint not null,
  unit_id bigint not null,
  amount bigint not null,
  currency text not null,
  -- The credit note's number.
  number text,
  at timestamptz not null,
  unique (request, unit_id)
);
create index vendor_credit_of on vendor_credit (document_id, unit_id);

grant usage on sequence vendor_return_number to unitrail_app;
grant select, insert, update on vendor_return to unitrail_app;
grant select, insert, update, delete on vendor_return_unit to unitrail_app;
grant select, insert on vendor_credit to unitrail_app;
