import { conditionCodes, memberCodes, statusCodes } from '../../ledger/codes.ts';
import type { ReceiptOnWire, ReceiptProgressOnWire, ReceiptUnitOnWire } from './contract.ts';
import type {
  PiecesRow,
  ProgressRow,
  ReceiptLineRow,
  ReceiptRow,
  ReceiptUnitRow,
  StepRow,
} from './queries.ts';

/**
 * A receipt as it goes over the wire. `isHidden`: to somebody who counts blind, who learns neither what was announced nor
 * whether what he scanned was.
 */
export function receiptOnWire(row: ReceiptRow, isHidden = false): ReceiptOnWire {
  const { number, site, supplier, opened_at, closed_at, expected, received, extra } = row;
  return {
    number,
    site,
    supplier,
    status:
      closed_at !== null ? 'closed' : received + extra + row.pieces_received > 0 ? 'receiving' : 'announced',
    openedAt: opened_at.toISOString(),
    closedAt: closed_at?.toISOString() ?? null,
    expectedOn: row.expected_on,
    blind: row.blind,
    expected: isHidden ? null : expected,
    received: isHidden ? received + extra : received,
    extra: isHidden ? 0 : extra,
    missing: isHidden ? null : expected - received,
    damaged: row.damaged,
    pieces: { expected: isHidden ? null : row.pieces, received: row.pieces_received },
  };
}

export function unitOnWire(row: ReceiptUnitRow, isHidden = false): ReceiptUnitOnWire {
  const { unit_id, sku, serial, line, state, status, seq, recorded_at, condition } = row;
  return {
    unit: { id: unit_id, sku, serial },
    line: isHidden ? null : line,
    state: isHidden ? 'recorded' : (memberCodes.toWord(state) as ReceiptUnitOnWire['state']),
    status: statusCodes.toWord(status),
    seq,
    scannedAt: recorded_at?.toISOString() ?? null,
    scannedBy: row.scanned_by,
    condition: condition === null ? null : conditionCodes.toWord(condition),
    reason: isHidden ? null : row.reason,
    damage: row.damage,
    photos: [...(row.photos ?? [])],
  };
}

/** What came damaged, as it was said at its arrival. */
export const damagedConditions: readonly number[] = [
  conditionCodes.toCode('damaged'),
  conditionCodes.toCode('defective'),
];

type Line = ReceiptProgressOnWire['lines'][number];
type Person = ReceiptProgressOnWire['people'][number];

/** The receipt line by line and person by person, from its units in groups and its lines without serials. */
export function progressOnWire(
  rows: readonly ProgressRow[],
  named: readonly ReceiptLineRow[],
  steps: readonly StepRow[],
  pieces: readonly PiecesRow[] = [],
  isHidden = false,
): ReceiptProgressOnWire {
  const lines = isHidden ? hiddenLines(rows, pieces) : linesOf(rows, named, pieces);
  return {
    damaged: lines.reduce((sum, { damaged }) => sum + damaged, 0),
    lines,
    people: peopleOf(rows),
    steps: steps.map(({ closed, at, ...step }) => ({
      step: closed ? 'closed' : 'reopened',
      at: at.toISOString(),
      ...step,
    })),
  };
}

/** What was scanned, product by product, and nothing of what was announced. */
function hiddenLines(rows: readonly ProgressRow[], pieces: readonly PiecesRow[]): Line[] {
  const came = rows.filter(({ actor }) => actor !== null).map((row) => ({ ...row, line: null }));
  const asExtra = came.map((row) => ({ ...row, state: memberCodes.toCode('extra') }));
  const plain = pieces.map((row) => ({ ...row, line: null, quantity: 0 }));
  const once = plain.filter((row, at) => plain.findIndex(({ sku }) => sku === row.sku) === at);
  return linesOf(asExtra, [], once).map((line) => ({ ...line, received: line.extra, extra: 0, missing: 0 }));
}

/** Pieces fill the lines of their product one after another; what is too many stands on the last one. */
function addPieces(
  rows: readonly PiecesRow[],
  lineOf: (line: number | null, sku: string, name: string) => Line,
) {
  let left = 0;
  for (const [at, { line, sku, name, pieces, quantity }] of rows.entries()) {
    if (rows[at - 1]?.sku !== sku) left = pieces;
    const one = lineOf(line, sku, name);
    const taken = Math.min(left, quantity);
    one.expected += quantity;
    one.received += taken;
    left -= taken;
    if (rows[at + 1]?.sku !== sku) one.extra += left;
  }
}

function linesOf(
  rows: readonly ProgressRow[],
  named: readonly ReceiptLineRow[],
  pieces: readonly PiecesRow[],
): Line[] {
  const lines = new Map<string, Line>();
  const lineOf = (line: number | null, sku: string, name: string): Line => {
    const key = JSON.stringify([line, sku]);
    const known = lines.get(key);
    if (known) return known;
    const begun = { line, sku, name, expected: 0, received: 0, extra: 0, missing: 0, damaged: 0 };
    lines.set(key, begun);
    return begun;
  };
  for (const { line, sku, name, quantity } of named) lineOf(line, sku, name).expected += quantity;
  for (const { line, sku, name, state, units, damaged } of rows) {
    const word = memberCodes.toWord(state);
    const at = lineOf(line, sku, name);
    if (word === 'listed' || word === 'recorded') at.expected += units;
    if (word === 'recorded' || word === 'filled') at.received += units;
    if (word === 'extra') at.extra += units;
    if (damaged) at.damaged += units;
  }
  addPieces(pieces, lineOf);
  for (const line of lines.values()) line.missing = line.expected - line.received;
  const order = ({ line }: Line) => line ?? Number.POSITIVE_INFINITY;
  return [...lines.values()]
    .filter(({ expected, received, extra }) => expected + received + extra > 0)
    .sort((a, b) => order(a) - order(b) || (a.sku < b.sku ? -1 : 1));
}

function peopleOf(rows: readonly ProgressRow[]): Person[] {
  const people = new Map<string, Person>();
  for (const { actor, actor_name, units, last_at } of rows) {
    if (actor === null || last_at === null) continue;
    const known = people.get(actor);
    const lastAt = last_at.toISOString();
    people.set(actor, {
      actor,
      name: actor_name ?? actor,
      scanned: (known?.scanned ?? 0) + units,
      lastAt: known && known.lastAt > lastAt ? known.lastAt : lastAt,
    });
  }
  return [...people.values()].sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1));
}
