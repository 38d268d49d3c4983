import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { choice, nullable, pageOf, pageQuery, record } from '../../platform/schemas.ts';

const code = (description: string) =>
  Type.String({ pattern: `^[A-Za-z0-9._-]{1,${limits.codeLengthMax}}$`, description });
const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });

// ---- Products

const unknownSerials = choice(
  undefined,
  ['refuse', 'arrivals', 'anywhere'],
  'Where a serial that nobody announced may become a unit: nowhere, where goods arrive, or in any finished sale too.',
);
const gtinsGiven = Type.Array(Type.String({ maxLength: 14 }), {
  maxItems: limits.gtinsPerProductMax,
  description: 'GTIN-8, -12, -13 or -14 with the right check digit. Products may share one.',
});
const policy = {
  name: Type.Optional(name),
  category: Type.Optional(nullable(name)),
  unknownSerials: Type.Optional(unknownSerials),
  wipeRequired: Type.Optional(
    Type.Boolean({ description: 'The device remembers its user: it comes back on hold until it is wiped.' }),
  ),
  gtins: Type.Optional(gtinsGiven),
};

export const newProduct = record('NewProduct', {
  ...policy,
  name,
  sku: Type.String({
    pattern: `^[!-~]{1,${limits.skuLengthMax}}$`,
    description: 'Never changes: history is written with it.',
  }),
  serialized: Type.Optional(
    Type.Boolean({ description: 'Each unit has a serial number (the default), or only pieces are counted.' }),
  ),
});

export const productChange = record(
  'ProductChange',
  policy,
  'What is not said stays. `gtins` replaces the list.',
);

export const productSchema = record('Product', {
  sku: Type.String(),
  name: Type.String(),
  category: nullable(Type.String()),
  serialized: Type.Boolean(),
  unknownSerials,
  wipeRequired: Type.Boolean(),
  gtins: Type.Array(Type.String({ description: '14 digits.' })),
});
export const productPage = pageOf('ProductPage', productSchema);
export const productParams = record(undefined, { sku: Type.String({ description: 'Percent-encoded.' }) });

// ---- Sites and locations

const siteKind = choice(undefined, ['warehouse', 'store', 'returns_hub', 'repair_shop', 'partner']);
const locationKind = choice(undefined, ['floor', 'dock', 'bin', 'staging', 'quarantine', 'cage', 'workshop']);

const newLocation = record('NewLocation', {
  code: code('Unique in the site; it never changes.'),
  name: Type.Optional(name),
  kind: Type.Optional(locationKind),
  aisle: Type.Optional(name),
  color: Type.Optional(name),
});

export const newLocations = record('NewLocations', {
  locations: Type.Array(newLocation, { minItems: 1, maxItems: limits.locationsPerRequestMax }),
});

export const newSite = record('NewSite', {
  code: code('It never changes: history is written with it.'),
  name,
  kind: siteKind,
  timeZone: Type.String({ maxLength: 64, description: 'An IANA name, like Europe/Berlin.' }),
  owner: Type.Optional(Type.String({ description: 'Whose stock it holds; our company if not said.' })),
  locations: Type.Optional(
    Type.Array(newLocation, {
      maxItems: limits.locationsPerRequestMax,
      description:
        'The first one is where things are when a scan names no spot: FLOOR, unless it is given here.',
    }),
  ),
});

export const locationSchema = record('Location', {
  code: Type.String(),
  name: Type.String(),
  kind: choice(undefined, ['floor', 'dock', 'bin', 'staging', 'quarantine', 'cage', 'workshop']),
  aisle: nullable(Type.String()),
  color: nullable(Type.String()),
});
export const locationPage = pageOf('LocationPage', locationSchema);
export const locationsMade = record('LocationsMade', { items: Type.Array(locationSchema) });

export const siteSchema = record('Site', {
  code: Type.String(),
  name: Type.String(),
  kind: siteKind,
  timeZone: Type.String(),
  owner: Type.String({ description: 'The owner’s code.' }),
});
export const sitePage = pageOf('SitePage', siteSchema);
export const siteParams = record(undefined, { code: Type.String() });
export const listQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));

export type NewProduct = Static<typeof newProduct>;
export type ProductChange = Static<typeof productChange>;
export type ProductOnWire = Static<typeof productSchema>;
export type NewSite = Static<typeof newSite>;
export type NewLocation = Static<typeof newLocation>;
export type SiteOnWire = Static<typeof siteSchema>;
export type LocationOnWire = Static<typeof locationSchema>;
