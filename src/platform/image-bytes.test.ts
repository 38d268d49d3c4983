import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aJpeg,
  aPng,
  exifOf,
  jpegPiece,
  onePixel,
  pngChunk,
  webpChunk,
  webpHeader,
  webpOf,
} from '../testing/pictures.ts';
import { runs } from '../testing/property-runs.ts';
import { cleanImage } from './image-bytes.ts';

const told = (bytes: Uint8Array) => {
  const read = cleanImage(bytes);
  return 'fault' in read ? read.fault : [read.type, read.width, read.height];
};
const bytesOf = (bytes: Uint8Array) => {
  const read = cleanImage(bytes);
  if ('fault' in read) throw new Error(read.fault);
  return Buffer.from(read.bytes);
};
const text = (words: string) => Buffer.from(words, 'latin1');
const secret = /GPS|Ana|52\.5/;

const jpegExtras = [
  jpegPiece(0xe0, Buffer.concat([text('JFIF\0'), Buffer.from([1, 2, 1, 0, 72, 0, 72, 1, 1, 1, 2, 3])])),
  jpegPiece(0xe1, exifOf(1)),
  jpegPiece(0xe1, text('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Ana</x:xmpmeta>')),
  jpegPiece(0xe2, text('ICC_PROFILE\0Ana')),
  jpegPiece(0xed, text('Photoshop 3.0\0Ana')),
  jpegPiece(0xfe, text('taken by Ana')),
];

describe('a JPEG', () => {
  test('is told by its bytes, with its size', () => {
    expect(told(aJpeg(640, 480))).toEqual(['image/jpeg', 640, 480]);
  });

  test('loses its position, its author, its comments, its preview and what stands behind its end', () => {
    const whole = aJpeg(16, 8, { before: jpegExtras, after: 'a film with GPS of Ana' });
    expect(whole.toString('latin1')).toMatch(secret);
    const kept = bytesOf(whole);
    expect(kept.toString('latin1')).not.toMatch(secret);
    expect(kept.includes('JFIF')).toBe(true);
    expect(bytesOf(kept)).toEqual(kept);
    expect(kept.length).toBe(bytesOf(aJpeg(16, 8)).length + 18);
  });

  test('that says nothing besides stays byte for byte', () => {
    expect(bytesOf(aJpeg(24, 16))).toEqual(aJpeg(24, 16));
  });

  test.each([
    [1, 640, 480],
    [3, 640, 480],
    [6, 480, 640],
    [8, 480, 640],
    [9, 640, 480],
    [0, 640, 480],
  ])('held as %i says is shown %i × %i, in either byte order', (orientation, width, height) => {
    for (const isLittle of [false, true]) {
      const turned = aJpeg(640, 480, { before: [jpegPiece(0xe1, exifOf(orientation, isLittle))] });
      expect(told(turned)).toEqual(['image/jpeg', width, height]);
      const kept = bytesOf(turned);
      expect(kept.toString('latin1')).not.toMatch(secret);
      expect(told(kept)).toEqual(['image/jpeg', width, height]);
      expect(kept.includes('Exif')).toBe(orientation > 1 && orientation < 9);
    }
  });

  test('keeps Adobe’s word on its colours, without which it is drawn wrongly', () => {
    const adobe = jpegPiece(0xee, text('Adobe\0d\0\0\0\0\x02'));
    expect(bytesOf(aJpeg(8, 8, { before: [adobe] }))).toEqual(aJpeg(8, 8, { before: [adobe] }));
  });

  test.each([
    ['cut off', aJpeg(64, 64).subarray(0, -2), 'it ends early or is damaged'],
    ['cut off in a table', aJpeg(64, 64).subarray(0, 40), 'it ends early or is damaged'],
    ['without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'there is no picture in it'],
    [
      'with two frames',
      aJpeg(8, 8, { before: [aJpeg(8, 8).subarray(71, 84)] }),
      'it holds more than one picture',
    ],
    ['without pixels', aJpeg(0, 8), 'there is no picture in it'],
  ])('%s is refused', (_what, bytes, fault) => {
    expect(told(bytes)).toBe(fault);
  });
});

describe('a PNG', () => {
  test('is told by its bytes and loses texts, EXIF, time and further pictures', () => {
    const more = [
      pngChunk('tEXt', text('Author\0Ana')),
      pngChunk('iTXt', text('Place\0\0\0\0\0GPS 52.5')),
      pngChunk('eXIf', exifOf(1)),
      pngChunk('tIME', Buffer.alloc(7)),
      pngChunk('acTL', Buffer.alloc(8)),
    ];
    const kept = bytesOf(Buffer.concat([aPng(20, 10, 128, more), text('behind it: Ana')]));
    expect(kept).toEqual(aPng(20, 10));
    expect(told(kept)).toEqual(['image/png', 20, 10]);
  });

  const flipped = (at: number) => {
    const bytes = Buffer.from(aPng(20, 10));
    bytes[at] = bytes[at]! ^ 1;
    return bytes;
  };
  test.each([
    ['cut off', aPng(20, 10).subarray(0, -6), 'it ends early or is damaged'],
    ['with a wrong bit', flipped(50), 'it ends early or is damaged'],
    [
      'with a chunk that nobody can draw',
      aPng(2, 2, 1, [pngChunk('XXXX', text('x'))]),
      'it is of a form that browsers do not show',
    ],
  ])('%s is refused', (_what, bytes, fault) => {
    expect(told(bytes)).toBe(fault);
  });
});

describe('a WebP', () => {
  test('is told by its bytes and loses EXIF, XMP, colour profile and what nobody knows', () => {
    const whole = webpOf(
      webpHeader(0x3c, 1, 1),
      webpChunk('ICCP', text('Ana')),
      onePixel,
      webpChunk('EXIF', exifOf(1)),
      webpChunk('XMP ', text('Ana')),
      webpChunk('ABCD', text('Ana')),
    );
    const kept = bytesOf(whole);
    expect(kept).toEqual(webpOf(webpHeader(0x10, 1, 1), onePixel));
    expect(told(kept)).toEqual(['image/webp', 1, 1]);
  });

  test('with loss has its size in its frame', () => {
    const frame = Buffer.from([0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01, 0, 0]);
    expect(told(webpOf(webpChunk('VP8 ', frame)))).toEqual(['image/webp', 640, 480]);
  });

  test.each([
    ['that moves', webpOf(webpHeader(0x02, 1, 1), webpChunk('ANIM', Buffer.alloc(6)), onePixel), 'it moves'],
    ['cut off', webpOf(onePixel).subarray(0, -4), 'it ends early or is damaged'],
    ['without a picture', webpOf(webpHeader(0, 1, 1)), 'there is no picture in it'],
  ])('%s is refused', (_what, bytes, fault) => {
    expect(told(bytes)).toBe(fault);
  });
});

describe('anything else', () => {
  test.each(['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'MZ', 'RIFF'])(
    '%j is no picture, whatever it is called',
    (words) => {
      expect(told(text(words))).toBe('it is no JPEG, PNG or WebP');
    },
  );

  test('no bytes make it fail, and what it keeps it keeps again as it is', () => {
    const whole = [aJpeg(16, 16, { before: jpegExtras }), aPng(4, 4), webpOf(webpHeader(0, 1, 1), onePixel)];
    const change = fc.record({ at: fc.nat(), value: fc.nat(255), cut: fc.nat() });
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.array(change, { maxLength: 4 }), (bytes, changes) => {
        const copy = Buffer.from(bytes);
        for (const { at, value } of changes) copy[at % copy.length] = value;
        const sent = copy.subarray(0, copy.length - ((changes[0]?.cut ?? 0) % 8));
        const read = cleanImage(sent);
        if ('fault' in read) return;
        expect(read.bytes.length).toBeLessThanOrEqual(sent.length + 36);
        const again = cleanImage(read.bytes);
        expect(again).toEqual({ ...read, bytes: expect.anything() });
        if (!('fault' in again)) expect(Buffer.from(again.bytes).equals(Buffer.from(read.bytes))).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });
});
