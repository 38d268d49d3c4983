import { limits } from '../../domain/limits.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import type { Answered, Ledger } from '../../ledger/ledger.ts';
import type { RequestProblem, ScanRequest } from '../../ledger/prepare.ts';
import { scanAnswerOf } from './answer.ts';
import type { ScanAnswer, ScanRequestBody } from './contract.ts';
import { needsCodes } from './rules.ts';

export type ScanReply = { readonly answers: ScanAnswer[] } | { readonly problem: ScanProblem };

export interface ScanProblem extends RequestProblem {
  readonly limit?: number;
}

/** Records or only judges a request: one answer per scan, in its order, or why it cannot be judged at all. `seen`: an answer as far as he may know it. */
export async function recordScans(
  take: Ledger['record' | 'judge'],
  body: ScanRequestBody,
  who: Who,
  device: number | null,
  bodyBytes: number,
  seen: (answer: Answer) => Answer,
): Promise<ScanReply> {
  const problem = problemIn(body, bodyBytes);
  if (problem) return { problem };
  const answered: Answered = await take(withLowerIds(body), who, device);
  if ('problem' in answered) return answered;
  const { answers } = answered;
  return { answers: answers.map((answer, index) => scanAnswerOf(seen(answer), body.scans[index]!.codes)) };
}

function problemIn({ move, scans, document }: ScanRequestBody, bodyBytes: number): ScanProblem | undefined {
  if (document?.kind === 'kit') return ofKits;
  for (const [index, { codes, details }] of scans.entries()) {
    if (codes.length === 0 && needsCodes(move, details)) return codesMissing(index);
    // A body that is shorter as a whole cannot hold longer details.
    if (details && bodyBytes > limits.detailsTextLengthMax && lengthOf(details) > limits.detailsTextLengthMax)
      return detailsTooLong(index);
  }
  return undefined;
}

/** What is on a kit's paper went into it: no scan says so by itself. */
const ofKits: ScanProblem = {
  code: 'unknown_document_kind',
  where: 'document.kind',
  sentence: 'Kits are put together and taken apart under /api/kits, not by single scans.',
};

/** A recall's list of serials has a limit of its own. */
function lengthOf({ scope, ...rest }: Readonly<Record<string, unknown>>): number {
  const { serials, ...others } = (scope ?? {}) as Record<string, unknown>;
  return JSON.stringify({ ...rest, scope: typeof serials === 'string' ? others : scope }).length;
}

function codesMissing(index: number): ScanProblem {
  const sentence = 'A scan needs a code, unless it places or lifts a hold on details.scope.';
  return { code: 'codes_missing', where: `scans[${index}].codes`, sentence };
}

function detailsTooLong(index: number): ScanProblem {
  const limit = limits.detailsTextLengthMax;
  const sentence = `Details are at most ${limit} characters long.`;
  return { code: 'bad_details', where: `scans[${index}].details`, sentence, limit };
}

/** UUIDs are the same in either case (RFC 9562, 4); the database writes them small. */
function withLowerIds(body: ScanRequestBody): ScanRequest {
  if (!body.scans.some(({ id }) => /[A-F]/.test(id))) return body as ScanRequest;
  return {
    ...body,
    scans: body.scans.map((scan) => ({ ...scan, id: scan.id.toLowerCase() })),
  } as ScanRequest;
}
