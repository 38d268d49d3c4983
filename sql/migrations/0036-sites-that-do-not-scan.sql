-- Sites where nobody scans what arrives: a market stall, a partner's counter.

alter table site add column scans boolean not null default true;
