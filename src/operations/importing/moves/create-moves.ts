import { mapColumns } from '../../../domain/imports/mapping.ts';
import type { Moving } from '../../../domain/imports/moving.ts';
import { siteWithin } from '../../../domain/sites.ts';
import { type Bringer, type Changed, createImport, type ImportParts } from '../change-import.ts';
import { type ReceivedFile, receiveFile } from '../receive-file.ts';
import { type ChooseUnits, type UnitsMeant, unitsFile } from './choose-units.ts';
import type { MovesFromFile, NewBulkMove } from './contract.ts';

export interface MovesParts extends ImportParts {
  readonly choose: ChooseUnits;
}

type Made = Changed<number> | { readonly problem: NotMade };
export interface NotMade {
  readonly code: 'unknown_site' | 'unknown_location' | 'unknown_move';
  readonly where: string;
  readonly sentence: string;
}

/** Makes a bulk move of units that are named, on a document, or found; it is ready, and nothing is recorded yet. */
export async function moveUnits(parts: MovesParts, wanted: NewBulkMove, bringer: Bringer) {
  const where = await whyNotThere(parts, wanted, bringer);
  if (where) return where;
  const { units, name } = wanted;
  const file = await unitsFile(parts, units as UnitsMeant, bringer.sites);
  if ('problem' in file) return file;
  const received = await receiveFile(parts.spool, inPieces(file.pieces), 'csv');
  if ('problem' in received) return { problem: { ...received.problem, where: 'units' } };
  const moving = movingOf({ ...wanted, evidence: 'numbers' in units ? 'pasted' : 'inferred' });
  const defaults = { ...placeOf(wanted), ...('numbers' in units && units.sku ? { sku: units.sku } : {}) };
  const asked = { kind: 'moves' as const, name, settings: { defaults, moving } };
  return forgetting(parts, received, await createImport(parts, asked, received, bringer));
}

/** Makes a bulk move of a file that somebody brought; of one that mends another, what is not said is as it was there. */
export async function moveFile(
  parts: MovesParts,
  wanted: MovesFromFile,
  brought: ReceivedFile,
  bringer: Bringer,
) {
  const { name, corrects, site, location, documentKind: kind, documentNumber: number } = wanted;
  const where = await whyNotThere(parts, wanted, bringer);
  const isSaid = wanted.move !== undefined || corrects !== undefined;
  const problem = where ?? (isSaid ? null : noMove);
  if (problem) {
    parts.spool.forget(brought.file);
    return problem;
  }
  const received = await withHeading(parts, brought);
  const document = kind === undefined || number === undefined ? {} : { document: { kind, number } };
  const said =
    wanted.move === undefined ? {} : { moving: movingOf({ ...wanted, move: wanted.move, ...document }) };
  const defaults = placeOf({ site, location });
  const asked = { kind: 'moves' as const, name, corrects, settings: { defaults, ...said } };
  return forgetting(parts, received, await createImport(parts, asked, received, bringer));
}

const noMove = {
  problem: { code: 'unknown_move', where: 'query.move', sentence: 'Say what the units do.' },
} as const;

function forgetting({ spool }: ImportParts, { file }: ReceivedFile, made: Changed<number>): Made {
  if ('problem' in made) spool.forget(file);
  return made;
}

/** What the units do, as it is kept. */
export function movingOf(said: {
  readonly move: Moving['move'];
  readonly document?: Moving['document'];
  readonly details?: Moving['details'];
  readonly together?: boolean | undefined;
  readonly evidence?: Moving['evidence'];
}): Moving {
  const { move, document, details, together, evidence = 'imported' } = said;
  return {
    move,
    evidence,
    ...(document === undefined ? {} : { document }),
    ...(details === undefined ? {} : { details }),
    ...(together === true ? { together } : {}),
  };
}

interface Place {
  readonly site?: string | undefined;
  readonly location?: string | undefined;
}

function placeOf({ site, location }: Place) {
  return { ...(site === undefined ? {} : { site }), ...(location === undefined ? {} : { location }) };
}

/** A place that is none, or out of reach, is said at once: not in each of a hundred thousand lines. */
async function whyNotThere(
  { reference }: ImportParts,
  { site: code, location }: Place,
  { sites }: Bringer,
): Promise<{ readonly problem: NotMade } | null> {
  if (code === undefined) return null;
  const names = await reference();
  const site = siteWithin(names, code, sites);
  if (!site)
    return { problem: { code: 'unknown_site', where: 'site', sentence: `There is no site "${code}".` } };
  if (location === undefined || names.locationsByCode.has(`${site.id}/${location}`)) return null;
  const sentence = `There is no location "${location}" at ${code}.`;
  return { problem: { code: 'unknown_location', where: 'location', sentence } };
}

/** A plain list has no heading: its first line is a unit like the others, and must not be lost. */
async function withHeading({ spool }: ImportParts, received: ReceivedFile): Promise<ReceivedFile> {
  const { headers, file, encoding, format } = received;
  const isPlain = headers.length === 1 && mapColumns('moves', headers)[0]!.field === null;
  if (!isPlain || encoding.startsWith('utf-16') || format !== 'csv') return received;
  const bytes = await spool.read(file);
  const mark = bytes.subarray(0, 3).equals(Buffer.from('\ufeff')) ? 3 : 0;
  const again = await receiveFile(spool, inPieces([Buffer.from('serial\r\n'), bytes.subarray(mark)]), 'csv');
  if ('problem' in again) return received;
  spool.forget(file);
  const { bytes: size, sha256 } = received;
  return { ...again, bytes: size, sha256 };
}

async function* inPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
