import { endpoint } from '../../http/endpoint.ts';
import type { Listeners } from '../../http/live/listeners.ts';
import { type RecheckParts, recheckOf } from '../../http/live/recheck.ts';
import { liveReply } from './contract.ts';

export interface LiveParts extends RecheckParts {
  readonly listeners: Listeners;
}

export function liveEndpoints({ listeners, ...parts }: LiveParts) {
  return {
    listen: endpoint({
      id: 'listen',
      summary: 'Hear what changes, as it changes',
      description:
        'A stream of hints about the sites where one may read, and about imports for who may import. It goes on until one of ' +
        'both ends closes it, or the key or session ends. Who comes again with `Last-Event-ID` hears what he has missed.',
      endless: true,
      replies: { 200: liveReply },
      handle(request, reply) {
        reply.type(liveReply.contentType);
        // No cache and no proxy may keep a part of it back.
        reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
        if (request.method === 'HEAD') return reply.send('');
        const { caller, headers } = request;
        const after = headers['last-event-id'];
        const recheck = recheckOf(parts, request);
        const body = listeners.join({
          caller,
          recheck,
          after: typeof after === 'string' ? after : undefined,
        });
        return reply.send(body);
      },
    }),
  };
}
