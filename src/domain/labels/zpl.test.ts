import { describe, expect, test } from 'vitest';
import { aDesign, laidOut, someFacts } from '../../testing/label-tools.ts';
import { decodeTag } from '../identifiers/tag-binary.ts';
import { labelRotations, symbologies } from './design.ts';
import { drawingOf, turned } from './drawing.ts';
import { rfidOf } from './rfid.ts';
import { labelSvg } from './svg.ts';
import { labelZpl } from './zpl.ts';

const hostile = [
  '^XZ^XA~JA',
  '~~^^__ _5E_1 \\',
  'a\u0000b\u001dc\r\nd',
  '</text><script>alert("1")</script>&amp;',
  '🛒 👩‍🔧 e\u0301',
  'a\ufffeb\ud800c',
  '\u202eSN-1\u2066 שלום مرحبا',
];

describe('a text', () => {
  test.each(hostile)('%j is a text and no command, in ZPL', (name) => {
    const zpl = labelZpl(laidOut(aDesign('100x50'), { name }));
    const plain = labelZpl(laidOut(aDesign('100x50'), { name: 'X' }));
    const commands = (text: string) =>
      text.match(/[\^~][A-Z]+/g)!.filter((one) => !/^\^(FT|A|FH|FD|FS)/.test(one));
    expect(commands(zpl)).toEqual(commands(plain));
    expect(zpl.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(zpl.match(/\^FD|\^GFA/g)).toHaveLength(zpl.match(/\^FS/g)!.length);
  });
  test.each(hostile)('%j is a text and no element, in SVG', (name) => {
    const svg = labelSvg(drawingOf(laidOut(aDesign('100x50'), { name })), name);
    expect(svg.match(/<[a-z/]+/g)!.filter((tag) => !/^<\/?(svg|rect|g|path|text)?$/.test(tag))).toEqual([]);
    expect(svg).not.toContain('<script');
    // XML has no such characters, not even by their number: a browser would show nothing.
    expect(svg).not.toMatch(/[\p{Cc}\p{Cs}\ufffe\uffff]/u);
  });
});

describe('a symbol is sent as the very dots that were laid out', () => {
  const dark = (zpl: string) => {
    const dots = new Set<string>();
    for (const [, x, y, total, bytes, data] of zpl.matchAll(
      /\^FO(\d+),(\d+)\^GFA,\d+,(\d+),(\d+),([0-9A-F:]+)\^FS/g,
    )) {
      expect(Number(total)).toBeLessThanOrEqual(99_999);
      const digits = Number(bytes) * 2;
      const rows: string[] = [];
      for (let at = 0; at < data!.length; at += data![at] === ':' ? 1 : digits)
        rows.push(data![at] === ':' ? rows.at(-1)! : data!.slice(at, at + digits));
      expect(rows).toHaveLength(Number(total) / Number(bytes));
      for (const [down, row] of rows.entries())
        for (const [nth, digit] of [...row].entries())
          for (let bit = 0; bit < 4; bit += 1)
            if ((Number.parseInt(digit, 16) >> (3 - bit)) & 1)
              dots.add(`${Number(x) + nth * 4 + bit},${Number(y) + down}`);
    }
    return dots;
  };
  const laid = (drawing: ReturnType<typeof drawingOf>) =>
    new Set(
      drawing.rectangles
        .map((one) => turned(one, drawing))
        .flatMap(({ x, y, width, height }) =>
          Array.from({ length: width * height }, (_, n) => `${x + (n % width)},${y + Math.floor(n / width)}`),
        ),
    );
  test.each(
    symbologies.flatMap((symbology) => labelRotations.map((rotation) => [symbology, rotation] as const)),
  )('%s, turned by %d°', (symbology, rotation) => {
    // A turned label lies on the same medium: bars need it the other way round.
    const isTurned = rotation === 90 || rotation === 270;
    const size = isTurned ? { widthMm: 50, heightMm: 100 } : {};
    const layout = laidOut(aDesign('100x50', { symbology, rotation, barHeightMm: 6, lines: [], ...size }));
    expect(dark(labelZpl(layout))).toEqual(laid(drawingOf(layout)));
  });
  test('in several fields where one would hold more bytes than it may', () => {
    const layout = laidOut(aDesign('4x6', { symbology: 'qr', dpi: 600, moduleMm: 1.9, lines: [] }));
    const zpl = labelZpl(layout);
    const fields = [...zpl.matchAll(/\^FO\d+,(\d+)\^GFA,\d+,(\d+),(\d+),/g)].map(([, y, total, bytes]) => ({
      y: Number(y),
      total: Number(total),
      height: Number(total) / Number(bytes),
    }));
    expect(fields.length).toBeGreaterThan(1);
    let below = layout.symbol.y;
    for (const { y, total, height } of fields) {
      expect([y, total <= 99_999]).toEqual([below, true]);
      below += height;
    }
    expect(below).toBe(layout.symbol.y + layout.symbol.height);
  });
});

describe('an RFID tag', () => {
  const design = aDesign('100x50', { rfid: 'sgtin-96', companyPrefixLength: 7 });
  test.each([
    ['sgtin-96', '6789', 24],
    ['sgtin-198', 'SN-000123', 52],
  ] as const)('%s is written with the label, and holds the same GTIN and serial', (rfid, serial, digits) => {
    const tag = rfidOf({ ...design, rfid }, { ...someFacts, serial });
    if ('fault' in tag || tag.hex === null) throw new Error('no tag');
    const zpl = labelZpl(laidOut({ ...design, rfid }, { serial }), { rfidHex: tag.hex });
    const [, written] = /\^RS8\n\^RFW,H,2,\d+,A\^FD([0-9A-F]+)\^FS/.exec(zpl)!;
    expect(written).toHaveLength(digits);
    const read = decodeTag(written!);
    expect(read).toEqual({
      tag: {
        layout: rfid,
        filter: 1,
        epc: { scheme: 'sgtin', companyPrefix: '9506000', reference: '013435', serial },
      },
    });
  });
  test('a serial with letters is in no SGTIN-96, and it is said', () => {
    expect(rfidOf(design, someFacts)).toEqual({
      fault: {
        code: 'rfid_not_encodable',
        where: 'serial',
        sentence: expect.stringContaining('SGTIN-96'),
      },
    });
  });
});
