import { ask, ServerProblem } from '../server/ask.ts';
import { keep, kept } from '../server/kept.ts';
import { rememberKey } from './session-store.ts';

/** The device remembers that somebody has left until the server knows it too: without a connection that may take a while. */
const place = 'leaving';
let asking: Promise<boolean> | null = null;

/** Somebody leaves. False where the server has not heard of it yet. */
export function leave(): Promise<boolean> {
  keep(place, 'yes');
  const asked = ask('DELETE', '/api/session').then(
    () => true,
    (error) => error instanceof ServerProblem && error.status === 401,
  );
  rememberKey(null);
  asking = asked.then((isDone) => {
    asking = null;
    if (isDone) keep(place, null);
    return isDone;
  });
  return asking;
}

/** Whoever left is gone for the server too, as far as it can be reached: what comes now cannot be mixed up with it. */
export async function hasLeft(): Promise<boolean> {
  if (asking !== null) return asking;
  return kept(place) === null ? true : leave();
}

/** Somebody has signed in, in place of whoever left. */
export function stayed(): void {
  keep(place, null);
}
