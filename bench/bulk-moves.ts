import { setTimeout as sleep } from 'node:timers/promises';
import { callOf, sendCall } from './bulk-calls.ts';
import type { Server } from './processes.ts';
import { medians } from './statistics.ts';
import { skuOf, spotCode } from './world.ts';

export interface BulkMovesPlan {
  readonly scans: number;
  readonly bulkMoves: number;
  readonly alternations: number;
}

/** Milliseconds: the same units moved by one bulk move, and by calls of `scans` straight into the ledger. */
export interface BulkMoves {
  readonly few: number;
  readonly fewBare: number;
  readonly many: number;
  readonly manyBare: number;
  /** Announcing and receiving 1,000 serials, each a call. */
  readonly thousand: number;
}

/**
 * What an open-source ERP needs to announce and receive 1,000 serials, in milliseconds. Measured once beside this product
 * on such a machine, through its model without HTTP: Tryton 6.0 with stock and stock_lot on PostgreSQL 15, 166 s to receive
 * and 170 s until it is done. It books costs and documents besides. Cited, not measured here.
 */
export const erpThousandMs = 336_000;

/** (j) Very many units at once: ten times as many, and beside the bare way of a scan. */
export async function measureBulkMoves(
  plan: BulkMovesPlan,
  server: Server,
  say: (sentence: string) => void,
): Promise<BulkMoves> {
  const serials = Array.from(
    { length: plan.bulkMoves },
    (_, nth) => `BM${nth.toString(36).toUpperCase().padStart(6, '0')}X`,
  );
  const tenth = serials.slice(0, plan.bulkMoves / 10);
  await inCalls(plan, server, 'receive', serials, { sku: skuOf(160) });
  let spot = 1;
  const next = () => {
    spot = (spot % 40) + 1;
    return spot;
  };
  await bulkMove(server, tenth, next());
  await inCalls(plan, server, 'move_spot', tenth, { spot: next() });
  const rounds: BulkMoves[] = [];
  for (let round = 0; round < plan.alternations; round += 1) {
    const few = await bulkMove(server, tenth, next());
    const fewBare = await inCalls(plan, server, 'move_spot', tenth, { spot: next() });
    const many = await bulkMove(server, serials, next());
    const manyBare = await inCalls(plan, server, 'move_spot', serials, { spot: next() });
    const thousand = await receiveThousand(server, round);
    rounds.push({ few, fewBare, many, manyBare, thousand });
    const [a, b, c, d, e] = [few, fewBare, many, manyBare, thousand].map((ms) => ms.toFixed(0));
    say(`  round ${round + 1}: ${a} ms, bare ${b} ms; ${c} ms, bare ${d} ms; 1,000 received ${e} ms`);
  }
  return medians(rounds.map((one) => ({ ...one })));
}

async function inCalls(
  plan: BulkMovesPlan,
  server: Server,
  move: string,
  serials: readonly string[],
  more: { sku?: string; spot?: number },
): Promise<number> {
  let took = 0;
  for (let from = 0; from < serials.length; from += plan.scans)
    took += await sendCall(server, callOf(move, serials.slice(from, from + plan.scans), more));
  return took;
}

async function receiveThousand(server: Server, round: number): Promise<number> {
  const serials = Array.from({ length: 1_000 }, (_, nth) => `ERP${round}N${String(nth).padStart(4, '0')}`);
  const receipt = `ERP-${round}`;
  const announced = await sendCall(server, callOf('announce', serials, { sku: skuOf(170), receipt }));
  return announced + (await sendCall(server, callOf('receive', serials, { receipt })));
}

/** From the order to run it to its last line; every unit must have moved. The list is sent before. */
async function bulkMove({ port, key }: Server, serials: readonly string[], spot: number): Promise<number> {
  const url = `http://127.0.0.1:${port}/api/bulk-moves`;
  const ask = async (path: string, type: string, body?: string) => {
    const reply = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      ...(body === undefined ? {} : { body }),
    });
    if (!reply.ok) throw new Error(await reply.text());
    return (await reply.json()) as { id: number; state: string; progress: { recorded: number } };
  };
  const query = `move=move_spot&site=DC&location=${spotCode(spot)}`;
  const { id } = await ask(`/file?${query}`, 'text/csv', ['serial', ...serials].join('\n'));
  const started = performance.now();
  await ask(`/${id}/task`, 'application/json', '{"do":"run"}');
  for (;;) {
    await sleep(10);
    const { state, progress } = await ask(`/${id}`, 'application/json');
    if (state === 'working') continue;
    const took = performance.now() - started;
    if (state === 'done' && progress.recorded === serials.length) return took;
    throw new Error(`The bulk move is ${state}: ${progress.recorded} of ${serials.length} units moved.`);
  }
}
