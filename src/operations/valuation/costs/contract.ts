import { type Static, Type } from 'typebox';
import { limits } from '../../../domain/limits.ts';
import { costKinds } from '../../../domain/valuation/cost-kinds.ts';
import { documentNameSchema, unitIdSchema } from '../../../ledger/contract.ts';
import { choice, nullable, record, timestamp, wholeNumber } from '../../../platform/schemas.ts';

export const currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' });
export const minor = wholeNumber({
  minimum: -limits.moneyMinorMax,
  maximum: limits.moneyMinorMax,
  description: 'In minor units of the currency: cents. Below zero: less than was said before.',
});
export const request = Type.String({
  format: 'uuid',
  description: 'The sender’s own name for it: what is sent twice is kept once.',
});
export const reason = Type.String({ minLength: 1, maxLength: limits.reasonLengthMax });
export const time = Type.String({ maxLength: limits.timeLengthMax });
const costKind = choice('CostKind', costKinds, 'What a unit cost for.');

export const unitParams = record(undefined, { id: unitIdSchema });
export const entryParams = record(undefined, { id: unitIdSchema, entry: wholeNumber({ minimum: 1 }) });
export const costsQuery = record(undefined, {
  knownAt: Type.Optional(
    Type.String({
      maxLength: limits.timeLengthMax,
      description: 'The book as it was known then; now if not said.',
    }),
  ),
});

const entry = record('CostEntry', {
  id: wholeNumber({ minimum: 1 }),
  company: Type.String({ description: 'In whose book it stands: the owner’s code.' }),
  kind: costKind,
  amount: minor,
  currency,
  at: timestamp,
  knownAt: timestamp,
  source: choice(
    undefined,
    ['order', 'transfer', 'invoice', 'hand', 'inherited'],
    'order: what its purchase order says. transfer: what one company of ours sold it to another for. invoice: its share of one. ' +
      'hand: somebody wrote it. inherited: from the unit that it was wrongly named as.',
  ),
  document: nullable(documentNameSchema),
  invoice: nullable(record(undefined, { id: wholeNumber({ minimum: 1 }), number: Type.String() })),
  reason: nullable(Type.String()),
  actor: Type.String(),
  takenBack: Type.Boolean(),
  takesBack: nullable(wholeNumber({ description: 'The entry that it takes back.' })),
});

const sum = record('CostSum', {
  currency,
  value: wholeNumber({
    description: 'What it is worth in stock: what it cost until it was here, and to make it fit for sale.',
  }),
  all: wholeNumber({ description: 'With what selling it cost.' }),
});

export const unitCosts = record(
  'UnitCosts',
  {
    unit: unitIdSchema,
    company: nullable(Type.String({ description: 'In whose stock it is, or was last.' })),
    items: Type.Array(entry, { description: 'The oldest first.' }),
    sums: Type.Array(sum, { description: 'One a currency, in the company’s book; an estimate is in it.' }),
    estimate: nullable(
      record(
        'CostEstimate',
        { amount: minor, currency, from: Type.String({ format: 'date' }) },
        'Nobody has said what it was bought for: the product’s cost on the day it came stands in.',
      ),
    ),
    sale: nullable(
      record(
        'CostAtSale',
        {
          document: documentNameSchema,
          line: nullable(Type.String()),
          price: nullable(minor),
          currency: nullable(currency),
          margin: nullable(
            wholeNumber({
              description:
                'The price less all that it cost; null where either is unknown, or they are in two currencies.',
            }),
          ),
        },
        'What it was sold for, where its order says so.',
      ),
    ),
  },
  'What one unit cost, and what it was sold for.',
);

export const newCost = record('NewCost', {
  request,
  kind: costKind,
  amount: minor,
  currency,
  at: Type.Optional(
    Type.String({ maxLength: limits.timeLengthMax, description: 'When it arose; now if not said.' }),
  ),
  reason,
});
export const costTakenBack = record('CostTakenBack', { request, reason });

export type UnitCostsOnWire = Static<typeof unitCosts>;
export type CostEntryOnWire = UnitCostsOnWire['items'][number];
export type NewCost = Static<typeof newCost>;
