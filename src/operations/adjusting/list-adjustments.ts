import { evidenceCodes, moveCodes } from '../../ledger/codes.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import type { AdjustmentOnWire } from './contract.ts';
import type { AdjustmentRow } from './queries.ts';
import { acts, moveOf } from './rules.ts';

/** What each word of the filter means in moves. */
export function movesOf(act: string): number[] {
  if (act === 'stolen') return [moveCodes.toCode('report_stolen')];
  if (act === 'find') return (['find', 'recover', 'see_again'] as const).map(moveCodes.toCode);
  return acts.filter((one) => one === act).map((one) => moveCodes.toCode(moveOf[one]));
}

/** One event that put stock right, with what the unit's last scan before it was. */
export function adjustmentOnWire(row: AdjustmentRow, names: Reference): AdjustmentOnWire {
  const move = moveCodes.toWord(row.move);
  const details = row.details ?? {};
  const product = names.products.get(row.product_id);
  const text = (field: string) => (typeof details[field] === 'string' ? (details[field] as string) : null);
  return {
    id: row.id,
    at: row.recorded_at.toISOString(),
    act: actOf(row.move),
    move,
    unit:
      row.unit_id === null ? null : { id: row.unit_id, sku: product?.sku ?? '', serial: row.serial ?? '' },
    sku: product?.sku ?? '',
    name: product?.name ?? '',
    pieces: row.pieces,
    reason: text('adjustment'),
    reasonName: row.reason_name,
    became: move === 'retire' ? text('reason') : (text('condition') ?? text('use')),
    note: text('note'),
    proof: text('proof'),
    by: row.actor,
    device: deviceOf(row.device, names),
    spot: placeOf(names, row.spot),
    evidence: evidenceCodes.toWord(row.evidence),
    scan: row.scan_id,
    value: worthOf(row),
    takenBack: row.taken_back,
    before: beforeOf(row, names),
  };
}

function actOf(move: number): AdjustmentOnWire['act'] {
  return [...acts, 'stolen' as const].find((act) => movesOf(act).includes(move)) ?? null;
}

function worthOf({ minor, currency, pieces }: AdjustmentRow): AdjustmentOnWire['value'] {
  if (minor === null || currency === null) return null;
  const value = minor * Math.abs(pieces ?? 1);
  return Number.isSafeInteger(value) ? { amount: value, currency } : null;
}

function beforeOf(row: AdjustmentRow, names: Reference): AdjustmentOnWire['before'] {
  if (row.before_move === null || row.before_at === null) return null;
  return {
    move: moveCodes.toWord(row.before_move),
    at: row.before_at.toISOString(),
    by: row.before_actor ?? '',
    device: deviceOf(row.before_device, names),
    spot: row.before_spot === null ? null : placeOf(names, row.before_spot),
  };
}

function deviceOf(id: number | null, names: Reference): string | null {
  return id === null ? null : (names.devices.get(id) ?? null);
}
