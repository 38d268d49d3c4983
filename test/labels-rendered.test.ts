import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ready } from 'zpl-renderer-js';
import { labelDpis, symbologies } from '../src/domain/labels/design.ts';
import { labelPresets, presetDesign } from '../src/domain/labels/presets.ts';
import { drawLabels, type LabelForm, prepareLabels } from '../src/operations/labels/draw-labels.ts';
import { someFacts } from '../src/testing/label-tools.ts';
import { some } from '../src/testing/property-runs.ts';
import { type Pixels, pixelsOfPng, readSymbols } from '../src/testing/read-symbols.ts';

// Every label is drawn by other hands than laid it out (PDFium, a ZPL renderer), and read by a third (ZXing).

let pdfium: Awaited<ReturnType<typeof PDFiumLibrary.init>>;
beforeAll(async () => {
  pdfium = await PDFiumLibrary.init();
});
afterAll(() => pdfium?.destroy());

const madeAt = new Date('2026-03-01T09:00:00Z');
const facts = { ...someFacts, serial: 'SN_0001/23' };
const readsAs = {
  gs1_datamatrix: [']d2', '010950600013435221SN_0001/23'],
  gs1_128: [']C1', '010950600013435221SN_0001/23'],
  qr_digital_link: [']Q1', 'https://id.gs1.org/01/09506000134352/21/SN_0001%2F23'],
  qr: [']Q1', 'SN_0001/23'],
  code_128: [']C0', 'SN_0001/23'],
} as const;

/** The ZPL renderer knows dots a millimetre, as printers are sold: 8, 12 and 24. */
const dotsPerMm = { 203: 8, 300: 12, 600: 24 } as const;

async function drawn(
  bytes: Buffer,
  form: LabelForm,
  design: ReturnType<typeof presetDesign>,
): Promise<Pixels> {
  if (form === 'zpl') {
    const { api } = await ready;
    const { widthMm, heightMm, dpi } = design;
    const picture = await api.zplToBase64Async(bytes.toString('utf8'), widthMm, heightMm, dotsPerMm[dpi]);
    return pixelsOfPng(Buffer.from(picture, 'base64'));
  }
  return pageOf(bytes, 0, 300 / 72);
}

async function pageOf(pdf: Buffer, page: number, scale: number): Promise<Pixels> {
  const document = await pdfium.loadDocument(pdf);
  try {
    const { width, height, data } = await document.getPage(page).render({ scale, render: 'bitmap' });
    return { width, height, data };
  } finally {
    document.destroy();
  }
}

const rolls = labelPresets.filter(({ sheet }) => sheet === null);
const every = rolls.flatMap((preset) =>
  symbologies.flatMap((symbology) =>
    labelDpis.map((dpi) => [preset.key, symbology, dpi, presetDesign(preset, symbology, dpi)] as const),
  ),
);

/** The smallest label that a symbology fits on is looked at whatever it costs, others up to so many dots; all of them on demand. */
const dotsMax = process.env.UNITRAIL_TEST_LABELS === 'all' ? Number.POSITIVE_INFINITY : 300_000;
const smallest = {
  gs1_datamatrix: '25x25',
  gs1_128: '100x50',
  qr_digital_link: '25x25',
  qr: '25x25',
  code_128: '50x25',
};
const cases = some(
  every.filter(
    ([key, symbology, dpi, { widthMm, heightMm }]) =>
      smallest[symbology] === key || widthMm * heightMm * (dpi / 25.4) ** 2 <= dotsMax,
  ),
);

describe('every preset, symbology and printer', () => {
  test.each(cases)(
    '%s, %s, %d dpi reads back to the same from PDF and ZPL, or says that it does not fit',
    async (key, symbology, _dpi, design) => {
      const prepared = prepareLabels(design, [facts]);
      if ('faults' in prepared) {
        expect([key, prepared.faults.map(({ code }) => code)]).toEqual([key, ['symbol_does_not_fit']]);
        expect(symbology === 'gs1_128' || (symbology === 'code_128' && design.widthMm < 50)).toBe(true);
        return;
      }
      for (const form of ['pdf', 'zpl'] as const) {
        const { bytes } = await drawLabels(prepared.labels, form, { title: key, madeAt });
        const found = await readSymbols(await drawn(bytes, form, design));
        expect([form, found.map(({ symbologyIdentifier, text }) => [symbologyIdentifier, text])]).toEqual([
          form,
          [readsAs[symbology]],
        ]);
      }
    },
  );
});
