import { sentenceOf } from '../../domain/refusals.ts';
import type { Who } from '../../ledger/acts.ts';
import { moveCodes } from '../../ledger/codes.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { type Changed, problem } from './begin-return.ts';
import * as sql from './queries.ts';
import { type ReturnParts, stands } from './send-units.ts';

interface LastRow {
  readonly seq: number;
  readonly move: number;
  readonly unit_seq: number;
}

/**
 * Takes back the last thing that the return says of one unit, an answer or that it was sent; the others stay as they are. A
 * replacement is taken back together with what it replaced.
 */
export async function undoUnit(
  { database, ledger }: ReturnParts,
  paper: sql.ReturnRow,
  unit: number,
  reason: string,
  who: Who,
): Promise<Changed<object>> {
  const { document_id: id, number, site } = paper;
  const last = async (of: number) => (await database.query<LastRow>(sql.selectLastEvent, [of, id])).rows[0];
  const own = await last(unit);
  if (!own)
    return problem(
      'wrong_state',
      'params.unit',
      `Nothing was recorded of this unit on the return ${number}.`,
    );
  const { rows } = await database.query<sql.LineRow>(sql.selectLine, [id, unit]);
  const replacement = rows[0]?.replacement_id ?? null;
  const isPair = moveCodes.toWord(own.move) === 'replaced_by_vendor' && replacement !== null;
  const other = isPair ? await last(replacement) : undefined;
  const scanOf = (of: number, { seq, unit_seq }: LastRow) => ({
    id: derivedId(`vendor undo ${number} ${of} ${seq} ${unit_seq}`),
    codes: [`UNIT:${of}`],
    input: 'keyed' as const,
    details: { seq, reason },
  });
  const scans = [scanOf(unit, own), ...(other ? [scanOf(replacement!, other)] : [])];
  const told = await ledger.record({ move: 'annul', site, atomicity: 'all_or_nothing', scans }, who, null);
  if ('problem' in told) return problem('wrong_state', 'params.unit', told.problem.sentence);
  const no = told.answers.find((answer) => !stands(answer));
  if (!no) return {};
  const sentence = no.refusal ? sentenceOf(no.refusal) : 'It cannot be taken back now.';
  return problem(no.refusal?.code === 'lead_needed' ? 'lead_needed' : 'wrong_state', 'params.unit', sentence);
}
