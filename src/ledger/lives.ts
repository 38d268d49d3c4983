import type { CopyRow } from '../platform/copy-rows.ts';
import { mergeStreams } from '../platform/merge-streams.ts';
import type { Snapshot } from '../platform/snapshot.ts';

/** Everything that the database holds under one unit's id, as COPY gives it. */
export interface Life {
  readonly bucket: number;
  readonly id: number;
  readonly events: readonly CopyRow[];
  /** One, or none where the unit's row is lost. */
  readonly units: readonly CopyRow[];
  readonly stock: readonly CopyRow[];
  readonly numbers: readonly CopyRow[];
}

/** Columns of the unit table in the order in which they are read and compared. */
export const unitFields = [
  'bucket',
  'id',
  'product_id',
  'serial',
  'place',
  'owner',
  'seq',
  'last_at',
  'last_spot',
  'last_move',
  'status',
  'condition',
  'use',
  'head',
  'sale',
  'see',
  'before',
  'holds',
  'released',
  'checks',
  'lot',
  'supplier',
] as const;

/** Where each of an event's columns stands in its row. */
export const eventField = {
  bucket: 0,
  unit_id: 1,
  seq: 2,
  move: 3,
  annuls: 4,
  status: 5,
  memory: 6,
  condition: 7,
  use: 8,
  place: 9,
  owner: 10,
  sale: 11,
  holds: 12,
  checks: 13,
  identity: 14,
  recorded_at: 15,
  hash: 16,
  at: 17,
  document_id: 18,
  scan_id: 19,
  actor: 20,
  device: 21,
  evidence: 22,
  details: 23,
  spot: 24,
} as const;

export const stockField = {
  site_id: 0,
  location_id: 1,
  product_id: 2,
  status: 3,
  bucket: 4,
  unit_id: 5,
} as const;

export const numberField = {
  unit_bucket: 0,
  unit_id: 1,
  bucket: 2,
  value: 3,
  product_id: 4,
  kind: 5,
  ended: 6,
  since_seq: 7,
  until_seq: 8,
} as const;

const names = (fields: Readonly<Record<string, number>>) =>
  Object.keys(fields)
    .map((name) => `t.${name}`)
    .join(', ');

/** The lives of all units in the order of their keys, also of ids that have lost their row or their events. */
export async function* readLives(snapshot: Snapshot): AsyncGenerator<Life> {
  const lives = mergeStreams([
    {
      rows: snapshot.stream(`select ${names(eventField)} from event t order by bucket, unit_id, seq`),
      key: [eventField.bucket, eventField.unit_id],
    },
    {
      rows: snapshot.stream(
        `select ${unitFields.map((name) => `t.${name}`).join(', ')} from unit t order by bucket, id`,
      ),
      key: [0, 1],
    },
    {
      rows: snapshot.stream(`select ${names(stockField)} from stock_unit t order by bucket, unit_id`),
      key: [stockField.bucket, stockField.unit_id],
    },
    {
      rows: snapshot.stream(
        `select ${names(numberField)} from identifier t order by unit_bucket, unit_id, since_seq, bucket`,
      ),
      key: [numberField.unit_bucket, numberField.unit_id],
    },
  ]);
  for await (const { key, rows } of lives) {
    const [events, units, stock, numbers] = rows;
    yield { bucket: key[0], id: key[1], events: events!, units: units!, stock: stock!, numbers: numbers! };
  }
}
