import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verify } from '../src/ledger/verify.ts';
import { ask, type Cluster, eventually, openCluster } from './chaos-cluster.ts';
import { openShop } from './scan-client.ts';

const data = mkdtempSync(join(tmpdir(), 'unitrail-restart-'));
const key = 'an-administrator-whose-database-falls-over';
let cluster: Cluster | undefined;
afterAll(async () => {
  await cluster?.close();
  rmSync(data, { recursive: true, force: true });
});

const count = 5_000;
const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };

interface Progress {
  readonly state: string;
  readonly done: number;
  readonly recorded: number;
  readonly repeated: number;
}

const progressOf = async (id: number): Promise<Progress> => {
  const { ownerUrl } = cluster!;
  const values = 'state, done, recorded, repeated';
  return (
    await ask<Progress & Record<string, unknown>>(ownerUrl, `select ${values} from import where id = ${id}`)
  )[0]!;
};

/** Orders work on an import or a bulk move, lets falls come over it, and waits for its end. */
async function through(
  address: string,
  task: string,
  falls: readonly (readonly [done: number, fall: () => Promise<void>])[],
): Promise<Progress> {
  const id = Number(address.split('/').at(-1));
  const body = JSON.stringify({ do: task });
  const told = await fetch(`${cluster!.doors[0]!.url}${address}/task`, { method: 'POST', headers, body });
  expect(told.status).toBe(200);
  for (const [done, fall] of falls) {
    await eventually(`${done} are done`, async () => (await progressOf(id)).done >= done);
    await fall();
    await cluster!.ready();
  }
  await eventually('it is over', async () => (await progressOf(id)).state !== 'working');
  return progressOf(id);
}

/** Both servers are killed, whichever of them is at work, and come back. */
async function killServers(): Promise<void> {
  for (const nth of [0, 1]) await cluster!.killServer(nth);
  for (const nth of [0, 1]) await cluster!.startServer(nth);
}

const events = async () => (await ask(cluster!.ownerUrl, 'select count(*)::int as events from event'))[0];

test('an import goes on when PostgreSQL was killed under it, each line recorded once and none lost', async () => {
  cluster = await openCluster(key, { UNITRAIL_DATA: data });
  const { ownerUrl } = cluster;
  const door = cluster.doors[0]!;
  await openShop(door, 'PHONE');
  const lines = Array.from({ length: count }, (_, n) => `PHONE,FALL-${n}X,DC`);
  const sent = await fetch(`${door.url}/api/imports?kind=opening_stock`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: ['sku,serial,site', ...lines].join('\n'),
  });
  // biome-ignore lint/suspicious/noExplicitAny: an import as it is answered
  const { id } = (await sent.json()) as any;
  const falls = [
    [1_000, cluster.killPostmaster],
    [3_000, cluster.killBackend],
  ] as const;
  // Both servers live on: what is ready answers, and none of them fell with the database.
  const done = await through(`/api/imports/${id}`, 'run', falls);
  expect(done).toEqual({ state: 'done', done: count, recorded: count, repeated: 0 });
  const [found] = await ask(
    ownerUrl,
    `select (select count(*)::int from unit where serial like 'FALL-%') as units,
      (select count(*)::int from event) as events,
      (select sum(cardinality(units))::int from import_chunk) as noted`,
  );
  expect(found).toEqual({ units: count, events: count, noted: count });
}, 240_000);

test('a bulk move and its undo go on when everything was killed under them: nothing is done twice, nothing left half', async () => {
  const { ownerUrl, doors } = cluster!;
  const body = JSON.stringify({
    move: 'move_spot',
    site: 'DC',
    location: 'A-01',
    units: { where: { sku: 'PHONE' } },
  });
  const made = await fetch(`${doors[0]!.url}/api/bulk-moves`, { method: 'POST', headers, body });
  // biome-ignore lint/suspicious/noExplicitAny: a bulk move as it is answered
  const { id } = (await made.json()) as any;
  const address = `/api/bulk-moves/${id}`;
  const moved = await through(address, 'run', [[1_000, killServers]]);
  expect(moved).toEqual({ state: 'done', done: count, recorded: count, repeated: 0 });
  expect(await events()).toEqual({ events: 2 * count });
  const falls = [
    [1_000, killServers],
    [3_000, cluster!.killBackend],
  ] as const;
  expect(await through(address, 'undo', falls)).toMatchObject({ state: 'undone', done: count });
  expect(await events()).toEqual({ events: 3 * count });
  const [found] = await ask(
    ownerUrl,
    `select (select count(*)::int from import_line) as kept,
      (select count(*)::int from stock_unit s join location l on l.id = s.location_id where l.code = 'A-01') as moved`,
  );
  expect(found).toEqual({ kept: 0, moved: 0 });
  expect((await verify({ url: ownerUrl })).totals).toEqual({});
}, 240_000);
