import { type Static, Type } from 'typebox';
import { evidences } from '../../../domain/events.ts';
import { limits } from '../../../domain/limits.ts';
import { statusSchema, unitNameSchema } from '../../../ledger/contract.ts';
import { choice, nullable, record, timestamp, wholeNumber } from '../../../platform/schemas.ts';

const code = Type.String({ minLength: 1, maxLength: limits.codeLengthMax });
const spot = nullable(Type.String({ description: 'The spot’s code.' }));

/** `system` is the ledger's own word. */
const inputs = evidences.filter((evidence) => evidence !== 'system');

export const countScans = record('CountScans', {
  scans: Type.Array(
    record('CountScan', {
      id: Type.String({
        format: 'uuid',
        description: 'Made by the device. Sent again, it counts nothing twice.',
      }),
      codes: Type.Array(Type.String({ maxLength: limits.scanTextLengthMax }), {
        minItems: 1,
        maxItems: limits.codesPerScanMax,
      }),
      input: choice(undefined, inputs, 'How it was known.'),
      location: Type.Optional(code),
      sku: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: limits.skuLengthMax,
          description: 'What it is, where its codes do not say so.',
        }),
      ),
      quantity: Type.Optional(
        wholeNumber({ minimum: 0, maximum: limits.quantityMax, description: 'Pieces of a plain product.' }),
      ),
      ago: Type.Optional(
        wholeNumber({
          minimum: 0,
          maximum: limits.countScanAgeMsMax,
          description: 'Milliseconds since it was made, by the device’s stopwatch; for scans made offline.',
        }),
      ),
    }),
    { minItems: 1, maxItems: limits.countScansMax },
  ),
});

export const scanOutcomes = [
  ...(['found', 'arrived', 'misplaced', 'unexpected', 'beside'] as const),
  'counted',
  'already_counted',
  'pieces',
  'new',
  'unknown',
  'ambiguous',
  'refused',
  'conflict',
] as const;

export const countAnswer = record(
  'CountAnswer',
  {
    id: Type.String({ format: 'uuid' }),
    outcome: choice(
      undefined,
      scanOutcomes,
      'counted: in a blind count, whatever it is. new: nobody knows the number, and it will be taken in.',
    ),
    unit: nullable(unitNameSchema),
    location: spot,
    should: nullable(Type.String({ description: 'Where it should be, where that is elsewhere.' })),
    status: nullable(statusSchema),
    holds: Type.Array(Type.String()),
    before: nullable(
      record(undefined, { by: Type.String(), at: timestamp, location: spot }, 'Who counted it before.'),
    ),
    recorded: nullable(wholeNumber({ description: 'Pieces on record.' })),
    code: nullable(Type.String()),
    sentence: Type.String({ description: 'For the person with the scanner.' }),
  },
  'What a scan means to the count.',
);
export const countAnswers = record('CountAnswers', { answers: Type.Array(countAnswer) });

export type CountScanBody = Static<typeof countScans>['scans'][number];
export type CountAnswerOnWire = Static<typeof countAnswer>;
