import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { launchServer, type ServerProcess } from '../src/testing/server-process.ts';
import { openWorld } from '../src/testing/world.ts';

const data = mkdtempSync(join(tmpdir(), 'unitrail-takeover-'));
const key = 'an-administrator-who-imports-much';
const servers: ServerProcess[] = [];
afterAll(async () => {
  for (const { child, ended } of servers) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(data, { recursive: true, force: true });
});

test('an import whose server is killed goes on in another one, and every line is recorded once', async () => {
  const world = await openWorld();
  const env = {
    DATABASE_URL: world.test.appUrl,
    UNITRAIL_OWNER_URL: world.test.ownerUrl,
    UNITRAIL_DATA: data,
    UNITRAIL_ADMIN_KEY: key,
  };
  const first = launchServer({ env });
  servers.push(first);
  const url = await first.ready;
  const lines = Array.from({ length: 20_000 }, (_, n) => `PHONE,KILL-${n}X,DC`);
  const headers = { authorization: `Bearer ${key}` };
  const sent = await fetch(`${url}/api/imports?kind=opening_stock`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: ['sku,serial,site', ...lines].join('\n'),
  });
  // biome-ignore lint/suspicious/noExplicitAny: an import as it is answered
  const { id } = (await sent.json()) as any;
  await fetch(`${url}/api/imports/${id}/task`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"do":"run"}',
  });
  const state = async () =>
    (
      await world.rows<{ state: string; done: number; recorded: number; repeated: number }>(
        'select state, done, recorded, repeated from import where id = $1',
        [id],
      )
    )[0]!;
  while ((await state()).done < 2_000) await new Promise((later) => setTimeout(later, 10));
  first.child.kill('SIGKILL');
  await first.ended;
  expect((await state()).state).toBe('working');
  const second = launchServer({ env });
  servers.push(second);
  await second.ready;
  while ((await state()).state === 'working') await new Promise((later) => setTimeout(later, 50));
  expect(await state()).toEqual({ state: 'done', done: 20_000, recorded: 20_000, repeated: 0 });
  const [found] = await world.rows(
    `select (select count(*)::int from unit where serial like 'KILL-%') as units, (select count(*)::int from event) as events,
      (select sum(cardinality(units))::int from import_chunk) as noted`,
  );
  expect(found).toEqual({ units: 20_000, events: 20_000, noted: 20_000 });
  second.child.kill('SIGTERM');
  await second.ended;
  await world.close();
});
