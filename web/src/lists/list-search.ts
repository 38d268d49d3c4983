/** What the address says of a list, as texts. */
export type ListSearch = Readonly<Record<string, string>>;

/** Parts of an address that every list has: where its page begins or ends, how long it is, its order, the row that is open. */
const own = ['after', 'before', 'size', 'sort', 'open'] as const;

export const pageSizes = [25, 50, 100, 200] as const;
export const pageSizeDefault = 50;

/**
 * The search parameters of a page with a list, for `validateSearch` of its route: the list's own and the page's filters.
 * Others fall away, and everything is text. What somebody edited into the address is judged by the server.
 */
export function listSearch(...filters: readonly string[]) {
  return (search: Readonly<Record<string, unknown>>): Record<string, string> =>
    Object.fromEntries(
      [...own, ...filters].flatMap((name): [string, string][] => {
        const value = search[name];
        const isSaid = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
        return isSaid && value !== '' ? [[name, String(value)]] : [];
      }),
    );
}

/** The number of rows that the address asks for; one of `pageSizes`. */
export function pageSizeOf({ size }: ListSearch): number {
  return pageSizes.find((one) => String(one) === size) ?? pageSizeDefault;
}

/** The address with some parts changed; an empty text takes a part away. A new question begins at the first page. */
export function changed(
  search: ListSearch,
  change: Readonly<Record<string, string | undefined>>,
): ListSearch {
  const { after: _after, before: _before, open: _open, ...kept } = search;
  const isPaging = 'after' in change || 'before' in change || 'open' in change;
  const merged = { ...(isPaging && 'open' in change ? search : kept), ...change };
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''),
  );
}
