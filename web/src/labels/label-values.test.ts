import { expect, test } from 'vitest';
import type { LabelDesign } from '../../../src/domain/labels/design.ts';
import { labelPresets, presetDesign } from '../../../src/domain/labels/presets.ts';
import { designOf, valuesOf } from './label-values.ts';

const aDesign = (preset = '50x30', more: Partial<LabelDesign> = {}): LabelDesign => ({
  ...presetDesign(labelPresets.find(({ key }) => key === preset)!, 'gs1_datamatrix', 203),
  ...more,
});

test('a design that nobody changed is sent as it was', () => {
  for (const key of ['50x25', '4x6', 'a4-3x8']) {
    const kept = aDesign(key, { moduleMm: 0.5, linkStem: 'https://id.example', quietZoneMm: 2 });
    const design = designOf(valuesOf(kept, 'A name'));
    expect(design).toEqual({
      ...kept,
      lines: kept.lines.map((line) => ({ bold: false, linesMax: 1, ...line })),
    });
  }
});

test('a sheet is typed as the rest is; without paper there is none', () => {
  const values = valuesOf(aDesign('a4-3x8'), 'A name');
  expect(designOf({ ...values, columns: '2', leftMm: '3,5' }).sheet).toEqual({
    ...{ page: 'A4', columns: 2, rows: 8, leftMm: 3.5, topMm: 4.5, pitchXMm: 70, pitchYMm: 36 },
  });
  expect(designOf({ ...values, page: '' }).sheet).toBeNull();
  expect(designOf({ ...valuesOf(aDesign(), 'A name'), page: 'A4' }).sheet).toMatchObject({
    columns: 1,
    rows: 1,
  });
});

test('a decimal comma is a decimal point, and what is no number is nothing', () => {
  const values = valuesOf(aDesign(), 'A name');
  expect(designOf({ ...values, widthMm: '50,5', heightMm: 'x' })).toMatchObject({
    widthMm: 50.5,
    heightMm: 0,
  });
});
