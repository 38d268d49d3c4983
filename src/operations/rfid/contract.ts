import { type Static, Type } from 'typebox';
import { statuses } from '../../domain/facts.ts';
import { limits } from '../../domain/limits.ts';
import { levels } from '../../domain/rfid/confidence.ts';
import { readerPurposes } from '../../domain/rfid/readers.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const code = Type.String({
  // `.` and `..` mean something else in an address; `+`, `#` and `/` do in a topic.
  pattern: `^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,${limits.codeLengthMax}}$`,
  description: 'Stands in its address and in its topic; it never changes.',
});
const text = Type.String();
const count = wholeNumber({ minimum: 0 });
const siteCode = Type.String({
  minLength: 1,
  maxLength: limits.codeLengthMax,
  description: 'The site’s code.',
});
const spot = Type.String({
  minLength: 1,
  maxLength: limits.codeLengthMax,
  description: 'A spot of its site.',
});
const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const dbm = nullable(Type.Number({ description: 'dBm, the nearer to 0 the stronger; null: not told.' }));
const confidence = Type.Number({
  minimum: 0,
  maximum: 1,
  description: 'How far the reads speak for the spot.',
});
const level = choice('Confidence', levels, 'high: go there; medium: worth a look; low: may be a stray read.');
const purpose = choice(
  'ReaderPurpose',
  readerPurposes,
  'shelf: it watches a place; gate: what it sees leaves; dock: what it sees comes or goes; handheld: it is carried.',
);

// ---- Readers

const antennas = Type.Array(
  record('ReaderAntenna', { antenna: wholeNumber({ minimum: 0, maximum: 255 }), location: spot }),
  {
    maxItems: limits.antennasPerReaderMax,
    description: 'Antennas that hear another spot than the reader’s.',
  },
);
const key = nullable(
  wholeNumber({ minimum: 1, description: 'Only this API key sends for it; null: who may scan at its site.' }),
);
const readerSettings = {
  location: Type.Optional(spot),
  antennas: Type.Optional(antennas),
  key: Type.Optional(key),
};

export const newReader = record('NewReader', { code, name, site: siteCode, purpose, ...readerSettings });

export const readerChange = record('ReaderChange', {
  name: Type.Optional(name),
  purpose: Type.Optional(purpose),
  ...readerSettings,
  active: Type.Optional(Type.Boolean({ description: 'false: what it sends is refused.' })),
});

export const readerSchema = record(
  'RfidReader',
  {
    code: text,
    name: text,
    site: text,
    location: text,
    purpose,
    antennas: Type.Array(record(undefined, { antenna: count, location: text })),
    key: nullable(record('ReaderKey', { id: count, name: text })),
    active: Type.Boolean(),
    heardAt: nullable(timestamp),
    reads: count,
    unknown: wholeNumber({ minimum: 0, description: 'Reads of tags that are no unit of ours.' }),
    junk: wholeNumber({ minimum: 0, description: 'Reads of memory that is empty or no hexadecimal.' }),
    untimely: wholeNumber({
      minimum: 0,
      description: 'Reads whose time could not be right: its clock is wrong.',
    }),
    lastJunk: nullable(text),
  },
  'An RFID reader, where its antennas are, and how it is doing.',
);
export const readerPage = pageOf('RfidReaderPage', readerSchema);
export const readerParams = record(undefined, {
  code: Type.String({ maxLength: limits.codeLengthMax }),
});

const paging = pageQuery(limits.pageItemsMax, limits.pageItemsDefault);
export const readersQuery = record(undefined, { ...paging, site: Type.Optional(siteCode) });

// ---- Reads

const event = Type.Unsafe<unknown>({ type: 'object', additionalProperties: true });
/** Told apart and judged by domain/rfid/reader-messages.ts, which names the place of what it cannot read. */
export const readsBody = Type.Unsafe<unknown>({
  $id: 'ReaderMessage',
  description:
    'Events of Impinj’s IoT device interface or tag data of Zebra’s IoT Connector, as the reader sends them: one, or a list ' +
    `of at most ${limits.readsPerRequestMax}.`,
  oneOf: [Type.Array(event, { maxItems: limits.readsPerRequestMax }), event],
});

export const readsTaken = record(
  'ReadsTaken',
  {
    reads: count,
    units: wholeNumber({ minimum: 0, description: 'Units of ours among the tags.' }),
    unknown: wholeNumber({ minimum: 0, description: 'Reads of tags that are no unit of ours.' }),
    junk: count,
    untimely: count,
    otherEvents: wholeNumber({ minimum: 0, description: 'Events that tell of no tag.' }),
    repeated: Type.Boolean({ description: 'The same message was stored before: nothing was counted twice.' }),
  },
  'What was stored. Sightings are evidence: they move nothing.',
);

// ---- Sightings

const zone = {
  place: Type.String({ description: 'SITE/LOCATION.' }),
  confidence,
  level,
  reads: count,
  best: dbm,
  antennas: count,
};

export const sightingSchema = record(
  'Sighting',
  {
    unit: wholeNumber({ minimum: 1 }),
    sku: text,
    name: text,
    serial: text,
    status: choice(undefined, statuses),
    recorded: nullable(Type.String({ description: 'Where the record has it; null: elsewhere or nowhere.' })),
    ...zone,
    firstAt: timestamp,
    lastAt: timestamp,
    otherSpots: wholeNumber({ minimum: 0, description: 'Other spots that heard it in the same time.' }),
    waitsFor: nullable(
      choice(
        undefined,
        ['receive', 'receive_at_site'],
        'The move that it seems to wait for; a person confirms it.',
      ),
    ),
    document: nullable(
      record(undefined, { kind: text, number: text }, 'The receipt or transfer it is awaited with.'),
    ),
  },
  'Where a unit was heard last, beside what the record says. Evidence with a confidence, never stock.',
);
export const sightingPage = pageOf('SightingPage', sightingSchema);
export const sightingsQuery = record(undefined, {
  ...paging,
  site: siteCode,
  location: Type.Optional(spot),
  sku: Type.Optional(Type.String({ maxLength: limits.skuLengthMax })),
  category: Type.Optional(
    Type.String({ maxLength: limits.nameLengthMax, description: 'With those inside it.' }),
  ),
  level: Type.Optional(choice(undefined, levels, 'At least so sure.')),
  purpose: Type.Optional(choice(undefined, readerPurposes, 'Seen by readers that are for this.')),
  waiting: Type.Optional(Type.Boolean({ description: 'true: only what seems to wait for its receipt.' })),
  minutes: Type.Optional(
    wholeNumber({ minimum: 1, maximum: limits.sightingMinutesMax, description: 'Seen within so many.' }),
  ),
});

export const unitParams = record(undefined, { id: wholeNumber({ minimum: 1 }) });
export const unitSightings = record(
  'UnitSightings',
  {
    unit: wholeNumber({ minimum: 1 }),
    items: Type.Array(
      record('UnitSighting', {
        firstAt: timestamp,
        lastAt: timestamp,
        zones: Type.Array(record('SightingZone', zone), { description: 'The likeliest spot first.' }),
      }),
    ),
  },
  'When and where a unit was heard, the latest first, at the sites where one may read.',
);

export const unknownTagPage = pageOf(
  'UnknownTagPage',
  record(
    'UnknownTag',
    {
      tag: Type.String({ description: 'Its EPC, or its memory in hexadecimal where that is none.' }),
      place: text,
      reader: nullable(text),
      gtin: nullable(text),
      sku: nullable(Type.String({ description: 'The product of ours that it says it is of.' })),
      firstAt: timestamp,
      lastAt: timestamp,
      reads: count,
      best: dbm,
    },
    'A tag that was seen and is no unit of ours.',
  ),
);
export const unknownTagsQuery = record(undefined, { ...paging, site: siteCode });

// ---- Finding

export const findQuery = record(undefined, {
  units: Type.String({
    pattern: `^[1-9][0-9]{0,15}(?:,[1-9][0-9]{0,15}){0,${limits.findUnitsMax - 1}}$`,
    description: `The units’ ids with commas, at most ${limits.findUnitsMax}.`,
  }),
});

export const findReply = {
  description:
    'Server-sent events `changed`: `{units: [{unit, dbm, agoMs, place}]}` for units whose strength has changed, at first all. ' +
    '`dbm` null: never heard; `agoMs`: how long ago it was.',
  schema: text,
  contentType: 'text/event-stream',
};

export type NewReader = Static<typeof newReader>;
export type ReaderChange = Static<typeof readerChange>;
export type ReaderOnWire = Static<typeof readerSchema>;
export type ReadsTaken = Static<typeof readsTaken>;
export type SightingOnWire = Static<typeof sightingSchema>;
export type UnitSightingsOnWire = Static<typeof unitSightings>;
export type UnknownTagOnWire = Static<typeof unknownTagPage>['items'][number];

/** What the find stream tells of a unit. */
export interface Strength {
  readonly unit: number;
  /** Null: not heard in the last hours. */
  readonly dbm: number | null;
  /** Milliseconds since it was heard; null: not heard. */
  readonly agoMs: number | null;
  readonly place: string | null;
}
