import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { conditionSchema, statusSchema, unitIdSchema } from '../../ledger/contract.ts';
import { choice, nullable, record, timestamp, wholeNumber } from '../../platform/schemas.ts';

const site = Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' });

export const waitingQuery = record(undefined, {
  site,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.putAwayShownMax })),
});
export const suggestionQuery = record(undefined, { site, unit: unitIdSchema });

const suggestion = record(
  'SpotSuggestion',
  {
    code: Type.String(),
    name: Type.String(),
    kind: Type.String(),
    aisle: nullable(Type.String()),
    color: nullable(Type.String({ description: 'Its aisle’s colour, as somebody wrote it.' })),
    units: wholeNumber({ minimum: 0, description: 'Units there now.' }),
    capacity: nullable(wholeNumber({ minimum: 1 })),
    same: wholeNumber({ minimum: 0, description: 'Units of the same product there.' }),
    why: choice(
      undefined,
      ['apart', 'same_product', 'empty', 'room'],
      'apart: it must not lie among what is sold; same_product: more of it lies there; empty; room: there is room.',
    ),
  },
  'A spot where a unit may go, and why there.',
);

export const suggestions = record('SpotSuggestions', {
  items: Type.Array(suggestion, { maxItems: limits.putAwaySuggestions, description: 'The best first.' }),
});

const waitingUnit = record('WaitingUnit', {
  id: unitIdSchema,
  sku: Type.String(),
  name: Type.String(),
  serial: Type.String(),
  status: statusSchema,
  condition: conditionSchema,
  holds: Type.Array(Type.String()),
  spot: Type.String({ description: 'The dock’s code.' }),
  since: timestamp,
  seq: wholeNumber({ minimum: 1 }),
  suggested: nullable(suggestion),
});

export const waitingUnits = record('WaitingUnits', {
  items: Type.Array(waitingUnit, { description: 'What came first on top.' }),
  waiting: wholeNumber({ minimum: 0, description: 'How many wait in all.' }),
  isMore: Type.Boolean({
    description: `More than ${limits.putAwayWaitingMax} wait: nobody has counted the others.`,
  }),
});

export type SuggestionOnWire = Static<typeof suggestion>;
export type WaitingUnitOnWire = Static<typeof waitingUnit>;
export type WaitingUnitsOnWire = Static<typeof waitingUnits>;
