import pg from 'pg';
import { decide } from '../src/domain/decide.ts';
import type { Refusal } from '../src/domain/refusals.ts';
import { apply, type Unit } from '../src/domain/unit.ts';
import type { Act, Actor, Answer, Scan } from '../src/ledger/acts.ts';
import { bucketOf } from '../src/ledger/bucket.ts';
import { conditionCodes, memoryCodes, moveCodes, statusCodes } from '../src/ledger/codes.ts';
import { hashEvent } from '../src/ledger/hash-link.ts';
import { lookupKeys } from '../src/ledger/planning.ts';
import { prepare, type ScanRequest } from '../src/ledger/prepare.ts';
import { outside, placeName, type Reference, spotOf } from '../src/ledger/reference.ts';
import { listText, type UnitRow, unitOfRow } from '../src/ledger/rows.ts';
import { columnParsers } from '../src/platform/column-parsers.ts';
import * as sql from './statements.ts';

/** Records one scan in a transaction of its own; how, is what is compared. */
export type Recording = (request: ScanRequest, actor: Actor) => Promise<Answer>;

interface Parts {
  readonly pool: pg.Pool;
  readonly reference: Reference;
}

/** Sixteen sessions, as most servers would have; generic plans and no JIT, as the product's own have. */
export function openPool(url: string): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: 16,
    types: columnParsers,
    onConnect: async (client) => {
      await client.query('set plan_cache_mode = force_generic_plan; set jit = off');
    },
  });
}

const kinds: ReadonlySet<string> = new Set();

function asked(
  request: ScanRequest,
  actor: Actor,
  reference: Reference,
): { act: Act; scan: Scan; value: string } {
  const ready = prepare(request, actor, null, reference, kinds);
  if ('problem' in ready) throw new Error(ready.problem.sentence);
  const act = ready.acts[0]!;
  const scan = act.scans[0]!;
  return { act, scan, value: lookupKeys(scan).values[0]! };
}

/**
 * The transaction that most programs would write: BEGIN, SELECT … FOR UPDATE, INSERT event, UPDATE unit, COMMIT, with the
 * scan's id, the stock list and the counts between them, and the product's own rules.
 */
export function fiveStatements({ pool, reference }: Parts): Recording {
  return (request, actor) =>
    inTransaction(pool, async (client) => {
      const { act, scan, value } = asked(request, actor, reference);
      const now = new Date().toISOString();
      const { rows } = await client.query<UnitRow>({ ...sql.lockUnit, values: [bucketOf(value), value] });
      const row = rows[0]!;
      const unit = unitOfRow(row);
      const sku = reference.products.get(unit.product)!.sku;
      const name = { id: row.id, sku, serial: unit.serial };
      const decision = decide(attemptOf(act, unit, row, reference));
      if ('refused' in decision) {
        const answer = refused(scan, act, name, decision.refused);
        await claim(client, act, scan, answer, row, now);
        return answer;
      }
      const seq = row.seq + 1;
      const after = apply(unit, decision.asserts);
      const link = {
        ...linkOf(act, scan, actor, now, reference),
        previous: row.head.toString('hex'),
        sku,
        serial: unit.serial,
      };
      const hash = Buffer.from(hashEvent({ ...link, seq, asserts: decision.asserts }, reference), 'hex');
      const { status, memory, place } = decision.asserts;
      const move = moveCodes.toCode(act.move);
      await client.query({
        ...sql.insertEvent,
        values: [
          now,
          row.bucket,
          row.id,
          seq,
          scan.id,
          actor.id,
          act.location,
          place ?? null,
          move,
          status === undefined ? null : statusCodes.toCode(status),
          memory === undefined ? null : memoryCodes.toCode(memory),
          hash,
        ],
      });
      const to = statusCodes.toCode(after.status);
      const written = await client.query({
        ...sql.updateUnit,
        values: [
          row.bucket,
          row.id,
          after.place,
          seq,
          now,
          move,
          to,
          hash,
          listText(after.before),
          act.location,
        ],
      });
      if (written.rowCount !== 1) throw new Error('somebody else wrote this unit');
      const answer = recorded(scan, act, name, after, seq);
      await claim(client, act, scan, answer, row, now);
      const site = reference.locations.get(unit.place)!.site.id;
      if (after.place !== unit.place || to !== row.status)
        await client.query({
          ...sql.updateStock,
          values: [site, unit.place, unit.product, row.status, row.bucket, row.id, after.place, to],
        });
      if (to !== row.status) {
        const [low, high] = row.status < to ? [row.status, to] : [to, row.status];
        const by = (code: number) => (code === to ? 1 : -1);
        const condition = conditionCodes.toCode(unit.condition);
        const held = unit.holds.length > 0;
        await client.query({
          ...sql.addCounts,
          values: [site, unit.product, unit.owner, condition, low, held, by(low), high, by(high)],
        });
      }
      return answer;
    });
}

/** The whole scan as one statement with its rules in SQL: the fewest round trips that a scan alone can have. */
export function oneStatement({ pool, reference }: Parts): Recording {
  return async (request, actor) => {
    const { act, scan, value } = asked(request, actor, reference);
    const { rows } = await pool.query<OneRow>({
      ...sql.oneStatement,
      values: [
        scan.id,
        bucketOf(scan.id),
        scan.content,
        bucketOf(value),
        value,
        act.move,
        moveCodes.toCode(act.move),
        act.location,
        placeName(reference.locations.get(act.location!)!),
        actor.id,
        actor.code,
        new Date().toISOString(),
      ],
    });
    const row = rows[0]!;
    const name = { id: row.id, sku: row.sku, serial: row.serial };
    if (row.claimed !== 1) throw new Error('this scan was sent before');
    if (row.refusal !== null)
      return refused(scan, act, name, { code: row.refusal, facts: { last: statusCodes.toWord(row.status) } });
    if (row.changed !== 1) throw new Error('somebody else wrote this unit');
    return recorded(scan, act, name, { status: statusCodes.toWord(row.to_status) }, row.seq + 1);
  };
}

interface OneRow {
  readonly id: number;
  readonly sku: string;
  readonly serial: string;
  readonly seq: number;
  readonly status: number;
  readonly to_status: number;
  readonly refusal: Refusal['code'] | null;
  readonly claimed: number;
  readonly changed: number;
}

/** Only unit and event: no key, no scan id, no rules, no list, no counts. What benchmarks on the net often measure. */
export function bareStatements({ pool, reference }: Parts): Recording {
  return (request, actor) =>
    inTransaction(pool, async (client) => {
      const { act, scan, value } = asked(request, actor, reference);
      const now = new Date().toISOString();
      const { rows } = await client.query<UnitRow>({ ...sql.lockUnit, values: [bucketOf(value), value] });
      const row = rows[0]!;
      const seq = row.seq + 1;
      const name = { id: row.id, sku: reference.products.get(row.product_id)!.sku, serial: row.serial };
      const link = {
        ...linkOf(act, scan, actor, now, reference),
        ...name,
        previous: row.head.toString('hex'),
        seq,
      };
      const hash = Buffer.from(hashEvent({ ...link, asserts: { place: act.location! } }, reference), 'hex');
      const move = moveCodes.toCode('move_spot');
      await client.query({
        ...sql.insertEvent,
        values: [
          now,
          row.bucket,
          row.id,
          seq,
          scan.id,
          actor.id,
          act.location,
          act.location,
          move,
          null,
          null,
          hash,
        ],
      });
      await client.query({
        ...sql.updateUnit,
        values: [
          row.bucket,
          row.id,
          act.location,
          seq,
          now,
          move,
          row.status,
          hash,
          row.before,
          act.location,
        ],
      });
      return recorded(scan, act, name, unitOfRow(row), seq);
    });
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query(sql.begin);
    const result = await work(client);
    await client.query(sql.commit);
    client.release();
    return result;
  } catch (error) {
    await client.query(sql.rollback).catch(() => {});
    client.release();
    throw error;
  }
}

async function claim(
  client: pg.PoolClient,
  act: Act,
  scan: Scan,
  answer: Answer,
  row: UnitRow,
  now: string,
): Promise<void> {
  const { outcome, move, refusal, unit, seq, status } = answer;
  const { rowCount } = await client.query({
    ...sql.insertScan,
    values: [
      scan.id,
      bucketOf(scan.id),
      scan.content,
      outcome === 'recorded' ? 0 : 1,
      row.id,
      row.bucket,
      seq,
      status === null ? null : statusCodes.toCode(status),
      refusal === null ? null : { move, refusal, unit },
      ...(refusal === null ? [null, null, null] : [now, act.actor.id, act.location]),
    ],
  });
  if (rowCount !== 1) throw new Error('this scan was sent before');
}

function attemptOf(act: Act, unit: Unit, row: UnitRow, reference: Reference) {
  const recordedAt = spotOf(reference, unit.place);
  return {
    move: act.move,
    unit,
    holds: unit.holds,
    scoped: [],
    product: reference.products.get(unit.product)!,
    recordedAt,
    here: spotOf(reference, act.location!)!,
    spotGiven: true,
    outside,
    details: {},
    isLead: act.actor.isLead,
    newSale: 0,
    saleMatches: false,
    last: `${unit.status} (${recordedAt?.name}), ${moveCodes.toWord(row.last_move)} on ${row.last_at.toISOString()}`,
    observed: '',
    later: [],
  };
}

function linkOf(act: Act, scan: Scan, actor: Actor, recordedAt: string, reference: Reference) {
  return {
    move: act.move,
    at: null,
    recordedAt,
    spot: placeName(reference.locations.get(act.location!)!),
    evidence: scan.evidence,
    actor: actor.code,
    device: null,
    document: null,
    annuls: null,
    scan: scan.id,
    details: null,
  };
}

const nothing = { place: null, candidates: [], exceptions: [], quantity: null };

function recorded(
  { id }: Scan,
  { move }: Act,
  unit: Answer['unit'],
  { status }: Pick<Unit, 'status'>,
  seq: number,
): Answer {
  return { ...nothing, id, move, outcome: 'recorded', unit, status, seq, refusal: null };
}

function refused({ id }: Scan, { move }: Act, unit: Answer['unit'], refusal: Refusal): Answer {
  return { ...nothing, id, move, outcome: 'refused', unit, status: null, seq: null, refusal };
}
