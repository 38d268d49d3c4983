import { randomUUID } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import { type RefusalCode, sentenceOf } from '../../domain/refusals.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../platform/clock.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { type Changed, problem } from './begin-return.ts';
import type { ListedOnWire, ListingBody } from './contract.ts';
import * as sql from './queries.ts';

export interface ListingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'judge'>;
  readonly boughtFor: BoughtFor;
}

/** What the book says that units were bought for by whom they belong to; those that it knows nothing of are missing. */
export type BoughtFor = (
  units: readonly number[],
) => Promise<ReadonlyMap<number, { readonly minor: number; readonly currency: string }>>;

/** What only says that the paper is not ready: the unit itself may go. */
const onlyPaper: readonly RefusalCode[] = ['not_on_return', 'rma_needed', 'approval_needed'];

/**
 * Puts units on a return that is not sent yet. Each is judged as if it were sent now, so that whoever stands with it in
 * hand hears at once why it cannot go; nothing is recorded of it. A unit that is on the return already stays as it is.
 */
export async function listUnits(
  parts: ListingParts,
  paper: sql.ReturnRow,
  body: ListingBody,
  who: Who,
): Promise<Changed<{ readonly items: ListedOnWire[] }>> {
  if ((body.expected === undefined) !== (body.currency === undefined))
    return problem('bad_currency', 'currency', 'An amount has a currency, and a currency an amount.');
  const things = await withCartons(parts.database, body.things);
  if (things.length > limits.vendorReturnThingsMax)
    return problem('too_many_units', 'things', `At most ${limits.vendorReturnThingsMax} units at once.`);
  const scans = things.map(({ codes }) => ({ id: randomUUID(), codes, input: body.input }));
  const document = { kind: 'vendor_return', number: paper.number };
  const asked = { move: 'send_to_vendor', site: paper.site, document, scans };
  const judged = await parts.ledger.judge(asked, who, null);
  if ('problem' in judged) throw new Error(`${judged.problem.code}: ${judged.problem.sentence}`);
  const fit = judged.answers.flatMap((answer) => (mayGo(answer) ? [answer.unit!.id] : []));
  const kept = await keepLines(parts, paper, body, fit, who.id);
  if ('problem' in kept) return kept;
  return {
    items: judged.answers.map((answer, nth) => told(things[nth]!.codes, answer, kept, paper.number)),
  };
}

function mayGo({ unit, outcome, refusal }: Answer): boolean {
  if (unit === null) return false;
  return outcome === 'recorded' || (refusal !== null && onlyPaper.includes(refusal.code));
}

interface Kept {
  readonly listed: ReadonlySet<number>;
  /** Where each of the others waits already. */
  readonly on: ReadonlyMap<number, string>;
}

async function keepLines(
  { database, clock, boughtFor }: ListingParts,
  { number }: sql.ReturnRow,
  { reason, note, wants = 'credit', expected, currency }: ListingBody,
  units: readonly number[],
  actor: number,
): Promise<Changed<Kept>> {
  const bought = await boughtFor(units);
  const costs = [
    numberColumn(units.map((unit) => bought.get(unit)?.minor ?? null)),
    textColumn(units.map((unit) => bought.get(unit)?.currency ?? null)),
  ];
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<sql.ReturnRow>(sql.holdReturn, [number]);
    const { document_id: id, closed_at } = rows[0]!;
    if (closed_at !== null)
      return problem('already_closed', 'params.number', `The return ${number} is closed.`);
    const before = await tx.query<{ lines: number }>(sql.countLines, [id]);
    if (before.rows[0]!.lines + units.length > limits.vendorReturnUnitsMax)
      return problem(
        'too_many_units',
        'things',
        `A return has at most ${limits.vendorReturnUnitsMax} units.`,
      );
    const now = clock.now().toISOString();
    const about = [reason, note ?? null, wants, expected ?? null, currency ?? null, now, actor];
    const made = await tx.query<{ unit_id: number }>(sql.insertLines, [
      ...[id, numberColumn(units), ...about],
      ...costs,
    ]);
    const listed = new Set(made.rows.map(({ unit_id }) => unit_id));
    const others = units.filter((unit) => !listed.has(unit));
    const found = await tx.query<{ unit_id: number; number: string }>(sql.selectListedOn, [
      numberColumn(others),
      id,
    ]);
    return { listed, on: new Map(found.rows.map((row) => [row.unit_id, row.number])) };
  });
}

function told(codes: readonly string[], answer: Answer, { listed, on }: Kept, number: string): ListedOnWire {
  const { unit, refusal, outcome } = answer;
  const say = (was: ListedOnWire['outcome'], code: string | null, sentence: string) => ({
    ...{ codes: [...codes], outcome: was, unit, code, sentence },
  });
  if (!mayGo(answer) || unit === null)
    return say('refused', refusal?.code ?? outcome, refusal ? sentenceOf(refusal) : 'Several units have it.');
  if (listed.has(unit.id)) return say('listed', null, `It is on ${number}.`);
  const there = on.get(unit.id);
  if (there === number) return say('repeated', null, `It is on ${number} already.`);
  if (there !== undefined)
    return say('refused', 'already_on_document', `This unit is already recorded on return ${there}.`);
  return say('refused', 'already_there', 'It has just been sent.');
}

interface Thing {
  readonly codes: readonly string[];
}

/** A carton’s number stands for the units that it was announced with. */
async function withCartons(database: Database, things: readonly Thing[]): Promise<readonly Thing[]> {
  const all: Thing[] = [];
  for (const thing of things) {
    const sscc = thing.codes.length === 1 ? /^(?:\(00\)|00)?(\d{18})$/.exec(thing.codes[0]!)?.[1] : undefined;
    const most = limits.vendorReturnThingsMax + 1;
    const inside = sscc
      ? (await database.query<{ sku: string; serial: string }>(sql.selectCarton, [sscc, most])).rows
      : [];
    all.push(...(inside.length > 0 ? inside.map(({ sku, serial }) => ({ codes: [sku, serial] })) : [thing]));
  }
  return all;
}
