import { toGtin14 } from '../../domain/identifiers/check-digits.ts';
import { designFaults } from '../../domain/labels/check-design.ts';
import type { LabelFacts } from '../../domain/labels/design.ts';
import { drawingOf } from '../../domain/labels/drawing.ts';
import { labelSvg } from '../../domain/labels/svg.ts';
import type { PreviewOnWire, PreviewRequest } from './contract.ts';
import { type Prepared, prepareLabels } from './draw-labels.ts';
import { type Changed, problem, type SampleParts } from './keep-designs.ts';
import { labelTools } from './label-tools.ts';
import { type SampleRow, selectAnyProduct, selectProduct } from './queries.ts';

export interface Sample {
  readonly facts: LabelFacts;
  readonly prepared: Prepared;
}

/**
 * A draft with what it would say of a product: one that is named, or any. What is wrong with the design itself comes first:
 * then nothing is laid out.
 */
export async function prepareSample(
  { database, clock, linkOf }: SampleParts,
  { design, sku, serial = sampleSerial, lot = null }: Omit<PreviewRequest, 'lot'> & { lot?: string | null },
): Promise<Changed<Sample>> {
  const today = clock.now().toISOString();
  const { rows } = await database.query<SampleRow>(sku === undefined ? selectAnyProduct : selectProduct, [
    sku ?? null,
    today,
  ]);
  const [product] = rows;
  if (!product && sku !== undefined)
    return problem('unknown_product', 'sku', `There is no product "${sku}".`);
  const { name, sku: code, gtin } = product ?? nobodys;
  const whole = gtin === null ? null : toGtin14(gtin);
  // A sample proves nothing: its token is of nothing's label.
  const link = whole === null ? null : linkOf({ gtin: whole, serial: `sample ${serial}` });
  const facts = { name, sku: code, gtin, serial, lot, link };
  const faults = designFaults(design, labelTools).map((fault) => ({ ...fault, nth: 0 }));
  return { facts, prepared: faults.length > 0 ? { faults } : await prepareLabels(design, [facts]) };
}

/** The same for the screen: the picture, or why there is none. */
export function previewOf({ facts, prepared }: Sample): PreviewOnWire {
  if ('faults' in prepared) {
    const faults = prepared.faults.map(({ code, where, sentence }) => ({ code, where, sentence }));
    return { svg: null, faults, notices: [], holds: null, moduleMm: null, sample: facts };
  }
  const { layout } = prepared.labels[0]!;
  const { symbol, content, notices } = layout;
  const drawing = drawingOf(layout);
  const holds = content.elements.length > 0 ? content.humanReadable.join('') : content.text;
  return {
    svg: labelSvg(drawing, `${facts.name}, ${holds}`),
    faults: [],
    notices: [...notices],
    holds,
    moduleMm: Math.round(symbol.module * drawing.mmPerDot * 1000) / 1000,
    sample: facts,
  };
}

const sampleSerial = 'SN-000123';
/** Before the catalog has anything: the GTIN is GS1's own for examples. */
const nobodys = { sku: 'SKU-1', name: 'A product', gtin: '09506000134352' };
