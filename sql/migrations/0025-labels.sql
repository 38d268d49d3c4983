-- How labels look. A design is kept in every version, so that a label can be printed again as it was.
create table label_design (
  id int generated always as identity primary key,
  name text not null,
  -- The newest version.
  version int not null,
  ended_at timestamptz,
  ended_by int
);
create unique index label_design_name on label_design (lower(name)) where ended_at is null;

create table label_design_version (
  design_id int not null,
  version int not null,
  design jsonb not null,
  saved_at timestamptz not null,
  saved_by int not null,
  primary key (design_id, version)
);

-- Which design a product's labels have: its own, that of its category or of one above it, or everybody's. `bare` ones hold the
-- number alone: they are for what has no GTIN.
create table label_default (
  product_id int,
  category text,
  bare boolean not null,
  design_id int not null,
  set_at timestamptz not null,
  set_by int not null,
  check (product_id is null or category is null)
);
create unique index label_default_of on label_default (coalesce(product_id, 0), coalesce(category, ''), bare);

-- To begin with: one for products with a GTIN, one for own labels.
with made as (
  insert into label_design (name, version) values ('50 × 30 mm, GS1 DataMatrix', 1), ('50 × 25 mm, QR', 1) returning id, name)
insert into label_design_version (design_id, version, design, saved_at, saved_by)
select id, 1, jsonb_build_object(
    'widthMm', 50, 'heightMm', case when name like '%QR' then 25 else 30 end, 'marginMm', 1, 'dpi', 203,
    'symbology', case when name like '%QR' then 'qr' else 'gs1_datamatrix' end, 'moduleMm', 0.5005, 'quietZoneMm', null,
    'barHeightMm', 10, 'arrangement', 'beside', 'rotation', 0, 'humanReadable', true, 'withLot', false,
    'lines', '[{"field":"name","sizeMm":2.5,"bold":true,"linesMax":2},{"field":"sku","sizeMm":2}]'::jsonb,
    'material', 'paper', 'rfid', 'none', 'companyPrefixLength', null, 'linkStem', null, 'sheet', null),
  now(), 1
from made;
insert into label_default (bare, design_id, set_at, set_by)
select name like '%QR', id, now(), 1 from label_design;

grant select, insert on label_design_version to unitrail_app;
grant select, insert, update on label_design to unitrail_app;
grant select, insert, update, delete on label_default to unitrail_app;
