import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const lines = () => app.logged.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
const ofRequest = (id: unknown) => lines().find((line) => line.event === 'request' && line.request === id);

test('each request has one line: its number, route, status, time, and who asked', async () => {
  const good = await app.ask('GET', '/api/products/PHONE');
  expect(ofRequest(good.headers['x-request-id'])).toMatchObject({
    level: 'info',
    route: 'GET /api/products/:sku',
    status: 200,
    ms: expect.any(Number),
    actor: expect.stringMatching(/^key:/),
  });
  const nobody = await app.ask('GET', '/api/products/PHONE', undefined, { key: 'nobody-knows-this-key' });
  expect(ofRequest(nobody.headers['x-request-id'])).toMatchObject({
    level: 'warn',
    status: 401,
    code: 'unknown_key',
    from: '127.0.0.1',
  });
  const health = await app.ask('GET', '/health/live', undefined, { key: null });
  expect(ofRequest(health.headers['x-request-id'])).toMatchObject({ level: 'debug' });
});

test('secrets that were sent by every way stand in no line of a whole run, not even of its faults', async () => {
  const canary = () => `CANARY${randomUUID().replaceAll('-', '')}`;
  const planted: string[] = [app.adminKey];
  const plant = () => {
    const one = canary();
    planted.push(one);
    return one;
  };
  for (const { method, path } of app.app.routes) {
    const url = path.replace(/:\w+/g, () => encodeURIComponent(plant()));
    const body = { password: plant(), email: `${plant()}@example.com`, name: plant(), [plant()]: plant() };
    const headers = { cookie: `session=${plant()}`, 'x-secret': plant(), 'user-agent': plant() };
    const hasBody = method === 'POST' || method === 'PATCH';
    for (const key of [app.adminKey, plant()]) {
      await app.ask(method, `${url}?q=${plant()}`, hasBody ? body : undefined, { key, headers });
      await app.ask(method, url, hasBody ? `{"broken ${plant()}` : undefined, { key, headers });
    }
  }
  await app.ask('GET', `/${plant()}`);
  const made = await app.ask('POST', '/api/keys', { name: plant(), role: 'auditor' });
  if (typeof made.body.key === 'string') planted.push(made.body.key);
  await app.scan('receive', ['TV', plant()], { details: { note: plant(), lot: plant() } });
  await withFaults(async () => {
    await app.ask('GET', `/api/units/by-code/${plant()}`);
    await app.ask('GET', `/api/products/${plant()}`);
    const scan = { id: randomUUID(), codes: ['TV', plant()], input: 'scanned', details: { lot: plant() } };
    await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans: [scan] });
  });
  const text = app.logged.join('\n');
  expect(lines().filter(({ event }) => event === 'fault').length).toBeGreaterThan(0);
  expect(planted.filter((secret) => text.includes(secret))).toEqual([]);
});

/** Tables are away or refuse every row, so that the database's own errors, with the rows in them, reach the log. */
async function withFaults(work: () => Promise<void>): Promise<void> {
  await app.world.asOwner(`alter table identifier rename to identifier_away;
    alter table product add constraint refuses_all check (name <> name) not valid`);
  try {
    await work();
    const name = `CANARY${randomUUID()}`;
    await app.ask('POST', '/api/products', { sku: `S-${randomUUID().slice(0, 8)}`, name });
    expect(app.logged.join('\n')).not.toContain(name);
  } finally {
    await app.world.asOwner(`alter table identifier_away rename to identifier;
      alter table product drop constraint refuses_all`);
  }
}
