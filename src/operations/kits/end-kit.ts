import { sentenceOf } from '../../domain/refusals.ts';
import { takenApart } from '../../domain/retirement.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import { moveCodes, statusCodes } from '../../ledger/codes.ts';
import type { ScanInput, ScanRequest } from '../../ledger/prepare.ts';
import type { Statement } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { type KitParts, type KitProblem, problem } from './build-kit.ts';
import type { KitBreak } from './contract.ts';
import * as sql from './queries.ts';
import { stateOf } from './rules.ts';

export type Ended = { readonly refused: readonly Answer[] } | { readonly problem: KitProblem };

/**
 * Takes a kit apart: every part comes out of it into stock, plain parts are there again, and the kit's life ends. One act. A kit
 * that is held, or not in stock, is not taken apart.
 */
export async function breakKit(parts: KitParts, kit: sql.KitRow, asked: KitBreak, who: Who): Promise<Ended> {
  const state = stateOf(kit);
  if (state === 'broken') return { refused: [] };
  if (state !== 'built' || kit.unit_id === null)
    return problem('wrong_state', 'params.number', `The kit ${kit.number} is not together.`);
  const { request, site, location } = asked;
  if (site !== kit.site)
    return problem('other_end', 'body.site', `The kit ${kit.number} stands at ${kit.site}.`);
  if (await ownEvent(parts, kit, 'retire')) return noted(parts, sql.setBroken, kit, who);
  const { units, pieces } = await contentOf(parts, kit);
  const id = (what: string) => derivedId(`kit break ${request} ${what}`);
  const details = { kit: kit.serial, of: kit.sku };
  // The parts first: they come out of a kit that is still in stock.
  const out = units
    .filter(({ in_seq, out_seq }) => in_seq !== null && out_seq === null)
    .map(
      ({ unit_id }): ScanInput => ({
        ...{
          id: id(`part ${unit_id}`),
          codes: [`UNIT:${unit_id}`],
          input: 'inferred',
          as: 'remove_part',
          details,
        },
      }),
    );
  const plain = pieces.map(
    ({ sku, pieces: quantity }): ScanInput => ({
      ...{ id: id(`pieces ${sku}`), codes: [sku], input: 'inferred', quantity, as: 'remove_part', details },
    }),
  );
  const own: ScanInput = {
    ...{ id: id('kit'), codes: [`UNIT:${kit.unit_id}`], input: 'scanned', details: { reason: takenApart } },
  };
  const refused = await together(
    parts,
    { move: 'retire', site, location },
    kit,
    [...out, ...plain, own],
    who,
  );
  if ('problem' in refused || refused.refused.length > 0) return refused;
  return noted(parts, sql.setBroken, kit, who);
}

/**
 * Takes back that a kit was built, or that it was taken apart: all events of it are annulled in one act, as if it had never been
 * done. Where the kit or a part has moved on since, the ledger asks for a lead, as it always does.
 */
export async function undoKit(
  parts: KitParts,
  kit: sql.KitRow,
  { request, reason }: { readonly request: string; readonly reason: string },
  who: Who,
): Promise<Ended> {
  const state = stateOf(kit);
  if (state === 'undone') return { refused: [] };
  if (kit.unit_id === null || state === 'begun')
    return problem('wrong_state', 'params.number', `The kit ${kit.number} is not together.`);
  const retired = await ownEvent(parts, kit, 'retire');
  const received = await ownEvent(parts, kit, 'receive');
  // Recorded, and nobody came to note it.
  if (state === 'broken' && !retired) return noted(parts, sql.setWhole, kit, who);
  if (!received) return noted(parts, sql.setUndone, kit, who);
  const { units } = await contentOf(parts, kit);
  const own = retired ?? received;
  const taken = units.flatMap(({ unit_id, status, in_seq, out_seq }) => {
    const seq = retired ? out_seq : in_seq;
    return seq === null ? [] : [{ unit: unit_id, status, seq }];
  });
  const inStock = statusCodes.toCode('in_stock');
  const gone = retired ? taken.some(({ status }) => status !== inStock) : kit.status !== inStock;
  if (gone)
    return problem(
      'wrong_state',
      'params.number',
      retired
        ? `Not all parts of ${kit.number} are in stock any more.`
        : `The kit ${kit.number} is not in stock: it is taken back only from there.`,
    );
  const annul = ({ unit, seq }: { readonly unit: number; readonly seq: number }): ScanInput => ({
    id: derivedId(`kit undo ${request} ${unit} ${seq}`),
    codes: [`UNIT:${unit}`],
    input: 'keyed',
    wholeKit: true,
    details: { seq, reason },
  });
  const kits = [annul({ unit: kit.unit_id, seq: own.seq })];
  // Out again the kit comes first: its parts go back into something.
  const scans = retired ? [...kits, ...taken.map(annul)] : [...taken.map(annul), ...kits];
  const pieces = await piecesBack(parts, kit, retired !== undefined, request, reason);
  // All of it was one act at one spot, and that is where it is taken back.
  const { site, location } = pieces.at ?? kit;
  const act = { move: 'annul', site, location };
  const refused = await together(parts, act, null, [...scans, ...pieces.scans], who);
  if ('problem' in refused || refused.refused.length > 0) return refused;
  return noted(parts, retired ? sql.setWhole : sql.setUndone, kit, who);
}

/** The kit's own event of a move on its paper, as far as it stands. */
async function ownEvent({ database }: KitParts, kit: sql.KitRow, move: 'receive' | 'retire') {
  const values = [kit.document_id, kit.unit_id, moveCodes.toCode(move)];
  return (await database.query<{ seq: number }>(sql.selectOwnEvent, values)).rows[0];
}

/** What is in a kit by its scans, and the pieces of its list. */
export async function contentOf({ database }: Pick<KitParts, 'database'>, { document_id: id }: sql.KitRow) {
  const [units, pieces] = await Promise.all([
    database.query<sql.PartRow>(sql.selectParts, [
      id,
      moveCodes.toCode('install'),
      moveCodes.toCode('remove_part'),
    ]),
    database.query<sql.PiecesRow>(sql.selectPieces, [id]),
  ]);
  return { units: units.rows, pieces: pieces.rows };
}

/** Changes of pieces that the act made, and where. */
async function piecesBack(
  { database }: KitParts,
  kit: sql.KitRow,
  isBroken: boolean,
  request: string,
  reason: string,
): Promise<{ readonly at: sql.PiecesEventRow | undefined; readonly scans: readonly ScanInput[] }> {
  const values = [
    kit.document_id,
    moveCodes.toCode(isBroken ? 'remove_part' : 'install'),
    moveCodes.toCode('annul'),
  ];
  const { rows } = await database.query<sql.PiecesEventRow>(sql.selectPiecesEvents, values);
  const scans = rows.map(
    ({ sku, seq }): ScanInput => ({
      ...{ id: derivedId(`kit undo ${request} ${sku} ${seq}`), codes: [sku], input: 'keyed' },
      details: { seq, reason },
    }),
  );
  return { at: rows[0], scans };
}

async function together(
  { ledger }: KitParts,
  where: Pick<ScanRequest, 'move' | 'site' | 'location'>,
  kit: sql.KitRow | null,
  scans: readonly ScanInput[],
  who: Who,
): Promise<Ended> {
  const document = kit === null ? {} : { document: { kind: 'kit', number: kit.number } };
  const asked = { ...where, ...document, atomicity: 'all_or_nothing' as const, scans };
  const answered = await ledger.record(asked, who, null);
  if ('problem' in answered) return problem('unknown_location', 'location', answered.problem.sentence);
  const stands = ({ outcome }: Answer) => ['recorded', 'repeated', 'withheld'].includes(outcome);
  return { refused: answered.answers.filter((answer) => !stands(answer)) };
}

async function noted(
  { database, clock }: KitParts,
  as: Statement,
  kit: sql.KitRow,
  who: Who,
): Promise<Ended> {
  const more = as === sql.setWhole ? [] : [clock.now().toISOString(), who.id];
  await database.query(as, [kit.document_id, ...more]);
  return { refused: [] };
}

export function refusedOnWire({ unit, refusal, outcome }: Answer) {
  return {
    unit,
    code: refusal?.code ?? outcome,
    sentence: refusal ? sentenceOf(refusal) : 'It could not be recorded.',
  };
}
