import { type Static, Type } from 'typebox';
import { type ExceptionKind, exceptionKinds } from '../../domain/exceptions.ts';
import { limits } from '../../domain/limits.ts';
import { moveSchema, unitNameSchema } from '../../ledger/contract.ts';
import {
  anyObject,
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  totalSchema,
  wholeNumber,
} from '../../platform/schemas.ts';
import { repairNames } from './rules.ts';

const text = Type.String();
const exceptionKindNames = Object.keys(exceptionKinds) as readonly ExceptionKind[];

export const exceptionSchema = record(
  'Exception',
  {
    id: wholeNumber({ minimum: 1 }),
    kind: text,
    sentence: text,
    recorded: Type.String({ description: 'What we believed.' }),
    observed: Type.String({ description: 'What was seen.' }),
    openedAt: timestamp,
    site: text,
    sku: nullable(text),
    unit: nullable(unitNameSchema),
    seq: nullable(wholeNumber({ description: 'The event that was recorded all the same.' })),
    scan: Type.String({ format: 'uuid' }),
    risk: nullable(
      record(
        'MoneyAtRisk',
        {
          amount: wholeNumber({ minimum: 0, description: 'In minor units: cents.' }),
          currency: Type.String({ description: 'ISO 4217.' }),
        },
        'What the unit behind it costs today.',
      ),
    ),
    owner: nullable(
      record(
        'ExceptionOwner',
        { actor: Type.String({ description: 'The actor’s code.' }), name: text, since: timestamp },
        'Who looks after it.',
      ),
    ),
    repairs: Type.Array(
      record('Repair', {
        name: choice(
          undefined,
          repairNames,
          'accept: what was seen is right, nothing is to be recorded. The others are a scan of the unit.',
        ),
        move: nullable(moveSchema),
        location: nullable(Type.String({ description: 'The spot to scan it at.' })),
        details: anyObject('Of the scan.'),
      }),
      { description: 'What may set it right; empty when it is settled.' },
    ),
    settledAt: nullable(timestamp),
    settledBy: nullable(Type.String({ description: 'The actor’s code.' })),
    settlement: nullable(text),
  },
  'An open question for a person: something was observed that contradicts the record. Both facts are kept.',
);
export const exceptionPage = record('ExceptionPage', {
  ...pageOf('Page', exceptionSchema).properties,
  total: totalSchema,
});

export const exceptionsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  kind: Type.Optional(choice(undefined, exceptionKindNames)),
  owner: Type.Optional(
    Type.String({
      maxLength: limits.nameLengthMax,
      description: 'The actor’s code of who looks after it; `me`; `nobody`.',
    }),
  ),
  olderThanDays: Type.Optional(
    wholeNumber({ minimum: 0, maximum: limits.exceptionDaysMax, description: 'Opened before so many days.' }),
  ),
  sort: Type.Optional(
    choice(
      undefined,
      ['risk', '-risk', 'openedAt', '-openedAt'],
      '-risk: what costs most first, then what nobody knows the cost of; the oldest first if not said.',
    ),
  ),
  site: Type.Optional(Type.String({ description: 'The site’s code.' })),
  open: Type.Optional(
    Type.Boolean({ description: 'true: only what nobody has settled; false: only what is settled.' }),
  ),
});

export const exceptionParams = record(undefined, { id: wholeNumber({ minimum: 1 }) });

export const ownerBody = record('ExceptionOwnerChange', {
  owner: nullable(
    Type.String({
      maxLength: limits.nameLengthMax,
      description: 'The actor’s code: one’s own, or a person’s who may settle it; null: nobody.',
    }),
  ),
});
export const ownersQuery = record(undefined, {
  site: Type.String({ maxLength: limits.codeLengthMax, description: 'The site’s code.' }),
});
export const ownersSchema = record('ExceptionOwners', {
  items: Type.Array(record('PossibleOwner', { actor: text, name: text })),
});
export const exceptionDetail = record('ExceptionDetail', {
  ...exceptionSchema.properties,
  owners: Type.Array(
    record('OwnerChange', {
      at: timestamp,
      owner: nullable(text),
      by: Type.String({ description: 'The actor’s code.' }),
    }),
    { description: 'Who had it when, the latest first.' },
  ),
});

export const settlementSchema = record('Settlement', {
  settlement: Type.String({
    minLength: 1,
    maxLength: limits.settlementLengthMax,
    description: 'What was found out and decided.',
  }),
});

export type ExceptionOnWire = Static<typeof exceptionSchema>;
export type ExceptionsQuery = Static<typeof exceptionsQuery>;
export type ExceptionDetailOnWire = Static<typeof exceptionDetail>;
export type PossibleOwner = Static<typeof ownersSchema>['items'][number];
