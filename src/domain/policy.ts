import type { ProductRules } from './attempt.ts';
import type { Move } from './lifecycle.ts';
import { limits } from './limits.ts';

/** Whether a unit's serial is scanned: it must be, it is asked for and may be passed over, or nobody asks. */
export const demands = ['required', 'asked', 'off'] as const;
export type Demand = (typeof demands)[number];

/** Where a unit passes from hand to hand. */
export const handOffs = [
  'inbound',
  'inside',
  'transfer',
  'pick',
  'pack',
  'outbound',
  'sale',
  'return',
  'repair',
] as const;
export type HandOff = (typeof handOffs)[number];

/** Which hand-off each move is part of; null: none, it is about the record or a unit that is known. */
export const handOffOf: Readonly<Record<Move, HandOff | null>> = {
  commission: 'inbound',
  announce: 'inbound',
  cancel_announcement: null,
  receive: 'inbound',
  send_to_site: 'transfer',
  receive_at_site: 'transfer',
  put_away: 'inside',
  move_spot: 'inside',
  count: 'inside',
  pick: 'pick',
  undo_pick: 'pick',
  pack: 'pack',
  undo_pack: 'pack',
  stage: 'pack',
  unstage: 'pack',
  ship: 'outbound',
  void_shipment: 'outbound',
  deliver: 'outbound',
  refuse_delivery: 'return',
  return_undeliverable: 'return',
  report_carrier_damage: 'return',
  hand_over: 'sale',
  sell: 'sale',
  record_sale: 'sale',
  cross_correct: null,
  take_into_custody: 'return',
  give_back: 'return',
  send_back: 'return',
  inspect: 'return',
  wipe: 'return',
  check_lock: 'return',
  test: 'repair',
  maintain: 'repair',
  restock: 'return',
  send_to_vendor: 'outbound',
  credit_by_vendor: null,
  return_by_vendor: 'inbound',
  refuse_by_vendor: 'inbound',
  replaced_by_vendor: null,
  replacement_from_vendor: 'inbound',
  send_to_repair: 'repair',
  finish_repair: 'repair',
  install: 'repair',
  take_part: 'repair',
  remove_part: 'repair',
  release_part: 'repair',
  reidentify: null,
  change_product: null,
  set_use: 'inside',
  swap_out: 'sale',
  swap_in: 'return',
  advance_replacement: 'outbound',
  lend: 'sale',
  end_loan: 'return',
  buy_in: 'return',
  lose: null,
  report_stolen: null,
  find: 'inside',
  recover: 'inside',
  retire: null,
  see_again: 'inside',
  place_hold: null,
  lift_hold: null,
  annul: null,
  misidentified: null,
  inherit: null,
};

/** One line of the policy. What a rule leaves open (null) it says for all. */
export interface PolicyRule {
  /** Later ones were set later. */
  readonly id: number;
  readonly site: number | null;
  readonly category: string | null;
  readonly channel: string | null;
  readonly handOff: HandOff | null;
  readonly demand: Demand;
  /** The first day, in the site's calendar, on which it holds. */
  readonly from: string;
  /** The switch that takes a whole site back: it goes before every other rule. */
  readonly rollBack: boolean;
}

/** What a rule is asked about: one product at one place on one day. */
export interface PolicyCase {
  readonly site: number;
  /** The product's category, then the one above it, up to the top. */
  readonly categories: readonly string[];
  readonly channel: string | null;
  readonly handOff: HandOff;
  readonly day: string;
}

export interface PolicyAnswer {
  readonly demand: Demand;
  /** The rule that decides; null: nobody has said anything, so every unit is scanned. */
  readonly rule: PolicyRule | null;
  /** Rules that would hold too, and are outranked, the nearest first. */
  readonly outranked: readonly PolicyRule[];
}

/**
 * What applies here now. The most specific rule decides:
 *
 * 1. the roll-back of the site,
 * 2. a rule for the site before one for all sites,
 * 3. a rule for the product's category before one for a category above it, that before one for all,
 * 4. a rule for the channel before one for all channels,
 * 5. a rule for the hand-off before one for all hand-offs,
 * 6. of two for the very same, the one that begins later, and then the one that was set later.
 */
export function policyFor(rules: readonly PolicyRule[], asked: PolicyCase): PolicyAnswer {
  const [rule, ...outranked] = rules
    .filter((one) => applies(one, asked))
    .sort((a, b) => compare(rank(b, asked), rank(a, asked)));
  return { demand: rule?.demand ?? 'required', rule: rule ?? null, outranked };
}

function applies(rule: PolicyRule, { site, categories, channel, handOff, day }: PolicyCase): boolean {
  return (
    rule.from <= day &&
    (rule.site === null || rule.site === site) &&
    (rule.category === null || categories.includes(rule.category)) &&
    (rule.channel === null || rule.channel === channel) &&
    (rule.handOff === null || rule.handOff === handOff)
  );
}

/** The steps of the precedence, highest first. */
function rank(rule: PolicyRule, { categories }: PolicyCase): (number | string)[] {
  const nearness = rule.category === null ? 0 : categories.length - categories.indexOf(rule.category);
  return [
    Number(rule.rollBack),
    Number(rule.site !== null),
    nearness,
    Number(rule.channel !== null),
    Number(rule.handOff !== null),
    rule.from,
    rule.id,
  ];
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((step, nth) => step !== b[nth]);
  if (at < 0) return 0;
  return a[at]! > b[at]! ? 1 : -1;
}

/**
 * Where an unknown serial may become a unit. Where serials need not be scanned on arrival, nobody can have known it
 * before: it may then begin anywhere, in a finished sale too, whatever the product's own policy is.
 */
export function unknownSerialsWhere(
  own: ProductRules['unknownSerials'],
  inbound: Demand,
): ProductRules['unknownSerials'] {
  return inbound === 'required' ? own : 'anywhere';
}

/** A category with those above it, itself first; none for null. */
export function categoryLine(
  category: string | null,
  above: ReadonlyMap<string, string | null>,
): readonly string[] {
  const line: string[] = [];
  for (
    let one = category;
    one !== null && line.length < limits.categoryDepthMax;
    one = above.get(one) ?? null
  )
    line.push(one);
  return line;
}

/** A rule as a person reads it. `siteCode`: of the rule's site. */
export function ruleWords(rule: PolicyRule, siteCode: string | null): string {
  if (rule.rollBack) return `${siteCode} is rolled back since ${rule.from}: no serials are asked for there.`;
  const about = [siteCode, rule.category, rule.channel, rule.handOff].filter((part) => part !== null);
  const what = about.length === 0 ? 'everything' : about.join(' × ');
  const says = { required: 'must be scanned', asked: 'are asked for', off: 'are not asked for' };
  return `From ${rule.from} on, for ${what}: serials ${says[rule.demand]}.`;
}
