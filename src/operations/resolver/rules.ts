import type { Status } from '../../domain/facts.ts';
import { type HoldKind, kindOfHold } from '../../domain/holds.ts';
import type { Unit } from '../../domain/unit.ts';
import { lastDayOf } from '../../domain/warranty-period.ts';

// What somebody outside may know of a unit once it was proved that he has it.

/**
 * What each kind of hold says to a customer. recall: his safety, so it is told in plain words · ask: something is open
 * that is nobody else's business, so that we vouch for nothing and he is asked to come to us, in the same words whatever it
 * is · nothing: it is about how we handle the unit, and no doubt about it.
 */
export const holdTells: Readonly<Record<HoldKind, 'recall' | 'ask' | 'nothing'>> = {
  recall: 'recall',
  quality: 'nothing',
  fraud: 'ask',
  stolen: 'ask',
  legal: 'nothing',
  unresolved: 'ask',
  clearance: 'ask',
  unwiped: 'nothing',
  battery_damaged: 'nothing',
};

/** genuine: we sold this very unit, and the sale stands. ask: anything else, and never which. */
export type Standing = 'genuine' | 'ask';

type Asked = Pick<Unit, 'status' | 'sale'> & { readonly holds: readonly string[] };

/** Statuses of a unit that is a customer's: with him, on its way to him, or looked after for him. */
const customers: readonly Status[] = ['shipped', 'sold', 'in_repair', 'with_vendor', 'installed'];

/** What we vouch for. Null: a label of ours whose unit is not known yet, or not any more. */
export function standingOf(unit: Asked | null): Standing {
  if (unit === null || unit.sale === null || !customers.includes(unit.status)) return 'ask';
  return unit.holds.some((key) => holdTells[kindOfHold(key)] === 'ask') ? 'ask' : 'genuine';
}

export function isRecalled(holds: readonly string[]): boolean {
  return holds.some((key) => holdTells[kindOfHold(key)] === 'recall');
}

// ---- Warranty

export const toldWarranties = ['statutory', 'maker', 'store'] as const;
export type ToldWarranty = (typeof toldWarranties)[number];

export interface WarrantyTerm {
  readonly kind: string;
  readonly months: number;
  readonly starts: string;
}

export interface Coverage {
  readonly kind: ToldWarranty;
  readonly months: number;
  /** What the months are counted from; of `sale` and `delivery` the day may be known. */
  readonly starts: string;
  /** The last day, `YYYY-MM-DD` in the calendar of the site of the sale; null where its beginning is not known here. */
  readonly lastDay: string | null;
}

/** Days of a sale, in the calendar of its site. */
export interface SaleDays {
  readonly sold: string;
  /** Handed over in the shop it is the day of the sale; null: sent, and nobody has told us that it came. */
  readonly delivered: string | null;
}

/** What terms that held on the day of the sale come to. What is bought besides, or given with a repair, is not in them. */
export function coverageOf(terms: readonly WarrantyTerm[], { sold, delivered }: SaleDays): Coverage[] {
  return terms.flatMap(({ kind, months, starts }) => {
    if (!isTold(kind) || months === 0) return [];
    const from = starts === 'sale' ? sold : starts === 'delivery' ? delivered : null;
    return [{ kind, months, starts, lastDay: from === null ? null : lastDayOf(from, months) }];
  });
}

function isTold(kind: string): kind is ToldWarranty {
  return (toldWarranties as readonly string[]).includes(kind);
}

// ---- Links of a product

/** Kinds of link that a product may have, by their names in the GS1 Web Vocabulary. relatedImage: the product's picture. */
export const linkTypes = [
  'relatedImage',
  'instructions',
  'quickStartGuide',
  'support',
  'faqs',
  'registerProduct',
  'serviceInfo',
  'recallStatus',
  'safetyInfo',
  'certificationInfo',
  'sustainabilityInfo',
  'relatedVideo',
  'purchaseSuppliesOrAccessories',
] as const;
export type LinkType = (typeof linkTypes)[number];

export type LinkFault = 'not_https' | 'host_not_allowed';

/**
 * Why an address may not be linked to; null where it may. Customers follow it from a page of ours, so whoever keeps the
 * catalog cannot send them anywhere: hosts are allowed by the settings, subdomains where one begins with a dot.
 */
export function linkFault(address: string, hosts: readonly string[]): LinkFault | null {
  // Printable ASCII without blanks: it goes into a header.
  const match = /^https:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=[/?#]|$)[!-~]*$/i.exec(address);
  if (!match || /["<>\\^`{|}]/.test(address)) return 'not_https';
  const host = match[1]!.toLowerCase();
  const isAllowed = hosts.some((one) => host === one || (one.startsWith('.') && host.endsWith(one)));
  return isAllowed ? null : 'host_not_allowed';
}
