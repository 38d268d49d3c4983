-- Transfers of plain products, and to where nobody scans. What went, came and was lost of pieces is told by their changes.

-- Pieces that a loss in transit names beside units: [{"sku", "quantity"}].
alter table transfer_claim add column pieces jsonb not null default '[]';

-- Nobody scans where it arrives: what is sent there counts as arrived.
alter table transfer add column unscanned boolean not null default false;
