import { everySerial, hasSerial, parseSerialSet, type SerialSet } from './identifiers/serial-set.ts';
import { tidy } from './identifiers/serial-set-parts.ts';

/**
 * What a recall scope or hold list holds, also serials nobody has seen yet. All that is said must be true of
 * a unit: `null` says nothing.
 */
export interface Scope {
  readonly id: number;
  /** Key of the hold that it places: `kind` or `kind:reference`. */
  readonly hold: string;
  readonly product: number | null;
  readonly lot: string | null;
  readonly supplier: string | null;
  /** A serial set as text (identifiers/serial-set.ts). */
  readonly serials: string | null;
}

/** Scopes made ready to be asked about one unit after another. */
export interface ScopeMatcher {
  /** By product number; 0: scopes that name no product. */
  readonly byProduct: ReadonlyMap<number, Matches>;
}

interface Matches {
  /**
   * A scope each that names serials one by one is found by the serial alone, however many scopes there are.
   */
  readonly bySerial: ReadonlyMap<string, readonly Condition[]>;
  /** Scopes of one hold and one condition, their ranges and prefixes merged into one set. */
  readonly sets: readonly (Condition & { readonly serials: SerialSet })[];
}

interface Condition {
  readonly hold: string;
  readonly lot: string | null;
  readonly supplier: string | null;
}

export interface ScopedUnit {
  readonly product: number;
  readonly serial: string;
  readonly lot: string | null;
  readonly supplier: string | null;
}

export function compileScopes(scopes: readonly Scope[]): ScopeMatcher {
  const groups = grouped(scopes, (scope) => scope.product ?? 0);
  return { byProduct: new Map([...groups].map(([product, group]) => [product, matchesOf(group)])) };
}

const none: readonly string[] = [];

/**
 * Keys of the holds whose scopes hold the unit, sorted, each once. No scopes cost nothing; n serials in the
 * lists cost about log n, and serials named one by one a single look.
 */
export function scopeHolds(matcher: ScopeMatcher, unit: ScopedUnit): readonly string[] {
  const { byProduct } = matcher;
  if (byProduct.size === 0) return none;
  const found = new Set<string>();
  addHolds(found, byProduct.get(unit.product), unit);
  if (unit.product !== 0) addHolds(found, byProduct.get(0), unit);
  return found.size === 0 ? none : [...found].sort();
}

function addHolds(found: Set<string>, matches: Matches | undefined, unit: ScopedUnit): void {
  if (!matches) return;
  for (const condition of matches.bySerial.get(unit.serial) ?? []) {
    if (fits(condition, unit)) found.add(condition.hold);
  }
  for (const set of matches.sets) {
    if (!found.has(set.hold) && fits(set, unit) && hasSerial(set.serials, unit.serial)) found.add(set.hold);
  }
}

function fits({ lot, supplier }: Condition, unit: ScopedUnit): boolean {
  return (lot === null || lot === unit.lot) && (supplier === null || supplier === unit.supplier);
}

function matchesOf(scopes: readonly Scope[]): Matches {
  const bySerial = new Map<string, Condition[]>();
  const sets: (Condition & { serials: SerialSet })[] = [];
  const alike = grouped(scopes, ({ hold, lot, supplier }) => JSON.stringify([hold, lot, supplier]));
  for (const group of alike.values()) {
    const { hold, lot, supplier } = group[0]!;
    const { serials, ...open } = merged(group.map((scope) => serialsOf(scope)));
    for (const serial of serials) {
      bySerial.set(serial, [...(bySerial.get(serial) ?? []), { hold, lot, supplier }]);
    }
    if (open.prefixes.length + open.ranges.length > 0) {
      sets.push({ hold, lot, supplier, serials: { ...open, serials: [] } });
    }
  }
  return { bySerial, sets };
}

/**
 * A stored set that cannot be read any more holds all: too much held can be lifted, too little has been
 * sold.
 */
function serialsOf({ serials }: Scope): SerialSet {
  if (serials === null) return everySerial;
  const parsed = parseSerialSet(serials);
  return 'set' in parsed ? parsed.set : everySerial;
}

/** All at once, so that ten thousand small lists are sorted one time. */
function merged(sets: readonly SerialSet[]): SerialSet {
  if (sets.length === 1) return sets[0]!;
  return tidy({
    prefixes: sets.flatMap(({ prefixes }) => prefixes),
    ranges: sets.flatMap(({ ranges }) => ranges),
    serials: sets.flatMap(({ serials }) => serials),
  });
}

function grouped<Key>(scopes: readonly Scope[], keyOf: (scope: Scope) => Key): Map<Key, Scope[]> {
  const groups = new Map<Key, Scope[]>();
  for (const scope of scopes) {
    const key = keyOf(scope);
    const group = groups.get(key);
    if (group) group.push(scope);
    else groups.set(key, [scope]);
  }
  return groups;
}
