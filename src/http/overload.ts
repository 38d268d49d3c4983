import type { FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../domain/limits.ts';
import { Problem } from './errors.ts';
import { openValve, type TurnedAway, type Valve } from './valve.ts';

/** Kinds of request, each with a valve of its own, so that a long list never stands in a till's way. */
export type RequestKind = 'write' | 'bulk' | 'read';

export interface OverloadParts {
  /** Told of every request that was turned away. */
  readonly onTurnedAway: (kind: RequestKind, why: TurnedAway['why']) => void;
  readonly now?: () => number;
}

export interface Overload {
  /** Lets a request in, or says why not; what was let in leaves by itself when its connection has the reply. */
  admit(request: FastifyRequest, reply: FastifyReply): Problem | undefined;
  readonly valves: Readonly<Record<RequestKind, Valve>>;
}

/**
 * Sheds what cannot be done in time, at once and before the body is read: 429 for a key that has its fair part, 503 when
 * everybody together has, both with Retry-After. What a supervisor asks (health, metrics) is never turned away.
 */
export function openOverload({ onTurnedAway, now = () => performance.now() }: OverloadParts): Overload {
  const small = {
    start: limits.atOnceStart,
    least: limits.atOnceMin,
    most: limits.atOnceMax,
    windowMs: limits.overloadWindowMs,
    now,
  };
  const bytes = limits.bulkBytesAtOnceMax;
  const valves = {
    write: openValve({ ...small, targetMs: limits.writeWaitMs }),
    read: openValve({ ...small, targetMs: limits.readWaitMs }),
    // Its weight is bytes, which bounds the memory that bodies take.
    bulk: openValve({ ...small, start: bytes, least: bytes, most: bytes, targetMs: null }),
  };
  return {
    valves,
    admit(request, reply) {
      if (isNeverShed(request.routeOptions.url)) return undefined;
      const { kind, weight } = sizeOf(request);
      const key = request.caller === null ? request.ip : `actor ${request.caller.actor.id}`;
      const valve = valves[kind];
      const no = valve.enter(key, weight);
      if (no === null) {
        reply.raw.once('close', () => valve.leave(key, weight));
        return undefined;
      }
      onTurnedAway(kind, no.why);
      return problemOf(no);
    },
  };
}

function isNeverShed(route: string | undefined): boolean {
  return route === '/metrics' || route?.startsWith('/health/') === true;
}

function sizeOf({ method, headers }: FastifyRequest): { kind: RequestKind; weight: number } {
  if (method === 'GET' || method === 'HEAD') return { kind: 'read', weight: 1 };
  const length =
    headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : limits.bodyBytesMax;
  if (length <= limits.smallBodyBytesMax) return { kind: 'write', weight: 1 };
  // A longer one is refused, or goes to disk as it comes.
  return { kind: 'bulk', weight: Math.min(length, limits.bodyBytesMax) };
}

function problemOf({ why, retryAfter }: TurnedAway): Problem {
  return why === 'share'
    ? new Problem('over_share', 'Others wait too: this caller has its fair part under way.', { retryAfter })
    : new Problem('busy', 'More is asked for than can be done in time.', { retryAfter });
}
