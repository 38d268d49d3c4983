import type { ProductRules } from '../domain/attempt.ts';
import type { Status } from '../domain/facts.ts';
import {
  categoryLine,
  type Demand,
  type HandOff,
  handOffOf,
  type PolicyAnswer,
  type PolicyRule,
  policyFor,
  unknownSerialsWhere,
} from '../domain/policy.ts';
import { dayIn } from '../platform/clock.ts';
import type { Act, Scan } from './acts.ts';
import type { Product, Reference } from './reference.ts';
import type { Work } from './work.ts';

/** The day that an instant is on at a site. Worked out once a site: most groups never ask. */
export function dayAt(reference: Reference, now: string): Work['day'] {
  const days = new Map<number, string>();
  return (site) => {
    const known = days.get(site) ?? dayIn(reference.sites.get(site)!.timeZone, now);
    days.set(site, known);
    return known;
  };
}

export interface PolicyQuestion {
  readonly site: number;
  readonly category: string | null;
  readonly channel: string | null;
  readonly handOff: HandOff;
  readonly day: string;
}

/** What applies there on that day, by the rules that are in the reference. */
export function policyOf({ policy, categories }: Reference, asked: PolicyQuestion): PolicyAnswer {
  return policyFor(policy, { ...asked, categories: categoryLine(asked.category, categories) });
}

/**
 * The same, kept: a delivery asks 10,000 times about one product, and 100 rules take 0.1 ms to weigh. Rules come anew
 * with every reference, and with them an empty list of answers.
 */
function knownDemand(reference: Reference, asked: PolicyQuestion): Demand {
  const { policy } = reference;
  const known = demands.get(policy) ?? new Map<string, Demand>();
  // Scans may say any channel; those that no rule names are all alike.
  const channel = policy.some((rule) => rule.channel === asked.channel) ? asked.channel : null;
  const key = JSON.stringify([asked.site, asked.category, channel, asked.handOff, asked.day]);
  const demand = known.get(key) ?? policyOf(reference, { ...asked, channel }).demand;
  // Days go by while nobody changes a rule.
  if (known.size >= demandsMax) known.clear();
  demands.set(policy, known.set(key, demand));
  return demand;
}

const demands = new WeakMap<readonly PolicyRule[], Map<string, Demand>>();
const demandsMax = 10_000;

/**
 * The product's rules as they are at the scan's site. Policy has a word where a number has no life yet; for all other
 * units, and where no policy is set at all, nothing is looked up.
 */
export function rulesHere(product: Product, status: Status, scan: Scan, act: Act, work: Work): ProductRules {
  if (status !== 'none' || work.reference.policy.length === 0) return product;
  const inbound = demandHere(product, 'inbound', scan, act, work);
  const unknownSerials = unknownSerialsWhere(product.unknownSerials, inbound);
  return unknownSerials === product.unknownSerials ? product : { ...product, unknownSerials };
}

/** Whether the serial of a product must be scanned in this very act; null where the act is part of no hand-off. */
export function demandOfAct(product: Product, scan: Scan, act: Act, work: Work): Demand | null {
  const handOff = handOffOf[act.move];
  return handOff === null ? null : demandHere(product, handOff, scan, act, work);
}

function demandHere(product: Product, handOff: HandOff, scan: Scan, { site }: Act, work: Work): Demand {
  if (work.reference.policy.length === 0) return 'required';
  const said = scan.details?.channel;
  const channel = typeof said === 'string' ? said : null;
  const asked = { site, category: product.category, channel, handOff, day: work.day(site) };
  return knownDemand(work.reference, asked);
}
