-- Kits that were put together: of what, and what became of them. Which units are in one says its document.

create sequence kit_number;

create table kit (
  document_id bigint primary key,
  -- Made by whoever asks: the same request again is the same kit.
  request uuid not null unique,
  product_id int not null,
  serial text not null collate "C",
  site_id int not null,
  location_id int not null,
  begun_at timestamptz not null,
  begun_by int not null,
  -- Null until everything is in it: what was refused leaves no kit.
  built_at timestamptz,
  broken_at timestamptz,
  broken_by int,
  undone_at timestamptz,
  undone_by int
);
create index kit_of on kit (product_id, document_id);

-- Plain parts that went into it, by pieces. Units are told by their scans.
create table kit_pieces (
  document_id bigint not null,
  product_id int not null,
  pieces int not null,
  primary key (document_id, product_id)
);

grant usage on sequence kit_number to unitrail_app;
grant select, insert, update, delete on kit to unitrail_app;
grant select, insert, delete on kit_pieces to unitrail_app;
