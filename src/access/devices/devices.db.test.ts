import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFreshness } from '../../ledger/freshness.ts';
import { verify } from '../../ledger/verify.ts';
import { type Clock, fixedClock, systemClock } from '../../platform/clock.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { openAccess } from '../change-access.ts';
import { openDeviceRing } from './device-ring.ts';
import { hashOfToken } from './device-token.ts';
import { makePairing } from './pair.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const nobody = { key: null } as const;

async function invite(wishes: Record<string, unknown> = {}) {
  const told = await app.ask('POST', '/api/devices/pairings', { name: 'Handheld', site: 'DC', ...wishes });
  expect(told.status).toBe(201);
  return told.body as { code: string; endsAt: string; link: string; qr: string };
}

const pair = (code: string, more: Record<string, unknown> = {}) =>
  app.ask('POST', '/api/devices/pair', { code, ...more }, nobody);

async function paired(wishes: Record<string, unknown> = {}): Promise<{ id: number; token: string }> {
  const told = await pair((await invite(wishes)).code);
  expect(told.status).toBe(201);
  return told.body;
}

const as = (token: string) => ({ headers: { 'x-unitrail-device': token } });
const self = (token: string) => app.ask('GET', '/api/devices/self', undefined, { ...nobody, ...as(token) });

/** A key of a manager at one site only. */
async function managerOf(site: string): Promise<string> {
  const { body } = await app.ask('POST', '/api/keys', { name: `Manager of ${site}`, role: 'manager' });
  await app.world.asOwner(
    `update api_key set sites = array[(select id from site where code = '${site}')] where id = ${body.id}`,
  );
  return body.key;
}

function partsWith(clock: Clock) {
  const { database } = app.world;
  return { database, freshness: openFreshness(database), access: openAccess(database), clock };
}

describe('letting a device in', () => {
  test('a code lets one device in, at the site and station that it was made for', async () => {
    const { code, endsAt } = await invite({ name: 'Till scanner', site: 'STORE-1', station: 'Till 3' });
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const minutes = (Date.parse(endsAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(0);
    expect(minutes).toBeLessThanOrEqual(15);
    const { status, body } = await pair(code, { name: 'Mine', site: 'DC', station: 'Roof' });
    expect([status, body.name, body.site, body.station]).toEqual([201, 'Till scanner', 'STORE-1', 'Till 3']);
    expect((await self(body.token)).body.device).toMatchObject({
      id: body.id,
      name: 'Till scanner',
      revokedAt: null,
    });
  });

  test('how the code is typed does not matter', async () => {
    const { code } = await invite();
    expect((await pair(` ${code.toLowerCase().replace('-', ' ')} `)).status).toBe(201);
  });

  test('a code that is wrong, used or past its time is refused alike', async () => {
    const used = (await invite()).code;
    await pair(used);
    const past = await makePairing(
      partsWith(fixedClock(new Date(Date.now() - 16 * 60_000))),
      { name: 'Late', site: null, station: null },
      { actor: 1, address: null },
    );
    const told = await Promise.all(['2222-2222', 'nonsense', used, past.code].map((code) => pair(code)));
    expect(told.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(new Set(told.map(({ text }) => text)).size).toBe(1);
    expect(told[0]!.body.code).toBe('pairing_refused');
  });

  test('of devices that show one code at the same time one gets in', async () => {
    const { code } = await invite();
    const told = await Promise.all(Array.from({ length: 6 }, () => pair(code)));
    expect(told.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403, 403]);
  });

  test('an address that tried many wrong codes is not listened to for a while, right ones neither', async () => {
    await app.world.asOwner('delete from sign_in_limit');
    for (let i = 0; i < 30; i++) expect((await pair('2222-2222')).status).toBe(403);
    const { code } = await invite();
    const told = await pair(code);
    expect([told.status, told.body.code, Number(told.headers['retry-after']) > 0]).toEqual([
      429,
      'too_many_tries',
      true,
    ]);
    await app.world.asOwner(`update sign_in_limit set ends_at = now() - interval '1 second'`);
    expect((await pair(code)).status).toBe(201);
  });

  test('the terminal’s code asks the device for its site, and is not used up by asking', async () => {
    const code = await app.app.pairingCode();
    const asked = await pair(code);
    expect([asked.status, asked.body.code, asked.body.where]).toEqual([422, 'unknown_site', 'site']);
    expect(asked.body.sites.map((site: { code: string }) => site.code)).toEqual(['DC', 'STORE-1', 'STORE-2']);
    expect((await pair(code, { site: 'NOWHERE' })).status).toBe(422);
    const told = await pair(code, { site: 'STORE-2', name: 'Zebra 7' });
    expect([told.status, told.body.site, told.body.name, told.body.pairedBy]).toEqual([
      201,
      'STORE-2',
      'Zebra 7',
      'system',
    ]);
  });

  test('only the hash of a token is kept, and no list shows either', async () => {
    const { id, token } = await paired();
    const [row] = await app.world.rows<{ hash: string; whole: string }>(
      `select encode(hash, 'hex') as hash, d::text as whole from device d where id = $1`,
      [id],
    );
    expect(row!.hash).toBe(hashOfToken(token));
    expect(row!.whole).not.toContain(token);
    const { text } = await app.ask('GET', '/api/devices?limit=1000');
    expect(text).toContain(`"id":${id},`);
    expect(text).not.toContain(token);
    expect(text).not.toContain(row!.hash);
  });

  test('a browser keeps the token as a cookie that no script reads and no other site sends', async () => {
    const told = await pair((await invite()).code);
    const cookie = String(told.headers['set-cookie']);
    expect(cookie).toMatch(
      /^unitrail-device=utd_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=34560000$/,
    );
    const headers = { cookie: `other=1; ${cookie.split(';')[0]}` };
    const again = await app.ask('GET', '/api/devices/self', undefined, { ...nobody, headers });
    expect([again.body.device.id, String(again.headers['set-cookie'])]).toEqual([told.body.id, cookie]);
  });

  test('the code comes as a link and as a picture of it', async () => {
    const { code, link, qr } = await invite();
    expect(link).toBe(`http://localhost:80/pair#${code}`);
    expect(qr).toMatch(/^<svg[^>]*>.*<\/svg>$/s);
  });
});

describe('a manager of one site', () => {
  test('lets devices in there, and nowhere else', async () => {
    const key = await managerOf('STORE-1');
    const ask = (site: string) => app.ask('POST', '/api/devices/pairings', { name: 'X', site }, { key });
    expect((await ask('STORE-1')).status).toBe(201);
    const [elsewhere, absent] = [await ask('STORE-2'), await ask('STORE-9')];
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'unknown_site']);
    expect(elsewhere.text).toBe(absent.text.replace('STORE-9', 'STORE-2'));
  });

  test('sees and shuts out the devices of his site; those of others answer like absent ones', async () => {
    const key = await managerOf('STORE-1');
    const [own, other] = [await paired({ site: 'STORE-1' }), await paired({ site: 'STORE-2' })];
    const { body } = await app.ask('GET', '/api/devices?limit=1000', undefined, { key });
    expect(new Set(body.items.map((device: { site: string }) => device.site))).toEqual(new Set(['STORE-1']));
    for (const [method, change] of [
      ['PATCH', { name: 'Y' }],
      ['DELETE', undefined],
    ] as const) {
      const told = await app.ask(method, `/api/devices/${other.id}`, change, { key });
      const absent = await app.ask(method, '/api/devices/2147483647', change, { key });
      expect([told.status, told.text]).toEqual([404, absent.text]);
    }
    expect((await app.ask('PATCH', `/api/devices/${own.id}`, { site: 'STORE-2' }, { key })).status).toBe(422);
    expect((await app.ask('DELETE', `/api/devices/${own.id}`, undefined, { key })).status).toBe(200);
    expect((await self(other.token)).body.device.id).toBe(other.id);
  });
});

describe('a device that is in', () => {
  test('is on each event that is scanned with it, under its name of today', async () => {
    const { id, token } = await paired({ name: 'Zebra 1' });
    const scans = [
      { id: '018f3b1e-0000-7000-8000-00000000de01', codes: ['TV', 'DEV-1'], input: 'scanned', n: 4 },
    ];
    const told = await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans }, as(token));
    const unit = told.body.answers[0].unit.id;
    await app.ask('PATCH', `/api/devices/${id}`, { name: 'Zebra at the dock', station: 'Dock 1' });
    const { body } = await app.ask('GET', `/api/units/${unit}/history`);
    expect(body.events[0]).toMatchObject({ device: { id, name: 'Zebra at the dock' }, deviceCount: 4 });
    await app.scan('put_away', ['TV', 'DEV-1'], { location: 'A-01' });
    const [, second] = (await app.ask('GET', `/api/units/${unit}/history`)).body.events;
    expect(second.device).toBe(null);
    expect((await verify({ url: app.world.test.ownerUrl })).listed).toEqual([]);
  });

  test('that is shut out is refused at once, whatever key it brings along', async () => {
    const { id, token } = await paired();
    const first = await app.ask('DELETE', `/api/devices/${id}`);
    expect([first.status, first.body.revokedAt]).toEqual([200, expect.any(String)]);
    expect((await self(token)).body).toEqual({ device: null, why: 'device_revoked' });
    const told = await app.ask('GET', '/api/sites', undefined, as(token));
    expect([told.status, told.body.code]).toEqual([401, 'device_revoked']);
    expect((await app.ask('DELETE', `/api/devices/${id}`)).body).toEqual(first.body);
  });

  test('that another process shuts out is refused in less than a second', async () => {
    const ring = openDeviceRing(partsWith(systemClock));
    const { id, token } = await paired();
    expect(await ring.deviceOf(token)).toMatchObject({ id });
    await app.ask('DELETE', `/api/devices/${id}`);
    await sleep(1_000);
    expect(await ring.deviceOf(token)).toBe('device_revoked');
  });

  test('that nobody let in is refused', async () => {
    const token = `utd_${'A'.repeat(43)}`;
    expect((await self(token)).body).toEqual({ device: null, why: 'unknown_device' });
    expect((await app.ask('GET', '/api/sites', undefined, as(token))).body.code).toBe('unknown_device');
    expect((await app.ask('GET', '/api/devices/self', undefined, nobody)).body.why).toBe('unknown_device');
  });

  test('is seen at most once a minute', async () => {
    const { id, token } = await paired();
    const seenAt = async () =>
      (
        await app.world.rows<{ at: Date | null }>('select last_seen_at as at from device where id = $1', [id])
      )[0]!.at;
    const at = async (time: string) => {
      await openDeviceRing(partsWith(fixedClock(time))).deviceOf(token);
      // The note is written behind the request: a statement sent after it on the same pool may overtake it.
      await expect
        .poll(async () => ((await seenAt())?.getTime() ?? 0) >= Date.parse('2099-01-01'))
        .toBe(true);
      return (await seenAt())!.toISOString();
    };
    expect(await at('2099-01-01T12:00:00.000Z')).toBe('2099-01-01T12:00:00.000Z');
    expect(await at('2099-01-01T12:00:59.000Z')).toBe('2099-01-01T12:00:00.000Z');
    const later = openDeviceRing(partsWith(fixedClock('2099-01-01T12:01:01.000Z')));
    await later.deviceOf(token);
    await expect.poll(async () => (await seenAt())!.toISOString()).toBe('2099-01-01T12:01:01.000Z');
  });
});

test('letting in, changing and shutting out are in the audit list, without a secret', async () => {
  const { code } = await invite({ name: 'Watched', station: 'Till 1' });
  const { body } = await pair(code);
  await app.ask('PATCH', `/api/devices/${body.id}`, { station: null });
  await app.ask('DELETE', `/api/devices/${body.id}`);
  const entries = await app.world.rows<{ action: string }>(
    `select action, actor_id > 1 as by_somebody, before, after from access_audit where subject = $1 order by id`,
    [`device:${body.id}`],
  );
  const facts = { name: 'Watched', site: 'DC' };
  expect(entries).toEqual([
    { action: 'device_paired', by_somebody: true, before: null, after: { ...facts, station: 'Till 1' } },
    {
      action: 'device_changed',
      by_somebody: true,
      before: { ...facts, station: 'Till 1' },
      after: { ...facts, station: null },
    },
    { action: 'device_revoked', by_somebody: true, before: { ...facts, station: null }, after: null },
  ]);
  const [all] = await app.world.rows<{ text: string }>(
    `select string_agg(a::text, ' ') as text from access_audit a`,
  );
  for (const secret of [code, body.token, hashOfToken(body.token)]) expect(all!.text).not.toContain(secret);
});
