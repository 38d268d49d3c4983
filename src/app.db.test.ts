import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { type App, startApp } from './app.ts';
import { readConfig } from './config.ts';
import { systemClock } from './platform/clock.ts';
import { silentLog } from './testing/shell.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World | undefined;
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  await world?.close();
});

async function start(env: Record<string, string> = {}, more: { demo?: boolean } = {}) {
  world = await openWorld();
  const said: string[] = [];
  app = await startApp({
    config: readConfig({ UNITRAIL_PORT: '0', UNITRAIL_LOG: 'silent', ...env }),
    database: world.database,
    ownerUrl: world.test.ownerUrl,
    clock: systemClock,
    say: (sentence) => said.push(sentence),
    log: silentLog,
    ...more,
  });
  return { app, said };
}

describe('a start', () => {
  test('without a key in the settings makes one, which opens everything', async () => {
    const { app } = await start();
    expect(app.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const headers = { authorization: `Bearer ${app.adminKey}` };
    expect((await fetch(`${app.url}/api/keys`, { headers })).status).toBe(200);
  });

  test('with a key in the settings shows none', async () => {
    const { app } = await start({ UNITRAIL_ADMIN_KEY: 'a-key-that-the-settings-give' });
    expect(app.adminKey).toBeUndefined();
    const headers = { authorization: 'Bearer a-key-that-the-settings-give' };
    expect((await fetch(`${app.url}/api/keys`, { headers })).status).toBe(200);
  });

  test('leaves a retailer that is there as it is', async () => {
    const { said } = await start({}, { demo: true });
    expect(said).toEqual([]);
    expect(await world!.rows("select code from site where kind <> 'outside' order by code")).toHaveLength(3);
  });
});

describe('the end', () => {
  test('answers what was taken in, and takes in no more', async () => {
    const { app } = await start();
    const scans = Array.from({ length: 2_000 }, (_, n) => ({
      id: randomUUID(),
      codes: ['TV', `END-${n}`],
      input: 'scanned',
    }));
    const asked = fetch(`${app.url}/api/scans`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ move: 'receive', site: 'DC', scans }),
    });
    // Wait until it is in the ledger's hands.
    for (let known = 0; known === 0; ) {
      const [row] = await world!.rows<{ known: number }>(
        "select count(*) as known from unit where serial like 'END-%'",
      );
      known = row!.known;
    }
    const closed = app.close();
    const reply = await asked;
    const { answers } = (await reply.json()) as { answers: { outcome: string }[] };
    expect([reply.status, answers.filter(({ outcome }) => outcome === 'recorded').length]).toEqual([
      200, 2_000,
    ]);
    await closed;
    await expect(fetch(`${app.url}/health/live`)).rejects.toThrow();
  });
});
