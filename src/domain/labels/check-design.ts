import { limits } from '../limits.ts';
import { inMm, isLinear, type LabelDesign, type LabelFacts, type LabelFault, mmPerInch } from './design.ts';
import { type LabelTools, layOutLabel, symbolDots } from './layout.ts';
import { rfidOf } from './rfid.ts';
import { sheetFaults } from './sheets.ts';
import { symbolRules } from './symbol-rules.ts';

/**
 * Everything that is wrong with a design, whatever it is to say: lengths out of range, a quiet zone under the standard's, a
 * module that its symbology does not allow, and a label on which not even a short serial has room.
 */
export function designFaults(design: LabelDesign, tools: LabelTools): readonly LabelFault[] {
  const faults = [...lengthFaults(design), ...symbolFaults(design)];
  if (design.sheet !== null) faults.push(...sheetFaults(design.sheet, design.widthMm, design.heightMm));
  if (faults.length > 0) return faults;
  const laid = layOutLabel(design, shortFacts, tools);
  const tag = rfidOf(design, shortFacts);
  return [...('faults' in laid ? laid.faults : []), ...('fault' in tag ? [tag.fault] : [])];
}

/** The least that a label has to have room for: a product with a GTIN and a serial of six digits. */
export const shortFacts: LabelFacts = {
  name: 'Product',
  sku: 'SKU-1',
  gtin: '09506000134352',
  serial: '100001',
  lot: null,
};

function lengthFaults(design: LabelDesign): LabelFault[] {
  const { labelMmMin: min, labelMmMax: max, labelTextMmMin, labelTextMmMax, barHeightMmMin } = limits;
  const faults: LabelFault[] = [];
  const within = (where: string, value: number, least: number, most: number) => {
    if (value >= least && value <= most) return;
    const sentence = `${value} mm is not from ${least} to ${most} mm.`;
    faults.push({ code: 'out_of_range', where, sentence });
  };
  within('widthMm', design.widthMm, min, max);
  within('heightMm', design.heightMm, min, max);
  within('marginMm', design.marginMm, 0, Math.min(design.widthMm, design.heightMm) / 4);
  if (isLinear(design.symbology)) within('barHeightMm', design.barHeightMm, barHeightMmMin, max);
  for (const [nth, { sizeMm }] of design.lines.entries())
    within(`lines.${nth}`, sizeMm, labelTextMmMin, labelTextMmMax);
  const prefix = design.companyPrefixLength;
  if (prefix !== null && (prefix < 6 || prefix > 12))
    faults.push({
      code: 'out_of_range',
      where: 'companyPrefixLength',
      sentence: `A GS1 company prefix has 6 to 12 digits, not ${prefix}.`,
    });
  return faults;
}

function symbolFaults(design: LabelDesign): LabelFault[] {
  const { symbology, dpi, moduleMm, quietZoneMm } = design;
  const { name, moduleMm: range, moduleSource, quietModules, quietSource } = symbolRules[symbology];
  const { module } = symbolDots(design);
  const printed = (module * mmPerInch) / dpi;
  const faults: LabelFault[] = [];
  if (printed < range.min - 0.0005 || printed > range.max + 0.0005)
    faults.push({
      code: 'module_out_of_range',
      where: 'moduleMm',
      sentence:
        `A module of ${moduleMm} mm is ${inMm(module, dpi)} at ${dpi} dpi; a ${name} takes ${range.min} to ` +
        `${range.max} mm by ${moduleSource}.`,
    });
  const needed = quietModules * module;
  if (quietZoneMm !== null && (quietZoneMm * dpi) / mmPerInch < needed - 0.05)
    faults.push({
      code: 'quiet_zone_too_small',
      where: 'quietZoneMm',
      sentence:
        `A ${name} needs ${quietModules} ${quietModules === 1 ? 'module' : 'modules'} free around it (${quietSource}), ` +
        `${inMm(needed, dpi)} here; ${quietZoneMm} mm are fewer.`,
    });
  return faults;
}
