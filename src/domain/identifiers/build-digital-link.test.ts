import { describe, expect, test } from 'vitest';
import { buildDigitalLink, canonicalDigitalLink } from './build-digital-link.ts';
import { parseDigitalLink } from './digital-link.ts';
import { type Element, parseElementString } from './element-string.ts';

const elementsOf = (text: string): readonly Element[] => {
  const parsed = parseElementString(text);
  return 'elements' in parsed ? parsed.elements : [];
};
const gtin = '(01)09501101530003';

describe('a Digital Link is written', () => {
  test.each([
    ['with its serial', `${gtin}(21)A`, 'https://id.gs1.org/01/09501101530003/21/A'],
    [
      'with qualifiers in order',
      `(21)S(10)L${gtin}(22)V`,
      'https://id.gs1.org/01/09501101530003/22/V/10/L/21/S',
    ],
    [
      'with dates in the query',
      `${gtin}(99)X(17)261231`,
      'https://id.gs1.org/01/09501101530003?17=261231&99=X',
    ],
    ['with signs encoded', `${gtin}(21)A/b+c%`, 'https://id.gs1.org/01/09501101530003/21/A%2Fb%2Bc%25'],
    ['of a location', '(414)9501101530003(254)B1', 'https://id.gs1.org/414/9501101530003/254/B1'],
    ['of an asset first', `(8004)9501101X${gtin}`, 'https://id.gs1.org/8004/9501101X?01=09501101530003'],
  ])('%s', (_, text, link) => {
    expect(buildDigitalLink(elementsOf(text))).toEqual({ text: link });
  });

  test('with the shop’s own address and its own parameters', () => {
    const others = [{ name: 'linkType', value: 'gs1:pip' }];
    const link = 'https://shop.example/p/01/09501101530003/21/A?linkType=gs1:pip';
    const written = buildDigitalLink(elementsOf(`${gtin}(21)A`), { stem: 'https://shop.example/p/', others });
    expect(written).toEqual({ text: link });
    expect(parseDigitalLink(link)).toMatchObject({ stem: 'https://shop.example/p', others });
  });

  test.each([
    ['without a key', '(99)A', 'no_key'],
    ['with qualifiers of two orders', `${gtin}(22)V(235)T`, 'qualifier_misplaced'],
    ['with an address of a product', `${gtin}(8200)http:..x`, 'qualifier_misplaced'],
  ])('but not %s', (_, text, code) => {
    expect(buildDigitalLink(elementsOf(text))).toMatchObject({ error: { code } });
  });

  test.each(['shop.example', 'ftp://shop.example', 'https://shop.example?x=1', 'https://a$b', 'https://'])(
    'but not after "%s"',
    (stem) => {
      expect(buildDigitalLink(elementsOf(gtin), { stem })).toMatchObject({ error: { code: 'host_broken' } });
    },
  );
});

describe('the canonical link', () => {
  test.each([
    ['of another host', 'http://shop.example/p/01/9501101530003/21/A?linkType=x', '/01/09501101530003/21/A'],
    [
      'of needless escapes',
      'https://a.example/01/09501101530003/21/%41%2d%2f',
      '/01/09501101530003/21/A-%2F',
    ],
    ['of signs not escaped', 'https://a.example/01/09501101530003/21/A(B)', '/01/09501101530003/21/A%28B%29'],
    [
      'of an order of its own',
      'https://a.example/01/09501101530003?98=B&17=261231',
      '/01/09501101530003?17=261231&98=B',
    ],
    ['of an element twice', 'https://a.example/01/09501101530003?98=B&98=B', '/01/09501101530003?98=B'],
  ])('%s', (_, text, path) => {
    const canonical = { text: `https://id.gs1.org${path}` };
    expect(canonicalDigitalLink(text)).toEqual(canonical);
    expect(canonicalDigitalLink(canonical.text)).toEqual(canonical);
  });

  test('of a link that is none is refused with its place', () => {
    expect(canonicalDigitalLink('https://a.example/01/1')).toMatchObject({
      error: { code: 'value_truncated', position: 22 },
    });
  });
});
