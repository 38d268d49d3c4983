import type { CategoryOnWire } from '../../../src/operations/catalog/contract.ts';

export interface Branch extends CategoryOnWire {
  readonly below: readonly Branch[];
}

/** Categories as a tree, each level by name. One whose parent is not among them stands at the top. */
export function treeOf(categories: readonly CategoryOnWire[]): readonly Branch[] {
  const known = new Set(categories.map(({ code }) => code));
  const under = new Map<string | null, CategoryOnWire[]>();
  for (const category of categories) {
    const { parent } = category;
    const above = parent !== null && known.has(parent) ? parent : null;
    under.set(above, [...(under.get(above) ?? []), category]);
  }
  const branches = (above: string | null): readonly Branch[] =>
    (under.get(above) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((category) => ({ ...category, below: branches(category.code) }));
  return branches(null);
}
