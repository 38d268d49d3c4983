import { type Static, Type } from 'typebox';
import { evidences } from '../../domain/events.ts';
import { limits } from '../../domain/limits.ts';
import { moveSchema, statusSchema, understoodSchema, unitNameSchema } from '../../ledger/contract.ts';
import { anyObject, choice, nullable, record, wholeNumber } from '../../platform/schemas.ts';

const int4 = 2 ** 31 - 1;

/** `system` is the ledger's own word: what it writes itself, as a recall's hold on each unit. */
const inputs = evidences.filter((evidence) => evidence !== 'system');

const scan = record(
  'Scan',
  {
    id: Type.String({
      format: 'uuid',
      description:
        'Made by the device at the moment of the scan (UUIDv7 is best). The scan’s answer is kept under it for ever: ' +
        'sent again it has no second effect and gets the same answer.',
    }),
    codes: Type.Array(Type.String(), {
      maxItems: limits.codesPerScanMax,
      description:
        'What was scanned, as the scanner gave it: one or several codes of one thing. Empty only where a hold is ' +
        'placed on or lifted from a scope (details.scope).',
    }),
    at: Type.Optional(
      Type.String({
        maxLength: limits.timeLengthMax,
        description: 'When it was scanned, by the device’s clock; RFC 3339.',
      }),
    ),
    seen: Type.Optional(
      wholeNumber({
        minimum: 0,
        maximum: int4,
        description:
          'The unit’s `seq` that the device last saw. If the unit has moved on since, the scan is late.',
      }),
    ),
    n: Type.Optional(
      wholeNumber({ minimum: 0, maximum: int4, description: 'The device’s own counter of its scans.' }),
    ),
    input: choice(undefined, inputs, 'How it was known.'),
    line: Type.Optional(
      wholeNumber({ minimum: 0, maximum: int4, description: 'The document’s line that it belongs to.' }),
    ),
    quantity: Type.Optional(
      wholeNumber({
        minimum: 0,
        maximum: limits.quantityMax,
        description: 'Pieces, for products without serial numbers. 0 only for a count.',
      }),
    ),
    details: Type.Optional(anyObject('What the move needs besides: condition, reason, kind of hold …')),
  },
  'One scan of one thing.',
);

export const scanRequest = record('ScanRequest', {
  move: moveSchema,
  site: Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' }),
  location: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.codeLengthMax,
      description:
        'The spot’s code; without it the thing stays at its spot in the site, or goes to its first one.',
    }),
  ),
  document: Type.Optional(
    record('DocumentReference', {
      kind: Type.String({ minLength: 1, maxLength: limits.codeLengthMax }),
      number: Type.String({
        minLength: 1,
        maxLength: limits.documentNumberLengthMax,
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
      }),
    }),
  ),
  atomicity: Type.Optional(
    choice(
      undefined,
      ['each', 'all_or_nothing'],
      'each (the default): one scan refused leaves the others; all_or_nothing: it withholds them all.',
    ),
  ),
  scans: Type.Array(scan, { minItems: 1, maxItems: limits.scansPerRequestMax }),
});

const outcomes = ['recorded', 'repeated', 'refused', 'withheld', 'ambiguous', 'conflict'] as const;

const openedException = record(
  'OpenedException',
  {
    id: wholeNumber({ minimum: 1 }),
    kind: Type.String(),
    sentence: Type.String(),
    recorded: Type.String({ description: 'What we believed.' }),
    observed: Type.String({ description: 'What was seen.' }),
  },
  'A question that the scan opened for a person.',
);

export const scanAnswer = record(
  'ScanAnswer',
  {
    id: Type.String({ format: 'uuid' }),
    outcome: choice(
      'Outcome',
      outcomes,
      'repeated: this id was recorded before, and nothing was done again.',
    ),
    move: moveSchema,
    unit: nullable(unitNameSchema),
    status: nullable(statusSchema),
    seq: nullable(
      wholeNumber({ minimum: 1, description: 'The event that was recorded, in the unit’s life.' }),
    ),
    place: nullable(
      Type.String({
        description: 'Where the scan put the unit, SITE/LOCATION; null: it stays where it was.',
      }),
    ),
    code: nullable(Type.String({ description: 'Why it was refused; id_conflict for a conflict.' })),
    sentence: Type.String({ description: 'For the person with the scanner.' }),
    facts: Type.Array(record('Fact', { name: Type.String(), value: Type.String() }), {
      maxItems: 3,
      description: 'What stands behind a refusal.',
    }),
    picture: Type.Optional(
      Type.String({
        description:
          'Where a picture is of what to scan next: an address, or “photo:” and a photograph’s hash.',
      }),
    ),
    candidates: Type.Array(unitNameSchema, { description: 'The units that an ambiguous number may mean.' }),
    exceptions: Type.Array(openedException),
    effect: choice(
      undefined,
      ['applied', 'history', 'none'],
      'history: kept, but the unit had moved on, so it changed nothing. none: not recorded.',
    ),
    quantity: nullable(wholeNumber({ description: 'Plain products: the pieces recorded here now.' })),
    understood: Type.Optional(
      Type.Array(understoodSchema, {
        description: 'What each code was taken for; not said of recorded scans.',
      }),
    ),
    explain: Type.Optional(
      Type.String({
        description: 'Where a serial that is not known is explained: what may have been meant.',
      }),
    ),
  },
  'The answer to one scan: what a device shows.',
);

export const scanAnswers = record('ScanAnswers', {
  answers: Type.Array(scanAnswer, { description: 'One for each scan, in the order of the request.' }),
});

export type ScanRequestBody = Static<typeof scanRequest>;
export type ScanAnswer = Static<typeof scanAnswer>;
