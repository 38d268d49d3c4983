-- Customers: the only home of personal data. Each person's data is sealed with a key of their own, which is wrapped by a
-- master key that is not in the database. To erase is to destroy the person's key. All else holds the reference.

create table customer (
  id bigint generated always as identity primary key,
  reference text collate "C" not null unique,
  -- Which master key wraps the person's; null once erased.
  master text,
  wrapped bytea,
  sealed bytea,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  erased_at timestamptz,
  erased_why text
);

-- Keyed hashes of e-mail address, phone number and its last digits.
create table customer_search (
  hash bytea not null,
  customer_id bigint not null,
  primary key (hash, customer_id)
);
create index customer_search_customer on customer_search (customer_id);

-- One row: the key of those hashes, wrapped, and which master key is to be used by all.
create table customer_secret (
  only_row boolean primary key default true check (only_row),
  master text not null,
  search_key bytea not null
);

-- Who looked at whom, and what was done. Written once.
create table customer_access (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  at timestamptz not null,
  actor_id int not null,
  what text not null
);
create index customer_access_customer on customer_access (customer_id, id);

-- What is recorded about somebody, for an access request: events whose details name the reference.
create index event_customer on event ((details ->> 'customer')) where details ? 'customer';
create index customer_order_customer on customer_order (customer) where customer is not null;

grant select on customer, customer_search, customer_secret, customer_access to unitrail_app;
grant insert, update on customer, customer_secret to unitrail_app;
grant insert, delete on customer_search to unitrail_app;
grant insert on customer_access to unitrail_app;
grant usage on all sequences in schema public to unitrail_app;
