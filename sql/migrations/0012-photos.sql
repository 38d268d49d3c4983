-- Photographs: the bytes are kept elsewhere under the SHA-256 of what is kept; here stands what is known of them. Who
-- refers to a photograph is told by the events (details.photos) and by the products (label_hints), and nowhere else.

create table photo (
  -- Lower-case hex. The events' hashes cover it, so a photograph cannot be exchanged for another.
  hash text collate "C" primary key,
  type text not null,
  bytes int not null,
  width int not null,
  height int not null,
  -- Sent again, it counts as new: what nobody refers to is removed a day later.
  uploaded_at timestamptz not null,
  actor_id int not null,
  -- An event refers to it; what is recorded stays, so nobody need look again.
  recorded boolean not null default false,
  erased_at timestamptz,
  erased_by int,
  erased_because text,
  constraint photo_erased check ((erased_at is null) = (erased_by is null))
);
create index photo_unused on photo (uploaded_at) where not recorded and erased_at is null;

-- Only events with photographs are in it: the others cost the look at their details.
create index event_photos on event using gin ((details -> 'photos')) where details ? 'photos';
create index quantity_event_photos on quantity_event using gin ((details -> 'photos')) where details ? 'photos';
create index product_pictures on product using gin (label_hints jsonb_path_ops) where label_hints <> '[]';

grant select, insert, update, delete on photo to unitrail_app;
