-- Lists of units narrowed by what few have (operations/units). Everything else such a list is narrowed by is answered along
-- keys that were there before.

-- What is on its way through a site: picked, packed, staged, returned, in repair. A unit that lies on the shelf has no entry,
-- so receiving and moving cost nothing; a pick or a pack one entry here, which ends when the unit leaves or lies there again.
create index stock_unit_busy on stock_unit (site_id, status, location_id, product_id, bucket, unit_id)
  where status <> 3;

-- Units on hold, and units that are not new. Both change rarely, and no other change of a unit touches an index by them: it
-- stays a HOT update.
create index unit_held on unit (id) where holds is not null;
create index unit_condition on unit (condition, id) where condition <> 0;
