import { inert } from '../../domain/imports/formulas.ts';
import { limits } from '../../domain/limits.ts';
import { statusWords } from '../../domain/wording.ts';
import { minuteIn } from '../../platform/clock.ts';
import { writeCsvTable } from '../../platform/csv-text.ts';
import { type Paper, pdfOf } from '../../platform/pdf-paper.ts';
import type { ReceiptOnWire, ReceiptProgressOnWire, ReceiptUnitOnWire } from './contract.ts';

/** Everything that a difference report is made of. */
export interface ReportSource {
  readonly receipt: ReceiptOnWire;
  readonly siteName: string;
  readonly timeZone: string;
  readonly progress: ReceiptProgressOnWire;
  readonly units: readonly ReceiptUnitOnWire[];
  readonly productNames: ReadonlyMap<string, string>;
  readonly madeAt: Date;
}

export type Difference = 'missing' | 'extra' | 'damaged';

export interface DifferenceRow {
  readonly difference: Difference;
  readonly line: number | null;
  readonly sku: string;
  readonly product: string;
  /** Null for pieces whose serials nobody told. */
  readonly serial: string | null;
  readonly pieces: number;
  readonly scannedAt: string | null;
  readonly scannedBy: string | null;
  /** Why it was taken, or what was wrong with it. */
  readonly remark: string;
  /** What it is now, where that says more: a missing one that came to another dock. */
  readonly now: string;
}

/** What came otherwise than it was announced, unit by unit: missing ones first, then extra and damaged ones. */
export function differencesOf({ units, progress, productNames }: ReportSource): DifferenceRow[] {
  const rowOf = (one: ReceiptUnitOnWire, difference: Difference, remark: string): DifferenceRow => ({
    difference,
    line: one.line,
    sku: one.unit.sku,
    product: productNames.get(one.unit.sku) ?? '',
    serial: one.unit.serial,
    pieces: 1,
    scannedAt: one.scannedAt,
    scannedBy: one.scannedBy,
    remark,
    now: isAsItShould(one) ? '' : statusWords[one.status],
  });
  const sorted = [...units].sort(byLine);
  const listed = sorted.filter(({ state }) => state === 'listed').map((one) => rowOf(one, 'missing', ''));
  const extra = sorted
    .filter(({ state }) => state === 'extra')
    .map((one) => rowOf(one, 'extra', one.reason ?? ''));
  const damaged = sorted
    .filter(({ condition }) => condition === 'damaged' || condition === 'defective')
    .map((one) => rowOf(one, 'damaged', one.damage ?? one.reason ?? ''));
  return [...listed, ...piecesMissing(progress, units), ...extra, ...damaged];
}

/** Announced and not come, or come and here: its row says that already. */
function isAsItShould({ state, status }: ReceiptUnitOnWire): boolean {
  return state === 'listed' ? status === 'expected' : status === 'in_stock';
}

/** As somebody looks for them: line by line, what nobody announced last, numbers by how long they are. */
function byLine(a: ReceiptUnitOnWire, b: ReceiptUnitOnWire): number {
  const [x, y] = [a.unit.serial, b.unit.serial];
  const line = (one: ReceiptUnitOnWire) => one.line ?? Number.MAX_SAFE_INTEGER;
  return line(a) - line(b) || x.length - y.length || (x < y ? -1 : 1);
}

/** Lines that say only how many, where fewer came. */
function piecesMissing(
  { lines }: ReceiptProgressOnWire,
  units: readonly ReceiptUnitOnWire[],
): DifferenceRow[] {
  return lines.flatMap(({ line, sku, name, missing }) => {
    const named = units.filter((one) => one.state === 'listed' && one.line === line && one.unit.sku === sku);
    const pieces = missing - named.length;
    if (pieces <= 0) return [];
    const unknown = { serial: null, scannedAt: null, scannedBy: null, remark: '', now: '' };
    return [{ difference: 'missing' as const, line, sku, product: name, pieces, ...unknown }];
  });
}

/** The report as CSV; what a spreadsheet would calculate is marked. */
export function reportCsv(source: ReportSource): string {
  const head = ['difference', 'line', 'sku', 'product', 'serial', 'pieces'];
  const more = ['scannedAt', 'scannedBy', 'remark', 'now'];
  const rows = differencesOf(source).map((row) => [
    row.difference,
    row.line === null ? '' : String(row.line),
    inert(row.sku),
    inert(row.product),
    inert(row.serial ?? ''),
    String(row.pieces),
    row.scannedAt ?? '',
    inert(row.scannedBy ?? ''),
    inert(row.remark),
    row.now,
  ]);
  return writeCsvTable([[...head, ...more], ...rows]);
}

/** The report as a PDF, with the CSV inside it. */
export function reportPdf(source: ReportSource): Promise<Buffer> {
  const { receipt, madeAt } = source;
  const rows = differencesOf(source);
  const shown = rows.slice(0, limits.reportRowsMax);
  const left = rows.length - shown.length;
  const tables = [linesTable(source), ...(rows.length > 0 ? [unitsTable(shown, source.timeZone)] : [])];
  return pdfOf({
    title: 'Difference report',
    subtitle: `Receipt ${receipt.number}`,
    facts: factsOf(source),
    tables,
    notes: [
      ...(rows.length === 0 ? ['Everything came as it was announced.'] : []),
      ...(left > 0 ? [`${left} more differences stand in the CSV that is attached to this file.`] : []),
    ],
    lettersNote:
      'Letters that this paper’s type does not have stand as their code points, [U+…]; the attached CSV has them as they are.',
    attachment: {
      name: 'differences.csv',
      type: 'text/csv',
      content: Buffer.from(`\ufeff${reportCsv(source)}`),
    },
    madeAt,
    pageWords: (page, pages) => `Receipt ${receipt.number} · page ${page} of ${pages}`,
  });
}

function factsOf({ receipt, siteName, timeZone, progress, madeAt }: ReportSource): Paper['facts'] {
  const { supplier, site, expected, received, extra, missing, openedAt, pieces } = receipt;
  const hasPieces = pieces.received > 0 || (pieces.expected ?? 0) > 0;
  const at = (iso: string) => `${minuteIn(timeZone, iso)} (${timeZone})`;
  const steps = progress.steps.map(({ step, at: when, by, reason }) => {
    const said = reason === null ? '' : `: ${reason}`;
    return [step === 'closed' ? 'Closed' : 'Opened again', `${at(when)}, ${by}${said}`] as const;
  });
  return [
    ['Site', `${siteName} (${site})`],
    ['Supplier', supplier ?? '–'],
    ['Announced', at(openedAt)],
    ...steps,
    ...(receipt.closedAt === null ? [['Still open', 'more may come'] as const] : []),
    ['Expected', String(expected)],
    ['Received as expected', String(received)],
    ['Missing', String(missing)],
    ['Extra', String(extra)],
    ['Damaged', String(progress.damaged)],
    ...(hasPieces
      ? [['Pieces without serials', `${pieces.received} of ${pieces.expected ?? '–'}`] as const]
      : []),
    ['Printed', at(madeAt.toISOString())],
  ];
}

function linesTable({ progress }: ReportSource) {
  const number = { share: 2, isNumber: true };
  return {
    heading: 'By line',
    columns: [
      { name: 'Line', share: 1.2 },
      { name: 'Product', share: 7 },
      { name: 'Expected', ...number },
      { name: 'Received', ...number },
      { name: 'Missing', ...number },
      { name: 'Extra', ...number },
      { name: 'Damaged', ...number },
    ],
    rows: progress.lines.map(({ line, sku, name, expected, received, missing, extra, damaged }) => [
      line === null ? '–' : String(line),
      `${sku}  ${name}`,
      ...[expected, received, missing, extra, damaged].map(String),
    ]),
  };
}

function unitsTable(rows: readonly DifferenceRow[], timeZone: string) {
  return {
    heading: 'Differences',
    columns: [
      { name: 'What', share: 1.6 },
      { name: 'Line', share: 1 },
      { name: 'Product', share: 2.6 },
      { name: 'Serial', share: 3.2 },
      { name: 'Scanned', share: 3 },
      { name: 'Remark', share: 4 },
    ],
    rows: rows.map(({ difference, line, sku, serial, pieces, scannedAt, scannedBy, remark, now }) => [
      difference,
      line === null ? '–' : String(line),
      sku,
      serial ?? `${pieces} without a serial`,
      scannedAt === null ? '' : `${minuteIn(timeZone, scannedAt)} ${scannedBy ?? ''}`,
      shortened([remark, now === '' ? '' : `now ${now}`].filter((said) => said !== '').join('; ')),
    ]),
  };
}

/** A cell is no letter: the CSV has the whole. */
function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length > remarkLettersMax ? `${letters.slice(0, remarkLettersMax).join('')} …` : text;
}

const remarkLettersMax = 300;
