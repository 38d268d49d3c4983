import { type Static, Type } from 'typebox';
import { hearings } from '../../../domain/counting/heard.ts';
import { limits } from '../../../domain/limits.ts';
import { levels } from '../../../domain/rfid/confidence.ts';
import { statusSchema, unitIdSchema, unitNameSchema } from '../../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../../platform/schemas.ts';

const hearing = choice(
  'CountHearing',
  hearings,
  'here: surely at its own spot, a lead may let it count. weak: there, not surely enough. elsewhere: at another spot than ' +
    'its own, a hint. scanned: counted already.',
);

export const heardUnit = record(
  'CountHeardUnit',
  {
    unit: unitNameSchema,
    name: Type.String({ description: 'The product’s.' }),
    hearing,
    heardAt: Type.String({ description: 'The spot’s code.' }),
    should: nullable(Type.String({ description: 'Where the ledger has it.' })),
    status: statusSchema,
    expected: Type.Boolean({ description: 'The count expects it.' }),
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    level: choice(undefined, levels),
    reads: wholeNumber({ minimum: 1 }),
    at: timestamp,
  },
  'A unit that readers have heard since the count began.',
);
export const heardPage = pageOf('CountHeardPage', heardUnit);
export const heardQuery = record(undefined, {
  hearing: Type.Optional(hearing),
  ...pageQuery(limits.countPageItemsMax, limits.countPageItemsMax),
});

export const heardConfirmed = record('CountHeardConfirmed', {
  units: Type.Optional(
    Type.Array(unitIdSchema, {
      minItems: 1,
      maxItems: limits.countPageItemsMax,
      uniqueItems: true,
      description: 'Not said: all that are surely at their own spots.',
    }),
  ),
});
export const heardCounted = record('CountHeardCounted', {
  counted: wholeNumber({ minimum: 0, description: 'Units that count as found now.' }),
  left: Type.Array(unitIdSchema, {
    description: 'Asked for, and not heard surely enough at their own spots, or counted already.',
  }),
});

export type HeardUnitOnWire = Static<typeof heardUnit>;
export type HeardConfirmedBody = Static<typeof heardConfirmed>;
export type HeardCountedOnWire = Static<typeof heardCounted>;
