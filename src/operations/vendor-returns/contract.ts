import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { evidenceSchema, statusSchema, unitNameSchema } from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';
import { answerNames, expectedWays, returnReasons, returnStatuses, wishes } from './rules.ts';

const count = (description?: string) =>
  wholeNumber({ minimum: 0, ...(description === undefined ? {} : { description }) });
const site = Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' });
const words = (maxLength: number, description?: string) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '\\S',
    ...(description === undefined ? {} : { description }),
  });
const uuid = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  description: 'Made by whoever asks: the same request again is harmless.',
});
const amount = wholeNumber({
  minimum: 0,
  maximum: limits.moneyMinorMax,
  description: 'In the currency’s smallest unit.',
});
const currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' });
const rma = words(limits.documentNumberLengthMax, 'The supplier’s number for it.');
const reason = choice(undefined, returnReasons, 'Why it goes back.');
const wants = choice(undefined, wishes, 'What is asked of the supplier for it.');
const lineState = choice(
  undefined,
  ['listed', 'sent', ...answerNames, 'back'],
  'back: it is here again, and nobody has said on the return why.',
);
const expectedBy = nullable(
  choice(
    undefined,
    expectedWays,
    'How it is known what is expected. said: somebody said so. unit: it was bought for that. product: its product costs that. ' +
      'What either cost is told to who may see costs alone.',
  ),
);
const money = record('VendorMoney', { amount: wholeNumber(), currency: Type.String() });

export const vendorReturnSchema = record(
  'VendorReturn',
  {
    number: Type.String(),
    site: Type.String({ description: 'The code of the site that it leaves from.' }),
    supplier: Type.String({ description: 'The supplier’s code.' }),
    supplierName: Type.String(),
    rma: nullable(Type.String({ description: 'The supplier’s number for it; nothing is sent without.' })),
    note: nullable(Type.String()),
    status: choice(
      undefined,
      returnStatuses,
      'sent: an answer is still missing; answered: there is one for every unit.',
    ),
    needsApproval: Type.Boolean(),
    approvedAt: nullable(timestamp),
    approvedBy: nullable(Type.String({ description: 'Who, by name.' })),
    madeAt: timestamp,
    madeBy: Type.String(),
    sentAt: nullable(timestamp),
    carrier: nullable(Type.String()),
    tracking: nullable(Type.String()),
    closedAt: nullable(timestamp),
    closedBy: nullable(Type.String()),
    closedWhy: nullable(Type.String()),
    listed: count('Units that wait to be sent.'),
    sent: count('Units without an answer.'),
    answered: count(),
    back: count('Of the answered: here again, and nobody has said why.'),
    openCredits: count('Units that money is still expected for.'),
  },
  'What goes back to one supplier.',
);
export const vendorReturnPage = pageOf('VendorReturnPage', vendorReturnSchema);

export const vendorReturnsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site: Type.Optional(site),
  open: Type.Optional(Type.Boolean()),
  supplier: Type.Optional(Type.String({ maxLength: limits.codeLengthMax })),
  number: Type.Optional(words(limits.documentNumberLengthMax, 'A part of its number or of its RMA number.')),
});

export const newVendorReturn = record('NewVendorReturn', {
  request: uuid,
  number: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.documentNumberLengthMax,
      pattern: '^[^\\u0000-\\u001f\\u007f]+$',
      description: 'Given by us where nobody says it.',
    }),
  ),
  site,
  supplier: words(limits.nameLengthMax, 'By code or name.'),
  rma: Type.Optional(rma),
  note: Type.Optional(words(limits.noteLengthMax)),
  needsApproval: Type.Optional(
    Type.Boolean({ description: 'Nothing is sent before a lead has approved of it.' }),
  ),
});

export const vendorReturnParams = record(undefined, {
  number: Type.String({ description: 'Percent-encoded.' }),
});
export const vendorReturnUnitParams = record(undefined, {
  number: Type.String({ description: 'Percent-encoded.' }),
  unit: wholeNumber({ minimum: 1 }),
});

export const vendorReturnChange = record('VendorReturnChange', {
  rma: Type.Optional(rma),
  note: Type.Optional(words(limits.noteLengthMax)),
});

export const returnedUnit = record('VendorReturnUnit', {
  unit: unitNameSchema,
  name: Type.String({ description: 'The product’s name.' }),
  reason,
  note: nullable(Type.String()),
  wants,
  expected: nullable(money),
  expectedBy,
  credited: nullable(money),
  creditDone: Type.Boolean({ description: 'No more money is to come for it.' }),
  state: lineState,
  status: statusSchema,
  addedAt: timestamp,
  addedBy: Type.String(),
  sentAt: nullable(timestamp),
  answeredAt: nullable(timestamp),
  replacement: nullable(unitNameSchema),
});
export const returnedUnitPage = pageOf('VendorReturnUnitPage', returnedUnit);
export const returnedUnitsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  state: Type.Optional(choice(undefined, ['listed', 'sent', ...answerNames])),
});

const aboutUnit = {
  note: Type.Optional(words(limits.noteLengthMax)),
  expected: Type.Optional(amount),
  currency: Type.Optional(currency),
};

export const listing = record('VendorReturnListing', {
  things: Type.Array(
    record(undefined, {
      codes: Type.Array(Type.String({ maxLength: limits.scanTextLengthMax }), {
        minItems: 1,
        maxItems: limits.codesPerScanMax,
        description:
          'What was scanned of one unit; a carton’s SSCC alone stands for what it was announced with.',
      }),
    }),
    { minItems: 1, maxItems: limits.vendorReturnThingsMax },
  ),
  input: evidenceSchema,
  reason,
  wants: Type.Optional(wants),
  ...aboutUnit,
});
export const listingReply = record('VendorReturnListed', {
  items: Type.Array(
    record('VendorReturnListedThing', {
      codes: Type.Array(Type.String()),
      outcome: choice(undefined, ['listed', 'repeated', 'refused']),
      unit: nullable(unitNameSchema),
      code: nullable(Type.String({ description: 'Why not.' })),
      sentence: Type.String(),
    }),
  ),
});

export const lineChange = record('VendorReturnUnitChange', {
  reason: Type.Optional(reason),
  wants: Type.Optional(wants),
  ...aboutUnit,
});

const refused = Type.Array(
  record('VendorReturnRefused', { unit: unitNameSchema, code: Type.String(), sentence: Type.String() }),
);
export const sendingOut = record('VendorReturnSending', {
  request: uuid,
  carrier: Type.Optional(words(limits.nameLengthMax)),
  tracking: Type.Optional(words(limits.nameLengthMax)),
});
export const sentReply = record('VendorReturnSent', { sent: count(), refused });

export const vendorAnswers = record('VendorAnswers', {
  request: uuid,
  answer: choice(undefined, answerNames),
  site: Type.Optional(site),
  location: Type.Optional(
    Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'Where what came back is.' }),
  ),
  units: Type.Array(
    record(undefined, {
      unit: wholeNumber({ minimum: 1 }),
      amount: Type.Optional(amount),
      replacement: Type.Optional(
        Type.Array(Type.String({ maxLength: limits.scanTextLengthMax }), {
          minItems: 1,
          maxItems: limits.codesPerScanMax,
          description: 'What was scanned of the unit that came in its place.',
        }),
      ),
    }),
    { minItems: 1, maxItems: limits.vendorReturnThingsMax },
  ),
  currency: Type.Optional(currency),
  creditNote: Type.Optional(words(limits.documentNumberLengthMax, 'The credit note’s number.')),
  more: Type.Optional(Type.Boolean({ description: 'More money is to come for these.' })),
});
export const answeredReply = record('VendorAnswered', {
  items: Type.Array(
    record('VendorAnsweredUnit', {
      unit: unitNameSchema,
      outcome: choice(undefined, ['recorded', 'repeated', 'refused']),
      replacement: nullable(unitNameSchema),
      code: nullable(Type.String({ description: 'Why not.' })),
      sentence: Type.String(),
    }),
  ),
});

export const undoing = record('VendorReturnUndo', { reason: words(limits.reasonLengthMax) });
export const ending = record('VendorReturnEnding', {
  reason: Type.Optional(words(limits.settlementLengthMax)),
});

export const creditsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site: Type.Optional(site),
  supplier: Type.Optional(Type.String({ maxLength: limits.codeLengthMax })),
});
const openCredit = record('OpenVendorCredit', {
  number: Type.String({ description: 'The return’s.' }),
  rma: nullable(Type.String()),
  site: Type.String(),
  supplier: Type.String(),
  supplierName: Type.String(),
  unit: unitNameSchema,
  name: Type.String(),
  state: lineState,
  expected: nullable(money),
  expectedBy,
  credited: nullable(money),
  open: nullable(money),
  owedSince: timestamp,
  days: count('Since it was sent.'),
});
export const openCreditPage = pageOf('OpenVendorCreditPage', openCredit);

export type VendorReturnOnWire = Static<typeof vendorReturnSchema>;
export type NewVendorReturn = Static<typeof newVendorReturn>;
export type ReturnedUnitOnWire = Static<typeof returnedUnit>;
export type ListingBody = Static<typeof listing>;
export type ListedOnWire = Static<typeof listingReply>['items'][number];
export type SendingOutBody = Static<typeof sendingOut>;
export type SentOnWire = Static<typeof sentReply>;
export type VendorAnswersBody = Static<typeof vendorAnswers>;
export type AnsweredOnWire = Static<typeof answeredReply>['items'][number];
export type OpenCreditOnWire = Static<typeof openCredit>;
