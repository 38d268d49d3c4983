import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { browserOf, personIn, type TestPerson } from '../../testing/people.ts';
import { grantable } from '../roles.ts';

let app: TestApp;
/** Who manages the first store and nothing else. */
let manager: TestPerson;
beforeAll(async () => {
  app = await openTestApp();
  manager = await personIn(app, [{ role: 'manager', site: 'STORE-1' }]);
});
afterAll(() => app?.close());

let number = 0;
const someone = (grants: unknown) => ({ login: `someone${++number}`, name: 'Someone', grants });
const made = async (grants: unknown) => (await app.ask('POST', '/api/people', someone(grants))).body;

describe('nobody can give more than he has', () => {
  test.each([
    ['a lead at his own store', [{ role: 'lead', site: 'STORE-1' }], 201, undefined],
    ['another manager there', [{ role: 'manager', site: 'STORE-1' }], 201, undefined],
    ['nothing at all', [], 201, undefined],
    ['an administrator there', [{ role: 'admin', site: 'STORE-1' }], 403, 'more_than_own'],
    ['an auditor there', [{ role: 'auditor', site: 'STORE-1' }], 403, 'more_than_own'],
    ['an associate everywhere', [{ role: 'associate', site: null }], 403, 'more_than_own'],
    ['an associate at another store', [{ role: 'associate', site: 'STORE-2' }], 422, 'unknown_site'],
    ['an associate nowhere', [{ role: 'associate', site: 'NOWHERE' }], 422, 'unknown_site'],
    ['an associate with a carrier', [{ role: 'associate', site: 'CARRIER' }], 422, 'unknown_site'],
    [
      'his own store and another one',
      [
        { role: 'lead', site: 'STORE-1' },
        { role: 'lead', site: 'STORE-2' },
      ],
      422,
      'unknown_site',
    ],
  ])('a manager of one store makes %s: %s', async (_what, grants, status, code) => {
    const told = await manager.ask('POST', '/api/people', someone(grants));
    expect([told.status, told.body.code]).toEqual([status, code]);
  });

  test('another store answers like one that is not there', async () => {
    const at = async (site: string) => {
      const { text } = await manager.ask('POST', '/api/people', someone([{ role: 'lead', site }]));
      return text.replaceAll(site, '?');
    };
    expect(await at('STORE-2')).toBe(await at('NOWHERE'));
  });

  test.each([
    [{ role: 'lead', sites: ['STORE-1'] }, 201],
    [{ role: 'lead', sites: ['STORE-1'], scopes: ['read'] }, 201],
    [{ role: 'lead' }, 403],
    [{ role: 'admin', sites: ['STORE-1'] }, 403],
    [{ role: 'admin', sites: ['STORE-1'], scopes: ['read', 'scan'] }, 201],
    [{ role: 'lead', sites: ['STORE-2'] }, 422],
    [{ role: 'integration', sites: ['STORE-1'] }, 403],
    [{ role: 'integration', sites: ['STORE-1'], scopes: ['read', 'import'] }, 201],
  ])('a key too: %j', async (wanted, status) => {
    const told = await manager.ask('POST', '/api/keys', { name: 'A key', ...wanted });
    expect(told.status).toBe(status);
  });

  test('nor take from, or reset, who has more; nor see whom he has no site in common with', async () => {
    const here = await made([{ role: 'lead', site: 'STORE-1' }]);
    const both = await made([
      { role: 'lead', site: 'STORE-1' },
      { role: 'lead', site: 'STORE-2' },
    ]);
    const chief = await made([
      { role: 'associate', site: 'STORE-1' },
      { role: 'admin', site: null },
    ]);
    const theirs = await made([{ role: 'lead', site: 'STORE-2' }]);
    const tried = async (id: number) => {
      const [url, about] = [`/api/people/${id}`, [] as (string | number)[]];
      about.push((await manager.ask('GET', url)).status);
      about.push((await manager.ask('PATCH', url, { disabled: true })).body.code ?? 'done');
      about.push((await manager.ask('POST', `${url}/password`)).body.code ?? 'done');
      about.push((await manager.ask('DELETE', `${url}/sessions`)).body.code ?? 'done');
      return about;
    };
    const more = ['more_than_own', 'more_than_own', 'more_than_own'];
    const absent = ['person_not_found', 'person_not_found', 'person_not_found'];
    expect(await tried(here.id)).toEqual([200, 'done', 'done', 'done']);
    expect(await tried(both.id)).toEqual([200, ...more]);
    expect(await tried(chief.id)).toEqual([200, ...more]);
    expect(await tried(theirs.id)).toEqual([404, ...absent]);
    expect(await tried(2 ** 30)).toEqual([404, ...absent]);
    const { body } = await manager.ask('GET', '/api/people?limit=1000');
    const ids = body.items.map(({ id }: { id: number }) => id);
    expect([here, both, theirs].map(({ id }) => ids.includes(id))).toEqual([true, true, false]);
  });

  test('a key for another store is not there, one for both is not his to revoke', async () => {
    const key = async (sites?: string[]) =>
      (await app.ask('POST', '/api/keys', { name: 'k', role: 'lead', sites })).body;
    const [own, both, theirs, all] = [
      await key(['STORE-1']),
      await key(['STORE-1', 'STORE-2']),
      await key(['STORE-2']),
      await key(),
    ];
    const revoked = async ({ id }: { id: number }) =>
      (await manager.ask('DELETE', `/api/keys/${id}`)).body.code ?? 'done';
    expect([await revoked(both), await revoked(theirs), await revoked(all), await revoked(own)]).toEqual([
      'more_than_own',
      'key_not_found',
      'key_not_found',
      'done',
    ]);
    const { body } = await manager.ask('GET', '/api/keys?limit=1000');
    const ids = body.items.map(({ id }: { id: number }) => id);
    expect([own, both, theirs, all].map(({ id }) => ids.includes(id))).toEqual([true, true, false, false]);
  });
});

describe('nobody changes what he himself may do', () => {
  test.each([
    ['grants', { grants: [{ role: 'admin', site: null }] }],
    ['fewer grants', { grants: [] }],
    ['being disabled', { disabled: true }],
    ['being enabled', { disabled: false }],
  ])('%s', async (_what, change) => {
    const before = (await manager.ask('GET', '/api/session')).body;
    const told = await manager.ask('PATCH', `/api/people/${manager.id}`, change);
    expect([told.status, told.body.code]).toEqual([403, 'own_access']);
    expect((await manager.ask('GET', '/api/session')).body).toEqual(before);
  });

  test('his name he may', async () => {
    const told = await manager.ask('PATCH', `/api/people/${manager.id}`, { name: 'Mia' });
    expect([told.status, told.body.name]).toEqual([200, 'Mia']);
  });

  test('nor his own password by the way for forgotten ones', async () => {
    const told = await manager.ask('POST', `/api/people/${manager.id}/password`);
    expect([told.status, told.body.code]).toEqual([403, 'own_access']);
  });

  test.each(['role', 'isLead', 'actor', 'sites', 'id', 'passwordOnce', 'password', '__proto__'])(
    'a member "%s" that is slipped in is not taken',
    async (name) => {
      const text = `{"name":"x","${name}":"admin"}`;
      const told = await manager.ask('PATCH', `/api/people/${manager.id}`, text);
      expect(told.status).toBe(400);
      const wanted = JSON.stringify(someone([])).replace('{', `{"${name}":"admin",`);
      expect((await manager.ask('POST', '/api/people', wanted)).status).toBe(400);
    },
  );
});

describe('the last administrator', () => {
  test('cannot be disabled, lose the role or his password, or have his key revoked', async () => {
    const other = await openTestApp();
    try {
      const chief = await personIn(other, [{ role: 'admin', site: null }]);
      // May do everything, but is one for a time: nobody counts on it.
      const scopes = grantable;
      const { key } = (await chief.ask('POST', '/api/keys', { name: 'tool', role: 'admin', scopes })).body;
      const { body } = await other.ask('GET', '/api/keys');
      const first = body.items.find((one: { scopes: unknown }) => one.scopes === null);
      const url = `/api/people/${chief.id}`;
      const asTool = async (method: 'PATCH' | 'POST' | 'DELETE', at: string, wanted?: object) => {
        const told = await other.ask(method, at, wanted, { key });
        return told.body.code ?? told.status;
      };
      expect(await asTool('PATCH', url, { disabled: true })).toBe(200);
      expect(await asTool('DELETE', `/api/keys/${first.id}`)).toBe('last_admin');
      expect(await asTool('PATCH', url, { disabled: false })).toBe(200);
      expect(await asTool('DELETE', `/api/keys/${first.id}`)).toBe(200);
      expect(await asTool('PATCH', url, { disabled: true })).toBe('last_admin');
      expect(await asTool('PATCH', url, { grants: [{ role: 'admin', site: 'DC' }] })).toBe('last_admin');
      expect(await asTool('POST', `${url}/password`)).toBe('last_admin');
      const again = browserOf(other);
      const signedIn = await again.ask('POST', '/api/session', {
        login: chief.login,
        password: chief.password,
      });
      expect([signedIn.status, (await again.ask('GET', '/api/audit')).status]).toEqual([201, 200]);
    } finally {
      await other.close();
    }
  });

  test('a person may go when a key is left, and the other way round', async () => {
    const chief = await personIn(app, [{ role: 'admin', site: null }]);
    expect((await app.ask('PATCH', `/api/people/${chief.id}`, { disabled: true })).status).toBe(200);
  });
});

describe('the list of what was changed', () => {
  test('is asked by who, what, to whom and when, from either end', async () => {
    const chief = await personIn(app, [{ role: 'admin', site: null }]);
    const key = await chief.ask('POST', '/api/keys', { name: 'Asked for', role: 'lead', sites: ['DC'] });
    await chief.ask('DELETE', `/api/keys/${key.body.id}?reason=The%20till%20was%20sold`);
    const list = async (query: string) => {
      const { body } = await app.ask('GET', `/api/audit?limit=1000&${query}`);
      return body.items as { id: number; at: string; action: string; actor: string; after: unknown }[];
    };
    const own = await list(`actor=person:${chief.login}`);
    expect(new Set(own.map(({ actor }) => actor))).toEqual(new Set([`person:${chief.login}`]));
    expect(own.map(({ action }) => action).slice(-2)).toEqual(['key_created', 'key_revoked']);
    expect(own.at(-1)!.after).toEqual({ reason: 'The till was sold' });
    const newest = await list(`actor=person:${chief.login}&order=newest`);
    expect(newest.map(({ id }) => id)).toEqual(own.map(({ id }) => id).reverse());
    const revoked = await list(`action=key_revoked&subject=key:${key.body.prefix}`);
    expect(revoked.map(({ id }) => id)).toEqual([own.at(-1)!.id]);
    expect((await list(`from=${revoked[0]!.at}&subject=key:${key.body.prefix}`)).at(-1)).toEqual(revoked[0]);
    expect((await list(`to=${own[0]!.at}&actor=person:${chief.login}`)).at(0)).toEqual(own[0]);
    const day = own[0]!.at.slice(0, 10);
    expect(await list(`from=${day}&to=${day}&actor=person:${chief.login}`)).toEqual(own);
    expect(await list(`to=2001-01-01&actor=person:${chief.login}`)).toEqual([]);
    expect(await list('actor=person:nobody-at-all')).toEqual([]);
    expect((await app.ask('GET', '/api/audit?from=yesterday')).body.code).toBe('bad_time');
    const page = async (after: string) =>
      (await app.ask('GET', `/api/audit?actor=person:${chief.login}&order=newest&limit=1${after}`)).body;
    const first = await page('');
    expect((await page(`&after=${first.next}`)).items[0].id).toBe(newest[1]!.id);
  });

  test('tells who, when, what, and how it was before and after; no secret is in it', async () => {
    const chief = await personIn(app, [{ role: 'admin', site: null }]);
    const { body: person } = await chief.ask('POST', '/api/people', {
      login: 'watched',
      name: 'Watched',
      grants: [{ role: 'associate', site: 'STORE-1' }],
    });
    await chief.ask('PATCH', `/api/people/${person.id}`, { grants: [{ role: 'lead', site: 'STORE-2' }] });
    const reset = await chief.ask('POST', `/api/people/${person.id}/password`);
    await chief.ask('PATCH', `/api/people/${person.id}`, { disabled: true });
    await chief.ask('PATCH', `/api/people/${person.id}`, { disabled: false });
    const key = await chief.ask('POST', '/api/keys', { name: 'Watched key', role: 'lead', sites: ['DC'] });
    await chief.ask('DELETE', `/api/keys/${key.body.id}`);
    const auditor = await app.keyOf('auditor');
    const { body, text } = await app.ask('GET', '/api/audit?limit=1000', undefined, { key: auditor });
    const about = body.items.filter(({ subject }: { subject: string }) =>
      ['person:watched', `key:${key.body.prefix}`].includes(subject),
    );
    expect(about.map(({ action }: { action: string }) => action)).toEqual([
      'person_created',
      'person_changed',
      'password_reset',
      'person_disabled',
      'person_enabled',
      'key_created',
      'key_revoked',
    ]);
    expect(about[1]).toMatchObject({
      actor: `person:${chief.login}`,
      address: '127.0.0.1',
      at: expect.stringMatching(/Z$/),
      before: { grants: [{ role: 'associate' }] },
      after: { grants: [{ role: 'lead' }] },
    });
    const secrets = [
      person.password,
      reset.body.password,
      key.body.key,
      key.body.key.slice(-43),
      chief.password,
    ];
    for (const secret of [...secrets, 'argon2']) expect(text).not.toContain(secret);
  });

  test.each([
    'update access_audit set action = $1',
    'delete from access_audit where action = $1',
    'truncate access_audit',
    'alter table access_audit add column forged text',
  ])('cannot be changed by the server’s own role: %s', async (sql) => {
    const values = sql.includes('$1') ? ['x'] : [];
    await expect(app.world.rows(sql, values)).rejects.toMatchObject({ code: '42501' });
  });

  test('a change that is refused leaves no entry', async () => {
    const count = async () =>
      (await app.world.rows<{ n: number }>('select count(*) as n from access_audit'))[0]!.n;
    const before = await count();
    await manager.ask('PATCH', `/api/people/${manager.id}`, { disabled: true });
    await manager.ask('POST', '/api/keys', { name: 'k', role: 'admin' });
    await manager.ask('POST', '/api/people', someone([{ role: 'admin', site: null }]));
    await app.ask('POST', '/api/people', { login: manager.login, name: 'Twice', grants: [] });
    expect(await count()).toBe(before);
  });
});

describe('people', () => {
  test('a login is taken once, in whatever letters', async () => {
    const told = await app.ask('POST', '/api/people', {
      login: manager.login.toUpperCase(),
      name: 'x',
      grants: [],
    });
    expect([told.status, told.body.code, told.body.where]).toEqual([409, 'already_exists', 'login']);
  });

  test('the one-time password is answered once and kept as a hash', async () => {
    const body = await made([]);
    expect(body.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    const read = await app.ask('GET', `/api/people/${body.id}`);
    expect([read.body.mustChoosePassword, 'password' in read.body]).toEqual([true, false]);
    const [row] = await app.world.rows<{ text: string }>(
      'select p::text as text from person p where id = $1',
      [body.id],
    );
    expect(row!.text).not.toContain(body.password);
  });

  test('what a single sign-on says stays when somebody grants anew', async () => {
    const { id } = await made([{ role: 'associate', site: 'STORE-1' }]);
    await app.world.asOwner(`insert into access_grant (person_id, role, site_id, source)
      select ${id}, 'lead', id, 'sign_on' from site where code = 'DC'`);
    const { body } = await app.ask('PATCH', `/api/people/${id}`, { grants: [{ role: 'care', site: null }] });
    expect(body.grants).toEqual([
      { role: 'lead', site: 'DC', bySignOn: true },
      { role: 'care', site: null, bySignOn: false },
    ]);
  });

  test('the same grant given twice is one', async () => {
    const grant = { role: 'associate', site: null };
    expect((await made([grant, grant])).grants).toHaveLength(1);
  });
});

describe('a key', () => {
  test('with scopes may do those only, and at its sites only', async () => {
    const wanted = { name: 'Reader', role: 'lead', sites: ['STORE-1'], scopes: ['read'] };
    const { body } = await app.ask('POST', '/api/keys', wanted);
    const { key } = body;
    expect(body).toMatchObject({ sites: ['STORE-1'], scopes: ['read'], lastUsedAt: null });
    expect((await app.ask('GET', '/api/units?site=STORE-1', undefined, { key })).status).toBe(200);
    expect((await app.ask('GET', '/api/units?site=DC', undefined, { key })).body.code).toBe('unknown_site');
    const scans = [{ id: crypto.randomUUID(), codes: ['TV', 'X'], input: 'keyed' }];
    const told = await app.ask('POST', '/api/scans', { move: 'receive', site: 'STORE-1', scans }, { key });
    expect([told.status, told.body.code]).toEqual([403, 'not_permitted']);
    const who = await app.ask('GET', '/api/session', undefined, { key });
    expect(who.body).toMatchObject({
      kind: 'key',
      may: [{ permission: 'read', sites: ['STORE-1'] }],
      session: null,
    });
  });

  test('tells when it was last used, and is not asked of the database for it', async () => {
    const { body } = await app.ask('POST', '/api/keys', { name: 'Used', role: 'auditor' });
    const used = async () => {
      const [row] = await app.world.rows<{ at: Date | null }>(
        'select last_used_at as at from api_key where id = $1',
        [body.id],
      );
      return row!.at?.toISOString() ?? null;
    };
    expect(await used()).toBeNull();
    await app.ask('GET', '/api/sites', undefined, { key: body.key });
    await expect.poll(used).not.toBeNull();
    const first = await used();
    for (let n = 0; n < 5; n += 1) await app.ask('GET', '/api/sites', undefined, { key: body.key });
    expect(await used()).toBe(first);
  });
});
