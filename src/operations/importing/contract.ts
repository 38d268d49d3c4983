import { type Static, Type } from 'typebox';
import { evidences } from '../../domain/events.ts';
import { conditions } from '../../domain/facts.ts';
import {
  type defaultFields,
  type Field,
  fileKinds,
  importKinds,
  kindRules,
} from '../../domain/imports/fields.ts';
import { bulkMoves } from '../../domain/imports/moving.ts';
import { limits } from '../../domain/limits.ts';
import { unitIdSchema } from '../../ledger/contract.ts';
import {
  anyObject,
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
const count = wholeNumber({ minimum: 0 });
export const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
export const id = wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1 });

const fileKind = choice(
  undefined,
  fileKinds,
  'products · units: known, not in stock · opening_stock: in stock at a site · purchase_orders: what was ordered from suppliers · ' +
    'receipts: what they announce · orders: what was wanted · sales: units sold.',
);

const allFields = [...new Set(Object.values(kindRules).flatMap(({ fields }) => fields))];
const kindSchema = choice('ImportKind', importKinds, 'moves: a bulk move.');
const movingSchema = record(
  'Moving',
  {
    move: choice(undefined, bulkMoves),
    evidence: choice(undefined, evidences, 'How the units are known.'),
    document: Type.Optional(record(undefined, { kind: text, number: text })),
    details: Type.Optional(anyObject()),
    together: Type.Optional(Type.Boolean()),
  },
  'Of bulk moves: what every unit does.',
);
const fieldSchema = choice('ImportField', allFields as readonly Field[], 'What a column means.');

const given = Type.Partial(
  Type.Object(
    Object.fromEntries(
      allFields.map((field) => [field, nullable(Type.String({ maxLength: limits.columnNamesLengthMax }))]),
    ),
    { additionalProperties: false },
  ),
  { description: 'For each field the header of its column; null: no column.' },
);
const code = Type.String({ minLength: 1, maxLength: limits.codeLengthMax });
const defaultSchemas = {
  sku: Type.String({ minLength: 1, maxLength: limits.skuLengthMax }),
  site: code,
  location: code,
  supplier: name,
  condition: choice(undefined, conditions),
  at: Type.String({ maxLength: limits.timeLengthMax }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  channel: name,
  number: Type.String({ minLength: 1, maxLength: limits.documentNumberLengthMax }),
  order: Type.String({ minLength: 1, maxLength: limits.documentNumberLengthMax }),
  expectedOn: Type.String({ maxLength: limits.timeLengthMax }),
} satisfies Record<(typeof defaultFields)[number], unknown>;
const defaults = record(
  undefined,
  {
    sku: Type.Optional(defaultSchemas.sku),
    site: Type.Optional(defaultSchemas.site),
    location: Type.Optional(defaultSchemas.location),
    supplier: Type.Optional(defaultSchemas.supplier),
    condition: Type.Optional(defaultSchemas.condition),
    at: Type.Optional(defaultSchemas.at),
    currency: Type.Optional(defaultSchemas.currency),
    channel: Type.Optional(defaultSchemas.channel),
    number: Type.Optional(defaultSchemas.number),
    order: Type.Optional(defaultSchemas.order),
    expectedOn: Type.Optional(defaultSchemas.expectedOn),
  },
  'What lines mean that do not say it themselves.',
);

const settingMembers = {
  defaults: Type.Optional(defaults),
  dateOrder: Type.Optional(
    choice(
      undefined,
      ['dmy', 'mdy'],
      'Whether 03/04/2026 is in April or in March; without it such a day is refused.',
    ),
  ),
  acceptJunk: Type.Optional(
    Type.Boolean({ description: 'Take serials that look like nobody’s all the same.' }),
  ),
  replaces: Type.Optional(
    Type.Boolean({
      description: 'A receipt or a purchase order that is there already becomes what the file says of it.',
    }),
  ),
  siteNames: Type.Optional(
    Type.Record(Type.String(), code, {
      maxProperties: limits.locationsPerRequestMax,
      description: 'What the file calls a site, and its code here.',
    }),
  ),
};

export const importQuery = record(undefined, {
  kind: fileKind,
  name: Type.Optional(name),
  preset: Type.Optional(
    Type.String({
      maxLength: limits.nameLengthMax,
      description: 'odoo, erpnext, inventree, shopify, or a saved one.',
    }),
  ),
  site: Type.Optional(
    Type.String({ maxLength: limits.codeLengthMax, description: 'For lines that say no site.' }),
  ),
  corrects: Type.Optional(
    wholeNumber({
      minimum: 1,
      maximum: 2 ** 31 - 1,
      description:
        'The import whose lines this file holds again, mended: lines that are as they were are not recorded twice.',
    }),
  ),
});

export const importChange = record('ImportChange', {
  preset: Type.Optional(nullable(Type.String({ maxLength: limits.nameLengthMax }))),
  mapping: Type.Optional(given),
  ...settingMembers,
});

export const taskRequest = record('ImportTaskRequest', {
  do: choice(
    undefined,
    ['judge', 'run', 'pause', 'resume', 'cancel', 'undo', 'redo'],
    'judge: a dry run · run: record · cancel keeps what was recorded · undo takes it back, redo records it again.',
  ),
});

const stateSchema = choice(
  'ImportState',
  ['ready', 'working', 'paused', 'done', 'undone', 'cancelled', 'failed'],
  'ready: waits to be judged or run.',
);

const columnSchema = record('ImportColumn', {
  header: text,
  field: nullable(fieldSchema),
  how: nullable(choice(undefined, ['preset', 'guessed', 'given'])),
});

const reportItem = record('ImportFinding', {
  code: text,
  outcome: choice(undefined, ['refused', 'warned', 'kept']),
  count,
  lines: Type.Array(wholeNumber(), {
    description: `The first ${limits.importSamplesMax} lines of the file.`,
  }),
  sentence: Type.String({ description: 'Of the first of these lines.' }),
});

export const importSchema = record('Import', {
  id,
  kind: kindSchema,
  state: stateSchema,
  task: nullable(choice(undefined, ['judge', 'run', 'undo', 'redo'], 'What it is at, or was last.')),
  by: text,
  createdAt: timestamp,
  name: perhaps,
  file: record('ImportFile', {
    format: choice(undefined, ['csv', 'xlsx']),
    bytes: count,
    sha256: text,
    encoding: Type.String({ description: 'As it was found: utf-8, utf-16le, utf-16be or windows-1252.' }),
    delimiter: Type.String({ description: 'As it was found.' }),
    isHere: Type.Boolean({ description: 'This server still holds it: it can be judged or run.' }),
  }),
  corrects: nullable(id),
  preset: perhaps,
  columns: Type.Array(columnSchema),
  missing: Type.Array(Type.Array(text), {
    description: 'Fields that are needed and known neither from a column nor for all; one of each list.',
  }),
  settings: record('ImportSettings', { ...settingMembers, moving: Type.Optional(movingSchema) }),
  samples: Type.Array(Type.Array(text)),
  progress: record('ImportProgress', {
    lines: Type.Integer({
      description: 'Lines of the file; of an undo, units. A guess until a task has come to the end.',
    }),
    done: count,
    recorded: count,
    repeated: Type.Integer({ description: 'Recorded before, by this file or the one it corrects.' }),
    refused: count,
    warned: count,
    exceptions: Type.Integer({ description: 'Questions that the lines opened for a person.' }),
    perSecond: nullable(Type.Number({ minimum: 0 })),
    secondsLeft: nullable(count),
    at: nullable(timestamp),
  }),
  findings: Type.Array(reportItem),
  problem: nullable(record('ImportProblem', { code: text, sentence: text })),
  startedAt: nullable(timestamp),
  endedAt: nullable(timestamp),
});
export const importPage = pageOf('ImportPage', importSchema);
export const importParams = record(undefined, { id });
export const listQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  kind: Type.Optional(fileKind),
  state: Type.Optional(stateSchema),
});

export const moveListQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  state: Type.Optional(stateSchema),
});

export const linesQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  outcome: Type.Optional(
    choice(
      undefined,
      ['refused', 'warned', 'kept'],
      'refused if not said; kept: units that an undo left as they are.',
    ),
  ),
  code: Type.Optional(Type.String({ maxLength: limits.problemCodeLengthMax })),
});
export const linePage = pageOf(
  'ImportLinePage',
  record('ImportLine', {
    line: wholeNumber({ minimum: 1 }),
    code: text,
    sentence: text,
    unit: nullable(unitIdSchema),
    cells: nullable(Type.Array(text)),
  }),
);

export const newPreset = record('NewImportPreset', {
  name,
  kind: fileKind,
  mapping: given,
  ...settingMembers,
});
export const presetSchema = record('ImportPreset', {
  name: text,
  builtIn: Type.Boolean(),
  kinds: Type.Array(fileKind),
  mapping: Type.Record(Type.String(), Type.Record(Type.String(), Type.Array(text)), {
    description: 'For each kind and field the headers that it may stand under.',
  }),
});
export const presetList = record('ImportPresets', { items: Type.Array(presetSchema) });
export const presetParams = record(undefined, { name: Type.String({ maxLength: limits.nameLengthMax }) });
export const presetGone = record('ImportPresetGone', { name: text });

export type ImportOnWire = Static<typeof importSchema>;
export type ImportQuery = Static<typeof importQuery>;
export type ImportChange = Static<typeof importChange>;
export type TaskRequest = Static<typeof taskRequest>;
export type NewPreset = Static<typeof newPreset>;
