import { numberColumn } from '../platform/columns.ts';
import type { Connection } from '../platform/database.ts';
import type { Act } from './acts.ts';
import { moveCodes } from './codes.ts';
import { annulledChanges, inOrder, type PlaceOfPieces } from './planning.ts';
import { type PastQuantity, quantityKey } from './quantity-work.ts';
import * as sql from './queries-pieces.ts';
import type { Reference } from './reference.ts';
import type { Work } from './work.ts';

/**
 * Where pieces change when recorded changes are taken back: a scan that moved pieces changed two places, and both are
 * taken back. Events do not change, so they are read before anything is locked.
 */
export async function annulledPlaces(
  tx: Connection,
  acts: readonly Act[],
  reference: Reference,
): Promise<PlaceOfPieces[]> {
  const wanted = annulledChanges(acts, reference);
  if (wanted.length === 0) return [];
  const { rows } = await tx.query<sql.PiecesKeyRow>(sql.selectSameScan, [
    numberColumn(wanted.map(([product]) => product)),
    numberColumn(wanted.map(([, place]) => place)),
    numberColumn(wanted.map(([, , seq]) => seq)),
  ]);
  const named = wanted.map(([product, place]) => [product, place] as const);
  return inOrder([...named, ...rows.map(({ product_id, place }) => [product_id, place] as const)]);
}

/** The whole lives of those places, once they are locked. */
export async function readPastPieces(
  tx: Connection,
  places: readonly PlaceOfPieces[],
  work: Work,
): Promise<void> {
  if (places.length === 0) return;
  const { rows } = await tx.query<sql.PastQuantityRow>(sql.selectPastQuantities, [
    numberColumn(places.map(([product]) => product)),
    numberColumn(places.map(([, place]) => place)),
    moveCodes.toCode('annul'),
  ]);
  const lives = new Map<string, PastQuantity[]>();
  for (const { product_id, place, scan_id, move, annuls, seq, delta, after } of rows) {
    const key = quantityKey(product_id, place);
    const fact = { seq, delta, after, annuls, move: moveCodes.toWord(move), scan: scan_id };
    const life = lives.get(key);
    if (life) life.push(fact);
    else lives.set(key, [fact]);
  }
  for (const [key, past] of lives) Object.assign(work.quantities.get(key) ?? {}, { past });
}
