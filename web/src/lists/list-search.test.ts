import { describe, expect, test } from 'vitest';
import { changed, listSearch, pageSizeOf } from './list-search.ts';

describe('the address of a list', () => {
  const read = listSearch('site', 'q');

  test('has the list’s own parts and the page’s filters, everything as text', () => {
    expect(read({ site: 'DC', q: 12, after: '1.2', other: 'x', size: 100, open: true })).toEqual({
      ...{ site: 'DC', q: '12', after: '1.2', size: '100', open: 'true' },
    });
  });

  test('leaves out what is empty or no single value', () => {
    expect(read({ site: '', q: ['a', 'b'], after: null, sort: undefined })).toEqual({});
  });
});

describe('a change of the address', () => {
  const search = { site: 'DC', after: '5', open: '7', sort: '-sku' };

  test.each([
    ['another filter begins at the first page', { q: 'ab' }, { site: 'DC', sort: '-sku', q: 'ab' }],
    ['a filter that is emptied goes away', { site: '' }, { sort: '-sku' }],
    ['another page keeps the filters', { after: '9' }, { site: 'DC', sort: '-sku', after: '9' }],
    [
      'the page before takes the place of the page after',
      { before: '9' },
      { site: 'DC', sort: '-sku', before: '9' },
    ],
    ['a row is opened on the page that is shown', { open: '8' }, { ...search, open: '8' }],
    ['and closed', { open: undefined }, { site: 'DC', sort: '-sku', after: '5' }],
  ])('%s', (_rule, change, expected) => {
    expect(changed(search, change)).toEqual(expected);
  });
});

test('a page is as long as one may choose', () => {
  expect([pageSizeOf({ size: '100' }), pageSizeOf({ size: '7' }), pageSizeOf({})]).toEqual([100, 50, 50]);
});
