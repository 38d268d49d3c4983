import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { choice, nullable, pageOf, pageQuery, record, wholeNumber } from '../../platform/schemas.ts';

const code = (description: string) =>
  // `.` and `..` mean something else in an address.
  Type.String({ pattern: `^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,${limits.codeLengthMax}}$`, description });
const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const addressPart = Type.String({ minLength: 1, maxLength: limits.addressPartLengthMax });
const address = record('Address', {
  lines: Type.Array(addressPart, { maxItems: limits.addressLinesMax }),
  postalCode: Type.Optional(addressPart),
  city: Type.Optional(addressPart),
  region: Type.Optional(addressPart),
  country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1, two letters.' }),
});
const active = Type.Boolean({
  description:
    'No longer in use: requests there are refused, observations are kept. Only what is empty can be closed.',
});

const scans = Type.Boolean({
  description:
    'Somebody scans what arrives there. Where nobody does, what is sent there on a transfer that is made from now on counts as arrived.',
});

// ---- Sites

const siteKind = choice(undefined, ['warehouse', 'store', 'returns_hub', 'repair_shop', 'partner']);
const timeZone = Type.String({
  maxLength: limits.timeZoneLengthMax,
  description: 'An IANA name, like Europe/Berlin.',
});
const locationKind = choice(undefined, ['floor', 'dock', 'bin', 'staging', 'quarantine', 'cage', 'workshop']);

const spot = {
  name: Type.Optional(name),
  kind: Type.Optional(locationKind),
  aisle: Type.Optional(nullable(name)),
  color: Type.Optional(nullable(name)),
  position: Type.Optional(
    nullable(
      wholeNumber({
        minimum: 0,
        maximum: 1_000_000,
        description: 'Where it comes on the way through the aisles.',
      }),
    ),
  ),
  capacity: Type.Optional(
    nullable(
      wholeNumber({
        minimum: 1,
        maximum: limits.spotCapacityMax,
        description: 'How many units are laid there at most; null: nobody has said.',
      }),
    ),
  ),
};
const newLocation = record('NewLocation', {
  code: code('Unique in the site; it never changes.'),
  ...spot,
});
export const locationChange = record('LocationChange', { ...spot, active: Type.Optional(active) });
export const newLocations = record('NewLocations', {
  locations: Type.Array(newLocation, { minItems: 1, maxItems: limits.locationsPerRequestMax }),
});

export const newSite = record('NewSite', {
  code: code('It never changes: history is written with it.'),
  name,
  kind: siteKind,
  timeZone,
  address: Type.Optional(nullable(address)),
  owner: Type.Optional(
    Type.String({
      maxLength: limits.codeLengthMax,
      description: 'The company whose stock it holds; ours if not said.',
    }),
  ),
  scans: Type.Optional(scans),
  locations: Type.Optional(
    Type.Array(newLocation, {
      maxItems: limits.locationsPerRequestMax,
      description:
        'The first one is where things are when a scan names no spot: FLOOR, unless it is given here.',
    }),
  ),
});
export const siteChange = record(
  'SiteChange',
  {
    name: Type.Optional(name),
    kind: Type.Optional(siteKind),
    timeZone: Type.Optional(timeZone),
    address: Type.Optional(nullable(address)),
    active: Type.Optional(active),
    scans: Type.Optional(scans),
  },
  'What is not said stays.',
);

export const locationSchema = record('Location', {
  code: Type.String(),
  name: Type.String(),
  kind: locationKind,
  aisle: nullable(Type.String()),
  color: nullable(Type.String()),
  position: nullable(Type.Integer()),
  capacity: nullable(
    wholeNumber({ minimum: 1, description: 'How many units are laid there at most; null: nobody has said.' }),
  ),
  active: Type.Boolean(),
});
const mapSpot = record('MapSpot', {
  ...locationSchema.properties,
  units: wholeNumber({ minimum: 0, description: 'In our hands at this spot.' }),
  isMore: Type.Boolean({ description: `More than ${limits.mapUnitsMax}: counting stopped there.` }),
  pieces: wholeNumber({ description: 'Of plain products, as recorded.' }),
});
export const mapPage = pageOf('SiteMapPage', mapSpot);
export const locationPage = pageOf('LocationPage', locationSchema);
export const locationsMade = record('LocationsMade', { items: Type.Array(locationSchema) });

export const siteSchema = record('Site', {
  code: Type.String(),
  name: Type.String(),
  kind: siteKind,
  timeZone: Type.String(),
  address: nullable(address),
  owner: Type.String({ description: 'The owner’s code.' }),
  active: Type.Boolean(),
  scans,
});
export const sitePage = pageOf('SitePage', siteSchema);
export const siteParams = record(undefined, { code: Type.String() });
export const locationParams = record(undefined, { code: Type.String(), location: Type.String() });
export const listQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));

// ---- Companies: whose stock it is

const companyParts = {
  name: Type.Optional(name),
  taxNumber: Type.Optional(
    nullable(Type.String({ minLength: 1, maxLength: limits.documentNumberLengthMax })),
  ),
  address: Type.Optional(nullable(address)),
};
export const newCompany = record('NewCompany', {
  ...companyParts,
  code: code('It never changes: history is written with it.'),
  name,
  kind: Type.Optional(
    choice(
      undefined,
      ['company', 'consignor'],
      'One of ours (the default), or somebody whose goods we sell.',
    ),
  ),
});
export const companyChange = record('CompanyChange', companyParts, 'What is not said stays.');
export const companySchema = record('Company', {
  code: Type.String(),
  name: Type.String(),
  kind: choice(undefined, ['company', 'consignor']),
  taxNumber: nullable(Type.String()),
  address: nullable(address),
});
export const companyPage = pageOf('CompanyPage', companySchema);

export type Address = Static<typeof address>;
export type NewSite = Static<typeof newSite>;
export type SiteChange = Static<typeof siteChange>;
export type NewLocation = Static<typeof newLocation>;
export type LocationChange = Static<typeof locationChange>;
export type NewCompany = Static<typeof newCompany>;
export type CompanyChange = Static<typeof companyChange>;
export type SiteOnWire = Static<typeof siteSchema>;
export type MapSpotOnWire = Static<typeof mapSpot>;
export type LocationOnWire = Static<typeof locationSchema>;
