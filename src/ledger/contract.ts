import { Type } from 'typebox';
import { evidences } from '../domain/events.ts';
import { conditions, statuses, uses } from '../domain/facts.ts';
import { moveNames } from '../domain/lifecycle.ts';
import { choice, nullable, record, wholeNumber } from '../platform/schemas.ts';

// The ledger's words as they stand on the wire, for every slice's contract.

export const statusSchema = choice('Status', statuses, 'Where the unit is in its life.');
export const moveSchema = choice('Move', moveNames, 'What is done to a unit.');
export const conditionSchema = choice('Condition', conditions, 'What shape the unit is in.');
export const useSchema = choice('Use', uses, 'What the unit is for.');
export const evidenceSchema = choice('Evidence', evidences, 'How it was known.');

export const unitIdSchema = wholeNumber({ minimum: 1, description: 'A unit’s number, below 2^53.' });

export const unitNameSchema = record(
  'UnitName',
  { id: unitIdSchema, sku: Type.String(), serial: Type.String() },
  'A unit and what it is called.',
);

export const documentNameSchema = record('DocumentName', { kind: Type.String(), number: Type.String() });

export const understoodSchema = record(
  'Understood',
  {
    as: choice(undefined, ['serial', 'imei', 'epc', 'ean', 'sscc', 'document', 'bin', 'unit', 'unreadable']),
    value: Type.String({ description: 'The serial or other number; or why the code cannot be read.' }),
    gtin: nullable(Type.String({ description: '14 digits, where the code names the product too.' })),
  },
  'What a scanned code was taken for.',
);
