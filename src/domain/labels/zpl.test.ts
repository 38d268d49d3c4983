import { describe, expect, test } from 'vitest';
import { aDesign, laidOut, someFacts } from '../../testing/label-tools.ts';
import { decodeTag } from '../identifiers/tag-binary.ts';
import { drawingOf } from './drawing.ts';
import { rfidOf } from './rfid.ts';
import { labelSvg } from './svg.ts';
import { labelZpl } from './zpl.ts';

const hostile = [
  '^XZ^XA~JA',
  '~~^^__ _5E_1 \\',
  'a\u0000b\u001dc\r\nd',
  '</text><script>alert("1")</script>&amp;',
  '🛒 👩‍🔧 e\u0301',
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
    expect(zpl.match(/\^FD/g)).toHaveLength(zpl.match(/\^FS/g)!.length);
  });
  test.each(hostile)('%j is a text and no element, in SVG', (name) => {
    const svg = labelSvg(drawingOf(laidOut(aDesign('100x50'), { name })), name);
    expect(svg.match(/<[a-z/]+/g)!.filter((tag) => !/^<\/?(svg|rect|g|path|text)?$/.test(tag))).toEqual([]);
    expect(svg).not.toContain('<script');
  });
});

test('bars are told in their code sets, so that their width is what was laid out', () => {
  const zpl = labelZpl(laidOut(aDesign('100x50', { symbology: 'code_128' }), { serial: 'A>^~123456' }));
  expect(zpl).toContain('^FD>:A>0><>=>5123456^FS');
});

test('a QR Code that is larger than printers magnify is sent as a picture', () => {
  const design = aDesign('4x6', { symbology: 'qr', dpi: 600, moduleMm: 0.99 });
  expect(labelZpl(laidOut(design))).toMatch(/\^GFA,\d+,\d+,\d+,[0-9A-F:]+\^FS/);
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
