import type { Readable } from 'node:stream';
import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { interchangeReply, x12Query } from './contract.ts';
import { type EdiParts, takeInterchange } from './take-interchange.ts';

export function ediEndpoints(parts: EdiParts) {
  return {
    x12: endpoint({
      id: 'takeX12',
      summary: 'Take an X12 interchange',
      description:
        '856 (ship notice) becomes a receipt, 850 (purchase order) a purchase order, each transaction by itself; the answer has the ' +
        '997 to send back. The same interchange again has no second effect.',
      query: x12Query,
      streams: ['application/edi-x12', 'text/plain'],
      replies: { 200: { description: 'What became of it.', schema: interchangeReply } },
      async handle(request) {
        const { query, caller } = request;
        const text = await textOf(request.body as unknown as Readable);
        const taken = await takeInterchange(parts, text, query.site ?? null, caller.actor, caller.sites);
        if ('problem' in taken)
          throw new Problem(taken.problem.code, taken.problem.sentence, { where: 'body' });
        return taken;
      },
    }),
  };
}

/** Bounded as it arrives. X12's letters are ASCII, and some partners' are Latin-1: both are UTF-8 where they matter. */
async function textOf(body: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += (piece as Buffer).length;
    if (bytes > limits.ediBytesMax)
      throw new Problem('body_too_large', `An interchange has at most ${limits.ediBytesMax} bytes.`, {
        limit: limits.ediBytesMax,
      });
    pieces.push(Buffer.from(piece as Buffer));
  }
  const text = Buffer.concat(pieces).toString('utf8');
  if (text.includes('\u0000'))
    throw new Problem('bad_interchange', 'It holds a NUL, which no X12 does.', { where: 'body' });
  return text;
}
