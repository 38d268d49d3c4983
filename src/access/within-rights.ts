import { covers } from '../domain/sites.ts';
import { sitesFor } from './caller.ts';
import type { Rights } from './roles.ts';

/** Whether somebody with the first rights may give, take or touch the second: nobody can give more than he has. */
export function holdsAll(own: Rights, wanted: Rights): boolean {
  return [...wanted].every(
    ([permission, sites]) => permission === 'self' || covers(sitesFor(own, permission), sites),
  );
}
