import { containerCode } from '../../domain/containers.ts';
import { heldByUs } from '../../domain/lifecycle.ts';
import { type Sites, siteWithin } from '../../domain/sites.ts';
import type { Who } from '../../ledger/acts.ts';
import { statusCodes } from '../../ledger/codes.ts';
import { ensureDocuments } from '../../ledger/ensure-documents.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewContainer } from './contract.ts';
import * as sql from './queries.ts';

export interface ContainerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'record' | 'recordMany'>;
  readonly reference: () => Promise<Reference>;
}

export interface ContainerProblem {
  readonly code:
    | 'unknown_site'
    | 'unknown_location'
    | 'bad_number'
    | 'already_exists'
    | 'receipt_not_found'
    | 'carton_not_found'
    | 'container_not_found'
    | 'already_closed'
    | 'inside_itself'
    | 'too_many_items'
    | 'too_many_units'
    | 'other_end'
    | 'wrong_state'
    | 'still_in_use';
  readonly where: string;
  readonly sentence: string;
}

export type Made = { readonly id: number } | { readonly problem: ContainerProblem };

/**
 * Begins a container at a spot, under a code of its own or one of ours; from a carton of a receipt with what came in it. The same
 * request again answers what it made the first time.
 */
export async function makeContainer(
  parts: ContainerParts,
  wanted: NewContainer,
  who: Who,
  sites: Sites,
): Promise<Made> {
  const spot = spotOf(await parts.reference(), wanted, sites);
  if ('problem' in spot) return spot;
  const number = wanted.number === undefined ? null : containerCode(wanted.number);
  if (number === '') return no('bad_number', 'number', 'A code has at least one letter or digit.');
  if (number === null && wanted.number !== undefined)
    return no('bad_number', 'number', `The check digit of the SSCC ${wanted.number.trim()} is wrong.`);
  if (wanted.receipt !== undefined) return fromCarton(parts, wanted, wanted.receipt, number, spot, who);
  const { request, kind } = wanted;
  return wholly(parts.database, (tx) =>
    makeOne(tx, parts, { request, number, kind, parent: null, ...spot, actor: who.id }),
  );
}

/** A problem leaves nothing behind, the containers that were made before it included. */
async function wholly(database: Database, make: (tx: Connection) => Promise<Made>): Promise<Made> {
  try {
    return await inTransaction(database, async (tx) => {
      const made = await make(tx);
      if ('problem' in made) throw new NotMade(made.problem);
      return made;
    });
  } catch (error) {
    if (error instanceof NotMade) return { problem: error.problem };
    throw error;
  }
}

class NotMade extends Error {
  override name = 'NotMade';
  readonly problem: ContainerProblem;
  constructor(problem: ContainerProblem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

interface Spot {
  readonly site: number;
  readonly place: number;
}

function spotOf(
  names: Reference,
  { site: code, location }: Pick<NewContainer, 'site' | 'location'>,
  sites: Sites,
): Spot | { readonly problem: ContainerProblem } {
  const site = siteWithin(names, code, sites);
  if (!site) return no('unknown_site', 'site', `There is no site "${code}".`);
  const spot = names.locationsByCode.get(`${site.id}/${location}`);
  if (!spot?.active)
    return no('unknown_location', 'location', `There is no spot "${location}" in use at ${code}.`);
  return { site: site.id, place: spot.id };
}

interface One extends Spot {
  readonly request: string;
  /** Null: one of ours. */
  readonly number: string | null;
  readonly kind: NewContainer['kind'];
  readonly parent: number | null;
  readonly actor: number;
}

async function makeOne(tx: Connection, { clock }: Pick<ContainerParts, 'clock'>, one: One): Promise<Made> {
  const before = await tx.query<sql.ContainerRow>(sql.selectRequested, [one.request]);
  if (before.rows[0]) return { id: before.rows[0].document_id };
  const number = one.number ?? (await nextNumber(tx));
  const id = (await ensureDocuments(tx, 'container', [number])).get(number)!;
  const now = clock.now().toISOString();
  const made = await tx.query(sql.insertContainer, [
    ...[id, one.kind, one.site, one.place, one.parent, one.request, now, one.actor],
  ]);
  if (made.rowCount !== 1) {
    const again = await tx.query<sql.ContainerRow>(sql.selectRequested, [one.request]);
    if (again.rows[0]) return { id: again.rows[0].document_id };
    return no('already_exists', 'number', `There is a container ${number} already.`);
  }
  await tx.query(sql.insertStep, [id, 'made', now, one.actor, one.place, one.parent, 0, null]);
  return { id };
}

async function nextNumber(tx: Connection): Promise<string> {
  for (;;) {
    const { rows } = await tx.query<{ nth: number }>(sql.nextNumber);
    const number = `C-${String(rows[0]!.nth).padStart(6, '0')}`;
    // Somebody may have written one like ours on a label himself.
    const taken = await tx.query(sql.selectNamed, [number]);
    if (taken.rows.length === 0) return number;
  }
}

/**
 * A carton that was received goes on as a container, and those that stood in it with it: what the receipt says was in each, as
 * far as it lies at this spot and is nowhere else by now. Nobody looked in, so it is inferred.
 */
async function fromCarton(
  parts: ContainerParts,
  wanted: NewContainer,
  receipt: string,
  sscc: string | null,
  spot: Spot,
  who: Who,
): Promise<Made> {
  const { rows } = await parts.database.query<{ document_id: number; site_id: number }>(sql.selectReceipt, [
    receipt,
  ]);
  const paper = rows[0];
  if (paper?.site_id !== spot.site)
    return no('receipt_not_found', 'receipt', `There is no receipt ${receipt} of this site.`);
  const held = `{${heldByUs.map(statusCodes.toCode).join(',')}}`;
  const values = [paper.document_id, sscc, held];
  const content = (await parts.database.query<sql.CartonRow>(sql.selectCarton, values)).rows;
  if (content.length === 0)
    return no(
      'carton_not_found',
      'number',
      `The carton ${wanted.number ?? ''} is not on receipt ${receipt}.`,
    );
  const codes = [...new Map(content.map((row) => [row.sscc, row.inside]))];
  const made = await wholly(parts.database, (tx) => makeAll(tx, parts, wanted, codes, spot, who.id));
  if ('problem' in made) return made;
  await parts.ledger.recordMany(
    codes.map(([code]) => ({
      move: 'move_spot',
      site: wanted.site,
      location: wanted.location,
      document: { kind: 'container', number: code },
      scans: content
        .filter((row) => row.sscc === code && row.unit_id !== null && row.place_id === spot.place)
        .map(({ unit_id }) => ({
          id: derivedId(`container ${wanted.request} ${code} ${unit_id}`),
          codes: [`UNIT:${unit_id}`],
          input: 'inferred' as const,
          details: { receipt },
        })),
    })),
    who,
  );
  return made;
}

async function makeAll(
  tx: Connection,
  parts: ContainerParts,
  wanted: NewContainer,
  codes: readonly (readonly [string, string | null])[],
  spot: Spot,
  actor: number,
): Promise<Made> {
  const ids = new Map<string, number>();
  // Outer ones first: an inner one names what it stands in.
  for (let left = codes; left.length > 0; ) {
    const now = left.filter(([, inside]) => inside === null || ids.has(inside));
    for (const [code, inside] of now) {
      const isRoot = inside === null;
      const request = isRoot ? wanted.request : derivedId(`container ${wanted.request} ${code}`);
      const parent = isRoot ? null : ids.get(inside)!;
      const kind = isRoot ? wanted.kind : 'carton';
      const made = await makeOne(tx, parts, { request, number: code, kind, parent, ...spot, actor });
      if ('problem' in made) return made;
      ids.set(code, made.id);
    }
    left = left.filter((one) => !now.includes(one));
  }
  return { id: ids.get(codes.find(([, inside]) => inside === null)![0])! };
}

export function no(code: ContainerProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
