import type { ProductRules } from '../domain/attempt.ts';
import type { Status } from '../domain/facts.ts';
import {
  categoryLine,
  type Demand,
  type HandOff,
  handOffOf,
  type PolicyAnswer,
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
  return policyOf(work.reference, asked).demand;
}
