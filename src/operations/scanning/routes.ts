import { sitesFor } from '../../access/caller.ts';
import { type Asked, endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import type { Answer } from '../../ledger/acts.ts';
import { QueueFull } from '../../ledger/capture.ts';
import { answerWithin } from '../../ledger/elsewhere.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { LedgerBusy } from '../../ledger/record.ts';
import { type ScanAnswer, scanAnswers, scanRequest } from './contract.ts';
import { recordScans } from './record-scans.ts';

export interface ScanningParts {
  readonly ledger: Ledger;
  /** Told of every answer that was recorded or refused for good, for the metrics. */
  readonly onAnswers: (answers: readonly ScanAnswer[]) => void;
}

/** POST /api/scans: the one way in for everything that is done to units. */
export function scanningEndpoints({ ledger, onAnswers }: ScanningParts) {
  const replies = { 200: { description: 'One answer for each scan.', schema: scanAnswers } };
  return {
    record: endpoint({
      id: 'recordScans',
      summary: 'Record scans',
      description:
        'Records what was done. Every scan gets an answer; a refusal is an answer and never a failed request. Sending ' +
        'the same scans again is harmless: after a lost reply or a 503 send them again with the same ids.',
      body: scanRequest,
      replies,
      async handle(request) {
        const reply = await answer(ledger, ledger.record, request);
        onAnswers(reply.answers);
        return reply;
      },
    }),
    judge: endpoint({
      id: 'judgeScans',
      summary: 'Say what recording would answer',
      description: 'The same request and the same answers, and nothing is written.',
      body: scanRequest,
      replies,
      handle: (request) => answer(ledger, ledger.judge, request),
    }),
  };
}

type ScanAsked = Asked<undefined, undefined, typeof scanRequest>;

async function answer(ledger: Ledger, take: Ledger['record'], asked: ScanAsked) {
  const { body, caller, device, headers } = asked;
  const bytes = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY);
  const sites = sitesFor(caller.rights, 'read');
  const seen = (told: Answer) => answerWithin(told, ledger.known(), sites);
  const reply = await recordScans(take, body, caller.actor, device?.id ?? null, bytes, seen).catch(comeAgain);
  if ('answers' in reply) return reply;
  const { code, sentence, where, limit } = reply.problem;
  throw new Problem(code, sentence, { where, ...(limit === undefined ? {} : { limit }) });
}

/** What the ledger cannot take now may be sent again with the same ids. */
function comeAgain(error: unknown): never {
  if (error instanceof QueueFull)
    throw new Problem('busy', `${error.message} Send them again with the same ids.`, { retryAfter: 1 });
  if (error instanceof LedgerBusy)
    throw new Problem('busy', `${error.message} Send the scans again with the same ids.`, { retryAfter: 2 });
  throw error;
}
