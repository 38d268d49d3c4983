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
    expectedOn: nullable(Type.String({ format: 'date' })),
    blind: Type.Boolean({ description: 'Whoever scans is not told what was announced until it is closed.' }),
    expected: nullable(
      wholeNumber({
        minimum: 0,
        description: 'Units announced, cancelled ones left out. Null: blind, see `blind`.',
      }),
    ),
    received: wholeNumber({ minimum: 0, description: 'Units received that were announced.' }),
    extra: wholeNumber({ minimum: 0, description: 'Units received that were not.' }),
    missing: nullable(count),
    damaged: wholeNumber({ minimum: 0, description: 'Units that came damaged or defective.' }),
    pieces: record(
      'ReceiptPieces',
      { expected: nullable(count), received: wholeNumber() },
      'Of products without serials.',
    ),
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

const sku = Type.String({ minLength: 1, maxLength: limits.skuLengthMax });
const lineNumber = wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1 });
const serial = Type.String({ minLength: 1, maxLength: limits.serialLengthMax });
const pieces = wholeNumber({ minimum: 1, maximum: limits.receiptLineQuantityMax });
const day = Type.String({ format: 'date' });

const newLine = record('NewReceiptLine', {
  line: lineNumber,
  sku,
  quantity: Type.Optional({
    ...pieces,
    description: 'How many in all; as many as there are serials if not said.',
  }),
  serials: Type.Optional(Type.Array(serial, { maxItems: limits.announcedUnitsMax })),
  ranges: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.serialSetTextLengthMax,
      description: 'Serials as they stand on a delivery note: `ABC0001-ABC0500, ABC0777`.',
    }),
  ),
  lot: Type.Optional(Type.String({ minLength: 1, maxLength: limits.nameLengthMax })),
  order: Type.Optional({ ...receiptNumber, description: 'The purchase order that it answers.' }),
  orderLine: Type.Optional(lineNumber),
});

const newCarton = record('NewReceiptCarton', {
  sscc: Type.String({ pattern: '^[0-9]{18}$', description: 'Its SSCC, 18 digits without (00).' }),
  inside: Type.Optional(
    Type.String({ pattern: '^[0-9]{18}$', description: 'The pallet that it stands on.' }),
  ),
  units: Type.Optional(
    Type.Array(
      record('NewReceiptCartonUnits', {
        line: lineNumber,
        serials: Type.Array(serial, { maxItems: limits.announcedUnitsMax }),
      }),
      {
        maxItems: limits.receiptLinesMax,
        description: 'What is in it; serials that their line does not name are announced by this.',
      },
    ),
  ),
  pieces: Type.Optional(
    Type.Array(record('NewReceiptCartonPieces', { line: lineNumber, quantity: pieces }), {
      maxItems: limits.receiptLinesMax,
      description: 'Of products without serials.',
    }),
  ),
});

export const newReceipt = record(
  'NewReceipt',
  {
    number: receiptNumber,
    site: Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' }),
    supplier: Type.Optional(text),
    expectedOn: Type.Optional(day),
    blind: Type.Optional(Type.Boolean()),
    purpose: Type.Optional(
      choice(
        undefined,
        ['original', 'replace'],
        'replace: in place of what was announced under this number, while nothing of what it drops has come.',
      ),
    ),
    lines: Type.Optional(Type.Array(newLine, { maxItems: limits.receiptLinesMax })),
    cartons: Type.Optional(Type.Array(newCarton, { maxItems: limits.receiptCartonsMax })),
  },
  'Goods that a supplier will bring. Sent again as it was it changes nothing.',
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
    photos: Type.Array(Type.String(), { description: 'Photographs of it when it came, by their hashes.' }),
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
