import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import type { Admission, NoCaller } from '../access/caller.ts';
import type { Gate } from '../access/gate.ts';
import { limits } from '../domain/limits.ts';
import { accepts } from './accept.ts';
import { Problem } from './errors.ts';
import { otherActorProblem } from './expected-actor.ts';
import { foreignProblem, type Origins, sessionCookie, tokenIn } from './session-cookie.ts';

/** A hook that lets in whom the gate admits: it sets the request's caller, or answers why not, before a body is read. */
export function admission(gate: Pick<Gate, 'admit'>, origins: Origins) {
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    const { config } = request.routeOptions;
    const admitted = config.permission === undefined ? anybody : whoAsks(gate, origins, request, config);
    if (admitted instanceof Promise)
      admitted.then((later) => done(take(request, reply, origins, later)), done);
    else done(take(request, reply, origins, admitted));
  };
}

/** Addresses that do not exist ask nobody who he is. */
const anybody = 'anybody';

/** What a route answers with. */
export function producesOf(request: FastifyRequest): readonly string[] {
  return request.routeOptions.config.produces ?? ['application/json'];
}

function whoAsks(
  gate: Pick<Gate, 'admit'>,
  origins: Origins,
  request: FastifyRequest,
  { permission, reach }: FastifyContextConfig,
): Admission | Problem | 'anybody' | Promise<Admission> {
  const { accept, authorization, cookie } = request.headers;
  if (accept !== undefined && !producesOf(request).some((type) => accepts(accept, type.split(';')[0]!)))
    return new Problem('not_acceptable', `Answers come as ${producesOf(request).join(' or ')}.`);
  // Keys are sent by programs on purpose; a cookie the browser sends along with whatever a page asks of it.
  const session = authorization === undefined ? tokenIn(cookie, origins) : undefined;
  const isPublic = permission === 'public';
  if (authorization === undefined && (isPublic || session !== undefined)) {
    const foreign = foreignProblem(request, origins, !isPublic);
    if (foreign) return foreign;
  }
  return isPublic
    ? anybody
    : gate.admit({ authorization, session, device: request.device }, permission, reach);
}

function take(
  request: FastifyRequest,
  reply: FastifyReply,
  origins: Origins,
  admitted: Admission | Problem | 'anybody',
): Problem | undefined {
  if (admitted === anybody) return undefined;
  if (admitted instanceof Problem) return admitted;
  if (typeof admitted === 'object') {
    request.caller = admitted;
    if (admitted.renewed !== undefined)
      reply.header('set-cookie', sessionCookie(origins, admitted.renewed, limits.sessionHours * 3_600));
    return otherActorProblem(request, admitted);
  }
  const problem = new Problem(admitted, sentences[admitted]);
  if (problem.statusCode === 401) reply.header('www-authenticate', 'Bearer realm="unitrail"');
  if (admitted === 'session_ended') reply.header('set-cookie', sessionCookie(origins, '', 0));
  return problem;
}

const sentences: Readonly<Record<NoCaller, string>> = {
  unauthenticated: 'Sign in, or send an API key as "Authorization: Bearer <key>".',
  unknown_key: 'The key that was sent is none of this server’s.',
  key_expired: 'The key that was sent is past its last day.',
  key_revoked: 'The key that was sent was revoked.',
  session_ended: 'Sign in again.',
  password_change_needed: 'Somebody else gave you this password: choose your own first.',
  not_permitted: 'What was granted does not include this.',
};
