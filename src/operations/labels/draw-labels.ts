import { setImmediate } from 'node:timers/promises';
import type { LabelDesign, LabelFacts, LabelFault, LabelNotice } from '../../domain/labels/design.ts';
import { drawingOf } from '../../domain/labels/drawing.ts';
import { type LabelLayout, layOutLabel } from '../../domain/labels/layout.ts';
import { rfidOf } from '../../domain/labels/rfid.ts';
import { placeOnSheet, sheetPages } from '../../domain/labels/sheets.ts';
import { labelSvg } from '../../domain/labels/svg.ts';
import { labelZpl } from '../../domain/labels/zpl.ts';
import { labelPdf } from '../../platform/label-pdf.ts';
import { labelTools } from './label-tools.ts';

/** What labels can be drawn as. A picture is one label; the others any number. */
export const contentTypes = {
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  zpl: 'application/vnd.zebra.zpl',
} as const;
export type LabelForm = keyof typeof contentTypes;

/** A label that can be printed: its layout, and what goes into its tag. */
export interface PreparedLabel {
  readonly layout: LabelLayout;
  readonly rfidHex: string | null;
}

export type Prepared =
  | { readonly labels: readonly PreparedLabel[]; readonly notices: readonly LabelNotice[] }
  | { readonly faults: readonly (LabelFault & { readonly nth: number })[] };

/**
 * Lays out all labels, or says of each that cannot be made why: then none is printed. `nth` counts from 0. Hundreds take a
 * second of work, so others come in between.
 */
export async function prepareLabels(design: LabelDesign, all: readonly LabelFacts[]): Promise<Prepared> {
  const labels: PreparedLabel[] = [];
  const faults: (LabelFault & { readonly nth: number })[] = [];
  const notices = new Map<string, LabelNotice>();
  for (const [nth, facts] of all.entries()) {
    if (nth % atOnce === atOnce - 1) await setImmediate();
    const laid = layOutLabel(design, facts, labelTools);
    const tag = rfidOf(design, facts);
    if ('faults' in laid) faults.push(...laid.faults.map((fault) => ({ ...fault, nth })));
    else if ('fault' in tag) faults.push({ ...tag.fault, nth });
    else {
      labels.push({ layout: laid.layout, rfidHex: tag.hex });
      for (const notice of laid.layout.notices) notices.set(`${notice.code} ${notice.where}`, notice);
    }
  }
  return faults.length > 0 ? { faults } : { labels, notices: [...notices.values()] };
}

/** Some ten milliseconds of work. */
const atOnce = 10;

export interface DrawnLabels {
  readonly bytes: Buffer;
  readonly contentType: string;
}

export interface DrawOptions {
  readonly title: string;
  readonly madeAt: Date;
  /** Of each label; 1 if not said. */
  readonly copies?: number;
  /** The place of a sheet that the first label goes to, from 1: the places before it are used up. */
  readonly startAt?: number;
}

/** The labels as a file; SVG is the first label alone. */
export async function drawLabels(
  labels: readonly PreparedLabel[],
  form: LabelForm,
  { copies = 1, ...more }: DrawOptions,
): Promise<DrawnLabels> {
  if (form === 'zpl') {
    const zpl = labels.map(({ layout, rfidHex }) => labelZpl(layout, { rfidHex, copies }));
    return { bytes: Buffer.from(zpl.join(''), 'utf8'), contentType: contentTypes.zpl };
  }
  if (form === 'svg') {
    const svg = labelSvg(drawingOf(labels[0]!.layout), more.title);
    return { bytes: Buffer.from(svg, 'utf8'), contentType: contentTypes.svg };
  }
  const repeated = labels.flatMap((label) => Array<PreparedLabel>(copies).fill(label));
  return { bytes: await pdfOf(repeated, more), contentType: contentTypes.pdf };
}

function pdfOf(
  labels: readonly PreparedLabel[],
  { title, madeAt, startAt = 1 }: Omit<DrawOptions, 'copies'>,
): Promise<Buffer> {
  const { sheet, widthMm, heightMm } = labels[0]!.layout.design;
  const placed = labels.map(({ layout }, nth) => ({
    ...drawingOf(layout),
    ...(sheet === null ? { page: nth, xMm: 0, yMm: 0 } : placeOnSheet(sheet, startAt - 1 + nth)),
  }));
  return labelPdf(placed, sheet === null ? { widthMm, heightMm } : sheetPages[sheet.page], { title, madeAt });
}
