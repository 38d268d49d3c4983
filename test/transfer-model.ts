/**
 * What transfers must say, told by the record alone: every event that stands, in its order, and nothing that the program keeps
 * beside it. It imports nothing of the program.
 */
export interface ToldEvent {
  readonly unit: number;
  readonly move: string;
  /** The transfer that the scan named. */
  readonly transfer: string | null;
  readonly site: string;
  /** What the unit was by it; null: it was seen, and stayed what it was. */
  readonly status: string | null;
}

export interface Ends {
  readonly from: string;
  readonly to: string;
}

export interface Journeys {
  /** What a transfer says of a unit, by `number unit`. */
  readonly members: ReadonlyMap<string, string>;
  /** The transfer that each unit is on its way, or lost, on. */
  readonly away: ReadonlyMap<number, string>;
}

/** `events`: those of each unit in their order, without those that were taken back. */
export function journeysOf(events: readonly ToldEvent[], ends: ReadonlyMap<string, Ends>): Journeys {
  const members = new Map<string, string>();
  const away = new Map<number, string>();
  for (const { unit, move, transfer, site, status } of events) {
    const under = away.get(unit);
    const named = transfer === null ? null : `${transfer} ${unit}`;
    if (move === 'pick' && named) members.set(named, 'picked');
    else if (move === 'undo_pick' && named) members.delete(named);
    if (move === 'send_to_site') {
      // It set out again, so it had turned up somewhere.
      if (under !== undefined) members.set(`${under} ${unit}`, 'elsewhere');
      away.delete(unit);
      if (named) members.set(named, 'sent');
      if (named) away.set(unit, transfer!);
    } else if (under === undefined) {
      if (move === 'receive_at_site' && named) members.set(named, 'extra');
    } else if (status === 'missing') members.set(`${under} ${unit}`, 'lost');
    else if (status === 'in_transit') members.set(`${under} ${unit}`, 'sent');
    else if (status !== null) {
      // Whatever it is there, there it is.
      members.set(`${under} ${unit}`, site === ends.get(under)!.to ? 'received' : 'elsewhere');
      away.delete(unit);
      if (move === 'receive_at_site' && named && transfer !== under) members.set(named, 'extra');
    }
  }
  return { members, away };
}

export interface ToldPieces {
  readonly transfer: string;
  readonly move: string;
  readonly delta: number;
}

/** Pieces by transfer: what came beyond what was sent is extra. */
export function piecesOf(changes: readonly ToldPieces[], transfer: string) {
  const sum = (move: string, sign: number) =>
    changes
      .filter((one) => one.transfer === transfer && one.move === move && one.delta * sign > 0)
      .reduce((all, { delta }) => all + delta * sign, 0);
  const [sent, came, lost] = [sum('send_to_site', 1), sum('receive_at_site', 1), sum('lose', -1)];
  const received = Math.min(came, sent - lost);
  return { sent, lost, received, extra: came - received };
}
