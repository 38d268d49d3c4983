/** A category and all under it; `parents`: for each category the one above it. */
export function categoriesBelow(top: string, parents: ReadonlyMap<string, string | null>): string[] {
  const found = new Set([top]);
  // Each round finds the children of what was found; a tree of any depth ends, and a ring too.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [code, parent] of parents) if (parent !== null && found.has(parent)) found.add(code);
  }
  return [...found];
}
