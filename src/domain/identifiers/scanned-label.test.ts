import { describe, expect, test } from 'vitest';
import { buildScan } from './build-element-string.ts';
import { parseScannedLabel } from './scanned-label.ts';

const gtin = '09501101530003';

describe('a label is read back', () => {
  test.each([
    ['from GS1-128', `]C101${gtin}21ABC`, `01:${gtin} 21:ABC`],
    ['from GS1 DataMatrix', `]d221ABC\x1d01${gtin}`, `21:ABC 01:${gtin}`],
    ['from GS1 QR Code', `]Q301${gtin}`, `01:${gtin}`],
    ['from GS1 DotCode', `]J101${gtin}`, `01:${gtin}`],
    ['from GS1 DataBar', `]e001${gtin}`, `01:${gtin}`],
    ['from a QR Code with a link', `]Q1https://a.example/01/${gtin}/21/A`, `01:${gtin} 21:A`],
    ['from a link without prefix', `https://a.example/01/${gtin}/21/A`, `01:${gtin} 21:A`],
    ['without prefix', `01${gtin}21ABC`, `01:${gtin} 21:ABC`],
    ['from brackets', `(01)${gtin}(21)ABC`, `01:${gtin} 21:ABC`],
    ['from EAN-13', ']E04006381333931', '01:04006381333931'],
    ['from UPC-A without its zero', ']E0036000291452', '01:00036000291452'],
    ['from EAN-8', ']E496385074', '01:00000096385074'],
    ['from ITF-14', `]I1${gtin}`, `01:${gtin}`],
  ])('%s', (_, text, elements) => {
    const read = parseScannedLabel(text);
    const words =
      'error' in read
        ? read.error.sentence
        : read.elements.map(({ ai, value }) => `${ai}:${value}`).join(' ');
    expect(words).toBe(elements);
  });

  test('as what was to be printed', () => {
    const elements = [
      { ai: '01', value: gtin },
      { ai: '17', value: '261231' },
      { ai: '21', value: 'ABC' },
      { ai: '10', value: 'L1' },
    ];
    const written = buildScan(elements, 'GS1 DataMatrix');
    expect(parseScannedLabel('text' in written ? written.text : '', 'label')).toEqual({ elements });
  });
});

describe('a label is refused', () => {
  test.each([
    ['with a prefix that is none', `]X901${gtin}`, 'unknown_symbology', 0],
    ['with text instead of elements', ']d1HELLO', 'no_key', null],
    ['with too few digits', ']E0400638133393', 'check_digit_wrong', 14],
    ['with letters for an EAN', ']E0ABC', 'not_an_ean', 3],
    ['with an impossible date', `]d201${gtin}17261331`, 'date_impossible', 23],
    ['with a broken link', `]Q1https://a.example/01/${gtin}/21/A%2`, 'percent_broken', 43],
  ])('%s', (_, text, code, position) => {
    expect(parseScannedLabel(text)).toMatchObject({ error: { code, position } });
  });

  test('with a serial of no product, where the whole label is judged', () => {
    expect(parseScannedLabel(']d221ABC', 'label')).toMatchObject({
      error: { code: 'ai_missing', position: 5 },
    });
  });
});
