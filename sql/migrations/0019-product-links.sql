-- Where a product's Digital Link leads besides our own page: manual, support, recall … by GS1's names, and its picture.

create table product_link (
  product_id int not null,
  -- Their order, from 1; the list is written whole.
  nth int not null,
  -- A link type of the GS1 Web Vocabulary, without its prefix.
  type text not null,
  -- https://…; of a picture `photo:` and the hash of a photograph that is kept here.
  address text not null,
  -- Null: what a link of its type is called.
  title text,
  -- ISO 639-1; null: for every language.
  language text,
  set_at timestamptz not null,
  actor_id int not null,
  primary key (product_id, nth)
);
-- Whether a photograph is a product's picture.
create index product_link_picture on product_link (address) where type = 'relatedImage';

grant select, insert, delete on product_link to unitrail_app;
