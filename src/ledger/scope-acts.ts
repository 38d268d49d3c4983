import { canonicalJson } from '../domain/chain.ts';
import { holdKey, isHoldKind, isHoldReference } from '../domain/holds.ts';
import { parseSerialSet } from '../domain/identifiers/serial-set.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import type { Connection, Statement } from '../platform/database.ts';
import type { Act, Answer, Scan } from './acts.ts';
import { bucketOf } from './bucket.ts';
import { outcomeCodes } from './codes.ts';
import { spotHere } from './planning.ts';
import * as sql from './queries.ts';
import type { Recorder } from './record.ts';
import { loadReference, type Reference } from './reference.ts';
import { loadReplies } from './replay.ts';
import { conflict, refused } from './replies.ts';

/** What a recall scope or hold list says: all that is given must be true of a unit. */
interface ScopeDetails {
  readonly sku?: string;
  readonly lot?: string;
  readonly supplier?: string;
  readonly serials?: string;
}

/**
 * Places or lifts a hold for a whole scope: one row. It waits for the groups that are judging now, and from its commit
 * every judge step of every process sees it. Events of the single units follow in batches (spread.ts). A dry run rolls back.
 */
export async function recordScope(recorder: Recorder, act: Act, scan: Scan, dryRun = false): Promise<Answer> {
  const tx = await recorder.database.connect();
  try {
    await tx.query(sql.begin);
    await tx.query(sql.holdFreshness);
    const answer = await answerScope(tx, recorder, act, scan);
    const { command } = await tx.query(dryRun ? sql.rollback : sql.commit);
    if (!dryRun && command !== 'COMMIT') throw new Error(`the database answered ${command} to COMMIT`);
    tx.release();
    return answer;
  } catch (error) {
    await tx.query(sql.rollback).then(
      () => tx.release(),
      (lost: Error) => tx.release(lost),
    );
    throw error;
  }
}

async function answerScope(tx: Connection, recorder: Recorder, act: Act, scan: Scan): Promise<Answer> {
  const known = await tx.query<sql.KnownScanRow>(sql.selectScans, [`{${scan.id}}`]);
  const reference = await loadReference(tx, recorder.state.reference);
  const before = known.rows[0];
  if (before) {
    if (before.content !== scan.content) return conflict(scan, act);
    return (await loadReplies(tx, [before], reference)).get(scan.id)!;
  }
  const now = recorder.clock.now().toISOString();
  const kept = { reference, act, scan, now };
  if (!act.actor.isLead) return keep(tx, kept, refused(scan, act, refuse('lead_needed')));
  const parsed = parseScope(scan, reference);
  if ('refused' in parsed) return keep(tx, kept, refused(scan, act, parsed.refused));
  const { hold } = parsed;
  const values = [hold, parsed.product, parsed.lot, parsed.supplier, parsed.serials];
  const raised = await tx.query<{ freshness: number }>(sql.raiseFreshness);
  const version = raised.rows[0]!.freshness;
  const changed =
    act.move === 'place_hold'
      ? await tx.query(insertScope, [...values, scan.details?.reason ?? null, act.actor.id, now, version])
      : await tx.query(liftScope, [...values, now, version]);
  if (changed.rowCount === 0) {
    return keep(tx, kept, refused(scan, act, refuse('scope_not_found', { hold })));
  }
  return keep(tx, kept, scopeAnswer(scan, act, hold));
}

function scopeAnswer(scan: Scan, { move }: Act, hold: string): Answer {
  return {
    id: scan.id,
    outcome: 'recorded',
    unit: null,
    status: null,
    seq: null,
    place: null,
    refusal: null,
    candidates: [],
    exceptions: [],
    quantity: null,
    move,
    hold,
  };
}

interface ParsedScope {
  readonly hold: string;
  readonly product: number | null;
  readonly lot: string | null;
  readonly supplier: string | null;
  readonly serials: string | null;
}

function parseScope(scan: Scan, reference: Reference): ParsedScope | { readonly refused: Refusal } {
  const { kind, reference: name, scope } = scan.details ?? {};
  const wrong = (field: string, value: unknown) => ({
    refused: refuse('details_wrong', { field, value: String(value).slice(0, 100) }),
  });
  if (typeof kind !== 'string' || kind === '')
    return { refused: refuse('details_missing', { field: 'kind' }) };
  if (!isHoldKind(kind)) return wrong('kind', kind);
  if (name !== undefined && !isHoldReference(name)) return wrong('reference', name);
  if (typeof scope !== 'object' || scope === null || Array.isArray(scope))
    return wrong('scope', canonicalJson(scope));
  const { sku, lot, supplier, serials, ...rest } = scope as ScopeDetails & Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return wrong('scope', unknown);
  for (const [field, value] of Object.entries({ sku, lot, supplier, serials }))
    if (value !== undefined && (typeof value !== 'string' || value === ''))
      return wrong(`scope.${field}`, value);
  if ([sku, lot, supplier, serials].every((value) => value === undefined))
    return { refused: refuse('details_missing', { field: 'scope.sku' }) };
  const product = sku === undefined ? null : reference.productsBySku.get(sku);
  if (product === undefined) return { refused: refuse('unknown_product', { product: sku! }) };
  if (serials !== undefined && 'error' in parseSerialSet(serials)) return wrong('scope.serials', serials);
  return {
    hold: holdKey(kind, name as string | undefined),
    product: product?.id ?? null,
    lot: lot ?? null,
    supplier: supplier ?? null,
    serials: serials ?? null,
  };
}

interface Kept {
  readonly reference: Reference;
  readonly act: Act;
  readonly scan: Scan;
  readonly now: string;
}

async function keep(tx: Connection, { reference, act, scan, now }: Kept, answer: Answer): Promise<Answer> {
  const { move, refusal, hold } = answer;
  await tx.query(insertScopeScan, [
    scan.id,
    bucketOf(scan.id),
    scan.content,
    outcomeCodes.toCode(answer.outcome === 'recorded' ? 'recorded' : 'refused'),
    JSON.stringify({ move, ...(refusal ? { refusal } : {}), ...(hold ? { hold } : {}) }),
    reference.feedOffset,
    now,
    act.actor.id,
    spotHere(act, reference).place,
  ]);
  return answer;
}

const insertScope: Statement = {
  name: 'scope_insert',
  text: `insert into scope (hold, product_id, lot, supplier, serials, reason, actor_id, placed_at, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

const liftScope: Statement = {
  name: 'scope_lift',
  text: `update scope set lifted_at = $6, version = $7, spread_to = 0, spread_done = false
    where lifted_at is null and hold = $1 and product_id is not distinct from $2 and lot is not distinct from $3
      and supplier is not distinct from $4 and serials is not distinct from $5`,
};

const insertScopeScan: Statement = {
  name: 'scope_scan',
  text: `insert into scan (id, bucket, content, outcome, answer, tx, feed, recorded_at, actor, spot)
    values ($1, $2, $3, $4, $5::jsonb, (pg_current_xact_id()::text)::bigint + $6, nextval('feed_number'), $7, $8, $9)`,
};
