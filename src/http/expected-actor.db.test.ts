import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../testing/app.ts';
import { personIn } from '../testing/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const here = [{ role: 'associate', site: 'DC' }] as const;
const received = (serial: string) => ({
  move: 'receive',
  site: 'DC',
  scans: [{ id: randomUUID(), codes: ['PHONE', serial], input: 'scanned' }],
});
const by = (actor: string) => ({ 'x-unitrail-actor': encodeURI(actor) });

test('a scan that was made by one person is not recorded under another', async () => {
  const [ana, ben] = [await personIn(app, here), await personIn(app, here)];
  const body = received('HANDS-1');
  const refused = await ben.ask('POST', '/api/scans', body, by(`person:${ana.login}`));
  expect([refused.status, refused.body.code, refused.body.where]).toEqual([
    409,
    'other_actor',
    'x-unitrail-actor',
  ]);
  expect(refused.body.detail).toContain(`person:${ana.login}`);
  expect(await app.world.rows('select 1 from unit where serial = $1', ['HANDS-1'])).toEqual([]);
  const recorded = await ana.ask('POST', '/api/scans', body, by(`person:${ana.login}`));
  expect(recorded.body.answers[0].outcome).toBe('recorded');
});

test('a scan that does not say whose it is is recorded under whoever sends it', async () => {
  const ana = await personIn(app, here);
  const told = await ana.ask('POST', '/api/scans', received('HANDS-2'));
  expect(told.body.answers[0].outcome).toBe('recorded');
});

test('it holds for whatever is asked under a session or a key, whether it changes something or not', async () => {
  const ana = await personIn(app, here);
  for (const [method, url] of [
    ['GET', '/api/session'],
    ['POST', '/api/exceptions/1/settle'],
    ['POST', '/api/session/pin'],
  ] as const) {
    const told = await app.ask(method, url, method === 'GET' ? undefined : {}, {
      headers: by(`person:${ana.login}`),
    });
    expect([url, told.status, told.body.code]).toEqual([url, 409, 'other_actor']);
  }
});

test.each(['person:Łukasz', 'person:50%', 'person:ünal@example.com'])(
  'letters outside ASCII are percent-encoded: %s',
  async (actor) => {
    const login = actor.slice('person:'.length).toLowerCase();
    const made = await app.ask('POST', '/api/people', { login, name: 'Somebody', grants: here });
    const signedIn = await app.ask(
      'POST',
      '/api/session',
      { login, password: made.body.password },
      { key: null },
    );
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!;
    const ask = (expected: string) =>
      app.ask('GET', '/api/session', undefined, { key: null, headers: { cookie, ...by(expected) } });
    expect((await ask(`person:${login}`)).body.actor).toBe(`person:${login}`);
    expect((await ask(`person:${login}x`)).status).toBe(409);
  },
);
