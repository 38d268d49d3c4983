-- Counts: exactly some units may be asked for again, not only spots.

-- Counted again: these units, and nothing else; null: spots (`locations`).
alter table count_step add column units bigint[];
