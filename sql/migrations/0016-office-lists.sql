-- Lists that people look at in an office: what was changed in access, open receipts, what lies at a spot.

-- By who, what, and to whom, each in the order in which it happened. Three narrow entries a change of access, which is
-- rare beside scans.
create index access_audit_actor on access_audit (actor_id, id);
create index access_audit_action on access_audit (action, id);
create index access_audit_subject on access_audit (subject, id);

create index receipt_open on receipt (site_id, opened_at, document_id) where closed_at is null;

-- A count of pieces changes its quantity, never its place: no update touches this.
create index quantity_count_place on quantity_count (place);
