import { describe, expect, test } from 'vitest';
import { parseDigitalLink } from './digital-link.ts';

const gtin = '09501101530003';

describe('a Digital Link is read', () => {
  test.each([
    ['with GTIN and serial', `https://id.gs1.org/01/${gtin}/21/ABC`, `01:${gtin} 21:ABC`],
    ['over http', `http://id.gs1.org/01/${gtin}/21/ABC`, `01:${gtin} 21:ABC`],
    ['with the scheme in capitals', `HTTPS://id.gs1.org/01/${gtin}/21/ABC`, `01:${gtin} 21:ABC`],
    [
      'from any host, port and folder',
      `https://shop.example:8443/p/de/01/${gtin}/21/ABC`,
      `01:${gtin} 21:ABC`,
    ],
    ['from a numeric host', `http://[2001:db8::1]:80/01/${gtin}`, `01:${gtin}`],
    ['with a GTIN of 13 digits', 'https://a.example/01/9501101530003/21/A', `01:${gtin} 21:A`],
    ['with a GTIN of 12 digits', 'https://a.example/01/036000291452/21/A', '01:00036000291452 21:A'],
    ['with a GTIN of 8 digits', 'https://a.example/01/96385074', '01:00000096385074'],
    [
      'with variant, lot and serial',
      `https://a.example/01/${gtin}/22/2A/10/L1/21/S1`,
      `01:${gtin} 22:2A 10:L1 21:S1`,
    ],
    ['with lot and serial', `https://a.example/01/${gtin}/10/L1/21/S1`, `01:${gtin} 10:L1 21:S1`],
    ['with percent-encoded signs', `https://a.example/01/${gtin}/21/A%2Fb%3f%25`, `01:${gtin} 21:A/b?%`],
    ['with a plus in the path as a plus', `https://a.example/01/${gtin}/21/A+B`, `01:${gtin} 21:A+B`],
    [
      'with elements in the query',
      `https://a.example/01/${gtin}/21/S?17=261231&3103=000195`,
      `01:${gtin} 21:S 17:261231 3103:000195`,
    ],
    [
      'passing over words in the query',
      `https://a.example/01/${gtin}/21/S?linkType=gs1:pip&x&utm_source=q#top`,
      `01:${gtin} 21:S`,
    ],
    ['with a fragment that looks like a query', `https://a.example/01/${gtin}#?17=261231`, `01:${gtin}`],
    ['with a serial that looks like a key', `https://a.example/01/${gtin}/21/01`, `01:${gtin} 21:01`],
    ['with a folder that looks like a key', `https://a.example/01/shoes/01/${gtin}/21/S`, `01:${gtin} 21:S`],
    ['with an SSCC', 'https://a.example/00/106141412345678908', '00:106141412345678908'],
    [
      'with a lot in the query where the path has no place for it',
      `https://a.example/01/${gtin}/235/T1?10=L1`,
      `01:${gtin} 235:T1 10:L1`,
    ],
    [
      'with an asset number and a GTIN',
      `https://a.example/8004/9501101X?01=${gtin}`,
      `8004:9501101X 01:${gtin}`,
    ],
  ])('%s', (_, text, elements) => {
    expect(readAll(text)).toBe(elements);
  });
});

describe('a Digital Link is refused', () => {
  test.each([
    ['without a host', `https:///01/${gtin}`, 'host_broken', 8],
    ['with a sign in the host', `https://a$b/01/${gtin}`, 'host_broken', 8],
    ['with a user in the host', `https://me@a.example/01/${gtin}`, 'host_broken', 8],
    ['without a path', 'https://a.example', 'not_a_digital_link', 17],
    ['that is an ordinary address', 'https://a.example/products/42', 'not_a_digital_link', 18],
    ['with a serial but no product', 'https://a.example/21/ABC', 'not_a_digital_link', 18],
    ['with a slash at the end', `https://a.example/01/${gtin}/`, 'not_a_digital_link', 18],
    [
      'with an AI in the path that is no key',
      `https://a.example/01/${gtin}/99/ABC`,
      'not_a_digital_link',
      18,
    ],
    ['with words for AIs', `https://a.example/gtin/${gtin}/ser/A`, 'not_a_digital_link', 18],
    ['with serial before lot', `https://a.example/01/${gtin}/21/S/10/L`, 'qualifier_misplaced', 36],
    ['with two serials', `https://a.example/01/${gtin}/21/S/21/S`, 'qualifier_misplaced', 36],
    [
      'with a serial after an SSCC',
      'https://a.example/00/106141412345678908/21/S',
      'qualifier_misplaced',
      40,
    ],
    ['with the serial in the query', `https://a.example/01/${gtin}?21=S`, 'qualifier_misplaced', 36],
    ['with the lot in the query', `https://a.example/01/${gtin}?10=L`, 'qualifier_misplaced', 36],
    ['with an unknown AI in the query', `https://a.example/01/${gtin}?17=261231&999=X`, 'unknown_ai', 46],
    ['with an empty serial', `https://a.example/01/${gtin}/21/`, 'value_empty', 39],
    ['with an empty value in the query', `https://a.example/01/${gtin}?17=`, 'value_empty', 39],
    ['with a GTIN of nine digits', 'https://a.example/01/123456784', 'value_truncated', 30],
    ['with a GTIN of fifteen digits', `https://a.example/01/${gtin}1`, 'value_too_long', 35],
    ['with a wrong check digit', 'https://a.example/01/9501101530004/21/A', 'check_digit_wrong', 33],
    ['with a letter in the GTIN', 'https://a.example/01/95011015E0003', 'not_numeric', 29],
    [
      'with a serial of 21 characters',
      `https://a.example/01/${gtin}/21/${'X'.repeat(21)}`,
      'value_too_long',
      59,
    ],
    ['with a broken percent sign', `https://a.example/01/${gtin}/21/A%2`, 'percent_broken', 40],
    ['with a percent sign before letters', `https://a.example/01/${gtin}/21/A%zz`, 'percent_broken', 40],
    ['with a blank written as %20', `https://a.example/01/${gtin}/21/A%20B`, 'character_not_allowed', 40],
    ['with a NUL written as %00', `https://a.example/01/${gtin}/21/A%00`, 'character_not_allowed', 40],
    ['with a byte that is no ASCII', `https://a.example/01/${gtin}/21/A%D0%90`, 'character_not_allowed', 40],
    [
      'with a plus, a blank, in the query',
      `https://a.example/01/${gtin}?98=A+B`,
      'character_not_allowed',
      40,
    ],
    ['with another GTIN in the query', `https://a.example/01/${gtin}?01=4006381333931`, 'ai_contradicts', 39],
  ])('%s', (_, text, code, position) => {
    expect(parseDigitalLink(text)).toMatchObject({ error: { code, position } });
  });
});

function readAll(text: string): string {
  const parsed = parseDigitalLink(text);
  if ('error' in parsed) return `${parsed.error.code}: ${parsed.error.sentence}`;
  return parsed.elements.map(({ ai, value }) => `${ai}:${value}`).join(' ');
}
