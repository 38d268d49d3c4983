import { limits } from '../../../domain/limits.ts';
import type { Reference } from '../../../ledger/reference.ts';
import { derivedId } from '../../../platform/derived-id.ts';
import { countProblem, type OrProblem } from '../find-count.ts';
import type { CountRow } from '../queries.ts';
import { takesScans } from '../rules.ts';
import { type CountingBy, type CountingParts, takeScans } from '../take-scans.ts';
import type { HeardConfirmedBody, HeardCountedOnWire } from './contract.ts';
import { type HeardUnit, type HearingParts, heardUnits } from './heard-units.ts';
import { selectRound } from './queries.ts';

/**
 * A lead lets count what readers heard surely at its own spot: each becomes a scan of the count, known by RFID, made when it
 * was heard last. Said twice, or by two at once, it counts once.
 */
export async function confirmHeard(
  parts: CountingParts & HearingParts,
  count: CountRow,
  names: Reference,
  { units }: HeardConfirmedBody,
  by: CountingBy,
): Promise<OrProblem<HeardCountedOnWire>> {
  if (!takesScans(count.state))
    return countProblem('wrong_state', 'params.number', `The count ${count.number} is ${count.state}.`);
  const sure = (await heardUnits(parts, names, count)).filter(({ hearing }) => hearing === 'here');
  const asked = units === undefined ? null : new Set(units);
  const taken = sure.filter(({ row }) => asked === null || asked.has(row.unit_id));
  const counted = new Set<number>();
  const scans = await scansOf(parts, count, names, taken);
  for (let at = 0; at < scans.length; at += limits.countScansMax) {
    const kept = await takeScans(parts, count, scans.slice(at, at + limits.countScansMax), by);
    if ('problem' in kept) return kept;
    for (const row of kept.rows) if (row?.unit_id != null && row.refusal === null) counted.add(row.unit_id);
  }
  return { counted: counted.size, left: (units ?? []).filter((unit) => !counted.has(unit)) };
}

/** After a recount what is heard is another scan. */
async function scansOf(
  { database, clock }: CountingParts,
  { document_id }: CountRow,
  names: Reference,
  heard: readonly HeardUnit[],
) {
  const { rows } = await database.query<{ round: number }>(selectRound, [document_id]);
  const now = clock.now().getTime();
  return heard.map(({ row, sighting: { place, lastAt } }) => ({
    id: derivedId(`count|${document_id}|${row.unit_id}|heard|${rows[0]!.round}|${place}`),
    codes: [`UNIT:${row.unit_id}`],
    input: 'rfid' as const,
    location: names.locations.get(place)!.code,
    ago: Math.max(0, now - lastAt.getTime()),
  }));
}
