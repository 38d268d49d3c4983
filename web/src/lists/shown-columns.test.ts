import { expect, test } from 'vitest';
import { keysShown } from './shown-columns.ts';

const columns = [{ key: 'sku' }, { key: 'name' }, { key: 'lot', isExtra: true }];

test.each([
  ['nobody has chosen: all but the extra ones', null, ['sku', 'name']],
  ['what was chosen, the first in any case', 'lot', ['sku', 'lot']],
  ['a column that is no more is passed over', 'sku gone name', ['sku', 'name']],
])('%s', (_rule, chosen, expected) => {
  expect(keysShown(columns, chosen)).toEqual(expected);
});
