import { isUsable } from '../../domain/numbering/number-form.ts';
import { bucketOf } from '../../ledger/bucket.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Queryable } from '../../platform/database.ts';
import { ordinalsOf } from './numbers-at.ts';
import * as sql from './queries.ts';

/**
 * Of these numbers, those that must not be given out: a unit has or had them, they are the maker's (unless they come from
 * the maker's pool), another way of making this product's numbers has given them out, or nobody would take them for a
 * number.
 */
export async function unusable(
  db: Queryable,
  row: sql.NumberingRow,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const bad = new Set(numbers.filter((number) => !isUsable(number)));
  for (const number of await numbersHad(db, row.product_id, numbers)) bad.add(number);
  const rivals = await db.query<sql.NumberingRow>(sql.selectRivals, [row.product_id, row.id]);
  for (const rival of rivals.rows) {
    const theirs = await ordinalsOf(db, rival, numbers);
    const given = row.kind === 'pool' ? await givenOf(db, rival, [...theirs.values()]) : null;
    for (const [number, ordinal] of theirs)
      if (given ? given.has(ordinal) : rival.kind === 'pool' || ordinal < rival.next) bad.add(number);
  }
  return bad;
}

/**
 * What another row has really given out: asked for a pool's numbers alone, which are few and dear. Numbers of our making
 * that the other has only passed over are left too: there are enough.
 */
async function givenOf(
  db: Queryable,
  rival: sql.NumberingRow,
  ordinals: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ordinals.length === 0) return new Set();
  const { rows } = await db.query<{ ordinal: number }>(sql.selectGiven, [rival.id, numberColumn(ordinals)]);
  return new Set(rows.map(({ ordinal }) => ordinal));
}

/**
 * Whether no number of anybody lies between the least and the greatest of many: one look at each of the 256 buckets instead
 * of one for each number. Most stretches of fresh numbers are so.
 */
async function isOpenStretch(db: Queryable, numbers: readonly string[]): Promise<boolean> {
  if (numbers.length < fewNumbers) return false;
  let [least, greatest] = [numbers[0]!, numbers[0]!];
  for (const number of numbers) {
    // Beyond these characters JavaScript's order is not the database's.
    if (/[\u{d800}-\u{10ffff}]/u.test(number)) return false;
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  const { rows } = await db.query<{ one: number }>(sql.selectAnyBetween, [least, greatest]);
  return rows.length === 0;
}

/** Below it a look for each is no more work. */
const fewNumbers = 500;

/** Of these numbers, those that find a unit, or once did: of the product; for own labels of any. */
export async function numbersHad(
  db: Queryable,
  product: number | null,
  numbers: readonly string[],
): Promise<string[]> {
  if (numbers.length === 0 || (await isOpenStretch(db, numbers))) return [];
  const values = [numberColumn(numbers.map(bucketOf)), textColumn(numbers), product];
  const { rows } = await db.query<{ value: string }>(sql.selectHad, values);
  return rows.map(({ value }) => value);
}
