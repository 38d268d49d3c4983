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

const count = 12_000;

test('an import goes on when PostgreSQL was killed under it, each line recorded once and none lost', async () => {
  cluster = await openCluster(key, { UNITRAIL_DATA: data });
  const { ownerUrl } = cluster;
  const door = cluster.doors[0]!;
  await openShop(door, 'PHONE');
  const headers = { authorization: `Bearer ${key}` };
  const lines = Array.from({ length: count }, (_, n) => `PHONE,FALL-${n}X,DC`);
  const sent = await fetch(`${door.url}/api/imports?kind=opening_stock`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: ['sku,serial,site', ...lines].join('\n'),
  });
  // biome-ignore lint/suspicious/noExplicitAny: an import as it is answered
  const { id } = (await sent.json()) as any;
  await fetch(`${door.url}/api/imports/${id}/task`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"do":"run"}',
  });
  const progress = async () =>
    (
      await ask<{ state: string; done: number; recorded: number; repeated: number }>(
        ownerUrl,
        `select state, done, recorded, repeated from import where id = ${id}`,
      )
    )[0]!;
  for (const [done, fall] of [
    [1_000, cluster.killPostmaster],
    [5_000, cluster.killBackend],
    [8_000, cluster.killPostmaster],
  ] as const) {
    await eventually(`${done} lines are done`, async () => (await progress()).done >= done);
    await fall();
    await cluster.ready();
  }
  // Both servers live on: what is ready answers, and none of them fell with the database.
  await eventually('the import is over', async () => (await progress()).state !== 'working');
  expect(await progress()).toEqual({ state: 'done', done: count, recorded: count, repeated: 0 });
  const [found] = await ask(
    ownerUrl,
    `select (select count(*)::int from unit where serial like 'FALL-%') as units,
      (select count(*)::int from event) as events,
      (select sum(cardinality(units))::int from import_chunk) as noted`,
  );
  expect(found).toEqual({ units: count, events: count, noted: count });
  expect((await verify({ url: ownerUrl })).totals).toEqual({});
}, 240_000);
