import { limits } from '../../../domain/limits.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { openEventStream } from '../../../http/live/event-stream.ts';
import { type RecheckParts, recheckOf } from '../../../http/live/recheck.ts';
import { unitsWithin } from '../../../ledger/whereabouts.ts';
import type { Reader } from '../../../platform/shared-reads.ts';
import { findQuery, findReply } from '../contract.ts';
import type { Finders } from './finders.ts';
import { type FindParts, followStrengths } from './follow-strengths.ts';

export interface FindStreamParts extends FindParts, RecheckParts {
  readonly read: Reader;
  readonly finders: Finders;
  readonly onFault: (error: unknown) => void;
}

export function findEndpoints(parts: FindStreamParts) {
  return {
    find: endpoint({
      id: 'findByRadio',
      summary: 'Hear how strongly units are heard, as they are',
      description:
        'A stream of what readers hear of some units: the nearer the antenna, the stronger. It goes on until one of both ends ' +
        'closes it, or the key or session ends.',
      endless: true,
      query: findQuery,
      replies: { 200: findReply },
      async handle(request, reply) {
        const { caller, query } = request;
        const units = [...new Set(query.units.split(',').map(Number))];
        const seen = await unitsWithin(parts.read, await parts.reference(), units, caller.sites);
        const lost = units.find((unit) => !Number.isSafeInteger(unit) || !seen.includes(unit));
        if (lost !== undefined)
          throw new Problem('unit_not_found', `There is no unit ${lost}.`, { where: 'query.units' });
        reply.type(findReply.contentType);
        reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
        if (request.method === 'HEAD') return reply.send('');
        return reply.send(streamOf(parts, request, units));
      },
    }),
  };
}

type Request = Parameters<typeof recheckOf>[1] & {
  readonly caller: { readonly actor: { readonly id: number }; readonly sites: ReadonlySet<number> | null };
};

function streamOf(parts: FindStreamParts, request: Request, units: readonly number[]) {
  const recheck = recheckOf(parts, request);
  let { sites } = request.caller;
  const end = () => {
    following.end();
    stream.end();
  };
  const joined = parts.finders.join(request.caller.actor.id, end);
  if (typeof joined === 'string') throw new Problem(joined, noRoom[joined], { retryAfter: 10 });
  const stream = openEventStream({
    backlogMax: limits.liveBacklogBytesMax,
    retryMs: limits.liveRetryMs,
    onClosed() {
      joined.leave();
      following.end();
    },
  });
  const following = followStrengths(
    parts,
    { units, sites: () => sites },
    {
      tell: (strengths) => stream.tell('changed', { units: strengths }),
      async beat() {
        const admitted = await recheck();
        if (typeof admitted === 'object') {
          sites = admitted.sites;
          stream.beat();
          return true;
        }
        stream.tell('ended', { code: admitted });
        end();
        return false;
      },
    },
    parts.onFault,
  );
  return stream.body;
}

const noRoom = {
  stopping: 'The server is stopping.',
  over_share: `This caller looks for units in ${limits.findStreamsPerCallerMax} places.`,
  busy: `${limits.findStreamsMax} streams are open here.`,
} as const;
