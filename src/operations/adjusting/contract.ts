import { type Static, Type } from 'typebox';
import { evidences } from '../../domain/events.ts';
import { limits } from '../../domain/limits.ts';
import { retireReasons } from '../../domain/retirement.ts';
import {
  conditionSchema,
  evidenceSchema,
  moveSchema,
  unitNameSchema,
  useSchema,
} from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';
import { acts } from './rules.ts';

// ---- Reasons

const code = Type.String({
  pattern: `^[a-z][a-z0-9_]{0,${limits.codeLengthMax - 1}}$`,
  description: 'Stands in the record for ever: it never changes.',
});
const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const act = choice('AdjustmentAct', acts, 'What is put right.');
const explains = Type.Array(act, {
  minItems: 1,
  maxItems: acts.length,
  uniqueItems: true,
  description: 'What it may explain.',
});
const needsProof = Type.Boolean({ description: 'Words or a photograph have to go along.' });

export const newReason = record('NewAdjustmentReason', {
  code,
  name,
  acts: explains,
  needsProof: Type.Optional(needsProof),
});
export const reasonChange = record('AdjustmentReasonChange', {
  name: Type.Optional(name),
  acts: Type.Optional(explains),
  needsProof: Type.Optional(needsProof),
  active: Type.Optional(Type.Boolean({ description: 'One that is closed explains nothing new.' })),
});
export const reasonSchema = record('AdjustmentReason', {
  code: Type.String(),
  name: Type.String(),
  acts: Type.Array(act),
  needsProof: Type.Boolean(),
  active: Type.Boolean(),
});
export const reasonPage = pageOf('AdjustmentReasonPage', reasonSchema);
export const reasonParams = record(undefined, { code: Type.String() });
export const reasonsQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));

// ---- Putting right

export const adjustmentRequest = record('AdjustmentRequest', {
  id: Type.String({
    format: 'uuid',
    description: 'Made by the device. Sent again, it has no second effect and gets the same answer.',
  }),
  act,
  reason: Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The reason’s code.' }),
  site: Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' }),
  location: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.codeLengthMax,
      description: 'The spot: where it was found, or where pieces are missing.',
    }),
  ),
  codes: Type.Array(Type.String({ maxLength: limits.scanTextLengthMax }), {
    minItems: 1,
    maxItems: limits.codesPerScanMax,
    description: 'What was scanned; UNIT:… for the unit itself.',
  }),
  sku: Type.Optional(Type.String({ minLength: 1, maxLength: limits.skuLengthMax })),
  input: choice(
    undefined,
    evidences.filter((one) => one !== 'system'),
    'How it was known.',
  ),
  quantity: Type.Optional(
    wholeNumber({ minimum: 1, maximum: limits.quantityMax, description: 'Pieces of a plain product.' }),
  ),
  seen: Type.Optional(
    wholeNumber({ minimum: 0, maximum: 2 ** 31 - 1, description: 'The unit’s `seq` that was looked at.' }),
  ),
  condition: Type.Optional(conditionSchema),
  use: Type.Optional(useSchema),
  retirement: Type.Optional(choice(undefined, retireReasons, 'Why it leaves our network.')),
  note: Type.Optional(Type.String({ minLength: 1, maxLength: limits.noteLengthMax })),
  proof: Type.Optional(
    Type.String({ maxLength: limits.noteLengthMax, description: 'A certificate’s number, a report.' }),
  ),
  photos: Type.Optional(
    Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), {
      maxItems: limits.photosPerScanMax,
      uniqueItems: true,
      description: 'Hashes of photographs.',
    }),
  ),
});

export const adjustmentAnswer = record(
  'AdjustmentAnswer',
  {
    id: Type.String({ format: 'uuid' }),
    outcome: choice(undefined, ['recorded', 'repeated', 'refused']),
    unit: nullable(unitNameSchema),
    seq: nullable(wholeNumber({ minimum: 1 })),
    code: nullable(Type.String({ description: 'Why it was refused.' })),
    sentence: Type.String(),
    exceptions: Type.Array(
      record('AdjustmentQuestion', {
        id: wholeNumber({ minimum: 1 }),
        kind: Type.String(),
        sentence: Type.String(),
      }),
    ),
  },
  'What became of it.',
);

// ---- The list

export const adjustmentsQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site: Type.Optional(Type.String({ maxLength: limits.codeLengthMax })),
  act: Type.Optional(choice(undefined, [...acts, 'stolen'])),
  reason: Type.Optional(
    Type.String({ maxLength: limits.codeLengthMax, description: 'Its code; `-`: where none was given.' }),
  ),
  actor: Type.Optional(Type.String({ maxLength: limits.nameLengthMax, description: 'Whose, by code.' })),
  from: Type.Optional(Type.String({ maxLength: limits.timeLengthMax })),
  to: Type.Optional(Type.String({ maxLength: limits.timeLengthMax })),
});

const scanned = {
  by: Type.String({ description: 'Who, by name.' }),
  device: nullable(Type.String()),
  spot: nullable(Type.String({ description: '`SITE/LOCATION`.' })),
};

const adjustment = record('Adjustment', {
  id: wholeNumber({ minimum: 1 }),
  at: timestamp,
  act: nullable(choice(undefined, [...acts, 'stolen'])),
  move: moveSchema,
  unit: nullable(unitNameSchema),
  sku: Type.String(),
  name: Type.String({ description: 'The product’s name.' }),
  pieces: nullable(wholeNumber({ description: 'More or fewer of a plain product; null for a unit.' })),
  reason: nullable(Type.String({ description: 'Null: it was recorded without one.' })),
  reasonName: nullable(Type.String()),
  became: nullable(Type.String({ description: 'The new condition or use, or why it left.' })),
  note: nullable(Type.String()),
  proof: nullable(Type.String()),
  ...scanned,
  evidence: evidenceSchema,
  scan: Type.String({ format: 'uuid' }),
  value: nullable(
    record(
      'AdjustmentValue',
      { amount: wholeNumber(), currency: Type.String() },
      'What the product cost that day.',
    ),
  ),
  takenBack: Type.Boolean({ description: 'It was annulled since.' }),
  before: nullable(
    record('ScanBefore', { move: moveSchema, at: timestamp, ...scanned }, 'The unit’s last scan before it.'),
  ),
});
export const adjustmentPage = pageOf('AdjustmentPage', adjustment);

export type AdjustmentRequestBody = Static<typeof adjustmentRequest>;
export type AdjustmentAnswerOnWire = Static<typeof adjustmentAnswer>;
export type AdjustmentOnWire = Static<typeof adjustment>;
export type ReasonOnWire = Static<typeof reasonSchema>;
