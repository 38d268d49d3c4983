import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ready } from 'zpl-renderer-js';
import type { ReadResult } from 'zxing-wasm/reader';
import {
  isLinear,
  type LabelDesign,
  labelDpis,
  labelRotations,
  symbologies,
} from '../src/domain/labels/design.ts';
import { labelPresets, presetDesign } from '../src/domain/labels/presets.ts';
import { placeOnSheet, placesOnSheet } from '../src/domain/labels/sheets.ts';
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

const squares = ['gs1_datamatrix', 'qr'] as const;
const dpiOfScan = 200;
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

/** Each case lies another way on its medium: the same label, on a roll that is as wide as the label is high. */
function lying(design: LabelDesign, nth: number): LabelDesign {
  const rotation = labelRotations[nth % labelRotations.length]!;
  const { widthMm, heightMm } = design;
  const isAcross = rotation === 90 || rotation === 270;
  return { ...design, rotation, ...(isAcross ? { widthMm: heightMm, heightMm: widthMm } : {}) };
}

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
).map(([key, symbology, dpi, design], nth) => {
  const turned = lying(design, nth);
  return [key, symbology, dpi, turned.rotation, turned] as const;
});

describe('every preset, symbology and printer', () => {
  test.each(cases)(
    '%s, %s, %d dpi, turned by %d° reads back to the same from PDF and ZPL, or says that it does not fit',
    async (key, symbology, _dpi, rotation, design) => {
      const prepared = await prepareLabels(design, [facts]);
      if ('faults' in prepared) {
        expect([key, prepared.faults.map(({ code }) => code)]).toEqual([key, ['symbol_does_not_fit']]);
        const { widthMm, heightMm } = design;
        const isNarrow = (rotation % 180 === 0 ? widthMm : heightMm) < 50;
        expect(symbology === 'gs1_128' || (symbology === 'code_128' && isNarrow)).toBe(true);
        return;
      }
      for (const form of ['pdf', 'zpl'] as const) {
        const { bytes } = await drawLabels(prepared.labels, form, { title: key, madeAt });
        const found = await readSymbols(await drawn(bytes, form, design));
        expect([form, found.map(({ symbologyIdentifier, text }) => [symbologyIdentifier, text])]).toEqual([
          form,
          [readsAs[symbology]],
        ]);
        if (!isLinear(symbology)) expect([form, degreesOf(found[0]!)]).toEqual([form, rotation]);
      }
    },
  );
});

/** Clockwise, to the nearest quarter, by where a symbol's own corners are. */
function degreesOf({ position: { topLeft, topRight } }: ReadResult): number {
  const degrees = (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI;
  return (Math.round(degrees / 90) * 90 + 360) % 360;
}

describe('a sheet for an office printer', () => {
  const sheets = labelPresets.flatMap((preset, nth) =>
    preset.sheet === null
      ? []
      : [[preset.key, presetDesign(preset, squares[nth % squares.length]!, 300)] as const],
  );
  test.each(some(sheets))(
    '%s has each label at its place, from the first free one on',
    async (_key, design) => {
      const sheet = design.sheet!;
      const [startAt, count] = [placesOnSheet(sheet) - 1, 3];
      const serials = Array.from({ length: count }, (_, nth) => `SHEET-${nth}`);
      const prepared = await prepareLabels(
        design,
        serials.map((serial) => ({ ...facts, serial })),
      );
      if ('faults' in prepared) throw new Error(prepared.faults[0]!.sentence);
      const { bytes } = await drawLabels(prepared.labels, 'pdf', { title: 'sheet', madeAt, startAt });
      const found: string[] = [];
      for (const page of [0, 1]) {
        const picture = await pageOf(bytes, page, dpiOfScan / 72);
        for (const { text, position } of await readSymbols(picture)) {
          const nth = serials.findIndex((serial) => text.endsWith(serial));
          const place = placeOnSheet(sheet, startAt - 1 + nth);
          const { x, y } = position.topLeft;
          const [left, top] = [(x * 25.4) / dpiOfScan - place.xMm, (y * 25.4) / dpiOfScan - place.yMm];
          expect([text, place.page]).toEqual([text, page]);
          expect(left > 0 && left < design.widthMm && top > 0 && top < design.heightMm).toBe(true);
          found.push(serials[nth]!);
        }
      }
      expect(found.toSorted()).toEqual(serials);
    },
  );
});
