import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchServer, type ServerProcess } from '../src/testing/server-process.ts';
import { openWorld, type World } from '../src/testing/world.ts';

const key = 'an-administrator-of-the-drain-test';
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

let server: ServerProcess | undefined;
afterEach(async () => {
  server?.child.kill('SIGKILL');
  await server?.ended;
});

async function start(drain: string): Promise<{ url: string; server: ServerProcess }> {
  const { appUrl, ownerUrl } = world.test;
  server = launchServer({
    env: {
      DATABASE_URL: appUrl,
      UNITRAIL_OWNER_URL: ownerUrl,
      UNITRAIL_ADMIN_KEY: key,
      UNITRAIL_DRAIN: drain,
      UNITRAIL_LOG: 'error',
    },
  });
  return { url: await server.ready, server };
}

interface Reply {
  readonly status: number;
  readonly closes: boolean;
}

interface Journal {
  readonly acknowledged: string[];
  /** Requests under way whose connection was cut. */
  readonly cut: string[];
  readonly others: number[];
}

/** Scans one serial after another over a kept connection, until it is told that the connection ends, or is refused. */
async function scanOn(url: string, name: string, journal: Journal, isPolite: boolean): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let n = 0; ; n += 1) {
    const serial = `${name}-${n}`;
    try {
      const { status, closes } = await receive(url, serial, agent);
      if (status === 200) journal.acknowledged.push(serial);
      else journal.others.push(status);
      if (isPolite && closes) return;
    } catch (error) {
      // Nobody listens any more: nothing was under way.
      if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return;
      journal.cut.push(serial);
    }
  }
}

function receive(url: string, serial: string, agent: Agent): Promise<Reply> {
  const scans = [{ id: randomUUID(), codes: ['TV', serial], input: 'scanned' }];
  const body = JSON.stringify({ move: 'receive', site: 'DC', scans });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/scans`, { method: 'POST', agent, headers }, (reply) => {
      reply.resume();
      reply.on('end', () =>
        resolve({ status: reply.statusCode!, closes: reply.headers.connection === 'close' }),
      );
      reply.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** What a load balancer sees, look after look, until nobody answers. */
async function lights(url: string): Promise<(number | 'refused')[]> {
  const seen: (number | 'refused')[] = [];
  for (;;) {
    const look = await fetch(`${url}/health/ready`).then(
      async (reply) => {
        await reply.body?.cancel();
        return reply.status;
      },
      () => 'refused' as const,
    );
    seen.push(look);
    if (look === 'refused') return seen;
    await sleep(25);
  }
}

const recorded = async (serials: readonly string[]) => {
  const rows = await world.rows<{ serial: string }>('select serial from unit where serial = any($1)', [
    serials,
  ]);
  return rows.length;
};

describe('a server that is told to stop under load', () => {
  test('turns red first, answers everything that is under way, cuts no connection and loses nothing', async () => {
    const { url, server } = await start('1');
    const journal: Journal = { acknowledged: [], cut: [], others: [] };
    const clients = Array.from({ length: 24 }, (_, n) => scanOn(url, `POLITE-${n}`, journal, true));
    while (journal.acknowledged.length < 500) await sleep(20);
    const seen = lights(url);
    server.child.kill('SIGTERM');
    await Promise.all(clients);
    expect(await server.ended).toBe(0);
    expect([journal.cut, journal.others]).toEqual([[], []]);
    expect(await recorded(journal.acknowledged)).toBe(journal.acknowledged.length);
    const colours = (await seen).filter((look, nth, all) => look !== all[nth - 1]);
    expect(colours.filter((look) => look !== 200)).toEqual([503, 'refused']);
  });

  test('has recorded whatever it acknowledged, also to clients that do not listen', async () => {
    const { url, server } = await start('0');
    const journal: Journal = { acknowledged: [], cut: [], others: [] };
    const clients = Array.from({ length: 24 }, (_, n) => scanOn(url, `RUDE-${n}`, journal, false));
    while (journal.acknowledged.length < 500) await sleep(20);
    server.child.kill('SIGTERM');
    await Promise.all(clients);
    expect(await server.ended).toBe(0);
    expect(journal.others).toEqual([]);
    expect(await recorded(journal.acknowledged)).toBe(journal.acknowledged.length);
  });
});

test('a request that cannot be answered does not keep the server from ending', async () => {
  const { url, server } = await start('0');
  const holder = new pg.Client({ connectionString: world.test.ownerUrl });
  holder.on('error', () => {});
  await holder.connect();
  try {
    await holder.query('begin; lock table unit in access exclusive mode');
    const agent = new Agent({ keepAlive: true });
    const asked = receive(url, 'STUCK-1', agent).catch((error: NodeJS.ErrnoException) => error.code);
    await waitingForLock();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await asked).toMatch(/^(?:ECONNRESET|ECONNABORTED|EPIPE)$/);
  } finally {
    await holder.end();
  }
});

async function waitingForLock(): Promise<void> {
  for (let waiting = 0; waiting === 0; await sleep(20)) {
    const [row] = await world.rows<{ n: number }>(
      `select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    waiting = row!.n;
  }
}
