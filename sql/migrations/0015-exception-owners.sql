-- Who looks after an open question (operations/exceptions): each taking and giving is a row, so that it stays to be read who
-- had it when, and the newest one holds. owner_id null: it was given back to nobody.
create table exception_owner (
  id bigint generated always as identity primary key,
  exception_id bigint not null,
  owner_id int,
  actor_id int not null,
  at timestamptz not null
);
create index exception_owner_exception on exception_owner (exception_id, id);

grant select, insert on exception_owner to unitrail_app;
grant usage on sequence exception_owner_id_seq to unitrail_app;
