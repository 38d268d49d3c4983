import { randomUUID } from 'node:crypto';
import { sentenceOf } from '../../domain/refusals.ts';
import type { Answer, UnitName, Who } from '../../ledger/acts.ts';
import { openExceptionsBeside } from '../../ledger/open-exception.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { type Changed, problem } from './begin-return.ts';
import type { AnsweredOnWire, VendorAnswersBody } from './contract.ts';
import { insertCredit } from './document.ts';
import * as sql from './queries.ts';
import { answers, creditQuestion } from './rules.ts';
import { type ReturnParts, stands } from './send-units.ts';

type Asked = VendorAnswersBody['units'][number];

/**
 * What the supplier says of units that it was sent. Each is one scan, judged like any other: a second answer for one unit,
 * or one that comes late, is told and changes nothing; the same request again is repeated. More money for a unit that was
 * credited already is added to it.
 */
export async function takeAnswers(
  parts: ReturnParts,
  paper: sql.ReturnRow,
  body: VendorAnswersBody,
  who: Who,
): Promise<Changed<{ readonly items: AnsweredOnWire[] }>> {
  const isCredit = body.answer === 'credited';
  const missing = body.units.findIndex(({ amount, replacement }) =>
    isCredit ? amount === undefined : body.answer === 'replaced' && replacement === undefined,
  );
  if (missing >= 0)
    return problem(
      'details_missing',
      `units[${missing}]`,
      isCredit ? 'Say how much was credited.' : 'Scan the unit that came in its place.',
    );
  if (isCredit && body.currency === undefined)
    return problem('bad_currency', 'currency', 'Say in which currency.');
  const items: AnsweredOnWire[] = [];
  for (const [nth, asked] of body.units.entries()) {
    const line = await lineOf(parts, paper, asked.unit);
    if (!line)
      return problem('unknown_unit', `units[${nth}].unit`, `This unit is not on the return ${paper.number}.`);
    items.push(await answerOne(parts, paper, body, asked, line, who));
  }
  return { items };
}

async function answerOne(
  parts: ReturnParts,
  paper: sql.ReturnRow,
  body: VendorAnswersBody,
  asked: Asked,
  line: sql.LineRow,
  who: Who,
): Promise<AnsweredOnWire> {
  const unit = { id: line.unit_id, sku: line.sku, serial: line.serial };
  if (body.answer === 'credited' && line.state === 'credited')
    return addMoney(parts, paper, body, asked, unit);
  const { number } = paper;
  const site = body.site ?? paper.site;
  const id = (what: string) =>
    derivedId(`vendor answer ${what} ${number} ${body.request.toLowerCase()} ${asked.unit}`);
  const money = body.answer === 'credited' ? { amount: asked.amount, currency: body.currency } : {};
  const note = body.creditNote === undefined ? {} : { credit: body.creditNote };
  const more = body.more === true ? { more: true } : {};
  const first = { codes: [`UNIT:${asked.unit}`], input: 'keyed' as const };
  const scans = [{ ...first, id: id('for'), details: { ...money, ...note, ...more } }];
  if (body.answer === 'replaced') {
    const details = { original: asked.unit, originalSerial: line.serial };
    scans.push({
      id: id('new'),
      codes: [...asked.replacement!],
      input: 'scanned' as never,
      details: details as never,
    });
  }
  const where = body.location === undefined ? {} : { location: body.location };
  const told = await parts.ledger.record(
    {
      move: answers[body.answer],
      site,
      ...where,
      document: { kind: 'vendor_return', number },
      scans,
    },
    who,
    null,
  );
  if ('problem' in told) return refusedItem(unit, told.problem.code, told.problem.sentence);
  return itemOf(unit, told.answers);
}

function itemOf(unit: UnitName, [first, second]: readonly Answer[]): AnsweredOnWire {
  const no = [first!, ...(second ? [second] : [])].find((answer) => !stands(answer) && answer.refusal);
  if (no?.refusal) return refusedItem(unit, no.refusal.code, sentenceOf(no.refusal));
  if (!stands(first!)) return refusedItem(unit, first!.outcome, 'It was not recorded.');
  const outcome = first!.outcome === 'repeated' ? 'repeated' : 'recorded';
  return { unit, outcome, replacement: second?.unit ?? null, code: null, sentence: 'Recorded.' };
}

function refusedItem(unit: UnitName, code: string, sentence: string): AnsweredOnWire {
  return { unit, outcome: 'refused', replacement: null, code, sentence };
}

/** More money for a unit that is settled already: no event, for nothing happens to the unit. */
async function addMoney(
  { database, clock }: ReturnParts,
  paper: sql.ReturnRow,
  body: VendorAnswersBody,
  asked: Asked,
  unit: UnitName,
): Promise<AnsweredOnWire> {
  const now = clock.now().toISOString();
  const credit = {
    amount: asked.amount!,
    currency: body.currency!,
    number: null,
    isLast: body.more !== true,
  };
  const became = await inTransaction(database, async (tx) => {
    await tx.query(sql.holdReturn, [paper.number]);
    // Another part of the money may have come since the line was read.
    const line = (await tx.query<sql.LineRow>(sql.selectLine, [paper.document_id, unit.id])).rows[0]!;
    const before = await tx.query(sql.selectCredit, [body.request, unit.id]);
    if (before.rows.length > 0) return 'repeated';
    const not = whyNoMore(line, credit.currency, unit);
    if (not) return not;
    const values = [body.request, paper.document_id, unit.id, credit.amount, credit.currency];
    await tx.query(insertCredit, [...values, body.creditNote ?? null, now]);
    await tx.query(sql.setCreditDone, [paper.document_id, unit.id, credit.isLast]);
    const kept = { unit: unit.id, expected: line.expected, currency: line.currency };
    const { expected_by: expectedBy, credited } = line;
    const question = creditQuestion({ ...kept, expectedBy, credited }, credit);
    if (question) {
      const about = { site: paper.site_id, product: null, unit: unit.id, observation: randomUUID() };
      const facts = { recorded: question.expected, observed: question.credited };
      await openExceptionsBeside(tx, [{ kind: 'credit_differs', ...facts, ...about }], now);
    }
    return 'recorded';
  });
  if (typeof became === 'object') return became;
  return { unit, outcome: became, replacement: null, code: null, sentence: 'Recorded.' };
}

function whyNoMore(line: sql.LineRow, currency: string, unit: UnitName): AnsweredOnWire | null {
  if (line.state !== 'credited' || line.credit_done)
    return refusedItem(unit, 'already_there', 'All the money for it has come: undo the answer to change it.');
  if (line.credited === 0 || line.credited_currency === currency) return null;
  const came = `${line.credited_currency} has come for it: ${currency} cannot be added to that.`;
  return refusedItem(unit, 'bad_currency', came);
}

async function lineOf({ database }: ReturnParts, paper: sql.ReturnRow, unit: number) {
  const { rows } = await database.query<sql.LineRow>(sql.selectLine, [paper.document_id, unit]);
  return rows[0];
}
