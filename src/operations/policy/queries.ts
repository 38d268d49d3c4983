import type { Demand, HandOff } from '../../domain/policy.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `policy_${name}`, text });

export interface RuleRow {
  readonly id: number;
  readonly site: string | null;
  readonly site_id: number | null;
  readonly category: string | null;
  readonly channel: string | null;
  readonly hand_off: HandOff | null;
  readonly demand: Demand;
  readonly from_day: string;
  readonly roll_back: boolean;
  readonly reason: string | null;
  readonly set_at: Date;
  readonly set_by: string;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_reason: string | null;
}

const rules = `select r.id, s.code as site, r.site_id, r.category, r.channel, r.hand_off, r.demand, r.from_day, r.roll_back,
    r.reason, r.set_at, a.code as set_by, r.withdrawn_at, b.code as withdrawn_by, r.withdrawn_reason
  from policy_rule r join actor a on a.id = r.actor_id left join actor b on b.id = r.withdrawn_by
    left join site s on s.id = r.site_id`;

/** Those for all sites, and for the given ones (null: any). */
export const selectRules = statement(
  'rules',
  `${rules} where r.id > $1 and ($3::int[] is null or r.site_id is null or r.site_id = any($3))
     and (not $4 or r.withdrawn_at is null) order by r.id limit $2`,
);

export const selectRule = statement('rule', `${rules} where r.id = $1`);

export const countRules = statement(
  'count',
  'select count(*) as rules from policy_rule where withdrawn_at is null',
);

export const selectRollBack = statement(
  'roll_back',
  `${rules} where r.site_id = $1 and r.roll_back and r.withdrawn_at is null`,
);

export const selectSiteId = statement('site', `select id from site where code = $1 and kind <> 'outside'`);

export const selectCategoryId = statement('category', 'select id from category where code = $1');

export const insertRule = statement(
  'insert',
  `insert into policy_rule (site_id, category, channel, hand_off, demand, from_day, roll_back, reason, set_at, actor_id,
     version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
);

export const withdrawRule = statement(
  'withdraw',
  `update policy_rule set withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4, version = $5 where id = $1`,
);
