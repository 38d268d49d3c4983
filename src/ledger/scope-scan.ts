import type { Act, Scan } from './acts.ts';

/** Whether a scan places or lifts a hold on numbers, known or not, rather than on the one unit it names. */
export function isScopeScan({ move }: Pick<Act, 'move'>, scan: Scan): boolean {
  const holds = move === 'place_hold' || move === 'lift_hold';
  return holds && scan.details?.scope !== undefined;
}

/** Whether an act is of scopes only; with a unit among its scans it is one of units. */
export function isScopeAct(act: Act): boolean {
  return act.scans.every((scan) => isScopeScan(act, scan));
}
