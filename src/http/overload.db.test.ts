import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOfKey } from '../access/api-key.ts';
import { limits } from '../domain/limits.ts';
import { openTestApp, type TestApp, type Told } from '../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const receive = (serial: string, key: string): Promise<Told> => {
  const scans = [{ id: randomUUID(), codes: ['TV', serial], input: 'scanned' }];
  return app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans }, { key });
};

/** While it runs nothing can be recorded: the ledger waits for a lock. */
async function whileStalled<Result>(work: () => Promise<Result>): Promise<Result> {
  const holder = new pg.Client({ connectionString: app.world.test.ownerUrl });
  await holder.connect();
  try {
    await holder.query('begin; lock table unit in access exclusive mode');
    return await work();
  } finally {
    await holder.query('rollback');
    await holder.end();
  }
}

describe('ten times what can be done', () => {
  test('is let in up to the limit; the rest is told at once when to come again, and nothing is lost', async () => {
    const many = limits.atOnceStart * 10;
    const noisy = await app.keyOf('associate');
    const answers: Promise<Told>[] = [];
    const seen = await whileStalled(async () => {
      const early: Told[] = [];
      for (let n = 0; n < many; n += 1) {
        const answer = receive(`RUSH-${n}`, noisy);
        answers.push(answer);
        void answer.then((told) => early.push(told));
      }
      // Those who were let in wait for the lock; whoever has an answer now was turned away.
      while (early.length < many - limits.atOnceStart * 2) await sleep(5);
      const turnedAway = [...early];
      const health = await app.ask('GET', '/health/live', undefined, { key: null });
      const figures = await app.ask('GET', '/metrics', undefined, { headers: { accept: '*/*' } });
      return { turnedAway, health, figures };
    });
    for (const { status, body, headers } of seen.turnedAway) {
      expect([status, body.code]).toEqual([503, 'busy']);
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
    }
    expect([seen.health.status, seen.figures.status]).toEqual([200, 200]);
    expect(seen.figures.text).toMatch(/^unitrail_turned_away_total\{kind="write",why="full"\} [1-9]\d*$/m);
    const all = await Promise.all(answers);
    const good = all.filter(({ status }) => status === 200).length;
    expect(good).toBeGreaterThan(0);
    expect(good).toBeLessThanOrEqual(limits.atOnceStart);
    expect(good + all.filter(({ status }) => status === 503).length).toBe(many);
    const [row] = await app.world.rows<{ n: number }>(
      "select count(*) as n from unit where serial like 'RUSH-%'",
    );
    expect(row!.n).toBe(good);
  });

  test('of one key is 429 for it, and leaves room for another', async () => {
    const { write } = app.app.overload.valves;
    const actorOf = async (key: string) => {
      const [row] = await app.world.rows<{ actor_id: number }>(
        `select actor_id from api_key where encode(hash, 'hex') = $1`,
        [hashOfKey(key)],
      );
      return `actor ${row!.actor_id}`;
    };
    const noisy = await app.keyOf('associate');
    const till = await app.keyOf('lead');
    expect((await receive('TILL-1', till)).status).toBe(200);
    const many = Math.floor(write.state.limit);
    const actor = await actorOf(noisy);
    expect([write.enter(actor, many), write.enter('another')]).toEqual([null, null]);
    try {
      const told = await receive('NOISE-1', noisy);
      expect([told.status, told.body.code]).toEqual([429, 'over_share']);
      expect(Number(told.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect((await receive('TILL-2', till)).status).toBe(200);
    } finally {
      write.leave(actor, many);
      write.leave('another');
    }
  });

  test('is over when it is over', async () => {
    const told = await receive('CALM-1', app.adminKey);
    expect(told.status).toBe(200);
    expect(app.app.overload.valves.write.state.underWay).toBe(0);
    expect(app.app.overload.valves.read.state.underWay).toBe(0);
  });
});

test('bodies that together would take too much memory are turned away before they are read', async () => {
  const { bulk } = app.app.overload.valves;
  const held = limits.bulkBytesAtOnceMax * 2;
  expect(bulk.enter('somebody', held)).toBeNull();
  try {
    const told = await app.ask('POST', '/api/scans', `"${'x'.repeat(limits.smallBodyBytesMax)}"`);
    expect([told.status, told.body.code]).toEqual([503, 'busy']);
    expect((await receive('SMALL-1', app.adminKey)).status).toBe(200);
  } finally {
    bulk.leave('somebody', held);
  }
});
