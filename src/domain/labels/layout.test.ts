import { describe, expect, test } from 'vitest';
import { aDesign, labelTools, laidOut, someFacts } from '../../testing/label-tools.ts';
import { designFaults } from './check-design.ts';
import { type LabelDesign, type LabelFacts, labelDpis, labelRotations, symbologies } from './design.ts';
import { mediumOf, turned } from './drawing.ts';
import { layOutLabel, symbolDots } from './layout.ts';
import { labelPresets, presetDesign } from './presets.ts';

const faultsOf = (design: LabelDesign, facts: Partial<LabelFacts> = {}) => {
  const laid = layOutLabel(design, { ...someFacts, ...facts }, labelTools);
  return 'faults' in laid ? laid.faults : [];
};
const sentences = (design: LabelDesign) =>
  designFaults(design, labelTools).map(({ where, sentence }) => [where, sentence]);

describe('every preset', () => {
  const all = labelPresets.flatMap((preset) =>
    symbologies.flatMap((symbology) =>
      labelDpis.map((dpi) => [preset.key, symbology, dpi, presetDesign(preset, symbology, dpi)] as const),
    ),
  );
  test.each(all)('%s %s %d is sound, or says that its bars are too wide', (key, symbology, _dpi, design) => {
    const faults = designFaults(design, labelTools);
    const isWide = design.widthMm >= 57 || (design.widthMm >= 50 && design.dpi === 203);
    if (symbology === 'gs1_128' && !isWide)
      expect([key, faults.map(({ code }) => code)]).toEqual([key, ['symbol_does_not_fit']]);
    else expect([key, faults]).toEqual([key, []]);
  });
  test.each(all)(
    '%s %s %d keeps symbol and texts apart and on the label',
    (_key, _symbology, _dpi, design) => {
      const laid = layOutLabel(design, someFacts, labelTools);
      if ('faults' in laid)
        return expect(laid.faults.map(({ code }) => code)).toEqual(['symbol_does_not_fit']);
      const { symbol, texts, width, height } = laid.layout;
      const { quiet } = symbolDots(design);
      expect(symbol.x).toBeGreaterThanOrEqual(quiet);
      expect(symbol.x + symbol.width).toBeLessThanOrEqual(width - quiet);
      for (const text of texts) {
        expect(text.x + text.widthMax).toBeLessThanOrEqual(width);
        expect(text.y).toBeGreaterThanOrEqual(0);
        expect(text.y + text.size).toBeLessThanOrEqual(height);
        const beside = text.x >= symbol.x + symbol.width || text.x + text.widthMax <= symbol.x;
        expect(beside || text.y >= symbol.y + symbol.height || text.y + text.size <= symbol.y).toBe(true);
      }
    },
  );
});

describe('what does not fit', () => {
  test('is said with what it needs and what there is', () => {
    expect(faultsOf(aDesign('50x30', { symbology: 'gs1_128', moduleMm: 0.25 }))).toEqual([
      {
        code: 'symbol_does_not_fit',
        where: 'widthMm',
        sentence: 'The GS1-128 needs 63.31 mm with what is kept free around it, the label is 50.05 mm wide.',
      },
    ]);
  });
  test('a GS1-128 is no longer than its standard allows, however wide the label is', () => {
    const wide = aDesign('100x50', { symbology: 'gs1_128', widthMm: 320, withLot: true, lines: [] });
    const serial = 'S'.repeat(20);
    expect(faultsOf(wide, { serial, lot: 'L'.repeat(20) })).toMatchObject([
      {
        code: 'symbol_too_long',
        sentence: 'A GS1-128 holds at most 48 characters, not 61 (GS1 General Specifications, 5.4.4.3).',
      },
    ]);
    expect(faultsOf({ ...wide, moduleMm: 0.75 }, { serial, lot: null })).toMatchObject([
      {
        code: 'symbol_too_long',
        sentence: expect.stringMatching(/at most 165\.1 mm long with what is kept free beside it, not 2\d\d/),
      },
    ]);
    expect(faultsOf(wide, { serial, lot: 'L7' })).toEqual([]);
  });
  test('a text for which there is no room is a fault, not left out', () => {
    const lines = Array.from(
      { length: 6 },
      () => ({ field: 'text', text: 'Made in Bremen', sizeMm: 6 }) as const,
    );
    expect(faultsOf(aDesign('50x30', { lines }))[0]).toMatchObject({
      code: 'text_does_not_fit',
      sentence: expect.stringMatching(
        /^The text needs [\d.]+ mm at its smallest, there are [\d.]+ mm left for it\.$/,
      ),
    });
  });
  test('a long name shrinks, then ends in an ellipsis, and that is noticed', () => {
    const { texts, notices } = laidOut(aDesign(), { name: 'Espresso machine '.repeat(12).trim() });
    expect(texts.filter(({ bold }) => bold)).toHaveLength(2);
    expect(texts[1]!.text).toMatch(/…$/);
    expect(notices).toEqual([expect.objectContaining({ code: 'shortened', where: 'lines.0' })]);
  });
  test('of a number nothing is left out: it is broken over lines', () => {
    const lines = [{ field: 'serial', sizeMm: 4 }] as const;
    const serial = 'ABCDEFGHIJ0123456789';
    const { texts } = laidOut(aDesign('38x25', { lines, humanReadable: false }), { serial });
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.map(({ text }) => text).join('')).toBe(serial);
  });
});

describe('what the symbol cannot say', () => {
  test.each([
    ['gs1_datamatrix', { gtin: null }, 'no_gtin'],
    ['gs1_128', { gtin: '123' }, 'no_gtin'],
    ['gs1_datamatrix', { serial: 'A'.repeat(21) }, 'not_encodable'],
    ['gs1_datamatrix', { serial: 'A#1' }, 'not_encodable'],
    ['qr_digital_link', { serial: 'Å1' }, 'not_encodable'],
    ['code_128', { serial: '你好' }, 'not_encodable'],
    ['qr', { serial: 'A\n' }, 'not_encodable'],
  ] as const)('%s of %o: %s', (symbology, facts, code) => {
    expect(faultsOf(aDesign('100x50', { symbology }), facts).map((fault) => fault.code)).toEqual([code]);
  });
  test('a bare number needs no GTIN', () => {
    expect(laidOut(aDesign('50x30', { symbology: 'qr' }), { gtin: null }).symbol.text).toBe('SN-000123');
  });
  test('the lot is in the symbol where it is wanted and known', () => {
    const design = aDesign('50x30', { withLot: true });
    expect(laidOut(design).content.text).toBe('010950600013435210L7\x1d21SN-000123');
    expect(laidOut(design, { lot: null }).content.text).toBe('010950600013435221SN-000123');
  });
});

describe('a design that cannot be', () => {
  test.each([
    [
      { quietZoneMm: 0.1 },
      'quietZoneMm',
      /needs 1 module free around it \(ISO\/IEC 16022\), 0.5 mm here; 0.1 mm are fewer/,
    ],
    [{ symbology: 'qr', quietZoneMm: 1 }, 'quietZoneMm', /needs 4 modules free/],
    [{ moduleMm: 0.13 }, 'moduleMm', /takes 0.254 to 0.99 mm by the GS1 General Specifications/],
    [{ moduleMm: 1.2 }, 'moduleMm', /is 1.25 mm at 203 dpi/],
    [{ widthMm: 4 }, 'widthMm', /4 mm is not from 8 to 320 mm/],
    [{ marginMm: 9 }, 'marginMm', /not from 0 to 7.5/],
    [{ lines: [{ field: 'name', sizeMm: 0.5 }] }, 'lines.0', /0.5 mm is not from 1/],
    [{ rfid: 'sgtin-96' }, 'companyPrefixLength', /needs to know how long/],
    [{ rfid: 'sgtin-96', companyPrefixLength: 5 }, 'companyPrefixLength', /6 to 12 digits/],
  ] as const)('%o is refused at %s', (more, where, sentence) => {
    const told = sentences(aDesign('50x30', more as Partial<LabelDesign>));
    expect(told).toContainEqual([where, expect.stringMatching(sentence)]);
  });
  test('labels on a sheet neither overlap nor leave the page', () => {
    const { sheet } = aDesign('a4-3x8');
    expect(sentences(aDesign('a4-3x8', { sheet: { ...sheet!, columns: 4, pitchYMm: 30 } }))).toEqual([
      ['sheet.pitchYMm', 'Labels of 36 mm overlap when each begins 30 mm below the last.'],
      ['sheet.columns', '4 columns need 280 mm, A4 has 210.'],
    ]);
  });
});

describe('what is worth knowing', () => {
  test('letters that printers lack stand as their code points, and it is said', () => {
    const { texts, notices } = laidOut(aDesign('100x50'), { name: 'Kaffee 咖啡' });
    expect(texts[0]!.text).toBe('Kaffee [U+5496][U+5561]');
    expect(notices).toEqual([expect.objectContaining({ code: 'letters_missing', where: 'lines.0' })]);
  });
  test('a small module, a rounded one and a fading material are noticed', () => {
    const { notices } = laidOut(aDesign('50x30', { moduleMm: 0.3, material: 'thermal_paper' }));
    expect(notices.map(({ code }) => code)).toEqual(['module_rounded', 'small_for_tills', 'fades']);
  });
});

test('turned, a label has the same on the medium as before', () => {
  for (const rotation of labelRotations) {
    const layout = laidOut(aDesign('100x50', { rotation }));
    const drawing = { ...layout, rotation };
    const medium = mediumOf(drawing);
    expect(medium).toEqual({ width: 799, height: 400 });
    const at = turned(layout.symbol, drawing);
    expect(at.x >= 0 && at.y >= 0).toBe(true);
    expect(at.x + at.width <= medium.width && at.y + at.height <= medium.height).toBe(true);
  }
});
