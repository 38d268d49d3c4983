-- Inbound: how many units of each receipt came damaged, for lists of receipts. 4: receive; 3, 4: damaged, defective.
create index event_damaged on event (document_id) where move = 4 and condition in (3, 4);
