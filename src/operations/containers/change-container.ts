import { whyNotInto } from '../../domain/containers.ts';
import { limits } from '../../domain/limits.ts';
import type { Who } from '../../ledger/acts.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { type ContainerParts, type ContainerProblem, no } from './make-container.ts';
import {
  containerById,
  contentOf,
  type Moved,
  moveContainer,
  refusedOnWire,
  treeOf,
} from './move-container.ts';
import * as sql from './queries.ts';

/** Puts a container into another one; it goes to where that stands, with all that is in it. */
export async function putInto(
  parts: ContainerParts,
  what: sql.ContainerRow,
  into: sql.ContainerRow,
  request: string,
  who: Who,
  device: number | null,
): Promise<Moved> {
  const before = await parts.database.query<{ units: number }>(sql.selectStep, [request, what.document_id]);
  if (before.rows[0]) return { moved: before.rows[0].units, refused: [] };
  const not = await whyNot(parts, what, into);
  if (not) return not;
  let moved: Moved = { moved: 0, refused: [] };
  if (what.place_id !== into.place_id) {
    const way = { request: derivedId(`container into ${request}`), location: into.location };
    moved = await moveContainer(parts, what, way, who, device);
    if ('problem' in moved || moved.refused.length > 0) return moved;
  }
  const problem = await inTransaction(parts.database, async (tx) => {
    await tx.query(sql.holdNesting, [what.site_id]);
    await tx.query(sql.holdContainers, [
      numberColumn([what.document_id, into.document_id].sort((a, b) => a - b)),
    ]);
    const [own, outer] = [
      await containerById(tx, what.document_id),
      await containerById(tx, into.document_id),
    ];
    const no = await whyNotNow(tx, own, outer);
    if (no) return no;
    await tx.query(sql.setParent, [own.document_id, outer.document_id]);
    const at = parts.clock.now().toISOString();
    await tx.query(sql.insertStep, [
      ...[own.document_id, 'put_into', at, who.id, outer.place_id, outer.document_id, own.all_units, request],
    ]);
    return null;
  });
  return problem ?? moved;
}

async function whyNot(parts: ContainerParts, what: sql.ContainerRow, into: sql.ContainerRow) {
  for (const { number, broken_at } of [what, into])
    if (broken_at !== null)
      return no('already_closed', 'params.number', `The container ${number} is no more.`);
  if (what.site_id !== into.site_id)
    return no('other_end', 'body.into', `The container ${into.number} stands at ${into.site}.`);
  return nestingProblem(parts.database, what, into);
}

async function whyNotNow(tx: Connection, what: sql.ContainerRow, into: sql.ContainerRow) {
  const isOff = what.broken_at !== null || into.broken_at !== null || what.place_id !== into.place_id;
  if (isOff) return no('wrong_state', 'body.into', 'One of the two was moved meanwhile: try again.');
  return nestingProblem(tx, what, into);
}

async function nestingProblem(
  db: Parameters<typeof treeOf>[0],
  what: sql.ContainerRow,
  into: sql.ContainerRow,
): Promise<{ readonly problem: ContainerProblem } | null> {
  const own = { number: what.number, ...(await treeOf(db, what.document_id)) };
  const outer = { number: into.number, ...(await treeOf(db, into.document_id)) };
  const { containerDepthMax: depth, containersInsideMax: inside } = limits;
  const why = whyNotInto(own, outer, { depth, inside });
  if (why === null) return null;
  if (why === 'already_inside')
    return no('wrong_state', 'body.into', `${what.number} stands in ${into.number} already.`);
  if (why === 'inside_itself')
    return no('inside_itself', 'body.into', `${what.number} would stand in itself.`);
  return why === 'too_deep'
    ? no('too_many_items', 'body.into', `Containers stand at most ${depth} deep in each other.`)
    : no('too_many_items', 'body.into', `At most ${inside} containers stand in one.`);
}

/** Takes a container off what it stands in; it stays at the spot. */
export async function takeOff(
  { database, clock }: ContainerParts,
  { document_id: id, number, site_id }: sql.ContainerRow,
  request: string,
  who: Who,
): Promise<Moved> {
  return inTransaction(database, async (tx): Promise<Moved> => {
    await tx.query(sql.holdNesting, [site_id]);
    const before = await tx.query(sql.selectStep, [request, id]);
    if (before.rows.length > 0) return { moved: 0, refused: [] };
    const own = await containerById(tx, id);
    if (own.parent_id === null)
      return no('wrong_state', 'params.number', `The container ${number} stands in no other one.`);
    await tx.query(sql.setParent, [id, null]);
    const at = clock.now().toISOString();
    await tx.query(sql.insertStep, [
      ...[id, 'taken_off', at, who.id, own.place_id, own.parent_id, own.all_units, request],
    ]);
    return { moved: 0, refused: [] };
  });
}

/**
 * Breaks a container up: every unit in it is taken out where it stands, by an event of its own, all of them or none; what is packed
 * in meanwhile too. Containers in it stand by themselves. Its history stays, and its code is never another container's.
 */
export async function breakUp(
  parts: ContainerParts,
  container: sql.ContainerRow,
  request: string,
  who: Who,
  device: number | null,
): Promise<Moved> {
  const { document_id: id, number } = container;
  const before = await parts.database.query<{ units: number }>(sql.selectStep, [request, id]);
  if (before.rows[0]) return { moved: before.rows[0].units, refused: [] };
  if (container.broken_at !== null)
    return no('already_closed', 'params.number', `The container ${number} is no more.`);
  let moved = 0;
  for (let round = 0; round < limits.containerMoveRounds; round += 1) {
    const out = await takeAllOut(parts, id, `${request} ${round}`, who, device);
    if ('problem' in out) return out;
    moved += out.moved;
    if (out.refused.length > 0) return { moved, refused: out.refused };
    if (await endEmpty(parts, container, { request, moved, who })) return { moved, refused: [] };
  }
  return no('still_in_use', 'params.number', `Somebody is at work with ${number}: try again in a moment.`);
}

/** What has left by itself, or went elsewhere with the container, since it was read is for the next round: nothing was recorded then. */
async function takeAllOut(
  { database, ledger }: ContainerParts,
  id: number,
  round: string,
  who: Who,
  device: number | null,
): Promise<Moved> {
  const { number, site, location } = await containerById(database, id);
  const units = await contentOf(database, [id]);
  if (units.length === 0) return { moved: 0, refused: [] };
  const scans = units.map(({ unit_id }) => ({
    id: derivedId(`container break ${round} ${unit_id}`),
    codes: [`UNIT:${unit_id}`],
    input: 'inferred' as const,
    outOf: number,
    details: { out_of: number },
  }));
  const asked = { move: 'move_spot', site, location, atomicity: 'all_or_nothing' as const, scans };
  const answered = await ledger.record(asked, who, device);
  if ('problem' in answered) return no('unknown_location', 'params.number', answered.problem.sentence);
  const refused = answered.answers.flatMap(refusedOnWire);
  const stuck = refused.filter(({ code }) => code !== 'not_in_container' && code !== 'container_elsewhere');
  return { moved: refused.length === 0 ? units.length : 0, refused: stuck };
}

/** False: something is in it still. */
async function endEmpty(
  { database, clock }: ContainerParts,
  { document_id: id, site_id }: sql.ContainerRow,
  { request, moved, who }: { readonly request: string; readonly moved: number; readonly who: Who },
): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    await tx.query(sql.holdNesting, [site_id]);
    await tx.query(sql.holdContainers, [numberColumn([id])]);
    const own = await containerById(tx, id);
    if (own.units > 0) return false;
    const at = clock.now().toISOString();
    await tx.query(sql.leaveParent, [id]);
    await tx.query(sql.setBroken, [id, at]);
    await tx.query(sql.insertStep, [id, 'broken', at, who.id, own.place_id, null, moved, request]);
    return true;
  });
}
