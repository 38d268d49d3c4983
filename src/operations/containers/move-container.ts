import { limits } from '../../domain/limits.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Queryable } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { ContainerMove, NotMoved } from './contract.ts';
import { type ContainerParts, type ContainerProblem, no } from './make-container.ts';
import * as sql from './queries.ts';

export type Moved =
  | { readonly moved: number; readonly refused: NotMoved }
  | { readonly problem: ContainerProblem };

/**
 * Takes a container and all that is in it to another spot of its site: every unit by an event of its own, all of them or, where
 * the rest is to be left, those that may go there; the others are taken out where they stand. What somebody packs in meanwhile
 * goes along. Taken by itself it is no longer in what it stood in.
 */
export async function moveContainer(
  parts: ContainerParts,
  container: sql.ContainerRow,
  wanted: ContainerMove,
  who: Who,
  device: number | null,
): Promise<Moved> {
  const { document_id: id, number, site, site_id, broken_at } = container;
  const { rows } = await parts.database.query<{ units: number }>(sql.selectStep, [wanted.request, id]);
  if (rows[0]) return { moved: rows[0].units, refused: [] };
  if (broken_at !== null) return no('already_closed', 'params.number', `The container ${number} is no more.`);
  const names = await parts.reference();
  const spot = names.locationsByCode.get(`${site_id}/${wanted.location}`);
  if (!spot?.active)
    return no(
      'unknown_location',
      'body.location',
      `There is no spot "${wanted.location}" in use at ${site}.`,
    );
  let moved = 0;
  const refused: NotMoved[number][] = [];
  for (let round = 0; round < limits.containerMoveRounds; round += 1) {
    const inside = await contentOf(parts.database, (await treeOf(parts.database, id)).own);
    const units = round === 0 ? inside : inside.filter(({ place_id }) => place_id !== spot.id);
    if (units.length > limits.scansPerRequestMax)
      return no(
        'too_many_units',
        'params.number',
        `At most ${limits.scansPerRequestMax} units move at once.`,
      );
    const turn: Turn = { ...wanted, parts, site, who, device, round };
    const gone = await takeAlong(turn, units, refused);
    if ('problem' in gone) return gone;
    if (gone.units === null) return { moved: 0, refused };
    moved += gone.units;
    const settled = await settlePlace(parts, container, spot.id, { ...wanted, who, moved });
    if (typeof settled === 'object') return settled;
    if (settled) return { moved, refused };
  }
  return no('wrong_state', 'params.number', `Somebody else is at work with ${number}: look where it is.`);
}

/** A container with all that stand in it, and what it stands in outwards. */
export async function treeOf(db: Queryable, id: number) {
  const { rows } = await db.query<sql.TreeRow>(sql.selectTree, [id]);
  const inside = rows.filter(({ side }) => side === 'inside');
  const outside = rows.filter(({ side }) => side === 'outside');
  return {
    own: [id, ...inside.map((row) => row.id)].sort((a, b) => a - b),
    inside: inside.map(({ number }) => number),
    outside: outside.map(({ number }) => number),
    levels: Math.max(0, ...inside.map(({ level }) => level)),
  };
}

export async function contentOf(db: Queryable, containers: readonly number[]): Promise<sql.ContentRow[]> {
  const most = limits.scansPerRequestMax + 1;
  const { rows } = await db.query<sql.ContentRow>(sql.selectContent, [numberColumn(containers), 0, most]);
  return rows;
}

interface Turn extends Pick<ContainerMove, 'request' | 'location' | 'move' | 'leaveRest'> {
  readonly parts: ContainerParts;
  readonly site: string;
  readonly who: Who;
  readonly device: number | null;
  readonly round: number;
}

/** All of the units, or those that may; null: one may not, and so none has moved. */
async function takeAlong(
  turn: Turn,
  units: readonly sql.ContentRow[],
  refused: NotMoved[number][],
): Promise<{ readonly units: number | null } | { readonly problem: ContainerProblem }> {
  if (units.length === 0) return { units: 0 };
  const answers = await carry(turn, units, 'all');
  if ('problem' in answers) return answers;
  const bad = answers.filter(({ outcome }) => outcome === 'refused');
  // Somebody took it out meanwhile: it is not left behind, it is not in there.
  const stayed = bad.filter(({ refusal }) => refusal?.code !== 'not_in_container');
  refused.push(...stayed.flatMap(refusedOnWire));
  if (bad.length === 0) return { units: units.length };
  if (stayed.length > 0 && !turn.leaveRest) return { units: null };
  const out = new Set(bad.map(({ unit }) => unit?.id));
  const left = await layOut(
    turn,
    units.filter(({ unit_id }) => stayed.some(({ unit }) => unit?.id === unit_id)),
  );
  if (left) return left;
  const rest = units.filter(({ unit_id }) => !out.has(unit_id));
  const again = rest.length === 0 ? [] : await carry(turn, rest, 'rest');
  if ('problem' in again) return again;
  const both = again.filter(({ outcome }) => outcome === 'recorded' || outcome === 'repeated');
  return both.length === rest.length
    ? { units: rest.length }
    : no('wrong_state', 'params.number', 'Something in it changed meanwhile: look at it, and move it again.');
}

/** One act: each unit moves with what it is in, or none does. */
async function carry(
  { parts, site, location, move = 'move_spot', request, who, device, round }: Turn,
  units: readonly sql.ContentRow[],
  which: 'all' | 'rest',
): Promise<readonly Answer[] | { readonly problem: ContainerProblem }> {
  const scans = units.map(({ unit_id, container }) => ({
    id: derivedId(`container move ${request} ${round} ${which} ${unit_id}`),
    codes: [`UNIT:${unit_id}`],
    input: 'inferred' as const,
    inside: container,
    details: { container },
  }));
  const asked = { move, site, location, atomicity: 'all_or_nothing' as const, scans };
  const answered = await parts.ledger.record(asked, who, device);
  if ('problem' in answered) return no('unknown_location', 'body.location', answered.problem.sentence);
  return answered.answers;
}

/** What may not go along is taken out where it stands. */
async function layOut(
  { parts, site, request, who, device, round }: Turn,
  units: readonly sql.ContentRow[],
): Promise<{ readonly problem: ContainerProblem } | null> {
  const names = await parts.reference();
  for (const place of new Set(units.map(({ place_id }) => place_id))) {
    const scans = units
      .filter(({ place_id }) => place_id === place)
      .map(({ unit_id, container }) => ({
        id: derivedId(`container out ${request} ${round} ${unit_id}`),
        codes: [`UNIT:${unit_id}`],
        input: 'inferred' as const,
        outOf: container,
        details: { out_of: container },
      }));
    const location = names.locations.get(place)!.code;
    const answered = await parts.ledger.record({ move: 'move_spot', site, location, scans }, who, device);
    if ('problem' in answered) return no('unknown_location', 'body.location', answered.problem.sentence);
    const stuck = answered.answers.find(({ outcome }) => outcome !== 'recorded' && outcome !== 'repeated');
    if (stuck?.unit)
      return no(
        'wrong_state',
        'params.number',
        `${stuck.unit.serial} cannot be taken out: ${sentence(stuck)}`,
      );
  }
  return null;
}

/** The container and all that stand in it are there now. False: something in it lies elsewhere, or has just been packed in. */
async function settlePlace(
  { database, clock }: ContainerParts,
  { document_id: id, site_id, number }: sql.ContainerRow,
  place: number,
  told: Pick<ContainerMove, 'request'> & {
    readonly who: Who;
    readonly moved: number;
  },
): Promise<boolean | { readonly problem: ContainerProblem }> {
  return inTransaction(database, async (tx) => {
    await tx.query(sql.holdNesting, [site_id]);
    const { own } = await treeOf(tx, id);
    await tx.query(sql.holdContainers, [numberColumn(own)]);
    const now = await containerById(tx, id);
    if (now.broken_at !== null)
      return no('already_closed', 'params.number', `The container ${number} is no more.`);
    // Two who take it to two spots: where its units are by now decides.
    if ((await contentOf(tx, own)).some(({ place_id }) => place_id !== place)) return false;
    await tx.query(sql.setPlaces, [numberColumn(own), site_id, place]);
    const at = clock.now().toISOString();
    const step = (what: string, other: number | null, request: string | null) =>
      tx.query(sql.insertStep, [id, what, at, told.who.id, place, other, told.moved, request]);
    if (now.parent_id !== null) {
      await tx.query(sql.setParent, [id, null]);
      await step('taken_off', now.parent_id, null);
    }
    await step('moved', null, told.request);
    return true;
  });
}

export async function containerById(db: Queryable, id: number): Promise<sql.ContainerRow> {
  const { rows } = await db.query<sql.ContainerRow>(sql.selectById, [id]);
  return rows[0]!;
}

export function refusedOnWire(answer: Answer): NotMoved {
  const { unit, refusal } = answer;
  return unit && refusal ? [{ unit, code: refusal.code, sentence: sentence(answer) }] : [];
}

function sentence({ refusal, outcome }: Answer): string {
  return refusal ? sentenceOf(refusal) : outcome;
}
