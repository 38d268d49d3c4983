import { type Static, Type } from 'typebox';
import { statuses } from '../../domain/facts.ts';
import { limits } from '../../domain/limits.ts';
import { transferStatuses } from '../../domain/transfers.ts';
import { statusSchema, unitNameSchema } from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const count = (description?: string) =>
  wholeNumber({ minimum: 0, ...(description === undefined ? {} : { description }) });
const site = Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' });
const text = Type.String({ minLength: 1, maxLength: limits.nameLengthMax, pattern: '\\S' });
const reason = Type.String({ minLength: 1, maxLength: limits.settlementLengthMax, pattern: '\\S' });
const uuid = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  description: 'Made by whoever asks: the same request again is harmless.',
});

export const transferSchema = record(
  'Transfer',
  {
    number: Type.String(),
    from: Type.String({ description: 'The code of the site that sends.' }),
    to: Type.String({ description: 'The code of the site that receives.' }),
    status: choice(undefined, transferStatuses, 'receiving: something has come, or is known to be lost.'),
    requestedAt: timestamp,
    requestedBy: nullable(Type.String({ description: 'Null: nobody asked; it began with what was sent.' })),
    note: nullable(Type.String()),
    closedAt: nullable(timestamp),
    unscanned: Type.Boolean({
      description: 'Nobody scans where it arrives: what is sent counts as arrived.',
    }),
    oldestInTransit: nullable(
      Type.String({
        format: 'date-time',
        description: 'Since when the unit that is longest under way is so.',
      }),
    ),
    wanted: count('Units and pieces that were asked for. The others count both too.'),
    picked: count('Picked, and not sent yet.'),
    sent: count('Sent, whatever became of them: received, in transit and lost together.'),
    received: count('Arrived, at whichever site.'),
    elsewhere: count('Of these at another site than they were sent to.'),
    inTransit: count(),
    lost: count(),
    extra: count('Received although they were not sent on it.'),
  },
  'What one site of ours sends to another.',
);
export const transferPage = pageOf('TransferPage', transferSchema);

export const transfersQuery = record(undefined, {
  from: Type.Optional(site),
  to: Type.Optional(site),
  status: Type.Optional(
    choice(undefined, ['open', 'in_transit', ...transferStatuses], 'in_transit: something is on its way.'),
  ),
  number: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.documentNumberLengthMax,
      description: 'A part of the number, in either case.',
    }),
  ),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

export const newTransfer = record(
  'NewTransfer',
  {
    request: uuid,
    number: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.documentNumberLengthMax,
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
        description: 'Given by us where nobody says it.',
      }),
    ),
    from: site,
    to: site,
    note: Type.Optional(text),
    unscanned: Type.Optional(
      Type.Boolean({
        description:
          'Nobody scans where it arrives: what is sent is booked there at once, as inferred. It comes back by scan. ' +
          'As the site has it (`scans`) where it is not said.',
      }),
    ),
    lines: Type.Array(
      record('NewTransferLine', {
        sku: Type.String({ minLength: 1, maxLength: limits.skuLengthMax }),
        quantity: Type.Optional(
          wholeNumber({ minimum: 1, maximum: limits.receiptLineQuantityMax, description: '1 if not said.' }),
        ),
        serial: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: limits.serialLengthMax,
            description: 'Exactly this unit, and no other of the product.',
          }),
        ),
        price: Type.Optional(
          wholeNumber({
            minimum: 0,
            description:
              'A piece, between two companies, in the currency’s smallest unit; its cost if not said.',
          }),
        ),
        currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' })),
      }),
      { minItems: 1, maxItems: limits.receiptLinesMax },
    ),
  },
  'What one site asks another for.',
);

export const transferParams = record(undefined, { number: Type.String({ description: 'Percent-encoded.' }) });

export const transferStates = ['picked', 'sent', 'received', 'elsewhere', 'lost', 'extra'] as const;
export const transferUnitsQuery = record(undefined, {
  state: Type.Optional(choice(undefined, transferStates)),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});
export const transferUnits = pageOf(
  'TransferUnitPage',
  record('TransferUnit', {
    unit: unitNameSchema,
    line: nullable(wholeNumber({ description: 'Null: nobody asked for it.' })),
    state: choice(undefined, transferStates, 'sent: on its way. elsewhere: came to another site.'),
    status: statusSchema,
    before: nullable(
      choice(undefined, statuses, 'The status that it had when it was sent, and will have when it arrives.'),
    ),
    since: nullable(Type.String({ format: 'date-time', description: 'Since when it is on its way.' })),
  }),
);

const piecesSchema = record('TransferPieces', {
  sku: Type.String({ minLength: 1, maxLength: limits.skuLengthMax }),
  quantity: wholeNumber({ minimum: 1, maximum: limits.quantityMax }),
});

export const transferProgress = record(
  'TransferProgress',
  {
    lines: Type.Array(
      record('TransferLine', {
        line: nullable(wholeNumber({ description: 'Null: what nobody asked for.' })),
        sku: Type.String(),
        name: Type.String(),
        serial: nullable(Type.String({ description: 'Exactly this unit was asked for.' })),
        plain: Type.Boolean({ description: 'Pieces of a product without serials.' }),
        wanted: count(),
        picked: count(),
        sent: count(),
        received: count(),
        inTransit: count(),
        lost: count(),
        extra: count(),
      }),
    ),
    steps: Type.Array(
      record('TransferStep', {
        step: choice(undefined, ['requested', 'sent', 'closed', 'cancelled', 'reopened']),
        at: timestamp,
        by: Type.String(),
        reason: nullable(Type.String()),
        carrier: nullable(Type.String()),
        tracking: nullable(Type.String()),
        units: nullable(count('Of a sending: so many went with it.')),
      }),
    ),
    claims: Type.Array(
      record('TransferClaim', {
        id: wholeNumber(),
        at: timestamp,
        by: Type.String(),
        reason: Type.String(),
        carrier: nullable(Type.String()),
        number: nullable(Type.String({ description: 'The claim’s own number, as the carrier gave it.' })),
        amount: nullable(wholeNumber({ minimum: 0, description: 'In the currency’s smallest unit.' })),
        currency: nullable(Type.String()),
        units: Type.Array(unitNameSchema),
        pieces: Type.Array(piecesSchema, { description: 'Of plain products.' }),
        found: count('Units of it that have turned up since.'),
      }),
    ),
  },
  'A transfer line by line, what was done with it as a whole, and what was lost.',
);

export const sending = record('TransferSending', {
  request: uuid,
  carrier: Type.Optional(text),
  tracking: Type.Optional(text),
});
export const sendingReply = record('TransferSent', {
  sent: count('Units that are on their way now.'),
  refused: Type.Array(
    record('TransferUnitRefused', { unit: unitNameSchema, code: Type.String(), sentence: Type.String() }),
  ),
  arrived: count('Units and pieces that count as arrived now: nobody scans where they go.'),
});

export const loss = record('TransferLoss', {
  request: uuid,
  units: Type.Optional(
    Type.Array(wholeNumber({ minimum: 1 }), {
      minItems: 1,
      maxItems: limits.pageItemsMax,
      uniqueItems: true,
      description: 'The ids of units in transit.',
    }),
  ),
  pieces: Type.Optional(
    Type.Array(piecesSchema, { minItems: 1, maxItems: limits.receiptLinesMax, description: 'In transit.' }),
  ),
  reason,
  carrier: Type.Optional(text),
  number: Type.Optional(text),
  amount: Type.Optional(wholeNumber({ minimum: 0, description: 'In the currency’s smallest unit.' })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' })),
});
export const lossReply = record('TransferLossRecorded', {
  lost: count(),
  refused: sendingReply.properties.refused,
});

export const arrival = record('TransferArrival', {
  id: uuid,
  codes: Type.Array(Type.String({ minLength: 1, maxLength: limits.scanTextLengthMax }), {
    minItems: 1,
    maxItems: limits.codesPerScanMax,
  }),
  reason,
});

export const arrivalReply = record('TransferArrivalAnswer', {
  outcome: choice(undefined, ['recorded', 'repeated', 'refused', 'withheld', 'ambiguous', 'conflict']),
  unit: nullable(unitNameSchema),
  refusal: nullable(record(undefined, { code: Type.String(), sentence: Type.String() })),
});

export const closing = record('TransferClosing', { reason: Type.Optional(reason) });
export const reopening = record('TransferReopening', { reason });

export const transferSites = record('TransferSites', {
  items: Type.Array(
    record('TransferSite', { code: Type.String(), name: Type.String(), kind: Type.String() }),
  ),
});

export const inTransitPage = pageOf(
  'InTransitPage',
  record('InTransit', {
    unit: unitNameSchema,
    name: Type.String({ description: 'The product’s.' }),
    number: Type.String({ description: 'The transfer’s.' }),
    from: Type.String(),
    to: Type.String(),
    since: timestamp,
  }),
);
export const inTransitQuery = record(undefined, {
  from: Type.Optional(site),
  to: Type.Optional(site),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

const company = Type.String({
  minLength: 1,
  maxLength: limits.codeLengthMax,
  description: 'The company’s code.',
});
const point = choice(undefined, ['sent', 'received'], 'When a unit passes from the one to the other.');

export const agreements = record('CompanyAgreements', {
  items: Type.Array(
    record('CompanyAgreement', {
      seller: Type.String(),
      buyer: Type.String(),
      point,
      at: timestamp,
      by: Type.String(),
    }),
  ),
});
export const newAgreement = record('NewCompanyAgreement', {
  seller: company,
  buyer: company,
  point: Type.Unsafe<'sent' | 'received' | null>({
    anyOf: [point, { type: 'null' }],
    description: 'Null: they agree on nothing any more, and goods only travel.',
  }),
});

export const companyParams = record(undefined, { code: Type.String({ description: 'The company’s code.' }) });
const dayOrTime = (what: string) =>
  Type.Optional(
    Type.String({ maxLength: limits.timeLengthMax, description: `${what}: a day, or RFC 3339.` }),
  );
export const postingsQuery = record(undefined, {
  from: dayOrTime('Posted then or later'),
  to: dayOrTime('Posted then or earlier'),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});
export const postingPage = pageOf(
  'CompanyPostingPage',
  record('CompanyPosting', {
    id: wholeNumber({ description: 'The same in both companies’ books.' }),
    postedAt: timestamp,
    side: choice(undefined, ['out', 'in'], 'out of this company’s book, or into it.'),
    number: Type.String({ description: 'The transfer’s.' }),
    unit: unitNameSchema,
    other: Type.String({ description: 'The code of the other company.' }),
    point,
    amount: nullable(
      wholeNumber({
        description:
          'In the currency’s smallest unit, negative where it takes one back; null: nobody knows a price.',
      }),
    ),
    currency: nullable(Type.String()),
    reverses: nullable(wholeNumber({ description: 'The posting that it takes back.' })),
  }),
);

export type TransferOnWire = Static<typeof transferSchema>;
export type TransferUnitOnWire = Static<typeof transferUnits>['items'][number];
export type TransferProgressOnWire = Static<typeof transferProgress>;
export type InTransitOnWire = Static<typeof inTransitPage>['items'][number];
export type NewTransfer = Static<typeof newTransfer>;
export type LossBody = Static<typeof loss>;
export type SendingBody = Static<typeof sending>;
export type AgreementOnWire = Static<typeof agreements>['items'][number];
export type PostingOnWire = Static<typeof postingPage>['items'][number];
export type PiecesBody = Static<typeof piecesSchema>;
export type Settled = Static<typeof sendingReply>['refused'];
