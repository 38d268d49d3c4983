-- Transfers between our sites: what is asked for, what is on its way, and what was lost there.

create sequence transfer_number;

create table transfer (
  document_id bigint primary key,
  from_site int not null,
  to_site int not null,
  -- Made by whoever asks: the same request again is the same transfer. Null: it began with the first scan that was sent.
  request uuid unique,
  requested_at timestamptz not null,
  requested_by int,
  note text,
  closed_at timestamptz,
  cancelled boolean not null default false,
  -- Units of the lines. The others count units; each is of what the scans say, and changed by difference.
  wanted int not null default 0,
  picked int not null default 0,
  sent int not null default 0,
  -- Of those sent: arrived, at whichever site; and of these at another one than they were sent to.
  received int not null default 0,
  elsewhere int not null default 0,
  lost int not null default 0,
  -- Received although it was not sent on this transfer.
  extra int not null default 0
);
create index transfer_from on transfer (from_site, document_id);
create index transfer_to on transfer (to_site, document_id);

-- So many units of a product, or (unit_id) exactly this one. `filled`: units picked or sent against the line.
create table transfer_line (
  document_id bigint not null,
  line int not null,
  product_id int not null,
  unit_id bigint,
  quantity int not null,
  filled int not null default 0,
  primary key (document_id, line)
);

-- Units in transit, or lost there: a unit is under way on one transfer at most.
create table transfer_under_way (
  unit_id bigint primary key,
  document_id bigint not null,
  since timestamptz not null
);
create index transfer_under_way_of on transfer_under_way (document_id, since);

-- What people did with a transfer as a whole, each with what its counts were. Rows are only added.
create table transfer_step (
  id bigint generated always as identity primary key,
  document_id bigint not null,
  step text not null check (step in ('requested', 'sent', 'closed', 'cancelled', 'reopened')),
  at timestamptz not null,
  actor_id int not null,
  reason text,
  carrier text,
  tracking text,
  -- Of a sending: who asked, so that the same request again is the same sending, and so many units went with it.
  request uuid unique,
  units int
);
create index transfer_step_of on transfer_step (document_id, id);

-- A loss in transit, and what is claimed of whom. Rows are only added; a unit that is found again stays named here.
create table transfer_claim (
  id bigint generated always as identity primary key,
  request uuid not null unique,
  document_id bigint not null,
  at timestamptz not null,
  actor_id int not null,
  reason text not null,
  carrier text,
  number text,
  amount bigint,
  currency text,
  units bigint[] not null
);
create index transfer_claim_of on transfer_claim (document_id, id);

grant usage on sequence transfer_number to unitrail_app;
grant select, insert, update on transfer, transfer_line to unitrail_app;
grant select, insert, update, delete on transfer_under_way to unitrail_app;
grant select, insert on transfer_step, transfer_claim to unitrail_app;
