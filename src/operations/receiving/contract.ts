import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { unitNameSchema } from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const count = wholeNumber({ minimum: 0 });

const receiptMembers = {
  number: Type.String(),
  site: Type.String({ description: 'The site’s code.' }),
  supplier: nullable(Type.String()),
  openedAt: timestamp,
  closedAt: nullable(timestamp),
  expected: wholeNumber({ minimum: 0, description: 'Units announced, cancelled ones left out.' }),
  received: wholeNumber({ minimum: 0, description: 'Units received that were announced.' }),
  extra: wholeNumber({ minimum: 0, description: 'Units received that were not.' }),
  missing: count,
};

export const receiptSchema = record('Receipt', receiptMembers, 'What a supplier announced, and what came.');

export const receiptUnits = pageOf(
  'ReceiptUnitPage',
  record('ReceiptUnit', {
    unit: unitNameSchema,
    line: nullable(wholeNumber()),
    state: choice(undefined, ['listed', 'recorded', 'extra', 'cancelled']),
  }),
);

export const receiptParams = record(undefined, { number: Type.String({ description: 'Percent-encoded.' }) });
export const receiptUnitsQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));

export type ReceiptOnWire = Static<typeof receiptSchema>;
