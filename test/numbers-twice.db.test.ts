import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { launchServer, type ServerProcess } from '../src/testing/server-process.ts';
import { openWorld } from '../src/testing/world.ts';

const data = mkdtempSync(join(tmpdir(), 'unitrail-numbers-'));
const key = 'an-administrator-who-gives-out-numbers';
const servers: ServerProcess[] = [];
afterAll(async () => {
  for (const { child, ended } of servers) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(data, { recursive: true, force: true });
});

test('no number is given out twice by two servers, also when one is killed and another begins', async () => {
  const world = await openWorld();
  const env = {
    DATABASE_URL: world.test.appUrl,
    UNITRAIL_OWNER_URL: world.test.ownerUrl,
    UNITRAIL_DATA: data,
    UNITRAIL_ADMIN_KEY: key,
  };
  const launch = async () => {
    const server = launchServer({ env });
    servers.push(server);
    return { ...server, url: await server.ready };
  };
  const post = (url: string, path: string, body: object) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const first = await launch();
  const second = await launch();
  await post(first.url, '/api/numbers', { sku: 'LAPTOP', kind: 'sequence', prefix: 'LT' });
  await post(first.url, '/api/numbers', { sku: 'PHONE', kind: 'random', prefix: 'PH' });
  const answered: string[] = [];
  /** Asks until it is told to stop; whoever is not answered asks somebody else next time, under the same id. */
  const asking = async (urls: () => readonly string[], sku: string, until: () => boolean) => {
    for (let turn = 0; !until(); turn += 1) {
      const wish = { id: crypto.randomUUID(), sku, count: 1 + (turn % 40) };
      for (let tried = 0; ; tried += 1) {
        const at = urls();
        const told = await post(at[(turn + tried) % at.length]!, '/api/number-blocks', wish).catch(
          () => null,
        );
        if (told?.status !== 201) {
          await new Promise((later) => setTimeout(later, 20));
          continue;
        }
        const { numbers } = (await told.json()) as { numbers: string[] };
        answered.push(...numbers);
        break;
      }
    }
  };
  let urls = [first.url, second.url];
  let isOver = false;
  const askers = Array.from({ length: 6 }, (_, n) =>
    asking(
      () => urls,
      n % 2 === 0 ? 'LAPTOP' : 'PHONE',
      () => isOver,
    ),
  );
  const large = { id: crypto.randomUUID(), sku: 'PHONE', count: 200_000 };
  expect((await post(first.url, '/api/number-blocks', large)).status).toBe(202);
  while (answered.length < 1_500) await new Promise((later) => setTimeout(later, 20));
  first.child.kill('SIGKILL');
  urls = [second.url];
  await first.ended;
  const third = await launch();
  urls = [second.url, third.url];
  const before = answered.length;
  while (answered.length < before + 1_500) await new Promise((later) => setTimeout(later, 20));
  isOver = true;
  await Promise.all(askers);
  expect(new Set(answered).size).toBe(answered.length);
  const [block] = await world.rows<{ id: number }>('select id from number_block where request = $1', [
    large.id,
  ]);
  const state = async () =>
    (
      await world.rows<{ state: string; given: number }>(
        'select state, given from number_block where id = $1',
        [block!.id],
      )
    )[0]!;
  while ((await state()).state === 'working') await new Promise((later) => setTimeout(later, 100));
  expect(await state()).toEqual({ state: 'ready', given: 200_000 });
  const file = await fetch(`${third.url}/api/number-blocks/${block!.id}/numbers.csv`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const lines = (await file.text()).trim().split('\r\n').slice(1);
  const all = [...answered, ...lines.map((line) => line.split(',')[0]!)];
  expect(lines).toHaveLength(200_000);
  expect(new Set(all).size).toBe(all.length);
  await world.close();
});
