import type { Status } from '../../domain/facts.ts';
import type { Move } from '../../domain/lifecycle.ts';
import { limits } from '../../domain/limits.ts';
import { moveWords, statusWords } from '../../domain/wording.ts';

/** Statuses in which a unit has to be seen now and then, each with the days that it may go unseen if nobody says more. */
export const presetDays = {
  in_stock: limits.unseenInStockDays,
  picked: limits.unseenPickedDays,
  packed: limits.unseenPackedDays,
  staged: limits.unseenStagedDays,
  in_transit: limits.unseenInTransitDays,
  shipped: limits.unseenShippedDays,
  returned: limits.unseenReturnedDays,
  in_repair: limits.unseenInRepairDays,
  on_loan: limits.unseenOnLoanDays,
  with_vendor: limits.unseenWithVendorDays,
} as const satisfies Partial<Record<Status, number>>;

export type WatchedStatus = keyof typeof presetDays;
export const watchedStatuses = Object.keys(presetDays) as readonly WatchedStatus[];

/** What is recorded at a desk: nobody has had the unit in hand for it. */
export const paperMoves: readonly Move[] = ['place_hold', 'lift_hold', 'annul', 'cancel_announcement'];

/** What somebody has set; `site` null: at every site without a word of its own. Days 0: not watched; null: preset again. */
export interface SetLimit {
  readonly site: number | null;
  readonly status: WatchedStatus;
  readonly days: number | null;
}

export interface Limit {
  /** Null: not watched. */
  readonly days: number | null;
  readonly from: 'site' | 'all_sites' | 'preset';
}

/** How long a unit may go unseen at a site; `set`: the newest word of each site and status. `site` null: anywhere. */
export function limitOf(set: readonly SetLimit[], status: WatchedStatus, site: number | null): Limit {
  const said = (where: number | null) =>
    set.find((one) => one.status === status && one.site === where)?.days ?? null;
  const own = site === null ? null : said(site);
  if (own !== null) return { days: own || null, from: 'site' };
  const everywhere = said(null);
  if (everywhere !== null) return { days: everywhere || null, from: 'all_sites' };
  return { days: presetDays[status], from: 'preset' };
}

/** A unit that nobody has seen for longer than its limit. */
export interface Unseen {
  readonly unit: number;
  readonly product: number;
  readonly status: WatchedStatus;
  readonly place: number;
  /** Milliseconds since 1970. */
  readonly lastAt: number;
}

/**
 * What is asked in one night: many units in one status at one spot are one question, a few are one each. The longest
 * unseen come first; over `most` questions the rest waits.
 */
export function questionsOf<Unit extends Unseen>(units: readonly Unit[], most: number): readonly Unit[][] {
  const groups = new Map<string, Unit[]>();
  const oldestFirst = [...units].sort((a, b) => a.lastAt - b.lastAt || a.unit - b.unit);
  for (const unit of oldestFirst) {
    const key = `${unit.status} ${unit.place}`;
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  const questions = [...groups.values()].flatMap((group) =>
    group.length >= limits.unseenGroupFrom ? [group] : group.map((unit) => [unit]),
  );
  return questions.sort((a, b) => a[0]!.lastAt - b[0]!.lastAt).slice(0, most);
}

/** What is known of when a unit was last seen; `by` and `spot` as people say them. */
export interface LastScan {
  readonly move: Move;
  readonly at: string;
  readonly by: string;
  readonly spot: string;
}

interface Asked {
  readonly units: number;
  readonly products: number;
  readonly status: WatchedStatus;
  readonly place: string;
  readonly limitDays: number;
  readonly days: number;
  readonly name: string;
  readonly last: LastScan | null;
}

/** Both facts of a question: what is on record, and since when nobody has seen it. */
export function wordsOf(asked: Asked): { readonly recorded: string; readonly observed: string } {
  const { units, products, status, place, limitDays, days, name, last } = asked;
  const many = units > 1;
  const what = many ? `${units} units${products > 1 ? ` of ${products} products` : ''}, ` : '';
  const scan = last === null ? '' : `${moveWords[last.move]} at ${last.spot} by ${last.by} on ${last.at}`;
  const longest = many ? `the longest is ${name}, ` : '';
  return {
    recorded: `${what}${statusWords[status]} at ${place}`,
    observed: `${longest}${daysSaid(days)}, where ${daysSaid(limitDays)} may pass${scan === '' ? '' : `; last ${scan}`}`,
  };
}

export function daysSaid(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
