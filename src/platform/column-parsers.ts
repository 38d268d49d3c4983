import pg from 'pg';

/**
 * How a column's text becomes a value, where the driver's own choice would be wrong for us:
 * int8 is a number (an error beyond 2^53, never a rounded one; the driver gives a string), and a date or a time
 * without zone stays the text it is (the driver would read it in the server's zone and shift the day).
 */
export const columnParsers = {
  getTypeParser(oid: number, format: 'text' | 'binary' = 'text') {
    const own = format === 'text' ? ownParsers.get(oid) : undefined;
    return own ?? pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** The number that an int8's text stands for. Throws RangeError beyond 2^53 − 1, where numbers get holes. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53 - 1`);
  return value;
}

const asText = (text: string) => text;

/** The driver's reader of `{1,NULL,3}`, which its type declarations leave out; nulls stay null by themselves. */
const { arrayParser } = pg.types as unknown as {
  arrayParser: { create(text: string, entry: (text: string) => unknown): { parse(): unknown[] } };
};

function arrayOf(entry: (text: string) => unknown): (text: string) => unknown[] {
  return (text) => arrayParser.create(text, entry).parse();
}

/** By type oid (pg_type): int8, int8[], date, date[], timestamp, timestamp[]. */
const ownParsers = new Map<number, (text: string) => unknown>([
  [20, parseInt8],
  [1016, arrayOf(parseInt8)],
  [1082, asText],
  [1182, arrayOf(asText)],
  [1114, asText],
  [1115, arrayOf(asText)],
]);
