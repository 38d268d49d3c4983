import type { Outside, ProductRules, Spot } from '../domain/decide.ts';
import type { IdentifierKind } from '../domain/facts.ts';
import type { GtinHolder } from '../domain/gtin-periods.ts';
import type { PolicyRule } from '../domain/policy.ts';
import { compileScopes, type Scope, type ScopeMatcher } from '../domain/scopes.ts';
import { readSerialPattern } from '../domain/serial-pattern.ts';
import type { Queryable, Statement } from '../platform/database.ts';

export interface Product extends ProductRules {
  readonly id: number;
  readonly sku: string;
  readonly serialized: boolean;
  readonly category: string | null;
  /** Where its serial is found: "sticker under the battery". */
  readonly serialAt: string | null;
  /** Where a picture of that is: an address, or `photo:` and a photograph's hash. */
  readonly serialPicture: string | null;
}

export interface Site {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly timeZone: string;
  readonly owner: number;
  readonly active: boolean;
  /** Where things are when nobody says more: the site's first spot that is in use. */
  readonly anywhere: number;
  readonly quarantine: number;
}

export interface Location {
  readonly id: number;
  readonly site: Site;
  readonly code: string;
  readonly kind: string;
  readonly active: boolean;
  /** How many units it is meant to hold; null: nobody has said. */
  readonly capacity: number | null;
}

/**
 * What the judge asks about besides units: small, changed rarely, kept in every process and read anew from the
 * rows whose `version` is above the number last seen. `freshness` is that number.
 */
export interface Reference {
  readonly freshness: number;
  /** Added to transaction ids so that feed positions keep growing after a restore into a new cluster. */
  readonly feedOffset: number;
  readonly products: ReadonlyMap<number, Product>;
  readonly productsBySku: ReadonlyMap<string, Product>;
  readonly productsByGtin: ReadonlyMap<string, readonly GtinHolder[]>;
  readonly sites: ReadonlyMap<number, Site>;
  readonly sitesByCode: ReadonlyMap<string, Site>;
  readonly locations: ReadonlyMap<number, Location>;
  /** By `site id/location code`. */
  readonly locationsByCode: ReadonlyMap<string, Location>;
  readonly owners: ReadonlyMap<number, string>;
  readonly actors: ReadonlyMap<number, string>;
  /** Their names. */
  readonly devices: ReadonlyMap<number, string>;
  /** For each category the one above it. */
  readonly categories: ReadonlyMap<string, string | null>;
  /** Rules that were not withdrawn, also those that begin later. */
  readonly policy: readonly PolicyRule[];
  readonly scopes: ScopeMatcher;
  readonly scopeRows: readonly Scope[];
}

/** Places and owners that the first migration made. */
export const outside: Outside = {
  carrier: 1,
  customer: 2,
  vendor: 3,
  customerOwner: 2,
  vendorOwner: 3,
};
export const systemActor = { id: 1, code: 'system', isLead: true } as const;

export const emptyReference: Reference = {
  freshness: 0,
  feedOffset: 0,
  products: new Map(),
  productsBySku: new Map(),
  productsByGtin: new Map(),
  sites: new Map(),
  sitesByCode: new Map(),
  locations: new Map(),
  locationsByCode: new Map(),
  owners: new Map(),
  actors: new Map(),
  devices: new Map(),
  categories: new Map(),
  policy: [],
  scopes: compileScopes([]),
  scopeRows: [],
};

/** Several read at the same time, and an older answer may come after a newer one. */
export function keepNewer(state: { reference: Reference }, read: Reference): void {
  if (read.freshness >= state.reference.freshness) state.reference = read;
}

/** Reads what changed since `known`. On a connection inside a transaction it sees what that transaction sees. */
export async function loadReference(db: Queryable, known: Reference): Promise<Reference> {
  const since = [known.freshness];
  // The number first: rows read after it are at least as new, so nothing is ever taken for newer than it is.
  const state = await db.query<StateRow>(selectState);
  const read = await Promise.all([
    db.query<ProductRow>(selectProducts, since),
    db.query<GtinRow>(selectGtins),
    db.query<SiteRow>(selectSites, since),
    db.query<LocationRow>(selectLocations, since),
    db.query<CodeRow>(selectOwners, since),
    db.query<CodeRow>(selectActors, since),
    db.query<CodeRow>(selectDevices, since),
    db.query<Scope>(selectScopes),
    db.query<{ code: string; parent: string | null }>(selectCategories),
    db.query<PolicyRule>(selectPolicy),
  ]);
  const [products, gtins, sites, locations, owners, actors, devices, scopes, categories, policy] = read;
  const { freshness, feed_offset } = state.rows[0]!;
  const places = placesOf(known, sites.rows, locations.rows);
  const allProducts = merged(known.products, products.rows.map(productEntry));
  return {
    freshness,
    feedOffset: feed_offset,
    products: allProducts,
    productsBySku: new Map([...allProducts.values()].map((p) => [p.sku, p])),
    productsByGtin: grouped(gtins.rows),
    ...places,
    owners: merged(known.owners, owners.rows.map(codeEntry)),
    actors: merged(known.actors, actors.rows.map(codeEntry)),
    devices: merged(known.devices, devices.rows.map(codeEntry)),
    categories: new Map(categories.rows.map(({ code, parent }) => [code, parent])),
    policy: policy.rows,
    scopes: compileScopes(scopes.rows),
    scopeRows: scopes.rows,
  };
}

/** The spot of a place number in the terms the rules need; null for a unit that was never anywhere. */
export function spotOf(reference: Reference, place: number): Spot | null {
  const location = reference.locations.get(place);
  if (!location) return null;
  const { site } = location;
  return {
    place,
    site: site.id,
    kind: location.kind,
    company: site.owner,
    quarantine: site.quarantine,
    name: placeName(location),
    ...(location.active && site.active ? {} : { closed: true }),
  };
}

/** `SITE/SPOT`, the name that events are hashed with. */
export function placeName(location: Location): string {
  return `${location.site.code}/${location.code}`;
}

/** `SITE/LOCATION`; null for a unit that was never anywhere. */
export function placeOf(reference: Reference, place: number): string | null {
  const location = reference.locations.get(place);
  return location ? placeName(location) : null;
}

interface StateRow {
  readonly freshness: number;
  readonly feed_offset: number;
}
interface ProductRow {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly serialized: boolean;
  readonly unknown_serials: Product['unknownSerials'];
  readonly wipe_required: boolean;
  readonly category: string | null;
  readonly serial_pattern: string | null;
  readonly numbers: readonly IdentifierKind[];
  readonly serial_at: string | null;
  readonly serial_picture: string | null;
}
interface GtinRow extends Omit<GtinHolder, 'product'> {
  readonly gtin: string;
  readonly product_id: number;
}
interface SiteRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly time_zone: string;
  readonly owner_id: number;
  readonly active: boolean;
}
interface LocationRow {
  readonly id: number;
  readonly site_id: number;
  readonly code: string;
  readonly kind: string;
  readonly active: boolean;
  readonly capacity: number | null;
}
interface CodeRow {
  readonly id: number;
  readonly code: string;
}

function productEntry(row: ProductRow): readonly [number, Product] {
  const product: Product = {
    id: row.id,
    sku: row.sku,
    name: row.name,
    serialized: row.serialized,
    unknownSerials: row.unknown_serials,
    wipeRequired: row.wipe_required,
    category: row.category,
    serialAt: row.serial_at,
    serialPicture: row.serial_picture,
    numbers: row.numbers,
    ...patternOf(row.serial_pattern),
  };
  return [row.id, product];
}

/** One that a newer program wrote, and this one cannot read, stops nobody. */
function patternOf(text: string | null): Pick<ProductRules, 'serialPattern'> {
  const read = text === null ? undefined : readSerialPattern(text);
  return read && 'pattern' in read ? { serialPattern: read.pattern } : {};
}

function placesOf(known: Reference, siteRows: readonly SiteRow[], locationRows: readonly LocationRow[]) {
  const rows = new Map<number, LocationRow>();
  for (const { id, site, code, kind, active, capacity } of known.locations.values())
    rows.set(id, { id, site_id: site.id, code, kind, active, capacity });
  for (const row of locationRows) rows.set(row.id, row);
  const ordered = [...rows.values()].sort((a, b) => a.id - b.id);
  const first = (site: number, kind?: string) =>
    ordered.find((row) => row.site_id === site && row.active && (kind === undefined || row.kind === kind))
      ?.id ?? 0;
  const sites = new Map<number, Site>();
  const withSpots = (site: Omit<Site, 'anywhere' | 'quarantine'>) =>
    sites.set(site.id, { ...site, anywhere: first(site.id), quarantine: first(site.id, 'quarantine') });
  for (const site of known.sites.values()) withSpots(site);
  for (const row of siteRows) {
    const { id, code, name, kind, active } = row;
    withSpots({ id, code, name, kind, timeZone: row.time_zone, owner: row.owner_id, active });
  }
  const locations = new Map<number, Location>();
  for (const { id, site_id, code, kind, active, capacity } of ordered) {
    const site = sites.get(site_id);
    if (site) locations.set(id, { id, site, code, kind, active, capacity });
  }
  return {
    sites,
    sitesByCode: new Map([...sites.values()].map((site) => [site.code, site])),
    locations,
    locationsByCode: new Map([...locations.values()].map((l) => [`${l.site.id}/${l.code}`, l])),
  };
}

function merged<Value>(
  known: ReadonlyMap<number, Value>,
  entries: readonly (readonly [number, Value])[],
): Map<number, Value> {
  return new Map([...known, ...entries]);
}

const codeEntry = (row: CodeRow) => [row.id, row.code] as const;

function grouped(rows: readonly GtinRow[]): Map<string, GtinHolder[]> {
  const all = new Map<string, GtinHolder[]>();
  for (const { gtin, product_id: product, from, to } of rows)
    all.set(gtin, [...(all.get(gtin) ?? []), { product, from, to }]);
  return all;
}

const selectState: Statement = {
  name: 'reference_state',
  text: 'select freshness, feed_offset from ledger_state',
};
const selectProducts: Statement = {
  name: 'reference_products',
  text: `select id, sku, name, serialized, unknown_serials, wipe_required, category, serial_pattern, numbers,
      jsonb_path_query_first(label_hints, '$[*] ? (@.number == "serial").where') #>> '{}' as serial_at,
      jsonb_path_query_first(label_hints, '$[*] ? (@.number == "serial").picture') #>> '{}' as serial_picture
    from product where version > $1`,
};
const selectGtins: Statement = {
  name: 'reference_gtins',
  text: `select gtin, product_id, valid_from as "from", valid_to as "to" from product_gtin order by gtin, product_id`,
};
const selectSites: Statement = {
  name: 'reference_sites',
  text: 'select id, code, name, kind, time_zone, owner_id, active from site where version > $1',
};
const selectLocations: Statement = {
  name: 'reference_locations',
  text: 'select id, site_id, code, kind, active, capacity from location where version > $1',
};
const selectOwners: Statement = {
  name: 'reference_owners',
  text: 'select id, code from owner where version > $1',
};
const selectActors: Statement = {
  name: 'reference_actors',
  text: 'select id, code from actor where version > $1',
};
const selectDevices: Statement = {
  name: 'reference_devices',
  text: 'select id, name as code from device where version > $1',
};
const selectCategories: Statement = {
  name: 'reference_categories',
  text: 'select code, parent from category',
};
const selectPolicy: Statement = {
  name: 'reference_policy',
  text: `select id, site_id as site, category, channel, hand_off as "handOff", demand, from_day as "from",
      roll_back as "rollBack" from policy_rule where withdrawn_at is null order by id`,
};
const selectScopes: Statement = {
  name: 'reference_scopes',
  text: `select id, hold, product_id as product, lot, supplier, serials from scope
    where lifted_at is null order by id`,
};
