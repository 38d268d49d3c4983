import type { Heard, Zone } from '../../domain/rfid/confidence.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import type { SeenRow } from './queries.ts';

/** A row of the store in the terms of the rules. */
export function heardOf({
  place,
  reader_id,
  antenna,
  reads,
  best_cdbm,
}: Omit<SeenRow, 'first_at' | 'last_at'>): Heard {
  return { place, reader: reader_id, antenna, reads, bestCdbm: best_cdbm };
}

/** A spot as it goes over the wire. */
export function zoneOnWire({ place, confidence, level, reads, bestCdbm, antennas }: Zone, names: Reference) {
  return {
    place: placeOf(names, place) ?? '',
    confidence: Math.round(confidence * 1_000) / 1_000,
    level,
    reads,
    best: dbmOf(bestCdbm),
    antennas,
  };
}

export function dbmOf(cdbm: number | null): number | null {
  return cdbm === null ? null : cdbm / 100;
}
