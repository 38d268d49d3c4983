import { ask, withQuery } from '../server/ask.ts';

/** A page as a server's list gives it. */
export interface ListPage<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
  /** Where the page before ends; absent where the server pages forwards only. */
  readonly previous?: string | null;
  /** How many there are in all; `more`: at least so many. Absent where nobody counts. */
  readonly total?: { readonly count: number; readonly more: boolean } | null;
}

export type ListQuery = Readonly<Record<string, string | undefined>>;

/** A server may look through so much at a time only, and give a short page: it is asked again, at most so often. */
const roundsMax = 40;

/** One page of a list, filled up from further ones where the server's was short although there is more. */
export function readPage<Row>(path: string, query: ListQuery, size: number): Promise<ListPage<Row>> {
  const isBack = query.before !== undefined;
  const read = (cursor: string | undefined, limit: number) =>
    ask<ListPage<Row>>(
      'GET',
      withQuery(path, { ...query, [isBack ? 'before' : 'after']: cursor, limit: String(limit) }),
    );
  return filled(read, isBack ? query.before : query.after, size, isBack);
}

type Read<Row> = (cursor: string | undefined, limit: number) => Promise<ListPage<Row>>;

/** A page of `size` rows from a cursor on, or before it, as far as there are. */
export async function filled<Row>(
  read: Read<Row>,
  from: string | undefined,
  size: number,
  isBack: boolean,
): Promise<ListPage<Row>> {
  let page = await read(from, size);
  for (let round = 1; round < roundsMax && page.items.length < size; round += 1) {
    const cursor = isBack ? page.previous : page.next;
    if (!cursor) break;
    page = joined(page, await read(cursor, size - page.items.length), isBack);
  }
  return page;
}

function joined<Row>(page: ListPage<Row>, more: ListPage<Row>, isBack: boolean): ListPage<Row> {
  if (isBack) return { ...page, items: [...more.items, ...page.items], previous: more.previous ?? null };
  return { ...page, items: [...page.items, ...more.items], next: more.next };
}
