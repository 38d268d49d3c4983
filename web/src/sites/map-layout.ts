import type { MapSpotOnWire } from '../../../src/operations/places/contract.ts';

/** A part of a site's map: an aisle, or where there are none, the spots of one kind. */
export interface Zone {
  readonly key: string;
  /** Null: spots without an aisle, by their kind. */
  readonly aisle: string | null;
  readonly kind: MapSpotOnWire['kind'];
  readonly bays: readonly Bay[];
}

/** Spots over each other, the highest first; a spot that says no level is a bay of its own. */
export interface Bay {
  readonly key: string;
  readonly spots: readonly MapSpotOnWire[];
}

/** The spots of a site as they lie: aisles in their order, then zones by kind; each in the order of the way through. */
export function zonesOf(spots: readonly MapSpotOnWire[]): readonly Zone[] {
  const sorted = [...spots].sort(byWay);
  const groups = grouped(sorted, ({ aisle, kind }) => (aisle === null ? `kind ${kind}` : `aisle ${aisle}`));
  const zones = [...groups].map(([key, some]): Zone => {
    const { aisle, kind } = some[0]!;
    return { key, aisle, kind, bays: baysOf(some) };
  });
  // What has an aisle comes first; docks and quarantine stand around it.
  return zones.sort((a, b) => Number(a.aisle === null) - Number(b.aisle === null) || natural(a.key, b.key));
}

/** How full a spot is beside the fullest one of the map, in quarters: 0 empty, 1 to 4. */
export function fullnessOf({ units, pieces }: MapSpotOnWire, most: number): number {
  const load = units + Math.max(0, pieces);
  return load === 0 || most === 0 ? 0 : Math.max(1, Math.ceil((load / most) * 4));
}

/** What lies at the fullest spot. */
export function mostOf(spots: readonly MapSpotOnWire[]): number {
  return spots.reduce((most, { units, pieces }) => Math.max(most, units + Math.max(0, pieces)), 0);
}

function baysOf(spots: readonly MapSpotOnWire[]): Bay[] {
  return [...grouped(spots, ({ code }) => bayOf(code))].map(([key, some]) => ({
    key,
    spots: [...some].reverse(),
  }));
}

/** `A-01-02` → `A-01`: the last of three or more numbers is the level. */
function bayOf(code: string): string {
  const parts = code.split(/[-._]/);
  return parts.length < 3 ? code : code.slice(0, code.length - parts.at(-1)!.length - 1);
}

function byWay(a: MapSpotOnWire, b: MapSpotOnWire): number {
  const [first, second] = [a.position ?? Number.MAX_SAFE_INTEGER, b.position ?? Number.MAX_SAFE_INTEGER];
  return first - second || natural(a.code, b.code);
}

const collator = new Intl.Collator('en', { numeric: true });
const natural = (a: string, b: string) => collator.compare(a, b);

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
