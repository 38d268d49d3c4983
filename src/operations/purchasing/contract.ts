import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
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
const number = Type.String({
  minLength: 1,
  maxLength: limits.documentNumberLengthMax,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
});
const text = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const day = Type.String({ format: 'date' });
const currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' });
const price = wholeNumber({ minimum: 0, description: 'Of one, in minor units of the currency.' });

const states = ['open', 'partly', 'received', 'closed'] as const;
const state = choice(
  undefined,
  states,
  'open: nothing has come. partly: some of it. received: all of it. closed: short, and the rest is not waited for.',
);

export const newPurchaseOrder = record(
  'NewPurchaseOrder',
  {
    number,
    site: Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' }),
    supplier: text,
    orderedOn: Type.Optional(day),
    expectedOn: Type.Optional(day),
    currency: Type.Optional(currency),
    purpose: Type.Optional(
      choice(undefined, ['original', 'replace'], 'replace: in place of what was ordered under this number.'),
    ),
    lines: Type.Array(
      record('NewPurchaseOrderLine', {
        line: wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1 }),
        sku: Type.String({ minLength: 1, maxLength: limits.skuLengthMax }),
        quantity: wholeNumber({ minimum: 1, maximum: limits.receiptLineQuantityMax }),
        price: Type.Optional(price),
      }),
      { minItems: 1, maxItems: limits.purchaseOrderLinesMax },
    ),
  },
  'What was ordered from a supplier, for one site.',
);

const line = record('PurchaseOrderLine', {
  line: wholeNumber(),
  sku: Type.String(),
  name: Type.String(),
  quantity: count,
  price: nullable(wholeNumber({ description: 'Null also to who may not see what things cost.' })),
  announced: wholeNumber({ minimum: 0, description: 'On all its receipts together.' }),
  received: count,
  open: wholeNumber({ minimum: 0, description: 'Still to come.' }),
  over: wholeNumber({ minimum: 0, description: 'More than was ordered.' }),
  state,
});

const head = {
  number: Type.String(),
  site: Type.String(),
  supplier: Type.String(),
  orderedOn: nullable(day),
  expectedOn: nullable(day),
  currency: nullable(Type.String()),
  createdAt: timestamp,
};

export const purchaseOrderSchema = record(
  'PurchaseOrder',
  {
    ...head,
    state,
    lines: Type.Array(line),
    receipts: Type.Array(record('PurchaseOrderReceipt', { number: Type.String(), closed: Type.Boolean() }), {
      description: 'Receipts that answer it.',
    }),
  },
  'What was ordered, and what came of it.',
);

export const purchaseOrderPage = pageOf(
  'PurchaseOrderPage',
  record('PurchaseOrderHead', { ...head, lines: count, pieces: count }),
);

export const purchaseOrdersQuery = record(undefined, {
  site: Type.Optional(Type.String({ maxLength: limits.codeLengthMax, description: 'The site’s code.' })),
  supplier: Type.Optional(text),
  number: Type.Optional(
    Type.String({ minLength: 1, maxLength: limits.documentNumberLengthMax, description: 'A part of it.' }),
  ),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

export const purchaseOrderParams = record(undefined, {
  number: Type.String({ description: 'Percent-encoded.' }),
});

export type NewPurchaseOrder = Static<typeof newPurchaseOrder>;
export type PurchaseOrderOnWire = Static<typeof purchaseOrderSchema>;
export type PurchaseOrderHead = Static<typeof purchaseOrderPage>['items'][number];
