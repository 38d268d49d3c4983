import { describe, expect, test } from 'vitest';
import type { Element } from './element-string.ts';
import { decodePlusTag, encodePlusTag } from './plus-tag.ts';

const gtin: Element = { ai: '01', value: '79521141123453' };

describe('a tag in a "+" scheme', () => {
  test.each<[string, string, Element[], string]>([
    // F7, toggle and filter 0, fourteen digits, then coding 4 (7-bit), length 5, "32a/b".
    [
      'sgtin+',
      'with a serial of signs',
      [gtin, { ai: '21', value: '32a/b' }],
      'F70795211411234538566CB0AFC4',
    ],
    // Coding 0 (a whole number), length 4, 0012 in 14 bits.
    ['sgtin+', 'with zeros in front', [gtin, { ai: '21', value: '0012' }], 'F7079521141123453040030'],
    ['sscc+', 'of a pallet', [{ ai: '00', value: '106141412345678908' }], 'F90106141412345678908000'],
    // Kind 4 (expiry), then 26, 12, 31 in 7, 4 and 5 bits.
    [
      'dsgtin+',
      'with its expiry date',
      [{ ai: '17', value: '261231' }, gtin, { ai: '21', value: '0012' }],
      'FB04359F79521141123453040030',
    ],
    // The digits in front at four bits, E, then coding 1 (hexadecimal), length 3, A B C at four bits.
    ['giai+', 'of an asset', [{ ai: '8004', value: '9501101ABC' }], 'FA09501101E23ABC'],
    ['giai+', 'of an asset of digits', [{ ai: '8004', value: '95011012' }], 'FA095011012F0000'],
  ])('%s %s has known bits', (scheme, _, elements, hex) => {
    const encoded = encodePlusTag(scheme, 0, elements);
    const digits = 'hex' in encoded ? encoded.hex : encoded.error.sentence;
    expect(decodePlusTag(digits)).toEqual({ tag: { scheme, filter: 0, elements, moreData: false } });
    expect(digits.replace(/0+$/, '')).toBe(hex.replace(/0+$/, ''));
  });

  test.each<[string, Element[]]>([
    ['sgtin+', [gtin, { ai: '21', value: 'ABCDEF0123456789' }]],
    ['sgtin+', [gtin, { ai: '21', value: 'abcdef01' }]],
    ['sgtin+', [gtin, { ai: '21', value: 'SN:2026-11.7' }]],
    ['sgtin+', [gtin, { ai: '21', value: 'aZ_-9' }]],
    ['sgtin+', [gtin, { ai: '21', value: '00000000000000000000' }]],
    ['sgln+', [{ ai: '414', value: '9501101530003' }]],
    [
      'sgln+',
      [
        { ai: '414', value: '9501101530003' },
        { ai: '254', value: 'B-17' },
      ],
    ],
    ['grai+', [{ ai: '8003', value: '09501101530003X1' }]],
    ['gsrn+', [{ ai: '8018', value: '950110153000123454' }]],
    ['gdti+', [{ ai: '253', value: '9501101530003PO/1' }]],
    ['sgcn+', [{ ai: '255', value: '9501101530003007' }]],
    [
      'cpi+',
      [
        { ai: '8010', value: '950110112-A/7' },
        { ai: '8011', value: '12' },
      ],
    ],
    [
      'itip+',
      [
        { ai: '8006', value: '095011015300030102' },
        { ai: '21', value: 'A1' },
      ],
    ],
  ])('%s gives back what was written: %j', (scheme, elements) => {
    const encoded = encodePlusTag(scheme, 5, elements);
    expect(encoded).toHaveProperty('hex');
    const decoded = decodePlusTag('hex' in encoded ? encoded.hex : '');
    expect(decoded).toEqual({ tag: { scheme, filter: 5, elements, moreData: false } });
  });

  test('tells that other elements follow on the tag, and leaves them', () => {
    expect(decodePlusTag('F98106141412345678908FFF')).toEqual({
      tag: {
        scheme: 'sscc+',
        filter: 0,
        elements: [{ ai: '00', value: '106141412345678908' }],
        moreData: true,
      },
    });
  });

  test.each([
    ['no hexadecimal digit', 'F9X', 'hexadecimal_broken', 2],
    ['a header of another kind', '30F4', 'scheme_unknown', 0],
    ['too few bits', 'F9010614', 'tag_bits_wrong', 3],
    ['a digit above nine', 'F9010614141234567890A000', 'tag_bits_wrong', 3],
    ['a wrong check digit', 'F90106141412345678909000', 'check_digit_wrong', 3],
    ['a date of no kind', 'FB09359F79521141123453040030', 'tag_bits_wrong', 3],
    ['a month that is none', 'FB0435FF79521141123453040030', 'date_impossible', 4],
    ['bits after its end', 'F90106141412345678908001', 'tag_bits_wrong', 21],
    ['a coding that does not exist', 'F7079521141123453E56CB0AFC40', 'tag_bits_wrong', 17],
  ])('with %s is refused', (_, hex, code, position) => {
    expect(decodePlusTag(hex)).toMatchObject({ error: { code, position } });
  });

  test.each<[string, string, number, Element[], string]>([
    ['a scheme that does not exist', 'abc+', 0, [gtin], 'scheme_unknown'],
    ['a filter value of 8', 'sgtin+', 8, [gtin], 'filter_wrong'],
    ['no date', 'dsgtin+', 0, [gtin, { ai: '21', value: '1' }], 'not_encodable'],
    ['no serial', 'sgtin+', 0, [gtin], 'not_encodable'],
    ['an element too many', 'sscc+', 0, [{ ai: '00', value: '106141412345678908' }, gtin], 'not_encodable'],
    ['an asset type alone', 'grai+', 0, [{ ai: '8003', value: '09501101530003' }], 'not_encodable'],
    ['a wrong check digit', 'sscc+', 0, [{ ai: '00', value: '106141412345678909' }], 'check_digit_wrong'],
  ])('is not written with %s', (_, scheme, filter, elements, code) => {
    expect(encodePlusTag(scheme, filter, elements)).toMatchObject({ error: { code, position: null } });
  });
});
