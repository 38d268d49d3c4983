import { expect, test } from 'vitest';
import { chosenIn, narrowing, questionOf } from './filter-values.ts';
import type { Filter } from './list.ts';

const filters: readonly Filter[] = [
  { kind: 'text', key: 'q', label: 'Text' },
  {
    ...{ kind: 'choice', key: 'site', label: 'Site', preset: 'DC' },
    choices: [
      { value: '*', label: 'All', asks: {} },
      { value: 'DC', label: 'DC' },
    ],
  },
  {
    ...{ kind: 'choice', key: 'status', label: 'Status', all: 'Ours' },
    choices: [{ value: 'any', label: 'Any', asks: { ours: 'false' } }],
  },
];

test.each([
  ['nothing said: what is preset', {}, { site: 'DC' }, { site: 'DC' }, []],
  ['all sites are asked for by saying none', { site: '*' }, { site: '*' }, {}, []],
  [
    'another site than the preset one narrows',
    { site: 'STORE-1' },
    { site: 'STORE-1' },
    { site: 'STORE-1' },
    ['site'],
  ],
  [
    'a choice may ask something else',
    { status: 'any', q: 'ab' },
    { site: 'DC', status: 'any', q: 'ab' },
    { site: 'DC', ours: 'false', q: 'ab' },
    ['q', 'status'],
  ],
])('%s', (_rule, search, chosen, asked, narrow) => {
  expect(chosenIn(filters, search)).toEqual(chosen);
  expect(questionOf(filters, chosen)).toEqual(asked);
  expect(narrowing(filters, chosen)).toEqual(narrow);
});
