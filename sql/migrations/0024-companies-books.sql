-- Transfers between two companies of ours: what they have agreed on, at which price, and what stands in both books.

-- From when on what one company sends to another is the other's. The newest row of a pair holds; rows are only added.
create table company_agreement (
  id bigint generated always as identity primary key,
  seller_id int not null,
  buyer_id int not null,
  -- Null: they agree on nothing (any more), and goods only travel.
  point text check (point in ('sent', 'received')),
  at timestamptz not null,
  actor_id int not null
);
create index company_agreement_pair on company_agreement (seller_id, buyer_id, id desc);

-- In the currency's smallest unit, a piece. Null: what the product costs.
alter table transfer_line add column price bigint;
alter table transfer_line add column currency text;

-- One row is out of one company's book and into the other's, so both always have the same value. Rows are only added; a
-- correction is a row with the opposite amount.
create table company_posting (
  id bigint generated always as identity primary key,
  document_id bigint not null,
  unit_id bigint not null,
  line int,
  seller_id int not null,
  buyer_id int not null,
  point text not null,
  amount bigint,
  currency text,
  posted_at timestamptz not null,
  -- The posting that it takes back: each at most once.
  reverses bigint unique
);
create index company_posting_unit on company_posting (unit_id, document_id);
create index company_posting_seller on company_posting (seller_id, id);
create index company_posting_buyer on company_posting (buyer_id, id);

grant select, insert on company_agreement, company_posting to unitrail_app;
