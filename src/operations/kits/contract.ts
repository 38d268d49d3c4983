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

const sku = Type.String({ minLength: 1, maxLength: limits.skuLengthMax });
const code = Type.String({ minLength: 1, maxLength: limits.codeLengthMax });
const uuid = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  description: 'Made by whoever asks: the same request again is harmless.',
});
const states = ['built', 'broken', 'undone'] as const;

export const kitSchema = record(
  'Kit',
  {
    number: Type.String({ description: 'Of the paper that says what it was put together from.' }),
    sku: Type.String(),
    name: Type.String(),
    serial: Type.String(),
    unit: nullable(unitNameSchema),
    status: nullable(statusSchema),
    site: Type.String(),
    location: Type.String(),
    state: choice(undefined, states, 'undone: it was taken back as if it had never been built.'),
    builtAt: timestamp,
    builtBy: Type.String(),
    brokenAt: nullable(timestamp),
    brokenBy: nullable(Type.String()),
    undoneAt: nullable(timestamp),
    undoneBy: nullable(Type.String()),
  },
  'A unit that was put together from parts.',
);
export const kitPage = pageOf('KitPage', kitSchema);
export const kitsQuery = record(undefined, {
  site: Type.Optional(code),
  sku: Type.Optional(sku),
  state: Type.Optional(choice(undefined, states)),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});
export const kitParams = record(undefined, { number: Type.String({ description: 'Percent-encoded.' }) });

export const kitContent = record('KitContent', {
  kit: kitSchema,
  parts: Type.Array(
    record('KitPart', {
      unit: unitNameSchema,
      name: Type.String(),
      status: statusSchema,
      isIn: Type.Boolean({ description: 'It went in and did not come out again.' }),
    }),
  ),
  pieces: Type.Array(
    record('KitPieces', { sku: Type.String(), name: Type.String(), pieces: wholeNumber({ minimum: 1 }) }),
  ),
});

const scannedParts = Type.Array(
  record('KitPartScan', {
    codes: Type.Array(Type.String({ minLength: 1, maxLength: limits.scanTextLengthMax }), {
      minItems: 1,
      maxItems: limits.codesPerScanMax,
    }),
    input: Type.Optional(evidenceSchema),
  }),
  {
    maxItems: limits.kitUnitsMax,
    description: 'Parts with serials. Plain parts are taken by the parts list.',
  },
);

const place = { site: code, location: code };
export const kitCheck = record('KitCheck', { sku, ...place, parts: scannedParts });
export const newKit = record('NewKit', {
  request: uuid,
  sku,
  serial: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.serialLengthMax,
      description: 'The kit’s own. If not said, the next of the product’s numbers.',
    }),
  ),
  ...place,
  parts: scannedParts,
});

export const kitTally = record(
  'KitTally',
  {
    lines: Type.Array(
      record('KitLine', {
        sku: Type.String(),
        name: Type.String(),
        serialized: Type.Boolean(),
        quantity: wholeNumber({ minimum: 1 }),
        found: wholeNumber({ minimum: 0, description: 'Pieces of plain parts count as found.' }),
      }),
    ),
    parts: Type.Array(
      record(undefined, {
        unit: nullable(unitNameSchema),
        code: nullable(Type.String({ description: 'Why it cannot go in; null: it can.' })),
        sentence: nullable(Type.String()),
      }),
      { description: 'One for each scan, in their order.' },
    ),
    isComplete: Type.Boolean(),
    missing: nullable(Type.String({ description: 'What is still missing, in a sentence.' })),
  },
  'What some scans make of a parts list. Nothing is recorded.',
);

export const kitBuilt = record('KitBuilt', {
  outcome: choice(undefined, ['built', 'refused'], 'refused: nothing was recorded.'),
  kit: nullable(kitSchema),
  sentence: nullable(Type.String({ description: 'Why not.' })),
  tally: kitTally,
});

export const kitBreak = record('KitBreak', { request: uuid, ...place });
export const kitUndo = record('KitUndo', {
  request: uuid,
  reason: Type.String({ minLength: 1, maxLength: limits.settlementLengthMax, pattern: '\\S' }),
});
export const kitChanged = record('KitChanged', {
  outcome: choice(undefined, ['done', 'refused'], 'refused: nothing was recorded.'),
  refused: Type.Array(
    record(undefined, { unit: nullable(unitNameSchema), code: Type.String(), sentence: Type.String() }),
  ),
  kit: kitSchema,
});

export type KitOnWire = Static<typeof kitSchema>;
export type KitContentOnWire = Static<typeof kitContent>;
export type KitTallyOnWire = Static<typeof kitTally>;
export type KitBuiltOnWire = Static<typeof kitBuilt>;
export type KitChangedOnWire = Static<typeof kitChanged>;
export type NewKit = Static<typeof newKit>;
export type KitCheck = Static<typeof kitCheck>;
export type KitBreak = Static<typeof kitBreak>;
