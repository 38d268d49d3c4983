import type { FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import { Problem } from './errors.ts';

/** The header by which a request says under whom it means to be recorded. */
export const expectedActorHeader = 'x-unitrail-actor';

/**
 * Why a request is not done under whoever has signed in: it says that it is somebody else's. What waits on a device for a
 * connection, or stands in a page that was opened before hands changed, must not be recorded under the next person.
 */
export function otherActorProblem(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { actor }: Caller,
): Problem | undefined {
  const sent = headers[expectedActorHeader];
  if (sent === undefined) return undefined;
  const expected = plain(String(sent));
  if (expected === actor.code) return undefined;
  return new Problem(
    'other_actor',
    `This is to be recorded under ${expected.slice(0, 100)}, who is not the one that has signed in.`,
    { where: expectedActorHeader },
  );
}

/** Headers hold ASCII: other letters of a login come percent-encoded. What is not so encoded stands for itself. */
function plain(sent: string): string {
  try {
    return decodeURIComponent(sent);
  } catch {
    return sent;
  }
}
