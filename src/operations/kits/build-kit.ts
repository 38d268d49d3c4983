import { sentenceOf } from '../../domain/refusals.ts';
import { type Sites, siteWithin } from '../../domain/sites.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import { ensureDocuments } from '../../ledger/ensure-documents.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ScanInput, ScanRequest } from '../../ledger/prepare.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { KitCheck, KitTallyOnWire, NewKit } from './contract.ts';
import * as sql from './queries.ts';
import { type JudgedPart, missingText, tallyOf } from './rules.ts';

export interface KitParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'record' | 'judge'>;
  readonly reference: () => Promise<Reference>;
  /** The next number of a product's own numbers; handed in by the app. */
  readonly takeSerial: (request: string, sku: string, actor: number) => Promise<TakenSerial>;
}

export type TakenSerial =
  | { readonly serial: string }
  | { readonly problem: { readonly code: 'no_numbering' | 'numbers_used_up'; readonly sentence: string } };

export interface KitProblem {
  readonly code:
    | 'unknown_site'
    | 'unknown_location'
    | 'unknown_product'
    | 'no_serials'
    | 'no_parts_list'
    | 'no_numbering'
    | 'numbers_used_up'
    | 'already_exists'
    | 'other_end'
    | 'wrong_state';
  readonly where: string;
  readonly sentence: string;
}

export type Built =
  | { readonly number: string; readonly tally: KitTallyOnWire }
  | { readonly refused: string; readonly tally: KitTallyOnWire }
  | { readonly problem: KitProblem };

interface Wanted {
  readonly product: number;
  readonly site: number;
  readonly place: number;
  readonly list: readonly sql.ListRow[];
}

/** What some scanned parts make of a kit's parts list: each judged as if it went in now. Nothing is recorded. */
export async function checkKit(parts: KitParts, asked: KitCheck, who: Who, sites: Sites) {
  const wanted = await wantedOf(parts, asked, sites);
  return 'problem' in wanted ? wanted : judged(parts, asked, wanted, who);
}

/**
 * Puts a kit together: its own life begins, every part's history says that it went in, plain parts are fewer by as many as the
 * list says. One act: all of it or nothing. The same request again answers what it did the first time.
 */
export async function buildKit(parts: KitParts, asked: NewKit, who: Who, sites: Sites): Promise<Built> {
  const wanted = await wantedOf(parts, asked, sites);
  if ('problem' in wanted) return wanted;
  const before = await requested(parts.database, asked.request);
  if (before?.built_at) return { number: before.number, tally: told(wanted, []) };
  // What was recorded already is repeated by its scans; a check would find the parts in the kit.
  const tally = before ? told(wanted, []) : await judged(parts, asked, wanted, who);
  if ('problem' in tally) return tally;
  if (!before && !tally.isComplete)
    return { refused: tally.missing ?? 'Not all of these parts can go in.', tally };
  const begun = before ? begunAs(before) : await begin(parts, asked, wanted, who);
  if ('problem' in begun) return begun;
  const request = actOf(asked, wanted, begun);
  const answered = await parts.ledger.record(request, who, null);
  const no = 'problem' in answered ? answered.problem.sentence : whyNot(answered.answers);
  if (no !== null) {
    await forget(parts.database, begun.id);
    return { refused: no, tally };
  }
  await parts.database.query(sql.setBuilt, [begun.id, parts.clock.now().toISOString()]);
  return { number: begun.number, tally };
}

async function wantedOf(
  { database, reference }: KitParts,
  { sku, site: siteCode, location }: KitCheck,
  sites: Sites,
): Promise<Wanted | { readonly problem: KitProblem }> {
  const names = await reference();
  const site = siteWithin(names, siteCode, sites);
  if (!site) return problem('unknown_site', 'site', `There is no site "${siteCode}".`);
  const spot = names.locationsByCode.get(`${site.id}/${location}`);
  if (!spot?.active)
    return problem('unknown_location', 'location', `There is no spot "${location}" in use at ${siteCode}.`);
  const product = names.productsBySku.get(sku);
  if (!product) return problem('unknown_product', 'sku', `There is no product "${sku}".`);
  if (!product.serialized) return problem('no_serials', 'sku', `${product.name} has no serial numbers.`);
  const { rows } = await database.query<sql.ListRow>(sql.selectList, [product.id]);
  if (rows.length === 0) return problem('no_parts_list', 'sku', `${product.name} has no parts list.`);
  return { product: product.id, site: site.id, place: spot.id, list: rows };
}

/** Each part judged by the ledger as it would go in, on its own. */
async function judged(
  { ledger }: KitParts,
  { site, location, parts }: KitCheck,
  wanted: Wanted,
  who: Who,
): Promise<KitTallyOnWire | { readonly problem: KitProblem }> {
  if (parts.length === 0) return told(wanted, []);
  const scans = parts.map(({ codes, input = 'scanned' }) => ({
    id: crypto.randomUUID(),
    codes,
    input,
    details: { for: 'to_customer' },
  }));
  // As a pick: from stock, with nothing that holds it, and nobody else has it.
  const answered = await ledger.judge({ move: 'pick', site, location, scans }, who, null);
  if ('problem' in answered) return problem('unknown_location', 'location', answered.problem.sentence);
  return told(wanted, answered.answers);
}

function told({ list }: Wanted, answers: readonly Answer[]): KitTallyOnWire {
  const parts = answers.map(partOf);
  const { lines, faulty, isComplete } = tallyOf(list, parts);
  return {
    lines: lines.map(({ sku, name, serialized, quantity, found }) => ({
      sku,
      name,
      serialized,
      quantity,
      found,
    })),
    parts: answers.map(({ unit }, nth) => {
      const no = faulty.find((one) => one.nth === nth);
      return { unit, code: no?.code ?? null, sentence: no?.sentence ?? null };
    }),
    isComplete,
    missing: missingText(lines),
  };
}

function partOf({ outcome, unit, refusal }: Answer, nth: number): JudgedPart {
  const sku = unit?.sku ?? null;
  if (outcome === 'recorded') return { nth, sku, refusal: null };
  if (refusal) return { nth, sku, refusal: { code: refusal.code, sentence: sentenceOf(refusal) } };
  return {
    nth,
    sku,
    refusal: { code: 'ambiguous', sentence: 'Several units have this number: scan its full label.' },
  };
}

interface Begun {
  readonly id: number;
  readonly number: string;
  readonly serial: string;
}

function begunAs({ document_id: id, number, serial }: sql.KitRow): Begun {
  return { id, number, serial };
}

/** Its paper goes first: a process that is killed here is finished by the same request. */
async function begin(
  { database, clock, takeSerial }: KitParts,
  asked: NewKit,
  wanted: Wanted,
  who: Who,
): Promise<Begun | { readonly problem: KitProblem }> {
  const taken =
    asked.serial === undefined
      ? await takeSerial(asked.request, asked.sku, who.id)
      : { serial: asked.serial.trim() };
  if ('problem' in taken) return problem(taken.problem.code, 'serial', taken.problem.sentence);
  const { serial } = taken;
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ nth: number }>(sql.nextNumber);
    const number = `KIT-${String(rows[0]!.nth).padStart(6, '0')}`;
    const id = (await ensureDocuments(tx, 'kit', [number])).get(number)!;
    const now = clock.now().toISOString();
    const row = [id, asked.request, wanted.product, serial, wanted.site, wanted.place, now, who.id];
    const made = await tx.query(sql.insertKit, row);
    if (made.rowCount !== 1) {
      const again = await tx.query<sql.KitRow>(sql.selectRequested, [asked.request]);
      if (again.rows[0]) return begunAs(again.rows[0]);
      return problem('wrong_state', 'request', 'It was refused just now: look at its parts, and try again.');
    }
    const plain = wanted.list.filter((line) => !line.serialized);
    if (plain.length > 0)
      await tx.query(sql.insertPieces, [
        id,
        numberColumn(plain.map(({ product_id }) => product_id)),
        numberColumn(plain.map(({ quantity }) => quantity)),
      ]);
    return { id, number, serial };
  });
}

/** The kit first: its parts see what they go into. */
function actOf(asked: NewKit, { list }: Wanted, { number, serial }: Begun): ScanRequest {
  const { request, sku, site, location } = asked;
  // With the paper's number: what was refused, and is tried again when what was missing has come, has another one.
  const id = (what: string) => derivedId(`kit build ${request} ${number} ${what}`);
  const kit: ScanInput = { id: id('kit'), codes: [serial], input: 'system', details: { sku } };
  const details = { kit: serial, of: sku };
  const units = asked.parts.map(
    ({ codes, input = 'scanned' }, nth): ScanInput => ({
      id: id(`part ${nth}`),
      codes,
      input,
      as: 'install',
      details,
    }),
  );
  const pieces = list
    .filter(({ serialized }) => !serialized)
    .map(
      (line): ScanInput => ({
        id: id(`pieces ${line.sku}`),
        codes: [line.sku],
        input: 'inferred',
        quantity: line.quantity,
        as: 'install',
        details,
      }),
    );
  const document = { kind: 'kit', number };
  const scans = [kit, ...units, ...pieces];
  return { move: 'receive', site, location, document, atomicity: 'all_or_nothing', scans };
}

/** The first thing that stands against it. */
export function whyNot(answers: readonly Answer[]): string | null {
  const stands = ({ outcome }: Answer) => outcome === 'recorded' || outcome === 'repeated';
  if (answers.every(stands)) return null;
  const first = answers.find(({ refusal }) => refusal !== null) ?? answers.find((answer) => !stands(answer))!;
  const what = first.unit ? `${first.unit.serial}: ` : '';
  return first.refusal ? what + sentenceOf(first.refusal) : `${what}It could not be recorded.`;
}

async function requested(database: Database, request: string): Promise<sql.KitRow | undefined> {
  const { rows } = await database.query<sql.KitRow>(sql.selectRequested, [request]);
  return rows[0];
}

async function forget(database: Database, id: number): Promise<void> {
  await inTransaction(database, async (tx) => {
    await tx.query(sql.deletePieces, [id]);
    await tx.query(sql.deleteKit, [id]);
  });
}

export function problem(code: KitProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
