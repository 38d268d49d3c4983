import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { unitNameSchema } from '../../ledger/contract.ts';
import { nullable, pageOf, pageQuery, record, timestamp, wholeNumber } from '../../platform/schemas.ts';

const text = Type.String();

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
    settledAt: nullable(timestamp),
    settledBy: nullable(Type.String({ description: 'The actor’s code.' })),
    settlement: nullable(text),
  },
  'An open question for a person: something was observed that contradicts the record. Both facts are kept.',
);
export const exceptionPage = pageOf('ExceptionPage', exceptionSchema);

export const exceptionsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site: Type.Optional(Type.String({ description: 'The site’s code.' })),
  open: Type.Optional(
    Type.Boolean({ description: 'true: only what nobody has settled; false: only what is settled.' }),
  ),
});

export const exceptionParams = record(undefined, { id: wholeNumber({ minimum: 1 }) });

export const settlementSchema = record('Settlement', {
  settlement: Type.String({
    minLength: 1,
    maxLength: limits.settlementLengthMax,
    description: 'What was found out and decided.',
  }),
});

export type ExceptionOnWire = Static<typeof exceptionSchema>;
