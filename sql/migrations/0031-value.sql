-- What units cost, and whose stock they are where and when: the book of costs, invoices shared out over units, and holdings.

-- A unit that stands in the stock of an owner at a site, from a time to a time. Times are of the deed; the ones named known
-- say since when, and until when, we took it for so. Written by who follows the feed, from the units' events alone: rows are
-- ended, never changed otherwise, so that any day can be looked at as it was known on any later one.
create table holding (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  product_id int not null,
  site_id int not null,
  owner_id int not null,
  -- 1: here. 2: between our sites. 3: ours, and in somebody else's hands.
  standing smallint not null,
  -- Since when it has been ours without a break: what its age is counted from.
  since_at timestamptz not null,
  from_at timestamptz not null,
  known_from timestamptz not null,
  until_at timestamptz,
  until_known timestamptz,
  -- A correction took its place.
  known_until timestamptz
);
create index holding_unit on holding (unit_id);
create unique index holding_open on holding (unit_id) where until_at is null and known_until is null;
create index holding_site on holding (site_id, product_id, unit_id);

-- How far the feed was followed.
create table holding_state (
  only_row boolean primary key default true check (only_row),
  feed text
);
insert into holding_state default values;

-- The book of costs. Rows are only added: what was wrong is taken back by a row with the opposite amount.
create table cost_entry (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  -- In whose book it stands.
  company_id int not null,
  kind text not null check (kind in ('purchase', 'freight_in', 'duty', 'insurance', 'repair', 'refurbish', 'fee',
    'freight_out', 'return_freight', 'disposal')),
  minor bigint not null,
  currency text not null,
  at timestamptz not null,
  known_at timestamptz not null,
  source text not null check (source in ('order', 'transfer', 'invoice', 'hand', 'inherited')),
  -- The order or transfer that says what it cost, and the event that it came by.
  document_id bigint,
  line int,
  seq int,
  invoice_id bigint,
  reason text,
  actor_id int not null,
  request uuid unique,
  -- The entry that it takes back: each at most once.
  reverses bigint unique,
  -- The entry of a wrongly named unit that it carries on.
  carries bigint unique
);
create index cost_entry_unit on cost_entry (unit_id, id);
create unique index cost_entry_event on cost_entry (unit_id, company_id, seq) where seq is not null and reverses is null;
create index cost_entry_invoice on cost_entry (invoice_id, id) where invoice_id is not null;

-- What an invoice says about receipts: one amount, shared out over their units.
create table cost_invoice (
  id bigint generated always as identity primary key,
  request uuid not null unique,
  number text collate "C" not null,
  supplier text,
  kind text not null,
  minor bigint not null,
  currency text not null,
  shared_by text not null check (shared_by in ('value', 'quantity', 'weight')),
  at timestamptz not null,
  known_at timestamptz not null,
  actor_id int not null,
  site_ids int[] not null,
  units int not null,
  -- Of these units, and of the amount, what was on units that had left our stock already.
  gone_units int not null,
  gone_minor bigint not null,
  taken_back_at timestamptz,
  taken_back_by int,
  taken_back_reason text
);
create unique index cost_invoice_number on cost_invoice (coalesce(supplier, ''), number, kind)
  where taken_back_at is null;

create table cost_invoice_receipt (
  invoice_id bigint not null,
  document_id bigint not null,
  primary key (invoice_id, document_id)
);
create index cost_invoice_receipt_of on cost_invoice_receipt (document_id);

grant select, insert, update (until_at, until_known, known_until) on holding to unitrail_app;
grant select, update on holding_state to unitrail_app;
grant select, insert on cost_entry, cost_invoice_receipt to unitrail_app;
grant select, insert, update (taken_back_at, taken_back_by, taken_back_reason) on cost_invoice to unitrail_app;
