import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { openFreshness } from '../../ledger/freshness.ts';
import { fixedClock, secondsAfter, systemClock } from '../../platform/clock.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { type Browser, browserOf, personIn } from '../../testing/people.ts';
import { openAccess } from '../change-access.ts';
import { openGate } from '../gate.ts';
import { openPasswords } from './password.ts';
import { hashOfToken } from './session-token.ts';
import { signIn } from './sign-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const associate = [{ role: 'associate', site: 'STORE-1' }] as const;
const tokenOf = (browser: Browser) => browser.cookie().split('=')[1]!;
const sites = (browser: Browser) => browser.ask('GET', '/api/sites');

/** Everything as another process would see it, at another time. */
function elsewhere(seconds = 0) {
  const { database } = app.world;
  const clock = fixedClock(secondsAfter(systemClock.now(), seconds));
  const access = openAccess(database);
  const parts = { database, access, clock, freshness: openFreshness(database), passwords: openPasswords() };
  const gate = openGate(parts);
  return {
    ...parts,
    admit: (session: string) => gate.admit({ authorization: undefined, session }, 'read', 'site'),
    recheck: (session: string) => gate.recheck({ authorization: undefined, session }, 'read', 'site'),
  };
}

async function limitsForgotten(): Promise<void> {
  await app.world.asOwner('delete from sign_in_limit');
}

describe('signing in', () => {
  test('does not offer a provider where none is configured', async () => {
    const told = await app.ask('GET', '/api/session/ways', undefined, { key: null });
    expect([told.status, told.body]).toEqual([200, { singleSignOn: false }]);
  });

  test('a person sees what he may do, and where', async () => {
    const ana = await personIn(app, [...associate, { role: 'lead', site: 'STORE-2' }]);
    const { body } = await ana.ask('GET', '/api/session');
    expect(body).toMatchObject({ kind: 'person', login: ana.login, actor: `person:${ana.login}` });
    const may = Object.fromEntries(
      body.may.map((right: { permission: string; sites: string[] }) => [right.permission, right.sites]),
    );
    expect(may).toEqual({
      read: ['STORE-1', 'STORE-2'],
      scan: ['STORE-1', 'STORE-2'],
      lead: ['STORE-2'],
      settle: ['STORE-2'],
    });
    const listed = await sites(ana);
    expect(listed.body.items.map((site: { code: string }) => site.code)).toEqual(['STORE-1', 'STORE-2']);
  });

  test('the cookie is for our pages alone, and only its hash is kept', async () => {
    const ana = await personIn(app, associate);
    const told = await browserOf(app).ask('POST', '/api/session', {
      login: ana.login,
      password: ana.password,
    });
    const [cookie, ...rest] = String(told.headers['set-cookie']).split('; ');
    expect(rest).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${limits.sessionHours * 3600}`]);
    const token = cookie!.split('=')[1]!;
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const [row] = await app.world.rows<{ whole: string; hash: string }>(
      `select s::text as whole, encode(hash, 'hex') as hash from session s order by id desc limit 1`,
    );
    expect(row!.hash).toBe(hashOfToken(token));
    expect(row!.whole).not.toContain(token);
    expect(told.text).not.toContain(token);
  });

  test('whatever is wrong, the answer is the same', async () => {
    await limitsForgotten();
    const ana = await personIn(app, associate);
    const gone = await personIn(app, associate);
    await app.ask('PATCH', `/api/people/${gone.id}`, { disabled: true });
    const late = await app.ask('POST', '/api/people', { login: 'late', name: 'Late', grants: [] });
    await app.world.asOwner(
      `update person set password_until = now() - interval '1 minute' where login = 'late'`,
    );
    const tries = [
      { login: ana.login, password: 'not the right one' },
      { login: 'nobody-has-this', password: 'not the right one' },
      { login: gone.login, password: gone.password },
      { login: 'late', password: late.body.password },
      { login: "' or 1=1 --", password: "' or 1=1 --" },
    ];
    const answers = await Promise.all(tries.map((body) => browserOf(app).ask('POST', '/api/session', body)));
    expect(answers.map(({ status }) => status)).toEqual(tries.map(() => 401));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ headers }) => headers['set-cookie'])).toEqual(tries.map(() => undefined));
  });

  test('a login is the same in capital letters; a password is not', async () => {
    await limitsForgotten();
    const ana = await personIn(app, associate);
    const asked = (login: string, password: string) =>
      browserOf(app).ask('POST', '/api/session', { login, password });
    expect((await asked(` ${ana.login.toUpperCase()} `, ana.password)).status).toBe(201);
    expect((await asked(ana.login, ana.password.toUpperCase())).status).toBe(401);
  });

  test('a session that the browser brought along is not taken on: it ends, and another begins', async () => {
    await limitsForgotten();
    const ana = await personIn(app, associate);
    const eve = await personIn(app, associate);
    const planted = browserOf(app, eve.cookie());
    await planted.ask('POST', '/api/session', { login: ana.login, password: ana.password });
    expect(planted.cookie()).not.toBe(eve.cookie());
    expect((await planted.ask('GET', '/api/session')).body.login).toBe(ana.login);
    expect((await eve.ask('GET', '/api/session')).body.code).toBe('session_ended');
    const invented = browserOf(app, `unitrail=${'A'.repeat(43)}`);
    await invented.ask('POST', '/api/session', { login: ana.login, password: ana.password });
    expect(invented.cookie()).not.toContain('AAAAAAAA');
  });
});

describe('too many wrong logins', () => {
  const wrong = (login: string, address = '10.1.2.3') =>
    signIn(elsewhere(), { login, password: 'wrong', address, client: '', replaces: undefined });

  test('of one account are not listened to for a while, the right one too; in whichever process', async () => {
    await limitsForgotten();
    const ana = await personIn(app, associate);
    const outcomes = [];
    for (let n = 0; n <= limits.accountFailuresMax; n += 1)
      outcomes.push(await wrong(ana.login, `10.0.0.${n}`));
    expect(outcomes.slice(0, -1)).toEqual(outcomes.slice(0, -1).map(() => 'wrong_login'));
    expect(outcomes.at(-1)).toEqual({ tooManySeconds: expect.any(Number) });
    const told = await browserOf(app).ask('POST', '/api/session', {
      login: ana.login,
      password: ana.password,
    });
    expect([told.status, told.body.code]).toEqual([429, 'too_many_tries']);
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(0);
    const parts = elsewhere(limits.failuresMinutes * 60 + 1);
    const later = {
      login: ana.login,
      password: ana.password,
      address: '10.9.9.9',
      client: '',
      replaces: undefined,
    };
    expect(await signIn(parts, later)).toHaveProperty('session');
    const { body } = await app.ask('GET', '/api/audit?limit=1000');
    expect(body.items.map((entry: { action: string }) => entry.action)).toContain('sign_in_limited');
  });

  test('an unknown account is counted as a known one', async () => {
    await limitsForgotten();
    for (let n = 0; n < limits.accountFailuresMax; n += 1) await wrong('nobody');
    expect(await wrong('nobody')).toHaveProperty('tooManySeconds');
  });

  test('from one address, whatever the account; an IPv6 network counts as one address', async () => {
    await limitsForgotten();
    await app.world.asOwner(`insert into sign_in_limit values
      ('address:10.7.7.7', ${limits.addressFailuresMax}, now() + interval '5 minutes'),
      ('address:2001:db8:0:1::/64', ${limits.addressFailuresMax}, now() + interval '5 minutes')`);
    for (const address of ['10.7.7.7', '::ffff:10.7.7.7', '2001:db8:0:1:5::9', '2001:db8:0:1::1'])
      expect([address, await wrong('anybody', address)]).toEqual([
        address,
        { tooManySeconds: expect.any(Number) },
      ]);
    for (const address of ['10.7.7.8', '2001:db8:0:2::1'])
      expect([address, await wrong('anybody', address)]).toEqual([address, 'wrong_login']);
    await limitsForgotten();
  });

  test('a hundred at once are a hundred', async () => {
    await limitsForgotten();
    const all = await Promise.all(Array.from({ length: 30 }, () => wrong('stormed')));
    expect(all.filter((one) => one === 'wrong_login')).toHaveLength(limits.accountFailuresMax);
    await limitsForgotten();
  });

  test('the right password forgets the wrong ones before', async () => {
    const ana = await personIn(app, associate);
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < limits.accountFailuresMax - 1; n += 1) await wrong(ana.login, `10.3.${round}.${n}`);
      const told = await browserOf(app).ask('POST', '/api/session', {
        login: ana.login,
        password: ana.password,
      });
      expect(told.status).toBe(201);
    }
    await limitsForgotten();
  });
});

describe('a session ends', () => {
  const gone = { code: 'session_ended' };

  test('when its person signs out: its token is good for nothing, and the browser forgets it', async () => {
    const ana = await personIn(app, associate);
    const cookie = ana.cookie();
    const token = tokenOf(ana);
    const { admit } = elsewhere();
    expect(await admit(token)).toMatchObject({ kind: 'person' });
    const told = await ana.ask('DELETE', '/api/session');
    expect([told.body, told.headers['set-cookie']]).toEqual([
      { ended: 1 },
      expect.stringMatching(/^unitrail=; .*Max-Age=0/),
    ]);
    expect((await browserOf(app, cookie).ask('GET', '/api/session')).body).toMatchObject(gone);
    await expect.poll(() => admit(token)).toBe('session_ended');
  });

  test('from another of his sessions, and nobody else’s', async () => {
    const ana = await personIn(app, associate);
    const bob = await personIn(app, associate);
    const second = browserOf(app);
    await second.ask('POST', '/api/session', { login: ana.login, password: ana.password });
    const { items } = (await second.ask('GET', '/api/sessions')).body;
    const first = items.find((one: { isThis: boolean }) => !one.isThis);
    expect((await bob.ask('DELETE', `/api/sessions/${first.id}`)).body.code).toBe('session_not_found');
    expect((await ana.ask('GET', '/api/session')).status).toBe(200);
    expect((await second.ask('DELETE', `/api/sessions/${first.id}`)).status).toBe(200);
    expect((await ana.ask('GET', '/api/session')).body).toMatchObject(gone);
  });

  test.each([
    ['nobody used it for too long', limits.sessionIdleMinutes * 60],
    ['it is as old as a session gets', limits.sessionHours * 3600],
  ])('when %s', async (_why, seconds) => {
    const token = tokenOf(await personIn(app, associate));
    const isUsed = seconds === limits.sessionHours * 3600;
    await app.world.asOwner(
      `update session set last_used_at = ends_at - interval '2 minutes' where ${isUsed}`,
    );
    expect(await elsewhere(seconds - 60).admit(token)).toMatchObject({ kind: 'person' });
    expect(await elsewhere(seconds + 60).admit(token)).toBe('session_ended');
  });

  test('not while another process sees it used', async () => {
    const token = tokenOf(await personIn(app, associate));
    const { admit } = elsewhere(limits.sessionIdleMinutes * 60 + 600);
    await app.world.asOwner(`update session set last_used_at = now() + interval '1 hour'
      where hash = decode('${hashOfToken(token)}', 'hex')`);
    expect(await admit(token)).toMatchObject({ kind: 'person' });
  });

  test('whoever only listens, does not use it', async () => {
    const token = tokenOf(await personIn(app, associate));
    const lastUse = async () => {
      const hash = hashOfToken(token);
      const found = await app.world.rows<{ at: Date }>(
        `select last_used_at as at from session where decode($1, 'hex') in (hash, before)`,
        [hash],
      );
      return found[0]!.at.getTime();
    };
    const before = await lastUse();
    const nearlyOver = elsewhere(limits.sessionIdleMinutes * 60 - 60);
    expect(await nearlyOver.recheck(token)).toMatchObject({ kind: 'person' });
    expect(await lastUse()).toBe(before);
    expect(await elsewhere(limits.sessionIdleMinutes * 60 + 60).recheck(token)).toBe('session_ended');
    expect(await nearlyOver.admit(token)).toMatchObject({ kind: 'person' });
    await expect.poll(lastUse).toBeGreaterThan(before);
  });

  test.each([
    ['is disabled', (id: number) => app.ask('PATCH', `/api/people/${id}`, { disabled: true })],
    ['is signed out by somebody', (id: number) => app.ask('DELETE', `/api/people/${id}/sessions`)],
    ['is given another password', (id: number) => app.ask('POST', `/api/people/${id}/password`)],
  ])('when its person %s', async (_what, change) => {
    const ana = await personIn(app, associate);
    const { admit } = elsewhere();
    const token = tokenOf(ana);
    expect(await admit(token)).toMatchObject({ kind: 'person' });
    expect((await change(ana.id)).status).toBeLessThan(300);
    expect((await ana.ask('GET', '/api/sites')).body).toMatchObject(gone);
    await expect.poll(() => admit(token)).toBe('session_ended');
  });
});

describe('a session’s token is replaced', () => {
  test('after some hours; the old one is good for a moment, and then for nothing', async () => {
    const token = tokenOf(await personIn(app, associate));
    const hours = limits.sessionRenewHours * 3600;
    const admitted = await elsewhere(hours + 1).admit(token);
    const renewed = (admitted as { renewed?: string }).renewed!;
    expect(renewed).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await elsewhere(hours + 2).admit(renewed)).not.toHaveProperty('renewed');
    expect(await elsewhere(hours + limits.sessionGraceSeconds).admit(token)).not.toHaveProperty('renewed');
    expect(await elsewhere(hours + limits.sessionGraceSeconds + 2).admit(token)).toBe('session_ended');
    expect(await elsewhere(hours + limits.sessionGraceSeconds + 2).admit(renewed)).toMatchObject({
      kind: 'person',
    });
  });

  test('of two requests at once only one replaces it, and both are answered', async () => {
    const token = tokenOf(await personIn(app, associate));
    const [a, b] = [
      elsewhere(limits.sessionRenewHours * 3600 + 1),
      elsewhere(limits.sessionRenewHours * 3600 + 1),
    ];
    const both = await Promise.all([a.admit(token), b.admit(token)]);
    expect(both.filter((one) => typeof one === 'object')).toHaveLength(2);
    expect(both.filter((one) => typeof one === 'object' && one.renewed !== undefined)).toHaveLength(1);
  });

  test('when what he may do has changed, which counts at once', async () => {
    const ana = await personIn(app, associate);
    const before = ana.cookie();
    await app.ask('PATCH', `/api/people/${ana.id}`, { grants: [{ role: 'lead', site: 'DC' }] });
    const listed = await sites(ana);
    expect(listed.body.items.map((site: { code: string }) => site.code)).toEqual(['DC']);
    expect(ana.cookie()).not.toBe(before);
    expect((await sites(ana)).status).toBe(200);
  });
});

describe('passwords', () => {
  test('one that somebody else gave opens nothing but the choice of another', async () => {
    const { body } = await app.ask('POST', '/api/people', {
      login: 'fresh',
      name: 'Fresh',
      grants: associate,
    });
    const fresh = browserOf(app);
    const told = await fresh.ask('POST', '/api/session', { login: 'fresh', password: body.password });
    expect([told.status, told.body.mustChoosePassword]).toEqual([201, true]);
    const refused = await sites(fresh);
    expect([refused.status, refused.body.code]).toEqual([403, 'password_change_needed']);
    const before = fresh.cookie();
    const chosen = { password: body.password, newPassword: 'a kettle on a blue shelf' };
    expect((await fresh.ask('POST', '/api/session/password', chosen)).body.mustChoosePassword).toBe(false);
    expect((await sites(fresh)).status).toBe(200);
    expect((await browserOf(app, before).ask('GET', '/api/session')).body.code).toBe('session_ended');
    expect(
      (await browserOf(app).ask('POST', '/api/session', { login: 'fresh', password: body.password })).status,
    ).toBe(401);
  });

  test('a new one ends all other sessions, and needs the one in force', async () => {
    const ana = await personIn(app, associate);
    const second = browserOf(app);
    await second.ask('POST', '/api/session', { login: ana.login, password: ana.password });
    const wrong = { password: 'not the right one', newPassword: 'a kettle on a blue shelf' };
    const told = await ana.ask('POST', '/api/session/password', wrong);
    expect([told.status, told.body.code, told.body.where]).toEqual([401, 'wrong_login', 'password']);
    await ana.ask('POST', '/api/session/password', { ...wrong, password: ana.password });
    expect((await ana.ask('GET', '/api/session')).status).toBe(200);
    expect((await second.ask('GET', '/api/session')).body.code).toBe('session_ended');
  });

  test.each([
    ['short', 'elevenchars'],
    ['one letter again and again', 'aaaaaaaaaaaaaaaa'],
    ['the login with little besides', 'person-login-1'],
    ['the one before', 'seven blue kettles'],
  ])('%s: not taken', async (what, newPassword) => {
    const ana = await personIn(app, associate);
    const password =
      what === 'the one before' ? ana.password : newPassword.replace('person-login-', ana.login);
    const told = await ana.ask('POST', '/api/session/password', {
      password: ana.password,
      newPassword: password,
    });
    expect([told.status, told.body.code, told.body.where]).toEqual([422, 'weak_password', 'newPassword']);
  });

  test('any characters count, and long words are enough', async () => {
    const ana = await personIn(app, associate);
    for (const newPassword of ['correct horse battery', '🦊🐢🐝🐙🦉🐌🦀🐠🦋🐞🐜🦗', 'ÄÖÜß ñ 電話 ключ']) {
      const { password } = ana;
      const told = await ana.ask('POST', '/api/session/password', { password, newPassword });
      expect([newPassword, told.status]).toEqual([newPassword, 200]);
      await ana.ask('POST', '/api/session/password', { password: newPassword, newPassword: password });
    }
  });

  test('is kept as argon2id with its cost', async () => {
    const ana = await personIn(app, associate);
    const [row] = await app.world.rows<{ password: string }>('select password from person where id = $1', [
      ana.id,
    ]);
    expect(row!.password).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
  });

  test('are checked four at a time; more than may wait are turned away', async () => {
    const passwords = openPasswords();
    const many = limits.passwordsAtOnce + limits.passwordQueueMax + 5;
    const asked = await Promise.allSettled(Array.from({ length: many }, () => passwords.isRight('x', null)));
    expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    expect(await passwords.isRight('x', await passwords.hashOf('x'))).toBe(true);
  });
});

describe('a request under a cookie that changes something', () => {
  const scan = {
    move: 'receive',
    site: 'STORE-1',
    scans: [{ id: crypto.randomUUID(), codes: ['TV', 'CSRF'], input: 'keyed' }],
  };

  test.each<[string, Record<string, string | undefined>]>([
    ['without our own header', { 'x-unitrail-request': undefined }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['from the same host over another scheme', { origin: 'https://localhost:80' }],
    ['from another port', { origin: 'http://localhost:81' }],
    ['from another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour on the domain', { 'sec-fetch-site': 'same-site' }],
  ])('%s is refused before anything is read', async (_what, headers) => {
    const ana = await personIn(app, associate);
    const sent = Object.fromEntries(
      Object.entries({ cookie: ana.cookie(), 'x-unitrail-request': '1', ...headers }).filter(
        ([, v]) => v !== undefined,
      ),
    ) as Record<string, string>;
    const told = await app.ask('POST', '/api/scans', scan, { key: null, headers: sent });
    expect([told.status, told.body.code]).toEqual([403, 'cross_site']);
  });

  test('from our own page is taken; a key asks for none of this', async () => {
    const ana = await personIn(app, associate);
    const own = { origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' };
    expect((await ana.ask('POST', '/api/scans', scan, own)).status).toBe(200);
    const headers = { origin: 'https://elsewhere.example' };
    expect((await app.ask('POST', '/api/scans', scan, { headers })).status).toBe(200);
  });

  test('nobody is signed in from a page of others', async () => {
    const ana = await personIn(app, associate);
    const body = { login: ana.login, password: ana.password };
    const told = await browserOf(app).ask('POST', '/api/session', body, { origin: 'https://evil.example' });
    expect([told.status, told.headers['set-cookie']]).toEqual([403, undefined]);
  });
});

describe('hostile credentials', () => {
  test.each([
    ['no token', 'unitrail='],
    ['a short one', 'unitrail=abc'],
    ['one that nobody has', `unitrail=${'B'.repeat(43)}`],
    ['a very long one', `unitrail=${'C'.repeat(6000)}`],
    ['characters that are none of ours', `unitrail=${'%00'.repeat(10)}`],
    ['another name', `__Host-unitrail=${'B'.repeat(43)}`],
  ])('%s is nobody', async (_what, cookie) => {
    const told = await app.ask('GET', '/api/session', undefined, { key: null, headers: { cookie } });
    expect(told.status).toBe(401);
  });

  test('a cookie that stands twice is none, whichever of them is good', async () => {
    const ana = await personIn(app, associate);
    const cookie = `${ana.cookie()}; unitrail=${'B'.repeat(43)}`;
    const told = await app.ask('GET', '/api/session', undefined, { key: null, headers: { cookie } });
    expect([told.status, told.body.code]).toEqual([401, 'unauthenticated']);
  });

  test('a key that is not good is not made good by a session beside it', async () => {
    const ana = await personIn(app, associate);
    const headers = { cookie: ana.cookie(), authorization: 'Bearer utk_none' };
    const told = await app.ask('GET', '/api/session', undefined, { key: null, headers });
    expect([told.status, told.body.code]).toEqual([401, 'unknown_key']);
  });

  test('a password is not taken over plain HTTP from the network', async () => {
    const ana = await personIn(app, associate);
    const reply = await app.server.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '192.168.1.20',
      payload: { login: ana.login, password: ana.password },
    });
    expect([reply.statusCode, reply.json().code, reply.headers['set-cookie']]).toEqual([
      403,
      'insecure_connection',
      undefined,
    ]);
  });
});

test('what somebody does in a session is recorded under his own name', async () => {
  const ana = await personIn(app, associate);
  const scans = [{ id: crypto.randomUUID(), codes: ['TV', 'BY-ANA'], input: 'scanned' }];
  const told = await ana.ask('POST', '/api/scans', { move: 'receive', site: 'STORE-1', scans });
  const { body } = await app.ask('GET', `/api/units/${told.body.answers[0].unit.id}/history`);
  expect(body.events[0].actor).toBe(`person:${ana.login}`);
});
