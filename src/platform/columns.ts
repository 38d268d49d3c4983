/**
 * Columns of values as PostgreSQL array literals, for `unnest`. The driver's own array writer quotes every element;
 * for 10,000 rows of 25 columns that is most of a bulk call's time in node, so numbers are joined as they are. A column
 * without any value is sent empty: beside a longer one `unnest` fills it with nulls, and half of ours are such.
 */
export type Cell = number | null;

export function numberColumn(values: readonly Cell[]): string {
  if (!values.includes(null)) return `{${values.join(',')}}`;
  return columnOf(values, String);
}

export function booleanColumn(values: readonly boolean[]): string {
  return `{${values.map((value) => (value ? 't' : 'f')).join(',')}}`;
}

/** Text with any characters but NUL, which PostgreSQL cannot hold. */
export function textColumn(values: readonly (string | null)[]): string {
  return columnOf(values, quoted);
}

/** Hex digits, without a prefix, as bytea elements. */
export function hexColumn(values: readonly string[]): string {
  return `{${values.map((value) => `"\\\\x${value}"`).join(',')}}`;
}

/** JSON documents, for `jsonb[]`. */
export function jsonColumn(values: readonly (object | null)[]): string {
  return columnOf(values, (value) => quoted(JSON.stringify(value)));
}

/** RFC 3339 texts, for `timestamptz[]`. */
export function timeColumn(values: readonly (string | null)[]): string {
  return columnOf(values, (value) => `"${value}"`);
}

function columnOf<Value>(values: readonly (Value | null)[], write: (value: Value) => string): string {
  if (values.every((value) => value === null)) return '{}';
  return `{${values.map((value) => (value === null ? 'NULL' : write(value))).join(',')}}`;
}

function quoted(value: string): string {
  return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}
