import { enter } from '../server/queries.ts';
import { leave } from './leave.ts';

/**
 * Nobody works here any more: at once on the screen, and on the server as soon as it can be reached. What waits on the
 * device stays, each with whose it is. On a shared device this is how it is locked.
 */
export async function signOut(): Promise<void> {
  const left = leave();
  enter(null);
  await left;
}
