import { type Static, Type } from 'typebox';
import { limits } from '../../../domain/limits.ts';
import { landedKinds } from '../../../domain/valuation/cost-kinds.ts';
import { sharings } from '../../../domain/valuation/share-out.ts';
import { unitNameSchema } from '../../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../../platform/schemas.ts';
import { currency, minor, reason, request } from '../costs/contract.ts';

const number = Type.String({
  minLength: 1,
  maxLength: limits.documentNumberLengthMax,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
});
const kind = choice(undefined, landedKinds, 'What came on top of the price.');
const sharedBy = choice(
  undefined,
  sharings,
  'value: by what each unit was bought for. quantity: each the same. weight: by the weight of its product.',
);

const said = {
  number,
  supplier: Type.Optional(
    Type.String({ minLength: 1, maxLength: limits.nameLengthMax, description: 'Who sent it.' }),
  ),
  kind,
  amount: minor,
  currency,
  sharedBy,
  at: Type.Optional(
    Type.String({ maxLength: limits.timeLengthMax, description: 'From when on it counts; now if not said.' }),
  ),
  receipts: Type.Array(number, {
    minItems: 1,
    maxItems: limits.invoiceReceiptsMax,
    uniqueItems: true,
    description: 'Whose units it is shared out over.',
  }),
};
export const newInvoice = record('NewCostInvoice', { request, ...said });
export const invoiceAsked = record('CostInvoiceAsked', said);
export const invoiceTakenBack = record('CostInvoiceTakenBack', { reason });

const count = wholeNumber({ minimum: 0 });
const outcome = {
  units: wholeNumber({ minimum: 0, description: 'Over which it is shared.' }),
  goneUnits: wholeNumber({
    minimum: 0,
    description: 'Of them those that have left our stock: their share is no value in stock.',
  }),
  goneAmount: wholeNumber({ description: 'What of the amount is on those.' }),
};

export const invoicePreview = record(
  'CostInvoicePreview',
  {
    ...outcome,
    least: wholeNumber({ description: 'The smallest share.' }),
    most: wholeNumber({ description: 'The largest.' }),
    shares: Type.Array(record('SharePreview', { sku: Type.String(), units: count, amount: minor }), {
      description: 'By product.',
    }),
  },
  'How an invoice would be shared out.',
);

export const invoiceSchema = record(
  'CostInvoice',
  {
    id: wholeNumber({ minimum: 1 }),
    number: Type.String(),
    supplier: nullable(Type.String()),
    kind,
    amount: minor,
    currency,
    sharedBy,
    at: timestamp,
    knownAt: timestamp,
    actor: Type.String(),
    receipts: Type.Array(Type.String()),
    ...outcome,
    takenBackAt: nullable(timestamp),
    takenBackBy: nullable(Type.String()),
    takenBackReason: nullable(Type.String()),
  },
  'An invoice over receipts, shared out over their units.',
);
export const invoicePage = pageOf('CostInvoicePage', invoiceSchema);
export const invoicesQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  receipt: Type.Optional(
    Type.String({ maxLength: limits.documentNumberLengthMax, description: 'Those of one receipt.' }),
  ),
});
export const invoiceParams = record(undefined, { id: wholeNumber({ minimum: 1 }) });

export const sharesQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));
export const sharePage = pageOf(
  'CostSharePage',
  record('CostShare', { unit: unitNameSchema, name: Type.String(), amount: minor, currency }),
);

export type NewCostInvoice = Static<typeof newInvoice>;
export type CostInvoiceAsked = Static<typeof invoiceAsked>;
export type CostInvoiceOnWire = Static<typeof invoiceSchema>;
export type CostInvoicePreview = Static<typeof invoicePreview>;
export type CostShareOnWire = Static<typeof sharePage>['items'][number];
