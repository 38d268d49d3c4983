import { type Static, Type } from 'typebox';
import { unitResults } from '../../domain/counting/judge-unit.ts';
import { limits } from '../../domain/limits.ts';
import { moveSchema, statusSchema, unitIdSchema, unitNameSchema } from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const tally = wholeNumber({ minimum: 0 });
const code = Type.String({ minLength: 1, maxLength: limits.codeLengthMax });
const site = Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' });
const spot = nullable(Type.String({ description: 'The spot’s code.' }));
const note = Type.String({ minLength: 1, maxLength: limits.noteLengthMax });
const scanId = Type.String({ format: 'uuid' });

export const countStates = ['counting', 'paused', 'counted', 'closed', 'cancelled'] as const;

const scopeSchema = record(
  'CountScope',
  {
    locations: Type.Optional(
      Type.Array(code, {
        minItems: 1,
        maxItems: limits.countSpotsMax,
        uniqueItems: true,
        description: 'Codes of spots.',
      }),
    ),
    aisle: Type.Optional(Type.String({ minLength: 1, maxLength: limits.nameLengthMax })),
    sku: Type.Optional(Type.String({ minLength: 1, maxLength: limits.skuLengthMax })),
    category: Type.Optional(
      Type.String({ minLength: 1, maxLength: limits.nameLengthMax, description: 'All below it too.' }),
    ),
  },
  'What is counted; nothing said: everything at the site.',
);

export const newCount = record('NewCount', {
  id: Type.String({
    format: 'uuid',
    description: 'Made by the device. Sent again, it begins no second count.',
  }),
  site,
  scope: scopeSchema,
  blind: Type.Optional(
    Type.Boolean({ description: 'Whoever counts is not told what should be there; leads are.' }),
  ),
  opening: Type.Optional(
    Type.Boolean({
      description: 'Numbers that nobody knows are taken in as opening stock when it is closed.',
    }),
  ),
});

const accuracy = nullable(
  wholeNumber({
    minimum: 0,
    maximum: 10_000,
    description: 'Matched ÷ (expected ∪ found), in ten-thousandths; null where there was nothing.',
  }),
);
const figures = {
  matched: tally,
  missing: tally,
  unexpected: tally,
  moved: wholeNumber({ minimum: 0, description: 'Left out: moved while it was counted.' }),
  accuracy,
};

const countFields = {
  number: Type.String(),
  site: Type.String(),
  scope: scopeSchema,
  blind: Type.Boolean(),
  opening: Type.Boolean(),
  state: choice('CountState', countStates, 'counted: it waits for a lead.'),
  abandoned: Type.Boolean({
    description: `Open, and nobody has scanned for ${limits.countAbandonedHours} hours.`,
  }),
  holder: record(undefined, { actor: Type.String(), name: Type.String() }, 'Who goes on with it.'),
  startedAt: timestamp,
  startedBy: Type.String(),
  activeAt: timestamp,
  endedAt: nullable(timestamp),
  position: Type.String({
    description:
      'Of the feed: what is expected is what the ledger had then; what happens later is no difference.',
  }),
  expected: nullable(wholeNumber({ minimum: 0, description: 'Units; null for who counts blind.' })),
};

export const countSummary = record('CountSummary', {
  ...countFields,
  figures: nullable(record(undefined, figures, 'Of a closed count.')),
});
export const countPage = pageOf('CountPage', countSummary);

export const countsQuery = record(undefined, {
  site: Type.Optional(site),
  state: Type.Optional(choice(undefined, ['open', 'abandoned', ...countStates])),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

const tallies = record(undefined, {
  found: tally,
  arrived: tally,
  missing: wholeNumber({ minimum: 0, description: 'Expected and not counted (yet).' }),
  misplaced: tally,
  unexpected: tally,
  explained: tally,
  beside: tally,
  unknown: wholeNumber({ minimum: 0, description: 'Numbers that name no unit.' }),
  pieces: wholeNumber({
    minimum: 0,
    description: 'Plain products counted otherwise than recorded, by spot.',
  }),
  open: wholeNumber({ minimum: 0, description: 'Differences that nobody has settled.' }),
});

export const countSchema = record(
  'Count',
  {
    ...countFields,
    counted: wholeNumber({ minimum: 0, description: 'Units that were counted.' }),
    tallies: nullable(tallies),
    accuracy,
    people: Type.Array(
      record('CountPerson', {
        actor: Type.String(),
        name: Type.String(),
        scanned: tally,
        lastAt: timestamp,
      }),
      { description: 'Who scanned how often; the last one first.' },
    ),
    spots: Type.Array(
      record('CountSpot', {
        location: Type.String(),
        expected: nullable(tally),
        counted: tally,
        visited: Type.Boolean({ description: 'Something was counted there.' }),
      }),
    ),
    steps: Type.Array(
      record('CountStep', {
        step: choice(undefined, [
          'start',
          'pause',
          'resume',
          'hand_over',
          'finish',
          'recount',
          'close',
          'cancel',
        ]),
        at: timestamp,
        by: Type.String(),
        to: nullable(Type.String()),
        note: nullable(Type.String()),
        locations: nullable(Type.Array(Type.String())),
        units: nullable(Type.Array(unitIdSchema, { description: 'Counted again: only these.' })),
      }),
    ),
  },
  'A count: what should be there, what was found, and who is at it.',
);

export const countParams = record(undefined, { number: Type.String({ description: 'Percent-encoded.' }) });

// ---- Lists

export const countUnit = record('CountUnit', {
  unit: unitNameSchema,
  name: Type.String({ description: 'The product’s.' }),
  result: nullable(choice('CountResult', unitResults, 'Null in a blind count.')),
  expectedAt: spot,
  countedAt: spot,
  should: nullable(Type.String({ description: 'Where the ledger had it when it was counted.' })),
  status: statusSchema,
  holds: Type.Array(Type.String()),
  scans: tally,
  countedTime: nullable(timestamp),
  countedBy: nullable(Type.String()),
  countedDevice: nullable(Type.String()),
  last: nullable(
    record(
      undefined,
      {
        move: moveSchema,
        at: timestamp,
        by: Type.String(),
        device: nullable(Type.String()),
        spot: nullable(Type.String()),
      },
      'What was recorded of it last, before.',
    ),
  ),
  settledBy: nullable(wholeNumber({ minimum: 1, description: 'The event by which this count settled it.' })),
  explainedBy: nullable(wholeNumber({ minimum: 1 })),
  moves: Type.Array(moveSchema, { description: 'What settling it would record.' }),
});
export const countUnits = pageOf('CountUnitPage', countUnit);
export const countUnitsQuery = record(undefined, {
  since: Type.Optional(
    Type.String({
      maxLength: limits.timeLengthMax,
      description: 'Only units that were counted, or of which something was recorded, since then; RFC 3339.',
    }),
  ),
  result: Type.Optional(choice(undefined, [...unitResults, 'open'], 'open: differences nobody has settled.')),
  ...pageQuery(limits.countPageItemsMax, limits.countPageItemsMax),
});

export const countOthers = record('CountOthers', {
  unknown: Type.Array(
    record('CountUnknown', {
      id: scanId,
      serial: Type.String(),
      sku: nullable(Type.String()),
      location: spot,
      by: Type.String(),
      at: timestamp,
      scans: tally,
      unit: nullable(unitIdSchema),
    }),
    { description: 'Numbers that name no unit; `unit`: as what it was taken in.' },
  ),
  pieces: Type.Array(
    record('CountPieces', {
      sku: Type.String(),
      name: Type.String(),
      location: Type.String(),
      counted: tally,
      recorded: nullable(wholeNumber()),
      difference: nullable(wholeNumber()),
      unsure: Type.Boolean({ description: 'Pieces came or went meanwhile: it has to be counted again.' }),
      settled: Type.Boolean(),
    }),
  ),
});

export const resultParams = record(undefined, {
  number: Type.String({ description: 'Percent-encoded.' }),
  format: choice(undefined, ['csv', 'xlsx']),
});

// ---- Steps

export const countStep = record('CountStepAsked', {
  step: choice(undefined, ['pause', 'resume', 'hand_over', 'finish', 'cancel']),
  to: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.nameLengthMax,
      description: 'hand_over: the actor’s code.',
    }),
  ),
  note: Type.Optional(note),
});

export const countRecount = record('CountRecount', {
  locations: Type.Optional(
    Type.Array(code, { minItems: 1, maxItems: limits.countSpotsMax, uniqueItems: true }),
  ),
  units: Type.Optional(
    Type.Array(unitIdSchema, {
      minItems: 1,
      maxItems: limits.countSpotsMax,
      uniqueItems: true,
      description: 'Exactly these, instead of spots.',
    }),
  ),
  note: Type.Optional(note),
});

export const countPeople = record('CountPeople', {
  items: Type.Array(
    record('CountColleague', {
      actor: Type.String({ description: 'The code to hand a count over to.' }),
      name: Type.String(),
    }),
    { description: `Who may scan at the count’s site, by name; at most ${limits.pageItemsMax}.` },
  ),
});

export const countApproval = record('CountApproval', {
  reason: note,
  units: Type.Optional(
    Type.Array(unitIdSchema, { minItems: 1, maxItems: limits.countPageItemsMax, uniqueItems: true }),
  ),
  unknown: Type.Optional(
    Type.Array(scanId, { minItems: 1, maxItems: limits.countScansMax, uniqueItems: true }),
  ),
  pieces: Type.Optional(
    Type.Array(record(undefined, { sku: Type.String({ maxLength: limits.skuLengthMax }), location: code }), {
      minItems: 1,
      maxItems: limits.countScansMax,
    }),
  ),
  all: Type.Optional(
    Type.Boolean({
      description: 'Every difference of the spots where somebody was; only of a finished count.',
    }),
  ),
});

export const countSettled = record('CountSettled', {
  settled: wholeNumber({ minimum: 0, description: 'Differences that are settled now.' }),
  refused: Type.Array(
    record(undefined, {
      unit: nullable(unitNameSchema),
      sku: nullable(Type.String()),
      move: moveSchema,
      code: Type.String(),
      sentence: Type.String(),
    }),
    { description: 'What the ledger would not record, and why.' },
  ),
});

export const countClosing = record('CountClosing', { note: Type.Optional(note) });

// ---- Accuracy

const figureRow = record('CountFigures', {
  number: Type.String(),
  site: Type.String(),
  location: spot,
  closedAt: timestamp,
  ...figures,
});
export const accuracyPage = pageOf('CountAccuracyPage', figureRow);
export const accuracyQuery = record(undefined, {
  site: Type.Optional(site),
  location: Type.Optional(code),
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});
export const spotAccuracy = record('CountSpotAccuracy', { items: Type.Array(figureRow) });
export const spotAccuracyQuery = record(undefined, { site });

export type NewCount = Static<typeof newCount>;
export type CountSummaryOnWire = Static<typeof countSummary>;
export type CountOnWire = Static<typeof countSchema>;
export type CountUnitOnWire = Static<typeof countUnit>;
export type CountOthersOnWire = Static<typeof countOthers>;
export type CountPeopleOnWire = Static<typeof countPeople>;
export type CountStepBody = Static<typeof countStep>;
export type CountRecountBody = Static<typeof countRecount>;
export type CountApprovalBody = Static<typeof countApproval>;
export type CountSettledOnWire = Static<typeof countSettled>;
export type CountFiguresOnWire = Static<typeof figureRow>;
