-- How the credit that is expected for a unit is known.
alter table vendor_return_unit add column expected_by text check (expected_by in ('said', 'unit', 'product'));
update vendor_return_unit set expected_by = 'product' where expected is not null;
