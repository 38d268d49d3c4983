import { type Static, Type } from 'typebox';
import { conditions, statuses } from '../../domain/facts.ts';
import { holdKinds } from '../../domain/holds.ts';
import { limits } from '../../domain/limits.ts';
import { unitIdSchema } from '../../ledger/contract.ts';
import { choice, record } from '../../platform/schemas.ts';
import { listNames } from './lists.ts';

export const exportParams = record(undefined, {
  list: choice('ExportList', listNames, 'What is taken out; quantity: pieces of products without serials.'),
});

export const exportQuery = record(undefined, {
  format: Type.Optional(choice(undefined, ['csv', 'xlsx', 'json'], 'csv if not said.')),
  columns: Type.Optional(
    Type.String({
      maxLength: limits.columnNamesLengthMax,
      description: 'Only these columns, in this order, with commas between them.',
    }),
  ),
  site: Type.Optional(Type.String({ maxLength: limits.codeLengthMax })),
  sku: Type.Optional(Type.String({ maxLength: limits.skuLengthMax, description: 'units only.' })),
  status: Type.Optional(choice(undefined, statuses, 'units only.')),
  unit: Type.Optional(unitIdSchema),
  ours: Type.Optional(
    Type.Boolean({ description: 'units only: true, without a status: those in our hands.' }),
  ),
  location: Type.Optional(
    Type.String({ maxLength: limits.codeLengthMax, description: 'units only: a spot of the site.' }),
  ),
  condition: Type.Optional(choice(undefined, conditions, 'units only.')),
  held: Type.Optional(Type.Boolean({ description: 'units only: on hold, or free.' })),
  hold: Type.Optional(choice(undefined, holdKinds, 'units only: on hold for this.')),
  lot: Type.Optional(Type.String({ maxLength: limits.nameLengthMax, description: 'units only.' })),
  supplier: Type.Optional(
    Type.String({
      maxLength: limits.nameLengthMax,
      description: 'units: as it was recorded with them; products: the supplier’s code.',
    }),
  ),
  category: Type.Optional(
    Type.String({ maxLength: limits.nameLengthMax, description: 'products only: it and what is under it.' }),
  ),
  serialized: Type.Optional(Type.Boolean({ description: 'products only.' })),
  q: Type.Optional(
    Type.String({
      maxLength: limits.scanTextLengthMax,
      description: 'units: a part of a number; products: of SKU, name or GTIN.',
    }),
  ),
});

export type ExportQuery = Static<typeof exportQuery>;
