import { limits } from '../../domain/limits.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { type Changed, problem } from './begin-return.ts';
import type { SendingOutBody, SentOnWire } from './contract.ts';
import * as sql from './queries.ts';

export interface ReturnParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'record' | 'judge'>;
}

/** Everything that waits on the return sets out. A unit that cannot go now stays on it, and is named. */
export async function sendUnits(
  { database, clock, ledger }: ReturnParts,
  paper: sql.ReturnRow,
  { request, carrier, tracking }: SendingOutBody,
  who: Who,
): Promise<Changed<SentOnWire>> {
  const { document_id: id, number, site } = paper;
  const not = whyNot(paper);
  if (not) return not;
  const { rows } = await database.query<{ unit_id: number }>(sql.selectListed, [id]);
  const details = { rma: paper.rma, ...(carrier ? { carrier } : {}), ...(tracking ? { tracking } : {}) };
  const answers: Answer[] = [];
  for (let at = 0; at < rows.length; at += limits.scansPerRequestMax) {
    const scans = rows.slice(at, at + limits.scansPerRequestMax).map(({ unit_id: unit }) => ({
      id: derivedId(`vendor return ${number} ${request} ${unit}`),
      codes: [`UNIT:${unit}`],
      input: 'inferred' as const,
      details,
    }));
    const document = { kind: 'vendor_return', number };
    const told = await ledger.record({ move: 'send_to_vendor', site, document, scans }, who, null);
    if ('problem' in told) throw new Error(`${told.problem.code}: ${told.problem.sentence}`);
    answers.push(...told.answers);
  }
  const sent = answers.filter(stands).length;
  const now = clock.now().toISOString();
  if (sent > 0) await database.query(sql.setSent, [id, now, carrier ?? null, tracking ?? null]);
  const refused = answers.flatMap(({ unit, refusal }) =>
    unit && refusal ? [{ unit, code: refusal.code, sentence: sentenceOf(refusal) }] : [],
  );
  return { sent, refused };
}

/** Nothing to send is no problem: the same request again finds nothing left. */
function whyNot({ number, rma, needs_approval, approved_at, closed_at }: sql.ReturnRow) {
  if (closed_at !== null)
    return problem('already_closed', 'params.number', `The return ${number} is closed.`);
  if (rma === null)
    return problem('details_missing', 'rma', `The supplier’s RMA number is not on the return ${number} yet.`);
  if (needs_approval && approved_at === null)
    return problem('lead_needed', 'params.number', `A lead has to approve of the return ${number} first.`);
  return null;
}

export function stands({ outcome }: Answer): boolean {
  return outcome === 'recorded' || outcome === 'repeated';
}
