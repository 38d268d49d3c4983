import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { checkKinds } from '../../domain/numbering/check-characters.ts';
import { numberingKinds } from '../../domain/numbering/read-form.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const serialText = Type.String({ maxLength: limits.serialLengthMax });
const sku = nullable(
  Type.String({
    minLength: 1,
    maxLength: limits.skuLengthMax,
    description: 'Whose units’ numbers they are; null: own labels, one row of numbers for the whole network.',
  }),
);
const kind = choice(
  undefined,
  numberingKinds,
  'sequence: counted up behind a prefix · pattern: counted up inside a text, with a check character · random: not to be ' +
    'guessed · pool: a maker’s own numbers, brought in.',
);
const settings = {
  prefix: Type.Optional(serialText),
  width: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.numberWidthMax,
      description: 'sequence: digits; 6 if not said.',
    }),
  ),
  start: Type.Optional(
    wholeNumber({ minimum: 0, description: 'sequence, pattern: the first number; 1 if not said.' }),
  ),
  pattern: Type.Optional(
    Type.String({
      maxLength: limits.serialPatternLengthMax,
      description: 'pattern: `AC-{number:6}-{check}`.',
    }),
  ),
  check: Type.Optional(
    Type.Union([choice(undefined, checkKinds), Type.Boolean()], {
      description:
        'pattern: how its check character is made, by ISO/IEC 7064 MOD 37,36 (if not said) or by Luhn; random: whether ' +
        'there is one (if not said), by Luhn’s formula over its own characters.',
    }),
  ),
  length: Type.Optional(
    Type.Integer({
      minimum: limits.randomLengthMin,
      maximum: limits.randomLengthMax,
      description: 'random: characters behind the prefix.',
    }),
  ),
};

export const newNumbering = record('NewNumbering', { sku, kind, ...settings });
export const numberingSchema = record('Numbering', {
  id: wholeNumber({ minimum: 1 }),
  sku,
  kind,
  ...settings,
  example: nullable(Type.String({ description: 'One of them, not given to anybody; null for a pool.' })),
  entropyBits: nullable(
    Type.Number({ description: 'random: how many yes-or-no guesses one number is worth.' }),
  ),
  given: wholeNumber({ minimum: 0, description: 'Given out or passed over so far.' }),
  left: wholeNumber({ minimum: 0, description: 'Still there, those that came back too.' }),
  madeAt: timestamp,
  madeBy: Type.String({ description: 'The actor’s code.' }),
  endedAt: nullable(timestamp),
});
export const numberingPage = pageOf('NumberingPage', numberingSchema);
export const idParams = record(undefined, { id: wholeNumber({ minimum: 1, maximum: 2_147_483_647 }) });

const paging = pageQuery(limits.pageItemsMax, limits.pageItemsDefault);
const whose = {
  sku: Type.Optional(Type.String({ maxLength: limits.skuLengthMax, description: 'Only this product’s.' })),
  ownLabels: Type.Optional(Type.Boolean({ description: 'Only those of own labels.' })),
};
export const numberingQuery = record(undefined, {
  ...paging,
  ...whose,
});

export const poolImport = record('PoolImport', {
  sku,
  numbers: Type.String({
    maxLength: limits.serialSetTextLengthMax,
    description:
      'Single numbers and ranges with blanks, commas or line ends between: `ABC0001-ABC0500 X17 9+2`; a number with ' +
      'blanks in it stands in quotes.',
  }),
});
export const poolImported = record('PoolImported', {
  numbering: numberingSchema,
  added: wholeNumber({ minimum: 0 }),
  known: wholeNumber({ minimum: 0, description: 'Single numbers that were in the pool already.' }),
});

// ---- Blocks

const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const note = Type.String({ maxLength: limits.settlementLengthMax });
const holderKind = choice(undefined, ['us', 'supplier', 'printer'], 'Who was given them; us: nobody else.');
export const blockWish = record('NumberBlockWish', {
  id: Type.String({
    format: 'uuid',
    description: 'Made by whoever asks: the same id again is the same block.',
  }),
  sku,
  count: wholeNumber({ minimum: 1, maximum: limits.numbersPerBlockMax }),
  source: Type.Optional(
    choice(
      undefined,
      ['made', 'pool'],
      'Numbers of our making, or the maker’s; if not said, ours where there are such.',
    ),
  ),
  holder: Type.Optional(record(undefined, { kind: holderKind, name })),
  note: Type.Optional(note),
});
const optionalTime = nullable(timestamp);
export const blockSchema = record('NumberBlock', {
  id: wholeNumber({ minimum: 1 }),
  request: Type.String({ format: 'uuid' }),
  sku,
  kind,
  wanted: wholeNumber({ minimum: 1 }),
  given: wholeNumber({ minimum: 0 }),
  state: choice(undefined, ['working', 'ready', 'failed'], 'failed: there were fewer numbers than wanted.'),
  task: nullable(choice(undefined, ['take', 'count', 'return'], 'What is being done with it now.')),
  holder: record(undefined, { kind: holderKind, name: nullable(Type.String()) }),
  note: nullable(Type.String()),
  takenAt: timestamp,
  takenBy: Type.String({ description: 'The actor’s code.' }),
  used: nullable(
    wholeNumber({ minimum: 0, description: 'How many are units’ numbers by now; null: not counted yet.' }),
  ),
  usedAt: optionalTime,
  remaining: nullable(
    wholeNumber({ minimum: 0, description: 'Given, not used and not come back, as last counted.' }),
  ),
  returned: nullable(wholeNumber({ minimum: 0 })),
  returnedAt: optionalTime,
  returnedBy: nullable(Type.String()),
  returnedNote: nullable(Type.String()),
});
export const blockTaken = record('NumberBlockTaken', {
  ...blockSchema.properties,
  numbers: nullable(
    Type.Array(Type.String(), { description: 'In their order; null for a block that is made by a job.' }),
  ),
});
export const blockPage = pageOf('NumberBlockPage', blockSchema);
export const blockQuery = record(undefined, { ...paging, ...whose });
export const blockReturn = record('NumberBlockReturn', { note: Type.Optional(note) });
export const numberParams = record(undefined, {
  number: Type.String({ maxLength: limits.pathPartLengthMax, description: 'Percent-encoded.' }),
});
export const numberQuery = record(undefined, {
  sku: Type.Optional(Type.String({ maxLength: limits.skuLengthMax })),
});
export const numberFound = record('NumberFound', {
  blocks: Type.Array(blockSchema, { description: 'Blocks that have the number: the newest first.' }),
});

export type NewNumbering = Static<typeof newNumbering>;
export type NumberingOnWire = Static<typeof numberingSchema>;
export type BlockWish = Static<typeof blockWish>;
export type BlockOnWire = Static<typeof blockSchema>;
