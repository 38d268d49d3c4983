import type { Act, Scan } from './acts.ts';

/** Whether a scan places or lifts a hold on numbers, known or not, rather than on the one unit it names. */
export function isScopeScan({ move }: Pick<Act, 'move'>, scan: Scan): boolean {
  const holds = move === 'place_hold' || move === 'lift_hold';
  return holds && scan.details?.scope !== undefined;
}
