import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log, LogLevel } from '../platform/log.ts';

/** What an answered request is to the log and to the figures. */
export interface Answered {
  /** `GET /api/units/:id`: the route, never the address, in which numbers and names stand. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  /** It went on until one of both ends closed it. */
  readonly isEndless: boolean;
  /** The problem's code; null for a good answer. */
  readonly code: string | null;
}

/** What is known of a request when its reply is done. */
export function answeredOf(request: FastifyRequest, reply: FastifyReply): Answered {
  const { url, method, config } = request.routeOptions;
  return {
    route: url === undefined ? 'none' : `${typeof method === 'string' ? method : request.method} ${url}`,
    status: reply.statusCode,
    seconds: reply.elapsedTime / 1_000,
    isEndless: config.endless === true,
    code: request.problem,
  };
}

/** One line for a request, as grave as its outcome. Who asked is named by the actor, an unknown one by where it came from. */
export function logAnswered(log: Log, request: FastifyRequest, answered: Answered): void {
  const level = levelOf(answered);
  if (!log.writes(level)) return;
  const { caller, id, ip } = request;
  const { route, status, code, seconds } = answered;
  log[level]('request', {
    request: id,
    route,
    status,
    ms: Math.round(seconds * 1_000),
    ...(code === null ? {} : { code }),
    ...(caller === null ? {} : { actor: caller.actor.code }),
    ...(status === 401 ? { from: ip } : {}),
  });
}

/** A supervisor asks every few seconds and a rush is one line of its own: both only for debugging. */
function levelOf({ route, status }: Answered): LogLevel {
  if (/ \/(?:health\/|metrics$)/.test(route)) return 'debug';
  if (status === 429 || status === 503) return 'debug';
  if (status >= 500) return 'error';
  return status === 401 || status === 403 ? 'warn' : 'info';
}
