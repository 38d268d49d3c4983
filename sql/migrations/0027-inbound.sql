-- Inbound: what suppliers announce by machine, line by line and carton by carton; the orders behind it; and what each
-- supplier may do.

alter table receipt
  add column expected_on date,
  -- Whoever scans is not told what was announced until it is closed.
  add column blind boolean not null default false,
  -- Pieces announced of products without serials.
  add column pieces int not null default 0,
  -- A digest of the announcement as it stands, and how often it was replaced; null: nobody has sent one as a whole.
  add column announced text,
  add column revision int not null default 0;

-- The lines of an announcement, with what they answer and bring. How many came is never kept here.
create table receipt_announced (
  document_id bigint not null,
  line int not null,
  product_id int not null,
  quantity int not null,
  lot text,
  purchase_order text collate "C",
  order_line int,
  primary key (document_id, line)
);
create index receipt_announced_order on receipt_announced (purchase_order, order_line)
  where purchase_order is not null;

create table receipt_carton (
  document_id bigint not null,
  sscc text collate "C" not null,
  -- The pallet or larger carton that it stands in.
  inside text collate "C",
  -- Something in it was not as announced: each unit is scanned.
  every_unit boolean not null default false,
  primary key (document_id, sscc)
);
create index receipt_carton_sscc on receipt_carton (sscc);

create table receipt_carton_unit (
  document_id bigint not null,
  product_id int not null,
  serial text collate "C" not null,
  sscc text collate "C" not null,
  line int not null,
  primary key (document_id, product_id, serial)
);
create index receipt_carton_unit_sscc on receipt_carton_unit (document_id, sscc);

create table receipt_carton_pieces (
  document_id bigint not null,
  sscc text collate "C" not null,
  line int not null,
  product_id int not null,
  pieces int not null,
  primary key (document_id, sscc, line)
);

-- Pieces that came are read from their events: the same number cannot be kept twice and disagree.
create index quantity_event_document on quantity_event (document_id) where document_id is not null;
-- 64: annul. Which change of pieces was taken back.
create index quantity_event_annuls on quantity_event (product_id, place, ((details->>'seq')::int)) where move = 64;

-- What a supplier may do; a supplier without a row may do what everybody may.
create table supplier_rule (
  supplier_id int primary key,
  over_percent int,
  over_pieces int,
  short_closes boolean not null default false,
  partial boolean not null default true,
  blind boolean not null default false,
  serials_required boolean not null default false,
  stop_recalled boolean not null default false,
  -- Where serials stand in this supplier's X12 856.
  serials_in text[] not null default '{REF,MAN,SLN,LIN}'
);

-- The serials that a supplier may deliver of a product, written as ranges.
create table supplier_serials (
  supplier_id int not null,
  product_id int not null,
  ranges text not null,
  primary key (supplier_id, product_id)
);

create table purchase_order (
  document_id bigint primary key,
  site_id int not null,
  supplier text not null,
  ordered_on date,
  expected_on date,
  currency text,
  created_at timestamptz not null
);
create index purchase_order_site on purchase_order (site_id, document_id);

create table purchase_order_line (
  document_id bigint not null,
  line int not null,
  product_id int not null,
  quantity int not null,
  price_minor bigint,
  primary key (document_id, line)
);

-- Interchanges that partners sent, and what they were answered last.
create table edi_interchange (
  sender text not null,
  control text not null,
  digest text not null,
  received_at timestamptz not null,
  actor_id int not null,
  reply jsonb not null,
  primary key (sender, control)
);

grant select on receipt_announced, receipt_carton, receipt_carton_unit, receipt_carton_pieces, supplier_rule,
  supplier_serials, purchase_order, purchase_order_line, edi_interchange to unitrail_app;
grant insert, update on supplier_rule, purchase_order, receipt_carton to unitrail_app;
grant insert, delete on receipt_announced, receipt_carton_unit, receipt_carton_pieces, supplier_serials,
  purchase_order_line to unitrail_app;
grant delete on receipt_line, receipt_carton to unitrail_app;
grant insert, update on edi_interchange to unitrail_app;
