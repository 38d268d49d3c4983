import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask } from '../server/ask.ts';
import { readAll } from '../server/read-all.ts';
import type { Unit } from '../server/wire.ts';

/** Units that one request moves; a request more for the next so many. */
const atOnce = 500;

export interface WholeMove {
  readonly site: string;
  readonly from: string;
  readonly to: string;
}

/** What did not move, and why. */
export interface LeftBehind {
  readonly unit: Unit;
  readonly sentence: string;
}

/** Everything in our hands at a spot. */
export function unitsAt(site: string, location: string): Promise<readonly Unit[]> {
  return readAll<Unit>('/api/units', { site, location });
}

/** Scans under ids of their own, made once: sent again after a lost reply they have no second effect. */
export function scansFor(units: readonly Unit[]) {
  return units.map((unit) => ({ unit, id: scanId(Date.now()) }));
}

/** Moves the units one by one, so that what cannot move stays alone; answers those that stayed. */
export async function moveAll(
  { site, to }: WholeMove,
  scans: ReturnType<typeof scansFor>,
): Promise<readonly LeftBehind[]> {
  const left: LeftBehind[] = [];
  for (let at = 0; at < scans.length; at += atOnce) {
    const part = scans.slice(at, at + atOnce);
    const { answers } = await ask<{ answers: readonly ScanAnswer[] }>('POST', '/api/scans', {
      move: 'move_spot',
      site,
      location: to,
      // Nobody has read each number: the spot was moved as a whole.
      scans: part.map(({ unit, id }) => ({ id, codes: [`UNIT:${unit.id}`], input: 'inferred' })),
    });
    for (const [nth, { outcome, sentence }] of answers.entries())
      if (outcome !== 'recorded' && outcome !== 'repeated') left.push({ unit: part[nth]!.unit, sentence });
  }
  return left;
}
