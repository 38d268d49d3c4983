-- Policy: where a unit's serial must be scanned, is asked for, or not asked for. Rules are added and withdrawn, never
-- changed, so what held when can be answered. What a rule leaves open (null) it says for all.

create table policy_rule (
  id int generated always as identity primary key,
  site_id int,
  category text,
  channel text,
  hand_off text,
  demand text not null check (demand in ('required', 'asked', 'off')),
  -- In the site's calendar.
  from_day date not null,
  -- Takes a whole site back: goes before every other rule.
  roll_back boolean not null default false,
  reason text,
  set_at timestamptz not null,
  actor_id int not null,
  withdrawn_at timestamptz,
  withdrawn_by int,
  withdrawn_reason text,
  version bigint not null
);

grant select, insert, update (withdrawn_at, withdrawn_by, withdrawn_reason, version) on policy_rule to unitrail_app;
grant usage on all sequences in schema public to unitrail_app;
