import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import type { Move } from '../src/domain/lifecycle.ts';
import { bucketOf } from '../src/ledger/bucket.ts';
import { memberCodes, memoryCodes, moveCodes, statusCodes } from '../src/ledger/codes.ts';
import { hashEvent } from '../src/ledger/hash-link.ts';
import { emptyReference, loadReference, placeName, type Reference } from '../src/ledger/reference.ts';
import { openDatabase } from '../src/platform/database.ts';
import { execute, type Target } from './cluster.ts';
import { type BenchUnit, referenceSql, spotOf, unitOf, world } from './world.ts';

export interface Filling {
  readonly units: number;
  /** Events of each unit: 1 to 10. */
  readonly events: number;
}

/**
 * Fills an empty database with whole lives, as the ledger itself would have written them (hashes included, so `verify`
 * finds nothing), but through COPY. Every round is one event for each unit, in a scattered order, as in real life.
 */
export async function fill(target: Target, { units, events }: Filling): Promise<void> {
  await execute(target.ownerUrl, referenceSql);
  const database = openDatabase({ url: target.ownerUrl });
  const reference = await loadReference(database, emptyReference);
  await database.close();
  const all = Array.from({ length: units }, (_, index) => unitOf(index + 1));
  const heads = Buffer.alloc(units * 32);
  await writeDocuments(target, units);
  for (let round = 0; round < events; round += 1) await writeRound(target, all, heads, round, reference);
  await writeUnits(target, all, heads, events);
  await execute(target.ownerUrl, finishSql(units));
  for (const statement of ['vacuum (analyze)', 'checkpoint']) await execute(target.ownerUrl, statement);
}

/** A unit's life, repeated from the fourth event on: it ends on the shelf after 1, 2, 4, 5, 7, 8 and 10 events. */
const life: readonly Move[] = ['receive', 'put_away', 'pick', 'undo_pick'];

function moveOf(round: number): Move {
  return round < life.length ? life[round]! : (['move_spot', 'pick', 'undo_pick'] as const)[(round - 4) % 3]!;
}

export const unitsPerDocument = 1000;

/** Receipts first, one for each thousand units, then as many orders. */
function documentOf(number: number, kind: 'receipt' | 'order', units: number): number {
  const nth = Math.ceil(number / unitsPerDocument);
  return kind === 'receipt' ? nth : Math.ceil(units / unitsPerDocument) + nth;
}

async function writeDocuments({ ownerUrl }: Target, units: number): Promise<void> {
  const count = Math.ceil(units / unitsPerDocument);
  for (const [kind, prefix] of [
    ['receipt', 'R'],
    ['order', 'O'],
  ] as const)
    await execute(
      ownerUrl,
      `insert into document (kind, number) select '${kind}', '${prefix}-' || n from generate_series(1, ${count}) n order by n`,
    );
}

function spotIn(unit: BenchUnit, round: number): { place: number } {
  return { place: spotOf(unit.site, ((unit.id >> 8) * 31 + round * 17) % world.spotsPerSite) };
}

async function writeRound(
  target: Target,
  units: readonly BenchUnit[],
  heads: Buffer,
  round: number,
  reference: Reference,
): Promise<void> {
  const move = moveOf(round);
  const recordedAt = new Date(Date.UTC(2026, 0, 1 + round)).toISOString();
  const event = await copyInto(target, eventColumns);
  const scan = await copyInto(target, scanColumns);
  const kind = round === 0 ? 'receipt' : round === 2 ? 'order' : null;
  const member = kind === null ? null : await copyInto(target, memberColumns);
  const identifier = round === 0 ? await copyInto(target, identifierColumns) : null;
  for (let step = 0; step < units.length; step += 1) {
    const index = round === 0 ? step : scattered(step, units.length, round);
    const unit = units[index]!;
    const { place } = spotIn(unit, round);
    const scanId = pastScanId(round * units.length + step);
    const document = kind === null ? null : documentOf(index + 1, kind, units.length);
    const number = `${kind === 'order' ? 'O' : 'R'}-${Math.ceil((index + 1) / unitsPerDocument)}`;
    const asserts = {
      ...(round === 0 ? { owner: 1, identity: { product: unit.product, serial: unit.serial } } : {}),
      ...(round === 0 || move === 'undo_pick' ? { status: 'in_stock' as const } : {}),
      ...(move === 'pick' ? { status: 'picked' as const, memory: 'push' as const } : {}),
      ...(move === 'undo_pick' ? { memory: 'pop' as const } : {}),
      place,
    };
    const previous = round === 0 ? '' : heads.toString('hex', index * 32, index * 32 + 32);
    const hash = hashEvent(
      {
        previous,
        sku: unit.sku,
        serial: unit.serial,
        seq: round + 1,
        move,
        at: null,
        recordedAt,
        spot: placeName(reference.locations.get(place)!),
        evidence: 'scanned',
        actor: 'bench',
        device: null,
        document: kind === null ? null : `${kind}:${number}`,
        annuls: null,
        scan: scanId,
        details: null,
        asserts,
      },
      reference,
    );
    heads.write(hash, index * 32, 'hex');
    const status = asserts.status === undefined ? '\\N' : statusCodes.toCode(asserts.status);
    const memory = asserts.memory === undefined ? '\\N' : memoryCodes.toCode(asserts.memory);
    const identity = round === 0 ? `{"product": ${unit.product}, "serial": "${unit.serial}"}` : '\\N';
    await event.write(
      `${unit.bucket}\t${unit.id}\t${round + 1}\t1\t${recordedAt}\t${document ?? '\\N'}\t${scanId}\t${world.actor}\t${place}\t${place}\t` +
        `${round === 0 ? 1 : '\\N'}\t${moveCodes.toCode(move)}\t0\t${status}\t${memory}\t\\\\x${hash}\t${identity}\n`,
    );
    await scan.write(
      `${scanId}\t${bucketOf(scanId)}\t${step + 1}\t0\t${unit.id}\t${unit.bucket}\t${round + 1}\t${statusIn(round)}\n`,
    );
    await identifier?.write(
      `${bucketOf(unit.serial)}\t${unit.serial}\t${unit.product}\t0\t${unit.id}\t${unit.bucket}\t1\n`,
    );
    await member?.write(`${document}\t${unit.bucket}\t${unit.id}\t${memberCodes.toCode('recorded')}\n`);
  }
  await Promise.all([event.end(), scan.end(), member?.end(), identifier?.end()]);
}

function statusIn(round: number): number {
  return statusCodes.toCode(moveOf(round) === 'pick' ? 'picked' : 'in_stock');
}

/** A number beside which it repeats only after all others: prime, so it shares no factor with the count. */
function scattered(step: number, count: number, round: number): number {
  return (step * 15_485_863 + round * 104_729) % count;
}

/** UUIDv7-shaped, growing. */
export function pastScanId(nth: number): string {
  const time = (0x019b00000000 + (nth >> 6)).toString(16).padStart(12, '0');
  const more = (nth & 63).toString(16).padStart(3, '0');
  const tail = (Math.imul(nth, 0x9e3779b1) >>> 0).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${more}-8000-${tail}`;
}

async function writeUnits(
  target: Target,
  units: readonly BenchUnit[],
  heads: Buffer,
  events: number,
): Promise<void> {
  const last = moveOf(events - 1);
  const at = new Date(Date.UTC(2026, 0, events)).toISOString();
  const status = statusIn(events - 1);
  const before = last === 'pick' ? 'in_stock' : '\\N';
  const unit = await copyInto(target, unitColumns);
  const stock = await copyInto(target, stockColumns);
  for (const [index, each] of units.entries()) {
    const { place } = spotIn(each, events - 1);
    const head = heads.toString('hex', index * 32, index * 32 + 32);
    await unit.write(
      `${each.bucket}\t${each.id}\t${each.product}\t${each.serial}\t${place}\t${place}\t1\t${events}\t${at}\t${moveCodes.toCode(last)}\t` +
        `${status}\t0\t0\t\\\\x${head}\t${before}\n`,
    );
    await stock.write(`${each.site}\t${place}\t${each.product}\t${status}\t${each.bucket}\t${each.id}\n`);
  }
  await Promise.all([unit.end(), stock.end()]);
}

function finishSql(units: number): string {
  const count = Math.ceil(units / unitsPerDocument);
  return `
    insert into unit_count select u.site_id, u.product_id, 1, 0, u.status, false, count(*) from stock_unit u group by 1, 2, 5;
    insert into receipt (document_id, site_id, opened_at, expected, received)
      select n, 100, '2026-01-01Z', ${unitsPerDocument}, ${unitsPerDocument} from generate_series(1, ${count}) n;
    ${withoutSearch}
    select setval('unit_number', ${Math.ceil(units / 1000) * 1000 + 1001});`;
}

/** The search index begins with what comes: filling it would disturb what is measured. Part (f) fills it. */
const withoutSearch = `update search_state set scans = '0-0', documents = (select max(id) from document), begun_at = now(),
      feed = (select (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint + feed_offset from ledger_state) || '-0';`;

const eventColumns =
  'event (bucket, unit_id, seq, tx, recorded_at, document_id, scan_id, actor, spot, place, owner, move, evidence, status, memory, hash, identity)';
const scanColumns = 'scan (id, bucket, content, outcome, unit_id, unit_bucket, seq, status)';
const memberColumns = 'document_unit (document_id, bucket, unit_id, state)';
const identifierColumns = 'identifier (bucket, value, product_id, kind, unit_id, unit_bucket, since_seq)';
const unitColumns =
  'unit (bucket, id, product_id, serial, place, last_spot, owner, seq, last_at, last_move, status, condition, use, head, before)';
const stockColumns = 'stock_unit (site_id, location_id, product_id, status, bucket, unit_id)';

/** A COPY on a connection of its own; rows are gathered to a megabyte. */
async function copyInto({ ownerUrl }: Target, table: string) {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  const stream = client.query(copyStreams.from(`copy ${table} from stdin`));
  let rows = '';
  const flush = async () => {
    const more = stream.write(rows);
    rows = '';
    if (!more) await once(stream, 'drain');
  };
  return {
    write(row: string): Promise<void> | undefined {
      rows += row;
      return rows.length > 1_000_000 ? flush() : undefined;
    },
    async end(): Promise<void> {
      stream.end(rows);
      await finished(stream);
      await client.end();
    },
  };
}
