import { type Static, Type } from 'typebox';
import { labelDpis, labelMaterials } from '../../domain/labels/design.ts';
import { limits } from '../../domain/limits.ts';
import { unitNameSchema } from '../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';
import { becomings, labelStates, reprintReasons, voidReasons } from './rules.ts';

const paging = pageQuery(limits.pageItemsMax, limits.pageItemsDefault);
const site = Type.String({ minLength: 1, maxLength: limits.codeLengthMax, description: 'The site’s code.' });
const id = wholeNumber({ minimum: 1 });
const request = Type.String({
  format: 'uuid',
  description: 'Made by whoever asks: sent again, it has no second effect.',
});
const note = Type.String({ minLength: 1, maxLength: limits.noteLengthMax });
export const idParams = record(undefined, { id: wholeNumber({ minimum: 1 }) });
export const smallIdParams = record(undefined, { id: wholeNumber({ minimum: 1, maximum: 2_147_483_647 }) });

// ---- Printers

const troubles = [
  ...['not_allowed', 'not_found', 'unreachable', 'refused', 'silent', 'broke_off'],
  ...['paper_out', 'ribbon_out', 'head_open', 'paused'],
] as const;
const trouble = choice(
  'PrinterTrouble',
  troubles as readonly PrinterTroubleWord[],
  'not_allowed: an address that no printer may have (docs/guides/label-bench.md) · broke_off: labels may have come out · ' +
    'paper_out, ribbon_out, head_open, paused: what the printer itself says.',
);
type PrinterTroubleWord = import('../../platform/printer-socket.ts').PrinterTrouble;

const mm = Type.Number({ minimum: limits.labelMmMin, maximum: limits.labelMmMax });
const printerFields = {
  name: Type.String({ minLength: 1, maxLength: limits.printerNameLengthMax }),
  host: Type.String({
    minLength: 1,
    maxLength: limits.hostLengthMax,
    pattern: '^[A-Za-z0-9:]([A-Za-z0-9.:-]*[A-Za-z0-9])?$',
    description: 'An address or a name, in a private network or named in the server’s settings.',
  }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  dpi: Type.Union(labelDpis.map((dpi) => Type.Literal(dpi))) as unknown as ReturnType<typeof Type.Integer>,
  widthMm: mm,
  heightMm: mm,
  material: choice(undefined, labelMaterials),
};
export const newPrinter = record('NewPrinter', {
  site,
  ...printerFields,
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, description: '9100 if not said.' })),
});
const optional = Object.fromEntries(
  Object.entries(printerFields).map(([name, schema]) => [name, Type.Optional(schema)]),
) as { [Key in keyof typeof printerFields]: ReturnType<typeof Type.Optional<(typeof printerFields)[Key]>> };
export const printerChange = record('PrinterChange', {
  ...optional,
  active: Type.Optional(Type.Boolean()),
});
export const printerSchema = record(
  'Printer',
  {
    id,
    site: Type.String(),
    ...printerFields,
    active: Type.Boolean(),
    waiting: wholeNumber({ minimum: 0, description: 'Labels that wait for it.' }),
    trouble: nullable(trouble),
    spokenAt: nullable(timestamp),
  },
  'A printer of labels that speaks ZPL over TCP, and the labels that are in it.',
);
export const printerPage = pageOf('PrinterPage', printerSchema);
export const printersQuery = record(undefined, { ...paging, site: Type.Optional(site) });
export const printerTold = record('PrinterTold', {
  printer: printerSchema,
  trouble: nullable(trouble),
  tells: Type.Boolean({ description: 'It says of itself how it is; many printers do not.' }),
});

// ---- Jobs

const printer = nullable(
  wholeNumber({ minimum: 1, maximum: 2_147_483_647, description: 'Null: into a file.' }),
);
const design = Type.Optional(
  wholeNumber({ minimum: 1, maximum: 2_147_483_647, description: 'The product’s own design if not said.' }),
);
const copies = Type.Optional(
  Type.Integer({ minimum: 1, maximum: limits.labelCopiesMax, description: 'Of each label; 1 if not said.' }),
);
const becomes = choice(
  undefined,
  becomings,
  'What a number without a unit becomes when its label is read back.',
);
const unitIds = Type.Array(wholeNumber({ minimum: 1 }), {
  minItems: 1,
  maxItems: limits.labelsPerJobMax,
  uniqueItems: true,
});
export const newJob = record('NewPrintJob', {
  id: request,
  site,
  printer,
  design,
  copies,
  sku: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.skuLengthMax,
      description: 'New numbers of this product.',
    }),
  ),
  count: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.labelsPerJobMax,
      description: 'How many of them; 1 if not said.',
    }),
  ),
  units: Type.Optional(unitIds),
  receipt: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.documentNumberLengthMax,
      description: 'The units of this receipt.',
    }),
  ),
  becomes: Type.Optional(becomes),
  location: Type.Optional(Type.String({ minLength: 1, maxLength: limits.codeLengthMax })),
  note: Type.Optional(note),
});
const counts = {
  toPrint: wholeNumber({ minimum: 0 }),
  unsure: wholeNumber({ minimum: 0 }),
  sent: wholeNumber({ minimum: 0 }),
  applied: wholeNumber({ minimum: 0 }),
  void: wholeNumber({ minimum: 0 }),
};
const reprintReason = choice('ReprintReason', reprintReasons, 'extra: the one before stays in force.');
const designRef = record('LabelDesignUsed', { id, version: id, name: Type.String() });
export const jobSchema = record(
  'PrintJob',
  {
    id,
    request: Type.String({ format: 'uuid' }),
    site: Type.String(),
    sku: nullable(Type.String()),
    name: nullable(Type.String()),
    design: designRef,
    copies: wholeNumber({ minimum: 1 }),
    becomes,
    location: nullable(Type.String()),
    printer: nullable(printerSchema),
    reason: nullable(reprintReason),
    note: nullable(Type.String()),
    madeAt: timestamp,
    by: Type.String({ description: 'The actor’s code.' }),
    ...counts,
  },
  'Labels that were asked for together, and how far they are.',
);
export const jobPage = pageOf('PrintJobPage', jobSchema);
export const jobsQuery = record(undefined, {
  ...paging,
  site: Type.Optional(site),
  open: Type.Optional(Type.Boolean({ description: 'Only those with labels that are not applied or void.' })),
});

// ---- Labels

const state = choice(
  'LabelState',
  labelStates,
  'to_print: owed · sending: the printer is being given it · unsure: the printer was lost meanwhile · sent: to be stuck on ' +
    'and read back · applied: it was read back · void: it counts no more.',
);
export const labelSchema = record(
  'Label',
  {
    id,
    job: id,
    site: Type.String(),
    sku: Type.String(),
    name: Type.String(),
    number: Type.String(),
    content: Type.String({ description: 'What its symbol says.' }),
    unit: nullable(wholeNumber({ minimum: 1 })),
    printer: nullable(wholeNumber({ minimum: 1 })),
    design: record(undefined, {
      id,
      version: id,
      sheet: nullable(
        record(
          undefined,
          { columns: id, rows: id },
          'Labels beside and below each other on a page; null: a roll.',
        ),
      ),
    }),
    state,
    stateAt: timestamp,
    appliedAt: nullable(timestamp),
    appliedBy: nullable(Type.String()),
    voidAt: nullable(timestamp),
    voidReason: nullable(Type.String()),
    voidNote: nullable(Type.String()),
    reason: nullable(reprintReason),
    replaces: nullable(wholeNumber({ minimum: 1 })),
    replacedBy: nullable(wholeNumber({ minimum: 1 })),
  },
  'One printed label of one number.',
);
export const labelPage = pageOf('PrintedLabelPage', labelSchema);
export const labelsQuery = record(undefined, {
  ...paging,
  site: Type.Optional(site),
  job: Type.Optional(wholeNumber({ minimum: 1 })),
  unit: Type.Optional(wholeNumber({ minimum: 1 })),
  show: Type.Optional(
    choice(undefined, ['owed', 'to_stick'], 'Without a job or a unit: what is owed if not said.'),
  ),
});
const labelIds = Type.Array(wholeNumber({ minimum: 1 }), {
  minItems: 1,
  maxItems: limits.labelsPerJobMax,
  uniqueItems: true,
  description: 'Labels of one site that are owed.',
});
export const printOwed = record('PrintOwed', {
  labels: labelIds,
  printer: wholeNumber({ minimum: 1, maximum: 2_147_483_647 }),
});
export const labelsOnTheirWay = record('LabelsOnTheirWay', { labels: Type.Array(labelSchema) });
export const takeFile = record('TakeLabelFile', {
  labels: labelIds,
  kind: choice(undefined, ['pdf', 'zpl']),
  startAt: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.labelSheetRowsMax ** 2,
      description:
        'The first free place on a sheet that was begun, counted from the left of the top row; 1 if not said. For a PDF of a ' +
        'design with a sheet.',
    }),
  ),
});
export const labelFile = Type.Unknown();
export const reprint = record('Reprint', {
  id: request,
  site,
  label: Type.Optional(wholeNumber({ minimum: 1, description: 'The label that is printed again …' })),
  unit: Type.Optional(wholeNumber({ minimum: 1, description: '… or the unit whose label it is.' })),
  reason: reprintReason,
  note: Type.Optional(note),
  printer,
  design,
  copies,
});
export const voiding = record('VoidLabel', {
  reason: choice(undefined, voidReasons),
  note: Type.Optional(note),
});
const code = Type.String({ minLength: 1, maxLength: limits.scanTextLengthMax });
export const readBack = record('ReadLabelBack', {
  site,
  code: Type.String({ ...code, description: 'What was read off the label.' }),
  input: choice(
    undefined,
    ['scanned', 'camera', 'keyed', 'pasted'],
    'Only what was read shows that it reads.',
  ),
  job: Type.Optional(wholeNumber({ minimum: 1, description: 'Whose labels are being stuck on.' })),
  label: Type.Optional(wholeNumber({ minimum: 1, description: 'The label that it has to be.' })),
  thing: Type.Optional(
    Type.String({
      ...code,
      description: 'What was scanned on the thing itself: then it has to be that unit’s label.',
    }),
  ),
});
export const readAnswer = record(
  'LabelReadBack',
  {
    outcome: choice(undefined, ['applied', 'repeated', 'refused']),
    label: nullable(labelSchema),
    code: nullable(Type.String({ description: 'Why it was refused.' })),
    sentence: Type.String({ description: 'For the person with the scanner.' }),
    belongsTo: nullable(
      record(
        undefined,
        { sku: Type.String(), number: Type.String(), name: Type.String() },
        'Whose label it is.',
      ),
    ),
    now: nullable(labelSchema),
    unit: nullable(unitNameSchema),
  },
  'Whether the label counts as applied. `now`: of a void one, the label in its place.',
);
export const benchQuery = record(undefined, { site });
export const benchSchema = record(
  'LabelBench',
  {
    owed: wholeNumber({ minimum: 0 }),
    unsure: wholeNumber({ minimum: 0 }),
    toStick: wholeNumber({ minimum: 0 }),
    appliedToday: wholeNumber({ minimum: 0 }),
    reprintedToday: wholeNumber({ minimum: 0 }),
  },
  'What is open at a site’s label bench, and what was done in the last 24 hours.',
);

export type NewPrinter = Static<typeof newPrinter>;
export type PrinterChange = Static<typeof printerChange>;
export type PrinterOnWire = Static<typeof printerSchema>;
export type PrinterTold = Static<typeof printerTold>;
export type NewPrintJob = Static<typeof newJob>;
export type PrintJobOnWire = Static<typeof jobSchema>;
export type LabelOnWire = Static<typeof labelSchema>;
export type FileWish = Static<typeof takeFile>;
export type ReprintBody = Static<typeof reprint>;
export type VoidBody = Static<typeof voiding>;
export type ReadBackBody = Static<typeof readBack>;
export type ReadBackOnWire = Static<typeof readAnswer>;
export type LabelBenchOnWire = Static<typeof benchSchema>;
