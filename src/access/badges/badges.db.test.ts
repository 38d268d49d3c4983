import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock, secondsAfter } from '../../platform/clock.ts';
import { openTestApp, type TestApp, type Told } from '../../testing/app.ts';
import { openAccess } from '../change-access.ts';
import { openGate } from '../gate.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

interface OnDevice {
  readonly id: number;
  readonly token: string;
}

async function deviceAt(site = 'DC'): Promise<OnDevice> {
  const invited = await app.ask('POST', '/api/devices/pairings', { name: `At ${site}`, site });
  return (await app.ask('POST', '/api/devices/pair', { code: invited.body.code }, { key: null })).body;
}

let counter = 0;

/** A person with a badge and a PIN. */
async function personWith(
  role: string,
  site: string | null = 'DC',
  pin: string | undefined = '2580',
): Promise<{ id: number; login: string; badge: string }> {
  counter += 1;
  const [login, badge] = [`hand-${counter}`, `90001${counter}`];
  const made = await app.ask('POST', '/api/people', {
    login,
    name: `Hand ${counter}`,
    grants: [{ role, site }],
  });
  expect(made.status).toBe(201);
  const told = await app.ask('POST', `/api/people/${made.body.id}/badge`, { badge, ...(pin ? { pin } : {}) });
  expect([told.status, told.body]).toEqual([200, { done: true }]);
  return { id: made.body.id, login, badge };
}

const onDevice = (token: string) => ({ key: null, headers: { 'x-unitrail-device': token } });

const take = (device: OnDevice, badge: string, pin = '2580') =>
  app.ask('POST', '/api/session/switch', { badge, pin }, onDevice(device.token));

/** What a browser on the device sends from then on. */
function as(told: Told, device?: OnDevice) {
  const cookie = String(told.headers['set-cookie']).split(';')[0]!;
  const headers = { cookie, 'x-unitrail-request': '1' };
  return { key: null, headers: { ...headers, ...(device ? { 'x-unitrail-device': device.token } : {}) } };
}

const retryAfter = ({ status, headers }: Told) => [status, Number(headers['retry-after']) > 0];

describe('the next pair of hands on a shared device', () => {
  test('scan badge and PIN, and each scan is theirs and the device’s', async () => {
    const device = await deviceAt();
    const { login, badge } = await personWith('associate');
    const told = await take(device, `${badge}\r\n`);
    expect([told.status, told.body.login, told.body.kind]).toEqual([201, login, 'person']);
    const scans = [
      { id: '018f3b1e-0000-7000-8000-00000000ba01', codes: ['TV', 'BADGE-1'], input: 'scanned' },
    ];
    const scanned = await app.ask(
      'POST',
      '/api/scans',
      { move: 'receive', site: 'DC', scans },
      as(told, device),
    );
    expect(scanned.body.answers[0].outcome).toBe('recorded');
    const { body } = await app.ask('GET', `/api/units/${scanned.body.answers[0].unit.id}/history`);
    expect(body.events[0]).toMatchObject({ actor: `person:${login}`, device: { id: device.id } });
  });

  test('end the session of whoever worked there before, and of nobody elsewhere', async () => {
    const [here, there] = [await deviceAt(), await deviceAt()];
    const [first, second] = [await personWith('associate'), await personWith('associate')];
    const before = await take(here, first.badge);
    const elsewhere = await take(there, first.badge);
    await take(here, second.badge);
    expect((await app.ask('GET', '/api/session', undefined, as(before, here))).body.code).toBe(
      'session_ended',
    );
    expect((await app.ask('GET', '/api/session', undefined, as(elsewhere, there))).body.login).toBe(
      first.login,
    );
  });

  test('lock the device, which stays let in', async () => {
    const device = await deviceAt();
    const told = await take(device, (await personWith('associate')).badge);
    const locked = await app.ask('POST', '/api/session/lock', {}, as(told, device));
    expect([locked.status, locked.body]).toEqual([200, { locked: true }]);
    expect((await app.ask('GET', '/api/session', undefined, as(told, device))).body.code).toBe(
      'session_ended',
    );
    const self = await app.ask('GET', '/api/devices/self', undefined, onDevice(device.token));
    expect(self.body.device.id).toBe(device.id);
  });

  test('are locked out after two minutes in which nothing was asked', async () => {
    const device = await deviceAt();
    const told = await take(device, (await personWith('associate')).badge);
    const { database } = app.world;
    const session = String(told.headers['set-cookie']).split(';')[0]!.split('=')[1]!;
    const from = { id: device.id, name: '', site: 0, siteCode: 'DC', station: null };
    const admitted = async (seconds: number) => {
      const clock = fixedClock(secondsAfter(new Date(), seconds));
      const gate = openGate({ database, access: openAccess(database), clock });
      const asked = await gate.admit({ authorization: undefined, session, device: from }, 'self', 'network');
      return typeof asked === 'string' ? asked : asked.name;
    };
    expect(await admitted(100)).toMatch('Hand');
    expect(await admitted(125 + 100)).toBe('session_ended');
  });
});

describe('badge and PIN', () => {
  test('are worth nothing without a device that was let in', async () => {
    const { badge } = await personWith('associate');
    const body = { badge, pin: '2580' };
    const bare = await app.ask('POST', '/api/session/switch', body, { key: null });
    expect([bare.status, bare.body.code]).toEqual([401, 'unknown_device']);
    const device = await deviceAt();
    await app.ask('DELETE', `/api/devices/${device.id}`);
    expect((await take(device, badge)).body.code).toBe('device_revoked');
  });

  test('that are wrong, unknown, without a PIN or of a disabled person are answered alike', async () => {
    const device = await deviceAt();
    const [right, bare, gone] = [
      await personWith('associate'),
      await personWith('associate', 'DC', ''),
      await personWith('associate'),
    ];
    await app.ask('PATCH', `/api/people/${gone.id}`, { disabled: true });
    const told = [
      await take(device, right.badge, '2581'),
      await take(device, '99999999'),
      await take(device, '1'),
      await take(device, bare.badge),
      await take(device, gone.badge),
    ];
    expect(told.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(new Set(told.map(({ text }) => text)).size).toBe(1);
    expect(told[0]!.body.code).toBe('wrong_badge');
  });

  test('are not listened to for a while after five wrong tries of one badge, on whichever device', async () => {
    const { badge } = await personWith('associate');
    for (let i = 0; i < 5; i++) expect((await take(await deviceAt(), badge, '0001')).status).toBe(401);
    const told = await take(await deviceAt(), badge);
    expect([retryAfter(told), told.body.code]).toEqual([[429, true], 'too_many_tries']);
    await app.world.asOwner(`update sign_in_limit set ends_at = now() - interval '1 second'`);
    expect((await take(await deviceAt(), badge)).status).toBe(201);
  });

  test('are not listened to for a while after many wrong tries on one device, whatever the badges', async () => {
    const device = await deviceAt();
    for (let i = 0; i < 30; i++) expect((await take(device, `stranger-${i}`)).status).toBe(401);
    const { badge } = await personWith('associate');
    expect(retryAfter(await take(device, badge))).toEqual([429, true]);
    expect((await take(await deviceAt(), badge)).status).toBe(201);
  });

  test('open a session that is good on its device only', async () => {
    const [device, other] = [await deviceAt(), await deviceAt()];
    const told = await take(device, (await personWith('associate')).badge);
    const me = async (more: Parameters<TestApp['ask']>[3]) =>
      (await app.ask('GET', '/api/session', undefined, more)).status;
    expect(await me(as(told, device))).toBe(200);
    expect(await me(as(told))).toBe(401);
    expect(await me(as(told, other))).toBe(401);
    await app.ask('DELETE', `/api/devices/${device.id}`);
    expect(await me(as(told, device))).toBe(401);
  });

  test('open what is done on the floor, at the device’s site, whatever else their owner may do', async () => {
    const device = await deviceAt('STORE-1');
    const told = await take(device, (await personWith('admin', null)).badge);
    const asks = async (url: string) => (await app.ask('GET', url, undefined, as(told, device))).status;
    expect([await asks('/api/keys'), await asks('/api/people'), await asks('/api/audit')]).toEqual([
      403, 403, 403,
    ]);
    const { body } = await app.ask('GET', '/api/session', undefined, as(told, device));
    expect(body.may).toEqual(
      ['read', 'scan', 'lead', 'settle'].map((permission) => ({ permission, sites: ['STORE-1'] })),
    );
    const scans = [
      { id: '018f3b1e-0000-7000-8000-00000000ba02', codes: ['TV', 'BADGE-2'], input: 'scanned' },
    ];
    const elsewhere = await app.ask(
      'POST',
      '/api/scans',
      { move: 'receive', site: 'DC', scans },
      as(told, device),
    );
    expect(elsewhere.body.code).toBe('unknown_site');
  });

  test('of somebody without a role at the device’s site open nothing', async () => {
    const told = await take(await deviceAt('STORE-2'), (await personWith('associate', 'DC')).badge);
    expect([told.status, told.body.code, told.headers['set-cookie']]).toEqual([403, 'no_role', undefined]);
  });
});

describe('giving badges', () => {
  test('a badge belongs to one person, until it is taken back', async () => {
    const [one, other] = [await personWith('associate'), await personWith('associate')];
    const taken = await app.ask('POST', `/api/people/${other.id}/badge`, { badge: one.badge });
    expect([taken.status, taken.body.code]).toEqual([409, 'badge_taken']);
    expect((await app.ask('DELETE', `/api/people/${one.id}/badge`)).status).toBe(200);
    expect((await app.ask('POST', `/api/people/${other.id}/badge`, { badge: one.badge })).status).toBe(200);
    const told = await take(await deviceAt(), one.badge);
    expect(told.body.login).toBe(other.login);
  });

  test.each(['taken back', 'replaced'])('a badge that is %s ends what it opened', async (how) => {
    const device = await deviceAt();
    const { id, badge } = await personWith('associate');
    const told = await take(device, badge);
    const url = `/api/people/${id}/badge`;
    if (how === 'replaced') await app.ask('POST', url, { badge: `${badge}-new`, pin: '2580' });
    else await app.ask('DELETE', url);
    expect((await app.ask('GET', '/api/session', undefined, as(told, device))).body.code).toBe(
      'session_ended',
    );
    expect((await take(device, badge)).body.code).toBe('wrong_badge');
  });

  test.each([
    [{ badge: '90009', pin: '1234' }, 422, 'weak_pin'],
    [{ badge: '90002580', pin: '2580' }, 422, 'weak_pin'],
    [{ badge: '12' }, 422, 'bad_badge'],
    [{ badge: '90009', pin: '12' }, 400, 'invalid_request'],
    [{ badge: '90009', pin: 'abcd' }, 400, 'invalid_request'],
  ])('%j is refused', async (body, status, code) => {
    const { id } = await personWith('associate');
    const told = await app.ask('POST', `/api/people/${id}/badge`, body);
    expect([told.status, told.body.code]).toEqual([status, code]);
  });

  test('nobody gives a badge to somebody who may more than he does, or whom he does not see', async () => {
    const key = await app.keyOf('manager', 'STORE-1');
    const [chief, stranger, own] = [
      await personWith('admin', null),
      await personWith('associate', 'STORE-2'),
      await personWith('associate', 'STORE-1'),
    ];
    const give = (id: number) =>
      app.ask('POST', `/api/people/${id}/badge`, { badge: `7700${id}`, pin: '2580' }, { key });
    expect((await give(chief.id)).status).not.toBe(200);
    expect((await give(stranger.id)).body.code).toBe('person_not_found');
    expect((await give(own.id)).status).toBe(200);
    expect((await take(await deviceAt('STORE-1'), chief.badge)).status).toBe(201);
  });

  test('who has a badge chooses another PIN himself', async () => {
    const device = await deviceAt();
    const { badge } = await personWith('associate');
    const told = await take(device, badge);
    const choose = (pin: string) => app.ask('POST', '/api/session/pin', { pin }, as(told, device));
    expect((await choose('1111')).body.code).toBe('weak_pin');
    expect((await choose('8642')).status).toBe(200);
    expect((await take(device, badge, '2580')).status).toBe(401);
    expect((await take(device, badge, '8642')).status).toBe(201);
    expect((await app.ask('POST', '/api/session/pin', { pin: '8642' })).body.code).toBe('no_badge');
  });

  test('who has forgotten the PIN is given another, and what the badge opened ends', async () => {
    const device = await deviceAt();
    const { id, login, badge } = await personWith('associate');
    const session = as(await take(device, badge), device);
    const reset = (pin: string) => app.ask('POST', `/api/people/${id}/pin`, { pin });
    expect((await reset('1234')).body.code).toBe('weak_pin');
    expect((await app.ask('GET', '/api/session', undefined, session)).status).toBe(200);
    expect((await reset('8642')).body).toEqual({ done: true });
    expect((await app.ask('GET', '/api/session', undefined, session)).status).toBe(401);
    expect((await take(device, badge, '8642')).status).toBe(201);
    const audited = await app.ask('GET', `/api/audit?action=pin_reset&subject=person:${login}`);
    expect(audited.body.items).toHaveLength(1);
    await app.ask('DELETE', `/api/people/${id}/badge`);
    expect((await reset('9713')).body.code).toBe('no_badge');
  });

  test('a person’s page tells of the badge that there is one, and with a PIN or not', async () => {
    const { id, badge } = await personWith('associate', 'DC', '');
    const read = async () => (await app.ask('GET', `/api/people/${id}`)).body;
    expect((await read()).badge).toEqual({ since: expect.any(String), hasPin: false });
    await app.ask('POST', `/api/people/${id}/badge`, { badge, pin: '2580' });
    expect((await read()).badge.hasPin).toBe(true);
    expect(await read()).toMatchObject({ sessions: 0, lastUsedAt: null });
    await take(await deviceAt(), badge);
    expect(await read()).toMatchObject({ sessions: 1, lastUsedAt: expect.any(String) });
    await app.ask('DELETE', `/api/people/${id}/badge`);
    expect((await read()).badge).toBeNull();
  });

  test('neither number nor PIN is kept, and the audit list says only that it was done', async () => {
    const { id, login, badge } = await personWith('associate', 'DC', '97531864');
    const [row] = await app.world.rows<{ text: string }>(
      'select b::text as text from badge b where person_id = $1',
      [id],
    );
    const [list] = await app.world.rows<{ text: string }>(
      `select string_agg(a.action || ' ' || a::text, ' ') as text from access_audit a where subject = $1`,
      [`person:${login}`],
    );
    for (const { text } of [row!, list!]) {
      expect(text).not.toContain(badge);
      expect(text).not.toContain('97531864');
    }
    expect(list!.text).toContain('badge_assigned');
    expect(row!.text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });
});

test('a server that cannot read the secret works on, and says of badges what is wrong', async () => {
  const other = await openTestApp({ UNITRAIL_DATA: '/dev/null/nowhere' });
  try {
    const grants = [{ role: 'associate', site: 'DC' }];
    const made = await other.ask('POST', '/api/people', { login: 'x', name: 'X', grants });
    const told = await other.ask('POST', `/api/people/${made.body.id}/badge`, {
      badge: '900077',
      pin: '2580',
    });
    expect([told.status, told.body.code]).toEqual([503, 'badges_locked']);
    expect(told.body.detail).toMatch('/dev/null/nowhere/secret cannot be written');
  } finally {
    await other.close();
  }
});
