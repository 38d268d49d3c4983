import { describe, expect, test } from 'vitest';
import { parseElementString } from './element-string.ts';

const gtin = '(01)09501101530003';
const sscc = '(00)106141412345678908';

describe('elements stand together', () => {
  test.each([
    ['a product with serial, lot and expiry date', `${gtin}(21)A(10)L(17)261231`],
    ['a serial before its product', `(21)A${gtin}`],
    ['a pallet with content and count', `${sscc}(02)09501101530003(37)12`],
    ['two IMEIs of a product with serial', `${gtin}(21)A(8040)490154203237518(8041)490154203237500`],
    ['a price with its weight', `${gtin}(3922)0299(3103)000195`],
    ['the same AI twice with one value', `${gtin}(21)A(21)A`],
    ['a signature with a serialised asset', '(8003)0950110153000312345(8030)abc'],
  ])('%s', (_, text) => {
    expect(parseElementString(text, { depth: 'label' })).toHaveProperty('elements');
  });
});

describe('elements are refused together', () => {
  test.each([
    ['a serial without a product', '(21)A', 'ai_missing', 4],
    ['a lot without a product', `${sscc}(10)L`, 'ai_missing', 26],
    ['content without a count', `${sscc}(02)09501101530003`, 'ai_missing', 26],
    ['an IMEI without a serial', `${gtin}(8040)490154203237518`, 'ai_missing', 24],
    ['a second IMEI without the first', `${gtin}(21)A(8041)490154203237500`, 'ai_missing', 29],
    ['a product and its content', `${gtin}(02)09501101530003(37)5${sscc}`, 'ai_excluded', 4],
    ['two net weights', `${gtin}(3102)000195(3103)000195`, 'ai_excluded', 24],
    ['a serial and a third party’s', `${gtin}(21)A(235)B`, 'ai_excluded', 22],
    ['a signature of a whole kind of asset', '(8003)09501101530003(8030)abc', 'ai_missing', 20],
  ])('%s', (_, text, code, position) => {
    expect(parseElementString(text, { depth: 'label' })).toMatchObject({ error: { code, position } });
  });
});
