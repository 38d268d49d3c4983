import type { LabelRotation } from './design.ts';
import { turned } from './drawing.ts';
import type { PlacedSymbol } from './layout.ts';
import { type Modules, rowsOf } from './symbol.ts';

/**
 * A symbol as ZPL graphic fields, `^GFA`: rows of dots in hexadecimal, so that every printer prints the very dots that were
 * laid out. A row that repeats the one before is a colon, so a symbol takes some kilobytes at most. A field holds 99,999
 * bytes: larger symbols are several, one below the other.
 */
export function zplSymbol(
  symbol: PlacedSymbol,
  label: { readonly width: number; readonly height: number; readonly rotation: LabelRotation },
): string {
  const { x, y, width, height } = turned(symbol, label);
  const rows = turnedRows(rowsOf(symbol.shape), label.rotation);
  const bytes = Math.ceil(width / 8);
  const lines = rows.map((row) => inHex(row, width / row.length, bytes));
  const down = height / rows.length;
  const dotRowsMax = Math.floor(fieldBytesMax / bytes);
  const fields: string[] = [];
  for (let from = 0; from < height; from += dotRowsMax) {
    const to = Math.min(from + dotRowsMax, height);
    let field = '';
    for (let at = from; at < to; at += 1)
      field += at > from && at % down !== 0 ? ':' : lines[Math.floor(at / down)];
    const total = bytes * (to - from);
    fields.push(`^FO${x},${y + from}^GFA,${total},${total},${bytes},${field}^FS`);
  }
  return fields.join('\n');
}

/** ZPL II Programming Guide, `^GF`: parameters b and c. */
const fieldBytesMax = 99_999;

function inHex(row: readonly boolean[], across: number, bytes: number): string {
  let bits = row.map((isDark) => (isDark ? '1' : '0').repeat(across)).join('');
  bits = bits.padEnd(bytes * 8, '0');
  let hex = '';
  for (let at = 0; at < bits.length; at += 4) hex += digits[Number.parseInt(bits.slice(at, at + 4), 2)];
  return hex;
}

const digits = '0123456789ABCDEF';

/** Clockwise. */
function turnedRows(rows: Modules, rotation: LabelRotation): Modules {
  if (rotation === 0) return rows;
  if (rotation === 180) return rows.map((row) => row.toReversed()).toReversed();
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
  return rotation === 90 ? columns.map((column) => column.toReversed()) : columns.toReversed();
}
