import type { Socket } from 'node:net';
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
  admit(request: FastifyRequest, reply: FastifyReply, done: (problem?: Problem) => void): void;
  readonly valves: Readonly<Record<RequestKind, Valve>>;
}

/**
 * Sheds what cannot be done in time, at once and before the body is read: 429 for a key that has its fair part, 503 when
 * everybody together has, both with Retry-After. What a supervisor asks (health, metrics) is never turned away.
 *
 * Saying no costs a processor's time too: a few hundred connections that come again at once, whatever they are told,
 * would leave none for the work (measured: docs/decisions/0028). So a connection that comes again before its time waits
 * for its second no.
 */
export function openOverload({ onTurnedAway, now = () => performance.now() }: OverloadParts): Overload {
  const small = {
    start: limits.atOnceStart,
    least: limits.atOnceMin,
    most: limits.atOnceMax,
    windowMs: limits.overloadWindowMs,
    holdMs: limits.overloadHoldMs,
    now,
  };
  const told = new WeakMap<Socket, number>();
  const bytes = limits.bulkBytesAtOnceMax;
  const valves = {
    write: openValve({ ...small, targetMs: limits.writeWaitMs }),
    read: openValve({ ...small, targetMs: limits.readWaitMs }),
    // Its weight is bytes, which bounds the memory that bodies take.
    bulk: openValve({ ...small, start: bytes, least: bytes, most: bytes, targetMs: null }),
  };
  return {
    valves,
    admit(request, reply, done) {
      if (isNeverShed(request.routeOptions.url)) return done();
      const { kind, weight } = sizeOf(request);
      const key = request.caller === null ? request.ip : `actor ${request.caller.actor.id}`;
      const valve = valves[kind];
      const no = valve.enter(key, weight);
      if (no === null) {
        // A reply without an end is let in like any other, and is no work that waits.
        if (request.routeOptions.config.endless) valve.leave(key, weight);
        else reply.raw.once('close', () => valve.leave(key, weight));
        return done();
      }
      onTurnedAway(kind, no.why);
      const early = patience(request.raw.socket, no.retryAfter);
      if (early === 0) done(problemOf(no));
      else setTimeout(() => done(problemOf(no)), early);
    },
  };

  /** Milliseconds by which a connection came before the time that it was told, at most `limits.impatientMs`. */
  function patience(socket: Socket, retryAfter: number): number {
    const time = now();
    const until = told.get(socket) ?? 0;
    told.set(socket, time + retryAfter * 1_000);
    return Math.min(limits.impatientMs, Math.max(0, until - time));
  }
}

/** Lets everything in: for measuring what the rest of the server does. */
export function openDoors(): Overload {
  return { ...openOverload({ onTurnedAway: () => {} }), admit: (_request, _reply, done) => done() };
}

function isNeverShed(route: string | undefined): boolean {
  return route === '/metrics' || route?.startsWith('/health/') === true;
}

function sizeOf(request: FastifyRequest): { kind: RequestKind; weight: number } {
  const { method, headers, routeOptions } = request;
  if (method === 'GET' || method === 'HEAD') return { kind: 'read', weight: 1 };
  const length =
    headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : limits.bodyBytesMax;
  if (length <= limits.smallBodyBytesMax) return { kind: 'write', weight: 1 };
  // A file goes to disk as it comes, for as long as its line needs; any other longer body is refused.
  const most = routeOptions.config.streams ? limits.uploadMemoryBytes : limits.bodyBytesMax;
  return { kind: 'bulk', weight: Math.min(length, most) };
}

function problemOf({ why, retryAfter }: TurnedAway): Problem {
  return why === 'share'
    ? new Problem('over_share', 'Others wait too: this caller has its fair part under way.', { retryAfter })
    : new Problem('busy', 'More is asked for than can be done in time.', { retryAfter });
}
