import type { Spot } from '../domain/decide.ts';
import type { Act, Scan } from './acts.ts';
import { quantityKey } from './quantity-work.ts';
import { outside, type Reference, spotOf } from './reference.ts';

// What a group will need, told from its scans alone, so that it is read and locked in few statements.

/** The values and unit ids under which a scan's units may be found. */
export function lookupKeys(scan: Scan): { values: string[]; units: number[] } {
  const values: string[] = [];
  const units: number[] = [];
  for (const code of scan.codes) {
    if ('unreadable' in code) continue;
    for (const reading of code.understood) {
      if (reading.as === 'serial') values.push(reading.serial);
      if (reading.as === 'imei') values.push(reading.imei);
      if (reading.as === 'epc') values.push(reading.epc);
      if (reading.as === 'unit') units.push(reading.id);
    }
  }
  // The number that a unit is to get must be free, and one that it is to lose its own.
  const { identifier, replaces } = scan.details ?? {};
  for (const number of [identifier, replaces])
    if (typeof number === 'string') values.push(number.slice(number.indexOf(':') + 1));
  return { values, units };
}

/** A plain product at a place. */
export type PlaceOfPieces = readonly [product: number, place: number];

/** Changes of plain products that the acts take back, each with its number at its place. */
export function annulledChanges(
  acts: readonly Act[],
  reference: Reference,
): (readonly [product: number, place: number, seq: number])[] {
  return acts
    .filter(({ move }) => move === 'annul')
    .flatMap((act) =>
      act.scans.flatMap((scan) => {
        const seq = Number(scan.details?.seq);
        if (!Number.isSafeInteger(seq) || seq < 1 || seq > 2 ** 31 - 1) return [];
        const { place } = spotHere(act, reference);
        return plainProducts(scan, reference).map((product) => [product, place, seq] as const);
      }),
    );
}

/** Each once, in the order in which all groups lock them. */
export function inOrder(places: readonly PlaceOfPieces[]): PlaceOfPieces[] {
  const found = new Map(places.map((one) => [quantityKey(...one), one]));
  return [...found.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** Where plain products of the acts may change. */
export function quantityPlaces(acts: readonly Act[], reference: Reference): PlaceOfPieces[] {
  const found: PlaceOfPieces[] = [];
  for (const act of acts) {
    for (const scan of act.scans) {
      if (scan.quantity === null) continue;
      for (const product of plainProducts(scan, reference)) {
        for (const place of placesOf(scan, act, reference)) found.push([product, place]);
      }
    }
  }
  return found;
}

function plainProducts(scan: Scan, reference: Reference): number[] {
  const { sku } = scan.details ?? {};
  const named: (number | undefined)[] = [
    typeof sku === 'string' ? reference.productsBySku.get(sku)?.id : undefined,
  ];
  for (const code of scan.codes) {
    if ('unreadable' in code) continue;
    for (const reading of code.understood) {
      if (reading.as === 'ean') named.push(...holdersOf(reference, reading.gtin));
      if (reading.as === 'serial' && reading.gtin === undefined)
        named.push(reference.productsBySku.get(reading.serial)?.id);
    }
  }
  return named.filter(
    (id) => id !== undefined && reference.products.get(id)?.serialized === false,
  ) as number[];
}

function holdersOf(reference: Reference, gtin: string): number[] {
  return (reference.productsByGtin.get(gtin) ?? []).map(({ product }) => product);
}

function placesOf(scan: Scan, act: Act, reference: Reference): number[] {
  const from = reference.locationsByCode.get(`${act.site}/${String(scan.details?.from)}`)?.id;
  const here = spotHere(act, reference).place;
  return [here, outside.carrier, ...(from === undefined ? [] : [from])];
}

/** The spot an act happens at; a site without a named spot stands for its first one. */
export function spotHere(act: Act, reference: Reference): Spot {
  const site = reference.sites.get(act.site)!;
  return spotOf(reference, act.location ?? site.anywhere)!;
}

/**
 * A scan is late when it tells of something done and the unit has moved past what the device saw then. Asking before
 * tender (`sell`) is never late: it is judged by what is true now.
 */
export function isLateReport(scan: Scan, move: Act['move']): boolean {
  return scan.seen !== null && (scan.at !== null || scan.count !== null) && move !== 'sell';
}

export const noDetails: Readonly<Record<string, unknown>> = {};

export function words(name: string): string {
  return name.replaceAll('_', ' ');
}
