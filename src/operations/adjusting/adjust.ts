import { exceptionSentence } from '../../domain/exceptions.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import { within } from '../../domain/sites.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import type { WhyNot } from '../../ledger/change-or-problem.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { RequestProblem } from '../../ledger/prepare.ts';
import type { Database } from '../../platform/database.ts';
import type { AdjustmentAnswerOnWire, AdjustmentRequestBody } from './contract.ts';
import { type ReasonRow, selectReason } from './queries.ts';
import { type Adjustment, detailsOf, moveOf, type NotAdjusted, whyNotAdjusted } from './rules.ts';

export interface AdjustingParts {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly reference: ReadReference;
}

export type Adjusted =
  | { readonly answer: Answer }
  | { readonly problem: WhyNot<NotAdjusted['why'] | RequestProblem['code']> };

/** Puts one thing right, for a reason: the ledger records it like any scan, and the event says why. */
export async function adjust(
  { database, ledger, reference }: AdjustingParts,
  body: AdjustmentRequestBody,
  who: Who,
  device: number | null,
): Promise<Adjusted> {
  const { act, reason, site, location, codes, input, quantity, seen, photos = [] } = body;
  const { proof, condition, use, retirement, note, sku } = body;
  const siteId = (await reference()).sitesByCode.get(site)?.id;
  const isLead = who.leadAt === undefined ? who.isLead : siteId !== undefined && within(who.leadAt, siteId);
  const asked: Adjustment = { act, proof, photos, condition, use, retirement, isLead };
  const { rows } = await database.query<ReasonRow>(selectReason, [reason]);
  const not = whyNotAdjusted(asked, rows[0] && reasonOf(rows[0]));
  if (not) return { problem: { code: not.why, where: not.where, sentence: sentences[not.why](reason, act) } };
  const scan = {
    id: body.id.toLowerCase(),
    codes,
    input,
    details: detailsOf({ ...asked, note, sku }, reason),
    ...(quantity === undefined ? {} : { quantity }),
    ...(seen === undefined ? {} : { seen }),
  };
  const where = location === undefined ? {} : { location };
  const answered = await ledger.record({ move: moveOf[act], site, ...where, scans: [scan] }, who, device);
  return 'problem' in answered ? answered : { answer: answered.answers[0]! };
}

function reasonOf({ code, acts, needs_proof, active }: ReasonRow) {
  return { code, acts, needsProof: needs_proof, active };
}

const sentences: Readonly<Record<NotAdjusted['why'], (reason: string, act: string) => string>> = {
  unknown_reason: (reason) => `There is no reason "${reason}" in use.`,
  reason_not_for_this: (reason) => `The reason "${reason}" does not explain this.`,
  lead_needed: () => 'A lead has to do this.',
  proof_needed: () => 'This takes proof: the number of a paper, or a photograph.',
  details_missing: (_reason, act) => `Say more for "${act}": what it becomes.`,
};

/** The ledger's answer as it goes over the wire. */
export function answerOnWire(answer: Answer): AdjustmentAnswerOnWire {
  const { id, outcome, unit, seq, refusal, exceptions } = answer;
  const isDone = outcome === 'recorded' || outcome === 'repeated';
  return {
    id,
    outcome: isDone ? outcome : 'refused',
    unit,
    seq,
    code: refusal?.code ?? (isDone ? null : outcome),
    sentence: isDone ? 'Recorded, with its reason.' : refusal ? sentenceOf(refusal) : 'Not recorded.',
    exceptions: exceptions.map(({ id, kind, recorded, observed }) => ({
      id,
      kind,
      sentence: exceptionSentence({ kind, recorded, observed } as Parameters<typeof exceptionSentence>[0]),
    })),
  };
}
