import { type Static, Type } from 'typebox';
import { checks, conditions, identifierKinds, statuses } from '../../domain/facts.ts';
import { holdKinds } from '../../domain/holds.ts';
import { limits } from '../../domain/limits.ts';
import * as ledger from '../../ledger/contract.ts';
import {
  anyObject,
  bothWaysPageOf,
  bothWaysQuery,
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const text = Type.String();
const perhaps = nullable(text);
const seq = wholeNumber({ minimum: 0 });

// ---- A unit

const numberSchema = record(
  'Number',
  {
    kind: choice(undefined, identifierKinds),
    value: text,
    since: wholeNumber({ minimum: 1, description: 'The event that gave it, in the unit’s life.' }),
    until: nullable(wholeNumber({ minimum: 1, description: 'The event that ended it; null: in force.' })),
  },
  'A number that finds a unit. Old ones go on answering.',
);

const unitMembers = {
  id: ledger.unitIdSchema,
  sku: text,
  name: Type.String({ description: 'The product’s name.' }),
  serial: text,
  status: ledger.statusSchema,
  condition: ledger.conditionSchema,
  holds: Type.Array(text, { description: '`kind` or `kind:reference`, those of recall scopes too.' }),
  place: nullable(Type.String({ description: '`SITE/LOCATION`: where it was last seen.' })),
  owner: nullable(Type.String({ description: 'The owner’s code.' })),
  use: ledger.useSchema,
  checks: Type.Array(choice(undefined, checks)),
  lot: perhaps,
  supplier: perhaps,
  sale: nullable(
    record(
      'UnitSale',
      { document: nullable(ledger.documentNameSchema), line: perhaps },
      'The sale it is bound to.',
    ),
  ),
  see: nullable(
    wholeNumber({ description: 'The unit that took over this one’s life, where it was misnamed.' }),
  ),
  seq: wholeNumber({ minimum: 1, description: 'Its last event. Send it as `seen` with the next scan.' }),
  lastAt: timestamp,
  lastMove: ledger.moveSchema,
  lastSpot: Type.String({ description: 'Where that was, SITE/LOCATION.' }),
  identifiers: Type.Array(numberSchema),
};

export const unitSchema = record('Unit', unitMembers, 'A unit as it is now.');

export const foundUnits = record('FoundUnits', {
  understood: Type.Array(ledger.understoodSchema, {
    description: 'What the code can be, the likeliest first.',
  }),
  units: Type.Array(
    record('FoundUnit', {
      ...unitMembers,
      number: nullable(numberSchema),
      now: nullable(
        record(
          'NowNamed',
          { sku: text, serial: text },
          'What it is called now, where this number has ended.',
        ),
      ),
    }),
    { description: 'More than one where products share the number.' },
  ),
});

export const unitParams = record(undefined, { id: ledger.unitIdSchema });
export const codeParams = record(undefined, {
  code: Type.String({ description: 'Anything a scanner gives, percent-encoded (GS is %1D, / is %2F).' }),
});

// ---- Its life

const change = (name: string, what: string, added: string, removed: string) =>
  Type.Array(record(name, { [what]: text, change: choice(undefined, [added, removed]) }));

const eventMembers = {
  seq,
  event: Type.String({ description: 'What is recorded, in the past tense: UnitReceived.' }),
  move: ledger.moveSchema,
  at: nullable(timestamp),
  recordedAt: timestamp,
  evidence: ledger.evidenceSchema,
  actor: text,
  device: nullable(
    record('ScanningDevice', { id: wholeNumber({ minimum: 1 }), name: text }, 'What it was scanned with.'),
  ),
  deviceCount: nullable(wholeNumber()),
  spot: Type.String({
    description: 'Where it was scanned, SITE/LOCATION; `place` is where the unit is afterwards.',
  }),
  status: nullable(ledger.statusSchema),
  memory: nullable(
    choice(undefined, ['push', 'pop'], 'It interrupts the status before, or falls back to it.'),
  ),
  condition: nullable(ledger.conditionSchema),
  place: perhaps,
  owner: perhaps,
  use: nullable(ledger.useSchema),
  sale: nullable(wholeNumber({ description: 'The sale it opened or is bound to; 0: it closed.' })),
  holds: change('HoldChange', 'key', 'place', 'lift'),
  checks: change('CheckChange', 'check', 'gain', 'lose'),
  identity: nullable(anyObject('What it says about who the unit is.')),
  document: nullable(ledger.documentNameSchema),
  annuls: nullable(wholeNumber({ description: 'The event that it takes back.' })),
  details: nullable(anyObject()),
  scan: Type.String({ format: 'uuid' }),
  hash: Type.String({ description: 'SHA-256 of the event and the hash before it.' }),
  feed: Type.String({ description: 'Its position in /api/changes.' }),
};

export const historySchema = record('History', {
  unit: ledger.unitIdSchema,
  events: Type.Array(
    record('Event', {
      ...eventMembers,
      annulledBy: nullable(wholeNumber({ description: 'The event that took it back.' })),
    }),
    { description: 'In the order in which they were recorded.' },
  ),
});

// ---- Everything that happened

const kindOf = <const Word extends string>(word: Word) => choice(undefined, [word]);

const exceptionMembers = {
  feed: text,
  exception: wholeNumber({ minimum: 1 }),
  kind: text,
  sentence: text,
  recorded: text,
  observed: text,
  openedAt: timestamp,
  site: perhaps,
  sku: perhaps,
  unit: nullable(ledger.unitIdSchema),
  seq: nullable(seq),
  scan: Type.String({ format: 'uuid' }),
};

const feedItems = [
  record('EventChange', { type: kindOf('event'), unit: ledger.unitNameSchema, ...eventMembers }),
  record('QuantityChange', {
    type: kindOf('quantity'),
    feed: text,
    sku: text,
    place: text,
    seq,
    delta: wholeNumber(),
    after: wholeNumber({ description: 'Pieces recorded there afterwards.' }),
    event: text,
    move: ledger.moveSchema,
    at: nullable(timestamp),
    recordedAt: timestamp,
    evidence: ledger.evidenceSchema,
    actor: text,
    document: nullable(ledger.documentNameSchema),
    details: nullable(anyObject()),
    hash: text,
  }),
  record('ScanChange', {
    type: kindOf('scan'),
    feed: text,
    scan: Type.String({ format: 'uuid' }),
    outcome: choice(undefined, ['recorded', 'refused', 'withheld', 'ambiguous']),
    move: ledger.moveSchema,
    unit: nullable(ledger.unitNameSchema),
    refusal: nullable(record('Refusal', { code: text, facts: anyObject() })),
    sentence: perhaps,
    candidates: Type.Array(ledger.unitNameSchema),
    hold: perhaps,
    recordedAt: timestamp,
    actor: text,
    spot: text,
  }),
  record('ExceptionOpened', { type: kindOf('exception_opened'), ...exceptionMembers }),
  record('ExceptionSettled', {
    type: kindOf('exception_settled'),
    ...exceptionMembers,
    settledAt: timestamp,
    settledBy: text,
    settlement: text,
  }),
];

export const changesSchema = record('Changes', {
  items: Type.Array(Type.Unsafe<Readonly<Record<string, unknown>>>({ oneOf: feedItems })),
  next: Type.String({
    description: 'Give it as `after` next time, now or later: nothing is skipped or doubled.',
  }),
});

// ---- Lists and figures

const paging = pageQuery(limits.pageItemsMax, limits.pageItemsDefault);
export const changesQuery = record(undefined, paging);

const code = (description: string) =>
  Type.Optional(Type.String({ maxLength: limits.codeLengthMax, description }));
const long = (description: string) =>
  Type.Optional(Type.String({ maxLength: limits.nameLengthMax, description }));

export const unitsQuery = record(undefined, {
  ...bothWaysQuery(limits.pageItemsMax, limits.pageItemsDefault),
  site: code('The site’s code. Units that left us are of the site they left.'),
  location: code('A spot of the site, which is to be said too.'),
  sku: Type.Optional(Type.String({ maxLength: limits.skuLengthMax })),
  status: Type.Optional(
    choice(
      undefined,
      statuses.filter((status) => status !== 'none'),
    ),
  ),
  ours: Type.Optional(
    Type.Boolean({
      description:
        'Only units in our hands: so if neither this nor a status is said. false: wherever they are.',
    }),
  ),
  condition: Type.Optional(choice(undefined, conditions)),
  held: Type.Optional(Type.Boolean({ description: 'true: on hold; false: free.' })),
  hold: Type.Optional(choice(undefined, holdKinds, 'On hold for this.')),
  lot: long('The lot, to the byte.'),
  supplier: long('The supplier, as it was recorded with the unit.'),
  q: Type.Optional(
    Type.String({
      maxLength: limits.scanTextLengthMax,
      description: `Units of which a number holds this, ${limits.fragmentLengthMin} letters or digits at least; the first ${limits.unitsHoldingMax}.`,
    }),
  ),
});
export const unitPage = bothWaysPageOf('UnitPage', unitSchema);

export const availabilityQuery = record(undefined, {
  ...paging,
  sku: Type.Optional(Type.String({ maxLength: limits.skuLengthMax, description: 'Of one product.' })),
  site: Type.Optional(text),
});

const count = wholeNumber({ minimum: 0 });
export const availabilityPage = pageOf(
  'AvailabilityPage',
  record(
    'Availability',
    {
      sku: text,
      site: text,
      onHand: wholeNumber({
        description: 'In our hands and not a customer’s. Plain products: pieces, as recorded.',
      }),
      held: count,
      sellable: wholeNumber({
        minimum: 0,
        description: 'In stock, without a hold, neither damaged nor defective, and not a customer’s.',
      }),
      byStatus: Type.Array(record('StatusCount', { status: ledger.statusSchema, quantity: count }), {
        description: 'All units recorded at the site; empty for plain products.',
      }),
    },
    'A recall’s units count as held from the moment their own holds are written, some seconds after its scope.',
  ),
);

export type AvailabilityOnWire = Static<typeof availabilityPage>['items'][number];
export type UnitOnWire = Static<typeof unitSchema>;
export type UnitsQuery = Static<typeof unitsQuery>;
