import type { Unit } from '../domain/unit.ts';
import { conditionCodes, moveCodes, statusCodes, useCodes } from './codes.ts';

/** The unit table's row, as PostgreSQL gives it. */
export interface UnitRow {
  readonly id: number;
  readonly product_id: number;
  readonly place: number;
  readonly owner: number;
  readonly seq: number;
  readonly last_at: Date;
  readonly last_spot: number;
  readonly sale: number | null;
  readonly see: number | null;
  readonly bucket: number;
  readonly status: number;
  readonly condition: number;
  readonly use: number;
  readonly last_move: number;
  readonly head: Buffer;
  readonly serial: string;
  readonly before: string | null;
  readonly holds: string | null;
  readonly released: string | null;
  readonly checks: string | null;
  readonly lot: string | null;
  readonly supplier: string | null;
}

export const unitColumns = `u.id, u.product_id, u.place, u.owner, u.seq, u.last_at, u.last_spot, u.sale, u.see, u.bucket,
  u.status, u.condition, u.use, u.last_move, u.head, u.serial, u.before, u.holds, u.released, u.checks, u.lot,
  u.supplier`;

export function unitOfRow(row: UnitRow): Unit {
  return {
    product: row.product_id,
    serial: row.serial,
    status: statusCodes.toWord(row.status),
    before: words(row.before) as Unit['before'],
    condition: conditionCodes.toWord(row.condition),
    holds: words(row.holds),
    released: words(row.released),
    place: row.place,
    owner: row.owner,
    use: useCodes.toWord(row.use),
    checks: words(row.checks) as Unit['checks'],
    lot: row.lot,
    supplier: row.supplier,
    sale: row.sale,
    see: row.see,
  };
}

/** Lists are one text column, null when empty: no array headers in a row that most scans leave null. */
export function listText(list: readonly string[]): string | null {
  return list.length === 0 ? null : list.join(' ');
}

function words(text: string | null): readonly string[] {
  return text === null ? [] : text.split(' ');
}

export function lastMoveOf(row: UnitRow) {
  return moveCodes.toWord(row.last_move);
}
