import type { Move } from '../domain/lifecycle.ts';
import { limits } from '../domain/limits.ts';
import { compileScopes, type Scope, type ScopeMatcher, scopeHolds } from '../domain/scopes.ts';
import type { Database, Statement } from '../platform/database.ts';
import { derivedId } from '../platform/derived-id.ts';
import type { Act, Scan } from './acts.ts';
import { bucketOfUnit } from './bucket.ts';
import type { Capture } from './capture.ts';
import type { Recorder } from './record.ts';
import { systemActor } from './reference.ts';

export interface Spread {
  /** Looks for scopes that are not in their units' lives yet. */
  wake(): void;
  /** Resolves when no scope is left to spread. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface SpreadRow extends Scope {
  readonly lifted: boolean;
  readonly spread_to: number;
}

interface UnitToHold {
  readonly id: number;
  readonly serial: string;
  readonly product: number;
  readonly lot: string | null;
  readonly supplier: string | null;
  readonly holds: string | null;
  readonly place_site: number;
}

/**
 * Writes a scope's hold into each unit's own life, in batches, after the scope's one row has frozen them all. It can be
 * stopped anywhere: `spread_to` says how far it came, and every event's scan id is derived from scope and unit, so a
 * batch that is written twice has one effect. One process works on a scope at a time (advisory lock).
 */
export function openSpread(recorder: Recorder, capture: Capture, onFault?: (error: unknown) => void): Spread {
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  async function run(): Promise<void> {
    do {
      again = false;
      const { rows } = await recorder.database.query<SpreadRow>(selectUnspread);
      for (const scope of rows) while (!closed && (await spreadBatch(recorder, capture, scope.id)));
    } while (again && !closed);
  }

  function wake(): void {
    if (closed) return;
    again = true;
    running ??= run()
      .catch((error) => onFault?.(error))
      .finally(() => {
        running = null;
      });
  }

  return {
    wake,
    async settled() {
      while (running) await running;
    },
    async close() {
      closed = true;
      await running;
    },
  };
}

/** One batch; false when the scope is done or another process is at it. */
async function spreadBatch(recorder: Recorder, capture: Capture, scopeId: number): Promise<boolean> {
  const { database } = recorder;
  const locked = await database.connect();
  try {
    const lock = await locked.query<{ mine: boolean }>(tryLockScope, [scopeId]);
    if (!lock.rows[0]!.mine) return false;
    const found = await locked.query<SpreadRow>(selectScope, [scopeId]);
    const scope = found.rows[0];
    if (!scope) return false;
    const units = await nextUnits(database, scope);
    const standing = scope.lifted ? await othersStanding(database, scope) : none;
    const acts = units.flatMap((unit) => actFor(scope, unit, standing) ?? []);
    await capture.recordBulk(acts);
    const last = units.at(-1)?.id ?? scope.spread_to;
    const done = units.length < limits.spreadBatchMax;
    await locked.query(markSpread, [scopeId, last, done, scope.lifted]);
    return !done;
  } finally {
    await locked.query(unlockScope, [scopeId]).then(
      () => locked.release(),
      (lost: Error) => locked.release(lost),
    );
  }
}

async function nextUnits(database: Database, scope: SpreadRow): Promise<UnitToHold[]> {
  const { rows } = await database.query<UnitToHold>(selectUnitsAfter, [
    scope.spread_to,
    scope.product,
    scope.lot,
    scope.supplier,
    limits.spreadBatchMax,
    bucketOfUnit(scope.spread_to),
  ]);
  return rows;
}

const none = compileScopes([]);

/** Scopes that place the same hold and stand: a unit in one of them stays held. */
async function othersStanding(database: Database, { hold }: SpreadRow): Promise<ScopeMatcher> {
  const { rows } = await database.query<SpreadRow>(selectStanding, [hold]);
  return compileScopes(rows);
}

function actFor(scope: SpreadRow, unit: UnitToHold, standing: ScopeMatcher): Act | null {
  if (!scopeHolds(compileScopes([scope]), unit).includes(scope.hold)) return null;
  if (scopeHolds(standing, unit).includes(scope.hold)) return null;
  const has = unit.holds?.split(' ').includes(scope.hold) ?? false;
  if (has !== scope.lifted) return null;
  const move: Move = scope.lifted ? 'lift_hold' : 'place_hold';
  const [kind, ...reference] = scope.hold.split(':');
  const details = {
    kind,
    ...(reference.length === 0 ? {} : { reference: reference.join(':') }),
    scope_id: scope.id,
  };
  return {
    move,
    site: unit.place_site,
    location: null,
    document: null,
    actor: systemActor,
    device: null,
    met: new Map(),
    scans: [scanFor(scope, unit, move, details)],
  };
}

function scanFor(scope: SpreadRow, unit: UnitToHold, move: Move, details: Record<string, unknown>): Scan {
  return {
    id: derivedId(`${move}|${scope.id}|${unit.id}`),
    content: unit.id,
    codes: [{ text: `UNIT:${unit.id}`, understood: [{ as: 'unit', id: unit.id }] }],
    at: null,
    seen: null,
    count: null,
    evidence: 'system',
    line: null,
    quantity: null,
    details,
  };
}

const scopeColumns = `id, hold, product_id as product, lot, supplier, serials, lifted_at is not null as lifted,
  spread_to`;

const selectUnspread: Statement = {
  name: 'spread_todo',
  text: `select ${scopeColumns} from scope where not spread_done order by id`,
};
const selectScope: Statement = {
  name: 'spread_scope',
  text: `select ${scopeColumns} from scope where id = $1 and not spread_done`,
};
const selectStanding: Statement = {
  name: 'spread_standing',
  text: `select ${scopeColumns} from scope where hold = $1 and lifted_at is null`,
};
const tryLockScope: Statement = {
  name: 'spread_lock',
  text: 'select pg_try_advisory_lock(7317, $1) as mine',
};
const unlockScope: Statement = { name: 'spread_unlock', text: 'select pg_advisory_unlock(7317, $1)' };
/** A scope that was lifted meanwhile begins again from its first unit. */
const markSpread: Statement = {
  name: 'spread_mark',
  text: `update scope set spread_to = $2, spread_done = $3 where id = $1 and (lifted_at is not null) = $4`,
};
const selectUnitsAfter: Statement = {
  name: 'spread_units',
  text: `select u.id, u.serial, u.product_id as product, u.lot, u.supplier, u.holds,
      coalesce(l.site_id, 1) as place_site
    from unit u left join location l on l.id = u.place
    where (u.bucket, u.id) > ($6, $1) and ($2::int is null or u.product_id = $2) and ($3::text is null or u.lot = $3)
      and ($4::text is null or u.supplier = $4)
    order by u.bucket, u.id limit $5`,
};
