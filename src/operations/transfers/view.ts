import type { Status } from '../../domain/facts.ts';
import { inTransit, statusOfTransfer } from '../../domain/transfers.ts';
import { memberCodes, statusCodes } from '../../ledger/codes.ts';
import type { TransferOnWire, TransferProgressOnWire, TransferUnitOnWire } from './contract.ts';
import type { PiecesRow } from './pieces/queries.ts';
import type {
  ClaimRow,
  InTransitRow,
  LineRow,
  MemberCountRow,
  MemberRow,
  StepRow,
  TransferRow,
} from './queries.ts';

/** A transfer as it goes over the wire. */
export function transferOnWire(row: TransferRow): TransferOnWire {
  const { wanted, picked, sent, received, elsewhere, lost, extra } = row;
  const closedAt = row.closed_at?.toISOString() ?? null;
  return {
    number: row.number,
    from: row.from_code,
    to: row.to_code,
    status: statusOfTransfer({ ...row, closedAt }),
    requestedAt: row.requested_at.toISOString(),
    requestedBy: row.requested_by,
    note: row.note,
    closedAt,
    unscanned: row.unscanned,
    oldestInTransit: row.oldest?.toISOString() ?? null,
    ...{ wanted, picked, sent, received, elsewhere, lost, extra },
    inTransit: inTransit(row),
  };
}

export function memberOnWire(row: MemberRow): TransferUnitOnWire {
  const { unit_id: id, sku, serial, line, state, status, before, since } = row;
  return {
    unit: { id, sku, serial },
    line,
    state: memberCodes.toWord(state) as TransferUnitOnWire['state'],
    status: statusCodes.toWord(status),
    before: (before?.split(' ').at(-1) as Status | undefined) ?? null,
    since: since?.toISOString() ?? null,
  };
}

export function inTransitOnWire(row: InTransitRow) {
  const { unit_id: id, sku, serial, name, number, from_code: from, to_code: to, since } = row;
  return { unit: { id, sku, serial }, name, number, from, to, since: since.toISOString() };
}

type Line = TransferProgressOnWire['lines'][number];

export function progressOnWire(
  asked: readonly LineRow[],
  units: readonly MemberCountRow[],
  steps: readonly StepRow[],
  claims: readonly ClaimRow[],
  pieces: readonly PiecesRow[],
): TransferProgressOnWire {
  return {
    lines: withPieces(linesOf(asked, units), pieces),
    steps: steps.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })),
    claims: claims.map(({ at, units, pieces: some, ...claim }) => ({
      ...claim,
      units: [...units],
      pieces: [...some],
      at: at.toISOString(),
    })),
  };
}

function linesOf(asked: readonly LineRow[], units: readonly MemberCountRow[]): Line[] {
  const lines = new Map<string, Line>();
  const none = { picked: 0, sent: 0, received: 0, inTransit: 0, lost: 0, extra: 0 };
  const keyOf = (line: number | null, sku: string) => (line === null ? `- ${sku}` : String(line));
  for (const { line, sku, name, serial, plain, quantity } of asked)
    lines.set(keyOf(line, sku), { line, sku, name, serial, plain, wanted: quantity, ...none });
  for (const { line, sku, name, state, units: count } of units) {
    const key = keyOf(line, sku);
    const of = lines.get(key) ?? { line, sku, name, serial: null, plain: false, wanted: 0, ...none };
    lines.set(key, counted(of, memberCodes.toWord(state), count));
  }
  return [...lines.values()];
}

/** Pieces stand in the first line that asks for their product, or in one that nobody asked for. */
function withPieces(lines: readonly Line[], pieces: readonly PiecesRow[]): Line[] {
  const rest = new Map(pieces.map((row) => [row.sku, row]));
  const told = lines.map((line) => {
    const row = line.plain ? rest.get(line.sku) : undefined;
    rest.delete(line.sku);
    return row ? { ...line, ...sumsOf(row) } : line;
  });
  const unasked = [...rest.values()].map((row) => {
    const { sku, name } = row;
    return { line: null, sku, name, serial: null, plain: true, wanted: 0, picked: 0, ...sumsOf(row) };
  });
  return [...told, ...unasked];
}

function sumsOf({ sent, received, lost, extra }: PiecesRow) {
  return { sent, received, lost, extra, inTransit: inTransit({ sent, received, lost }) };
}

function counted(line: Line, state: string, units: number): Line {
  if (state === 'picked') return { ...line, picked: line.picked + units };
  if (state === 'extra') return { ...line, extra: line.extra + units };
  const sent = { ...line, sent: line.sent + units };
  if (state === 'sent') return { ...sent, inTransit: line.inTransit + units };
  if (state === 'lost') return { ...sent, lost: line.lost + units };
  return { ...sent, received: line.received + units };
}
