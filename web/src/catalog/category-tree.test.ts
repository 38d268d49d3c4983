import { expect, test } from 'vitest';
import { treeOf } from './category-tree.ts';

const category = (code: string, parent: string | null) => ({ code, name: code, parent });

test('categories stand under the one above them, by name', () => {
  const tree = treeOf([
    category('phones', 'electronics'),
    category('home', null),
    category('electronics', null),
    category('audio', 'electronics'),
    category('lost', 'gone'),
  ]);
  const names = (branches: readonly { code: string; below: typeof tree }[]): unknown[] =>
    branches.map(({ code, below }) => (below.length === 0 ? code : [code, names(below)]));
  expect(names(tree)).toEqual([['electronics', ['audio', 'phones']], 'home', 'lost']);
});
