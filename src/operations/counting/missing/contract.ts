import { type Static, Type } from 'typebox';
import { limits } from '../../../domain/limits.ts';
import { moveSchema, unitNameSchema } from '../../../ledger/contract.ts';
import { nullable, pageOf, pageQuery, record, timestamp, wholeNumber } from '../../../platform/schemas.ts';

export const missingUnit = record(
  'MissingUnit',
  {
    unit: unitNameSchema,
    name: Type.String({ description: 'The product’s.' }),
    should: nullable(Type.String({ description: 'Where the ledger had it: `SITE/LOCATION`.' })),
    since: timestamp,
    how: moveSchema,
    by: Type.String({ description: 'Who gave it up, by name.' }),
    reason: nullable(Type.String({ description: 'The code of the reason that was given.' })),
    reasonName: nullable(Type.String()),
    document: nullable(
      record(
        undefined,
        { kind: Type.String(), number: Type.String() },
        'The count or transfer that missed it.',
      ),
    ),
    last: nullable(
      record(
        undefined,
        {
          move: moveSchema,
          at: timestamp,
          by: Type.String(),
          device: nullable(Type.String()),
          spot: nullable(Type.String({ description: '`SITE/LOCATION`.' })),
        },
        'The last that was recorded of it before.',
      ),
    ),
    value: nullable(
      record(
        undefined,
        { amount: wholeNumber(), currency: Type.String() },
        'What the product cost when it was given up.',
      ),
    ),
  },
  'A unit that is searched for, with who had it last, when, where and on which device.',
);
export const missingPage = pageOf('MissingUnitPage', missingUnit);
export const missingQuery = record(undefined, {
  site: Type.Optional(Type.String({ minLength: 1, maxLength: limits.codeLengthMax })),
  sku: Type.Optional(Type.String({ minLength: 1, maxLength: limits.skuLengthMax })),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

export type MissingUnitOnWire = Static<typeof missingUnit>;
