import { Type } from 'typebox';
import { statuses } from '../../domain/facts.ts';
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
});
