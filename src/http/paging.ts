import { Problem } from './errors.ts';

/** A page of items and where the next begins: one row more than asked for says whether there is one. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): { items: Item[]; next: string | null } {
  const items = rows.slice(0, limit).map(itemOf);
  const last = rows[limit - 1];
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** The id behind which a page begins; 0 for the first page, which an empty cursor asks for too. Throws bad_cursor. */
export function idCursor(after: string | undefined): number {
  if (after === undefined || after === '') return 0;
  const id = /^[0-9]{1,16}$/.test(after) ? Number(after) : Number.NaN;
  if (!Number.isSafeInteger(id)) throw badCursor();
  return id;
}

/** Whole numbers in a row, as lists with a key of several columns give them; undefined for the first page. */
export function numbersCursor(after: string | undefined, count: number): number[] | undefined {
  if (after === undefined || after === '') return undefined;
  const numbers = after.split('.').map((part) => (/^[0-9]{1,16}$/.test(part) ? Number(part) : Number.NaN));
  if (numbers.length !== count || !numbers.every(Number.isSafeInteger)) throw badCursor();
  return numbers;
}

/** A cursor that nobody was given. */
export function badCursor(): Problem {
  return new Problem('bad_cursor', 'Give the `next` of the page before, unchanged.', {
    where: 'query.after',
  });
}
