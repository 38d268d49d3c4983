import { type Static, Type } from 'typebox';
import { conditions } from '../../domain/facts.ts';
import { holdKinds } from '../../domain/holds.ts';
import { heldByUs } from '../../domain/lifecycle.ts';
import { limits } from '../../domain/limits.ts';
import { ageCounts, ageNames } from '../../domain/valuation/ageing.ts';
import { conditionSchema, statusSchema, unitIdSchema } from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const code = (description: string) =>
  Type.Optional(Type.String({ maxLength: limits.nameLengthMax, description }));
const spotKinds = ['floor', 'dock', 'bin', 'staging', 'quarantine', 'cage', 'workshop'] as const;
const paging = pageQuery(limits.pageItemsMax, limits.pageItemsDefault);

const asked = {
  site: code('The site’s code; all that one may see if not said.'),
  by: Type.Optional(
    choice(
      undefined,
      ageCounts,
      'What ages are counted from: since it has been ours (if not said), or was last recorded.',
    ),
  ),
  sku: code('Of one product.'),
  category: code('And all under it.'),
  status: Type.Optional(choice(undefined, heldByUs)),
  condition: Type.Optional(choice(undefined, conditions)),
  held: Type.Optional(Type.Boolean({ description: 'true: on hold; false: free.' })),
  hold: Type.Optional(choice(undefined, holdKinds, 'On hold for this.')),
  location: code('A spot of the site, which is to be said too.'),
  zone: Type.Optional(choice(undefined, spotKinds, 'Spots of one kind.')),
  aisle: code('Spots of one aisle.'),
  container: code('In the container with this number, or in one that stands in it.'),
  age: Type.Optional(choice(undefined, ageNames, 'In days, of the site’s calendar.')),
};
export const inventoryQuery = record(undefined, asked);
export const inventoryPageQuery = record(undefined, { ...asked, ...paging });

const count = wholeNumber({ minimum: 0 });
const ages = {
  units: count,
  days0to30: count,
  days31to60: count,
  days61to90: count,
  days91to180: count,
  days181to365: count,
  over365: count,
  oldestDays: nullable(
    wholeNumber({ minimum: 0, description: 'The age of the oldest; null where there is none.' }),
  ),
};

export const agesSchema = record('InventoryAges', ages, 'How many units lie in our hands, by age.');
export const productPage = pageOf(
  'InventoryProductPage',
  record('InventoryProduct', {
    sku: Type.String(),
    name: Type.String(),
    category: nullable(Type.String()),
    ...ages,
  }),
);
export const spotPage = pageOf(
  'InventorySpotPage',
  record('InventorySpot', {
    site: Type.String(),
    code: Type.String(),
    kind: Type.String(),
    aisle: nullable(Type.String()),
    color: nullable(Type.String()),
    capacity: nullable(wholeNumber({ minimum: 1 })),
    ...ages,
  }),
);
export const unitPage = pageOf(
  'InventoryUnitPage',
  record('InventoryUnit', {
    id: unitIdSchema,
    sku: Type.String(),
    name: Type.String(),
    serial: Type.String(),
    status: statusSchema,
    condition: conditionSchema,
    holds: Type.Array(Type.String()),
    place: Type.String({ description: '`SITE/LOCATION`' }),
    since: timestamp,
    days: count,
    lastAt: timestamp,
  }),
);

export type InventoryQuery = Static<typeof inventoryQuery>;
export type InventoryAges = Static<typeof agesSchema>;
export type InventoryProduct = Static<typeof productPage>['items'][number];
export type InventorySpot = Static<typeof spotPage>['items'][number];
export type InventoryUnit = Static<typeof unitPage>['items'][number];
