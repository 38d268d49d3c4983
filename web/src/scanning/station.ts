import { type Move, moves } from '../../../src/domain/lifecycle.ts';

/** The colour of a station says what its scans do: a wrong mode is seen before it is scanned. */
export type StationKind = 'inbound' | 'inside' | 'outbound' | 'back' | 'look';

export function stationOf(move: Move): StationKind {
  const { to, direction, place } = moves[move];
  if (to === 'returned') return 'back';
  if (direction === 'to_customer' || direction === 'to_vendor' || place === 'customer' || place === 'carrier')
    return 'outbound';
  return move === 'receive' || move === 'receive_at_site' || move === 'commission' || move === 'announce'
    ? 'inbound'
    : 'inside';
}
