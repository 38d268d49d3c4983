import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { conditionSchema, statusSchema, unitNameSchema } from '../../ledger/contract.ts';
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
const receiptNumber = Type.String({
  minLength: 1,
  maxLength: limits.documentNumberLengthMax,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
});

export const receiptSchema = record(
  'Receipt',
  {
    number: Type.String(),
    site: Type.String({ description: 'The site’s code.' }),
    supplier: nullable(Type.String()),
    status: choice(undefined, ['announced', 'receiving', 'closed'], 'receiving: something has come.'),
    openedAt: timestamp,
    closedAt: nullable(timestamp),
    expected: wholeNumber({ minimum: 0, description: 'Units announced, cancelled ones left out.' }),
    received: wholeNumber({ minimum: 0, description: 'Units received that were announced.' }),
    extra: wholeNumber({ minimum: 0, description: 'Units received that were not.' }),
    missing: count,
  },
  'What a supplier announced, and what came.',
);

export const receiptPage = pageOf('ReceiptPage', receiptSchema);

const text = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });

export const receiptsQuery = record(undefined, {
  site: Type.Optional(Type.String({ maxLength: limits.codeLengthMax, description: 'The site’s code.' })),
  status: Type.Optional(
    choice(undefined, ['open', 'announced', 'receiving', 'closed'], 'open: those that are not closed.'),
  ),
  supplier: Type.Optional(text),
  number: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.documentNumberLengthMax,
      description: 'A part of the number, in either case.',
    }),
  ),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

export const newReceipt = record(
  'NewReceipt',
  {
    number: receiptNumber,
    site: Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' }),
    supplier: Type.Optional(text),
    lines: Type.Optional(
      Type.Array(
        record('NewReceiptLine', {
          line: wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1 }),
          sku: Type.String({ minLength: 1, maxLength: limits.skuLengthMax }),
          quantity: wholeNumber({ minimum: 1, maximum: limits.receiptLineQuantityMax }),
        }),
        {
          maxItems: limits.receiptLinesMax,
          description: 'Products whose serials nobody has told: how many.',
        },
      ),
    ),
  },
  'Goods announced by hand. Serials that are known are announced by scans that name the receipt.',
);

export const receiptUnits = pageOf(
  'ReceiptUnitPage',
  record('ReceiptUnit', {
    unit: unitNameSchema,
    line: nullable(wholeNumber()),
    state: choice(
      undefined,
      ['listed', 'recorded', 'extra', 'cancelled', 'filled'],
      'listed: has not come. recorded: came as announced. filled: came against a line that says only how many.',
    ),
    status: statusSchema,
    seq: nullable(wholeNumber({ minimum: 1, description: 'The event of its arrival, in the unit’s life.' })),
    scannedAt: nullable(timestamp),
    scannedBy: nullable(Type.String({ description: 'The name of who took it in.' })),
    condition: nullable(conditionSchema),
    reason: nullable(Type.String({ description: 'Why it was taken although nobody announced it.' })),
    damage: nullable(Type.String({ description: 'What was wrong with it when it came.' })),
  }),
);

export const receiptParams = record(undefined, { number: Type.String({ description: 'Percent-encoded.' }) });
export const receiptUnitsQuery = record(undefined, {
  since: Type.Optional(
    Type.String({
      maxLength: limits.timeLengthMax,
      description: 'Only units of which something was recorded since then; RFC 3339.',
    }),
  ),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

export const receiptProgress = record(
  'ReceiptProgress',
  {
    damaged: wholeNumber({ minimum: 0, description: 'Units that came damaged or defective.' }),
    lines: Type.Array(
      record('ReceiptLine', {
        line: nullable(wholeNumber({ description: 'Null: what nobody announced.' })),
        sku: Type.String(),
        name: Type.String(),
        expected: count,
        received: count,
        extra: count,
        missing: count,
        damaged: count,
      }),
    ),
    people: Type.Array(
      record('ReceiptPerson', {
        actor: Type.String(),
        name: Type.String(),
        scanned: count,
        lastAt: timestamp,
      }),
      { description: 'Who took in how much; the last one first.' },
    ),
    steps: Type.Array(
      record('ReceiptStep', {
        step: choice(undefined, ['closed', 'reopened']),
        at: timestamp,
        by: Type.String(),
        reason: nullable(Type.String()),
        expected: count,
        received: count,
        extra: count,
      }),
    ),
  },
  'A receipt line by line, who has worked on it, and each time that it was closed or opened again.',
);

const reason = Type.String({ minLength: 1, maxLength: limits.settlementLengthMax, pattern: '\\S' });
export const closing = record('ReceiptClosing', {
  reason: Type.Optional(reason),
});
export const reopening = record('ReceiptReopening', { reason });

export type ReceiptOnWire = Static<typeof receiptSchema>;
export type ReceiptUnitOnWire = Static<typeof receiptUnits>['items'][number];
export type ReceiptProgressOnWire = Static<typeof receiptProgress>;
export type NewReceipt = Static<typeof newReceipt>;
