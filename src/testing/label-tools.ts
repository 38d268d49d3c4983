import type { LabelDesign, LabelFacts } from '../domain/labels/design.ts';
import { type LabelLayout, type LabelTools, layOutLabel } from '../domain/labels/layout.ts';
import { labelPresets, presetDesign } from '../domain/labels/presets.ts';
import { labelTools as usualTools } from '../operations/labels/label-tools.ts';

export const labelTools: LabelTools = usualTools;

export const someFacts: LabelFacts = {
  name: 'Espresso machine Barista 14',
  sku: 'ESP-14',
  gtin: '9506000134352',
  serial: 'SN-000123',
  lot: 'L7',
};

/** A design on a preset's size: GS1 DataMatrix at 203 dpi where nothing else is said. */
export function aDesign(preset = '50x30', more: Partial<LabelDesign> = {}): LabelDesign {
  const { symbology = 'gs1_datamatrix', dpi = 203 } = more;
  return { ...presetDesign(labelPresets.find(({ key }) => key === preset)!, symbology, dpi), ...more };
}

/** The label, or a failed test that says why there is none. */
export function laidOut(design: LabelDesign, facts: Partial<LabelFacts> = {}): LabelLayout {
  const laid = layOutLabel(design, { ...someFacts, ...facts }, labelTools);
  if ('faults' in laid) throw new Error(laid.faults.map(({ sentence }) => sentence).join(' '));
  return laid.layout;
}
