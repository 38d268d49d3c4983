import { ask, withQuery } from './ask.ts';
import type { Page } from './wire.ts';

/** Items on a page, and of them all at most: what a map or a choice shows at once. */
const pageItems = 1_000;
const itemsMax = 10_000;

/** A whole list of the server's, page after page; the first ten thousand. */
export async function readAll<Item>(
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let after: string | undefined;
  do {
    const page: Page<Item> = await ask('GET', withQuery(path, { ...query, limit: String(pageItems), after }));
    all.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && all.length < itemsMax);
  return all;
}
