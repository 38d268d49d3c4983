import { describe, expect, test } from 'vitest';
import { statuses } from '../../domain/facts.ts';
import { holdKinds } from '../../domain/holds.ts';
import { filled, languageFor } from './customer-words.ts';
import { inLanguage } from './find-product.ts';
import { linkTypeOf } from './linkset.ts';
import { parameter, readAddress } from './read-address.ts';
import { coverageOf, holdTells, isRecalled, linkFault, standingOf } from './rules.ts';

describe('what we vouch for', () => {
  test('a unit is genuine where our sale stands and it is a customer’s', () => {
    const genuine = statuses.filter((status) => standingOf({ status, sale: 1, holds: [] }) === 'genuine');
    expect(genuine).toEqual(['shipped', 'sold', 'in_repair', 'installed', 'with_vendor']);
    for (const status of statuses) expect(standingOf({ status, sale: null, holds: [] })).toBe('ask');
  });

  test('for a label whose unit is not known nothing is vouched', () => {
    expect(standingOf(null)).toBe('ask');
  });

  test('holds say that it is recalled, that one has to ask, or nothing; fraud and theft are never named', () => {
    expect(holdTells).toEqual({
      recall: 'recall',
      quality: 'nothing',
      fraud: 'ask',
      stolen: 'ask',
      legal: 'nothing',
      unresolved: 'ask',
      clearance: 'ask',
      unwiped: 'nothing',
      battery_damaged: 'nothing',
    });
    for (const kind of holdKinds) {
      const unit = { status: 'sold', sale: 1, holds: [`${kind}:case-7`] } as const;
      expect(standingOf(unit)).toBe(holdTells[kind] === 'ask' ? 'ask' : 'genuine');
      expect(isRecalled(unit.holds)).toBe(kind === 'recall');
    }
  });
});

describe('a warranty', () => {
  const days = { sold: '2026-11-23', delivered: '2026-11-27' };

  test('is counted from the day that its terms say, and has no end here where that day is not known', () => {
    const terms = (['sale', 'delivery', 'activation'] as const).map((starts) => ({
      kind: 'maker',
      months: 24,
      starts,
    }));
    const ends = (of: typeof days | { sold: string; delivered: null }) =>
      coverageOf(terms, of).map(({ lastDay }) => lastDay);
    expect(ends(days)).toEqual(['2028-11-23', '2028-11-27', null]);
    expect(ends({ ...days, delivered: null })).toEqual(['2028-11-23', null, null]);
  });

  test('is told where everybody has it who bought the product', () => {
    const kinds = ['statutory', 'maker', 'store', 'extended', 'repair'];
    const told = coverageOf(
      kinds.map((kind) => ({ kind, months: 12, starts: 'sale' })),
      days,
    );
    expect(told.map(({ kind }) => kind)).toEqual(['statutory', 'maker', 'store']);
    expect(coverageOf([{ kind: 'maker', months: 0, starts: 'sale' }], days)).toEqual([]);
  });
});

test.each([
  ['https://help.maker.com/tv?x=1#top', null],
  ['https://HELP.maker.com', null],
  ['https://shop.com/manual.pdf', null],
  ['https://maker.com/', 'host_not_allowed'],
  ['https://evilmaker.com/', 'host_not_allowed'],
  ['https://help.maker.com.evil.com/', 'host_not_allowed'],
  ['https://shop.com:8443/', 'not_https'],
  ['https://shop.com@evil.com/', 'not_https'],
  ['https://evil.com\\@shop.com/', 'not_https'],
  ['http://shop.com/', 'not_https'],
  ['javascript:alert(1)', 'not_https'],
  ['https://shop.com/a b', 'not_https'],
  ['https://shop.com/"><script>', 'not_https'],
  ['https://shop.com/ä', 'not_https'],
  ['//shop.com/', 'not_https'],
])('a product links to %j: %s', (address, fault) => {
  expect(linkFault(address, ['shop.com', '.maker.com'])).toBe(fault);
});

describe('an address', () => {
  test.each([
    ['/01/04006381333931', '04006381333931', null, '/01/04006381333931'],
    ['/01/4006381333931', '04006381333931', null, '/01/04006381333931'],
    ['/01/04006381333931/21/AB%2F1/', '04006381333931', 'AB/1', '/01/04006381333931/21/AB%2F1'],
    ['/01/04006381333931/22/2A/10/L1/21/7', '04006381333931', '7', '/01/04006381333931/22/2A/10/L1/21/7'],
    [
      '/01/04006381333931/21/7?17=271231&t=abc&linkType=gs1:pip',
      '04006381333931',
      '7',
      '/01/04006381333931/21/7?17=271231',
    ],
  ])('%s is read, and written in one way', (url, gtin, serial, path) => {
    expect(readAddress(url)).toMatchObject({ gtin, serial, path });
  });

  test.each([
    '/01/04006381333932',
    '/01/nothing',
    '/01/04006381333931/21',
    '/01/04006381333931/21/7/10/L1',
    '/01/04006381333931/21/123456789012345678901',
    '/01/04006381333931/21/%C3%84',
    '/01/04006381333931?21=7',
    '/414/4012345000009',
    `/01/04006381333931/21/7?x=${'y'.repeat(600)}`,
  ])('%s names nothing', (url) => {
    expect(readAddress(url)).toEqual({ fault: expect.any(String) });
  });

  test('has parameters besides, each once', () => {
    const read = readAddress('/01/04006381333931/21/7?t=a%2Bb&x=%ZZ&y=1&y=2');
    if ('fault' in read) throw new Error(read.fault);
    expect(['t', 'x', 'y', 'z'].map((name) => parameter(read, name))).toEqual([
      'a+b',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test.each([
  [undefined, undefined, 'en'],
  [undefined, 'de-AT,de;q=0.9,en;q=0.8', 'de'],
  [undefined, 'fr-FR, es;q=0.5, en;q=0.4', 'es'],
  [undefined, 'de;q=0, en', 'en'],
  [undefined, 'fr', 'en'],
  ['es', 'de', 'es'],
  ['xx', 'de', 'de'],
])('who chose %s and sends %s reads %s', (chosen, header, language) => {
  expect(languageFor(chosen, header)).toBe(language);
});

test('links of a type are those for the language, else those for every language, else all', () => {
  const links = ['de', null, 'es'].map((language) => ({ language }));
  expect(inLanguage(links, 'de')).toEqual([{ language: 'de' }]);
  expect(inLanguage(links, 'en')).toEqual([{ language: null }]);
  expect(inLanguage([{ language: 'es' }], 'en')).toEqual([{ language: 'es' }]);
});

test.each([
  ['gs1:support', 'support'],
  ['https://ref.gs1.org/voc/support', 'support'],
  ['https://gs1.org/voc/support', 'support'],
  ['support', null],
  ['schema:support', null],
])('%s asks for links of the type %s', (text, type) => {
  expect(linkTypeOf(text)).toBe(type);
});

test('texts are filled where they have holes', () => {
  expect(filled('{a} of {b}, {a}', { a: '$&', b: '{a}' })).toBe('$& of {a}, $&');
});
