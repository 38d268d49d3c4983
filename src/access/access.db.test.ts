import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { openFreshness } from '../ledger/freshness.ts';
import { fixedClock, systemClock } from '../platform/clock.ts';
import { openTestApp, type TestApp } from '../testing/app.ts';
import { silentLog } from '../testing/shell.ts';
import { hashOfKey } from './api-key.ts';
import { type AccessParts, openAccess } from './change-access.ts';
import { type Gate, openGate } from './gate.ts';
import { createKey, ensureAdminKey } from './manage-keys.ts';
import { may, permissions, roleNames } from './roles.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

function partsOf(database: AccessParts['database']): AccessParts {
  return {
    database,
    freshness: openFreshness(database),
    access: openAccess(database),
    clock: systemClock,
  };
}

const asks = (gate: Gate, key: string) => gate.admit({ authorization: `Bearer ${key}` }, 'read', 'network');

const rows = <Row>(text: string, values: readonly unknown[] = []) => app.world.rows<Row>(text, values);

describe('who may do what', () => {
  test('the roles', () => {
    const table = Object.fromEntries(
      roleNames.map((role) => [role, permissions.filter((p) => may(role, p))]),
    );
    expect(table).toEqual({
      associate: ['public', 'self', 'read', 'scan'],
      lead: ['public', 'self', 'read', 'scan', 'lead', 'settle'],
      manager: [
        'public',
        'self',
        'read',
        'scan',
        'lead',
        'settle',
        'import',
        'customers',
        'people',
        'devices',
        'costs',
      ],
      finance: ['public', 'self', 'read', 'costs'],
      care: ['public', 'self', 'read', 'scan', 'customers'],
      repair: ['public', 'self', 'read', 'scan'],
      auditor: ['public', 'self', 'read', 'audit'],
      admin: [...permissions],
      integration: ['public', 'self', 'read', 'scan', 'catalog', 'import', 'costs'],
    });
  });

  test.each([
    [undefined, 'unauthenticated'],
    ['', 'unauthenticated'],
    ['Basic dXNlcjpwYXNz', 'unauthenticated'],
    ['Bearer', 'unauthenticated'],
    ['Bearer two words', 'unauthenticated'],
    [`Bearer ${'x'.repeat(300)}`, 'unauthenticated'],
    ['Bearer utk_aaaaaaaaaa_bbb', 'unknown_key'],
  ])('"Authorization: %s" is nobody: %s', async (authorization, code) => {
    const headers = authorization === undefined ? {} : { authorization };
    const told = await app.ask('GET', '/api/sites', undefined, { key: null, headers });
    expect([told.status, told.body.code, told.headers['www-authenticate']]).toEqual([
      401,
      code,
      'Bearer realm="unitrail"',
    ]);
  });

  test('the word Bearer may be written in any case', async () => {
    const headers = { authorization: `bearer ${app.adminKey}` };
    expect((await app.ask('GET', '/api/sites', undefined, { key: null, headers })).status).toBe(200);
  });

  test('who may not do a thing is told before the body is looked at', async () => {
    const told = await app.ask('POST', '/api/products', '{"broken', { key: await app.keyOf('auditor') });
    expect(told.status).toBe(403);
  });
});

describe('keys', () => {
  test('a key is shown once and only its hash is kept', async () => {
    const told = await app.ask('POST', '/api/keys', { name: 'Till 3', role: 'associate' });
    expect(told.status).toBe(201);
    const { key, id, prefix } = told.body;
    expect(key).toMatch(/^utk_[0-9a-f]{10}_[A-Za-z0-9_-]{43}$/);
    expect(key).toContain(prefix);
    const [row] = await rows<{ hash: string; whole: string }>(
      `select encode(hash, 'hex') as hash, k::text as whole from api_key k where id = $1`,
      [id],
    );
    expect(row!.hash).toBe(hashOfKey(key));
    expect(row!.whole).not.toContain(key.slice(-43));
    const list = await app.ask('GET', '/api/keys?limit=1000');
    expect(list.text).not.toContain(key.slice(-43));
    expect(list.body.items.map((one: { id: number }) => one.id)).toContain(id);
  });

  test('what a key does is recorded under an actor of its own', async () => {
    const { body } = await app.ask('POST', '/api/keys', { name: 'Till 4', role: 'associate' });
    const scan = {
      move: 'receive',
      site: 'DC',
      scans: [{ id: '018f3b1e-0000-7000-8000-00000000aa01', codes: ['TV', 'ACT-1'], input: 'scanned' }],
    };
    expect((await app.ask('POST', '/api/scans', scan, { key: body.key })).status).toBe(200);
    const found = await rows(
      `select a.code, a.name, a.kind from event e join actor a on a.id = e.actor where e.scan_id = $1`,
      [scan.scans[0]!.id],
    );
    expect(found).toEqual([{ code: `key:${body.prefix}`, name: 'Till 4', kind: 'key' }]);
  });

  test('a revoked key is good for nothing from that moment on; revoking again is harmless', async () => {
    const { body } = await app.ask('POST', '/api/keys', { name: 'Lost phone', role: 'lead' });
    expect((await app.ask('GET', '/api/sites', undefined, { key: body.key })).status).toBe(200);
    const first = await app.ask('DELETE', `/api/keys/${body.id}`);
    expect([first.status, first.body.revokedAt]).toEqual([200, expect.any(String)]);
    expect((await app.ask('GET', '/api/sites', undefined, { key: body.key })).body.code).toBe('key_revoked');
    expect((await app.ask('DELETE', `/api/keys/${body.id}`)).body).toEqual(first.body);
  });

  test('a key that another process revokes is good for less than a second', async () => {
    const gate = openGate(partsOf(app.world.database));
    const { body } = await app.ask('POST', '/api/keys', { name: 'Elsewhere', role: 'auditor' });
    const asked = () => asks(gate, body.key);
    expect(await asked()).toMatchObject({ name: 'Elsewhere' });
    await app.ask('DELETE', `/api/keys/${body.id}`);
    await sleep(1_000);
    expect(await asked()).toBe('key_revoked');
  });

  test('a key is good until its last moment', async () => {
    const parts = partsOf(app.world.database);
    const expiresAt = '2030-06-01T12:00:00.000Z';
    const wishes = { name: 'Audit 2030', role: 'auditor', sites: null, scopes: null, expiresAt } as const;
    const { key } = await createKey(parts, wishes);
    const at = (time: string) => asks(openGate({ ...parts, clock: fixedClock(time) }), key);
    expect(await at('2030-06-01T11:59:59.999Z')).toMatchObject({ name: 'Audit 2030' });
    expect(await at('2030-06-01T12:00:00.000Z')).toBe('key_expired');
  });

  test.each([
    [{ name: 'x' }, 400, 'invalid_request', 'role'],
    [{ name: 'x', role: 'king' }, 400, 'invalid_request', 'role'],
    [{ name: '', role: 'lead' }, 400, 'invalid_request', 'name'],
    [{ name: 'x', role: 'lead', expiresAt: 'soon' }, 400, 'invalid_request', 'expiresAt'],
  ])('a key like %j is not made', async (body, status, code, where) => {
    const told = await app.ask('POST', '/api/keys', body);
    expect([told.status, told.body.code, told.body.where]).toEqual([status, code, where]);
  });

  test('a key that does not exist cannot be revoked', async () => {
    const told = await app.ask('DELETE', '/api/keys/2147483647');
    expect([told.status, told.body.code]).toEqual([404, 'key_not_found']);
  });

  test('lists of keys go page by page', async () => {
    const first = await app.ask('GET', '/api/keys?limit=1');
    const second = await app.ask('GET', `/api/keys?limit=1&after=${first.body.next}`);
    expect(second.body.items[0].id).toBeGreaterThan(first.body.items[0].id);
    expect((await app.ask('GET', '/api/keys?after=x')).body.code).toBe('bad_cursor');
  });
});

describe('the administrator’s first key', () => {
  test('an empty database is given one, which is told once; later starts make none', async () => {
    const other = await openTestApp();
    try {
      const { database, test: fresh } = other.world;
      await other.world.asOwner('delete from api_key');
      const parts = partsOf(database);
      const { generated } = await ensureAdminKey(parts, undefined);
      expect(generated).toMatch(/^utk_/);
      expect(await ensureAdminKey(parts, undefined)).toEqual({});
      const config = readConfig({ UNITRAIL_LOG: 'silent' });
      const again = await openApp({
        config,
        database,
        ownerUrl: fresh.ownerUrl,
        clock: systemClock,
        say: () => {},
        log: silentLog,
      });
      expect(again.adminKey).toBeUndefined();
      await again.close();
    } finally {
      await other.close();
    }
  });

  test('the settings’ key takes the place of the one they gave before, and can come back', async () => {
    const { database } = app.world;
    const parts = partsOf(database);
    const states = async (...keys: string[]) => {
      const gate = openGate(partsOf(database));
      const found = await Promise.all(keys.map((key) => asks(gate, key)));
      return found.map((one) => (typeof one === 'object' ? 'good' : one));
    };
    const [first, second] = ['a-first-key-of-the-settings', 'a-second-key-of-the-settings'];
    await ensureAdminKey(parts, first);
    await ensureAdminKey(parts, first);
    expect(await states(first, second)).toEqual(['good', 'unknown_key']);
    await ensureAdminKey(parts, second);
    expect(await states(first, second)).toEqual(['key_revoked', 'good']);
    expect(await ensureAdminKey(parts, first)).toMatchObject({ said: expect.stringContaining('good again') });
    expect(await states(first, second)).toEqual(['good', 'key_revoked']);
    await ensureAdminKey(parts, app.adminKey);
  });

  test('the last key of an administrator cannot be revoked', async () => {
    const other = await openTestApp();
    try {
      const { body } = await other.ask('GET', '/api/keys');
      const admin = body.items.find((key: { role: string }) => key.role === 'admin');
      const told = await other.ask('DELETE', `/api/keys/${admin.id}`);
      expect([told.status, told.body.code]).toEqual([409, 'last_admin']);
      expect((await other.ask('GET', '/api/keys')).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});
