import { limits } from '../../domain/limits.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { derivedId } from '../../platform/derived-id.ts';
import type { Settled } from './contract.ts';

/** Units of one transfer that all make the same move, as one person says of them. */
export interface Together {
  readonly number: string;
  readonly move: 'send_to_site' | 'undo_pick' | 'lose' | 'receive_at_site';
  readonly site: string;
  /** The same key again asks for the same scans. */
  readonly key: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Moved {
  readonly moved: number;
  readonly refused: Settled;
}

/**
 * Nobody scans each of them again: what is said of all was known from what was scanned before. As many at once as one
 * request may hold; what was recorded before a fault is repeated by the same key.
 */
export async function moveUnits(
  ledger: Pick<Ledger, 'record'>,
  together: Together,
  units: readonly number[],
  who: Who,
): Promise<Moved> {
  const answers: Answer[] = [];
  for (let at = 0; at < units.length; at += limits.scansPerRequestMax) {
    const some = units.slice(at, at + limits.scansPerRequestMax);
    answers.push(...(await recordMoves(ledger, together, some, who)));
  }
  const stands = ({ outcome }: Answer) => outcome === 'recorded' || outcome === 'repeated';
  const refused = answers.filter((answer) => !stands(answer));
  return { moved: answers.length - refused.length, refused: refused.flatMap(refusedOnWire) };
}

async function recordMoves(
  ledger: Pick<Ledger, 'record'>,
  { number, move, site, key, details }: Together,
  units: readonly number[],
  who: Who,
): Promise<readonly Answer[]> {
  const scans = units.map((unit) => ({
    id: derivedId(`transfer ${move} ${number} ${key} ${unit}`),
    codes: [`UNIT:${unit}`],
    input: 'inferred' as const,
    details,
  }));
  const document = { kind: 'transfer', number };
  const answered = await ledger.record({ move, site, document, scans }, who, null);
  if ('problem' in answered) throw new Error(`${answered.problem.code}: ${answered.problem.sentence}`);
  return answered.answers;
}

function refusedOnWire({ unit, refusal }: Answer): Settled {
  if (!unit || !refusal) return [];
  return [{ unit, code: refusal.code, sentence: sentenceOf(refusal) }];
}
