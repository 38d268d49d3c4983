-- Receiving: lines that say only how many, who closed a receipt and opened it again, and the receipts of a site.

-- What was announced of a product without its serials. `filled`: units received against the line.
create table receipt_line (
  document_id bigint not null,
  line int not null,
  product_id int not null,
  quantity int not null,
  filled int not null default 0,
  primary key (document_id, line)
);

-- Each time that a receipt was closed or opened again, with what its counts were. Rows are only added.
create table receipt_step (
  id bigint generated always as identity primary key,
  document_id bigint not null,
  closed boolean not null,
  at timestamptz not null,
  actor_id int not null,
  reason text,
  expected int not null,
  received int not null,
  extra int not null
);
create index receipt_step_document on receipt_step (document_id, id);

create index receipt_site on receipt (site_id, document_id);

grant select on receipt_line, receipt_step to unitrail_app;
grant insert, update on receipt_line to unitrail_app;
grant insert on receipt_step to unitrail_app;
