import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp, type Told } from '../../testing/app.ts';
import { startTestProvider, type TestProvider } from '../../testing/identity-provider.ts';
import { personIn } from '../../testing/people.ts';

const publicUrl = 'http://shop.test';
const client = { clientId: 'unitrail', clientSecret: 'a secret of some length' };
const groups = [
  { group: 'dc-staff', role: 'associate', site: 'DC' },
  { group: 'leads', role: 'lead', site: 'STORE-1' },
  { group: 'it', role: 'admin' },
];

let provider: TestProvider;
let app: TestApp;
beforeAll(async () => {
  provider = await startTestProvider({ ...client, redirectUri: `${publicUrl}/api/session/oidc/callback` });
  app = await openTestApp({
    UNITRAIL_PUBLIC_URL: publicUrl,
    UNITRAIL_OIDC_ISSUER: provider.issuer,
    UNITRAIL_OIDC_CLIENT_ID: client.clientId,
    UNITRAIL_OIDC_CLIENT_SECRET: client.clientSecret,
    UNITRAIL_OIDC_GROUPS: JSON.stringify(groups),
  });
});
afterAll(async () => {
  await app?.close();
  await provider?.close();
});

const nobody = { key: null } as const;
const cookiesOf = (told: Told) =>
  [told.headers['set-cookie']].flat().map((line) => String(line).split(';')[0]!);

async function start(
  to?: string,
): Promise<{ readonly url: string; readonly cookie: string; readonly told: Told }> {
  const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
  const told = await app.ask('GET', `/api/session/oidc/start${query}`, undefined, nobody);
  return { url: String(told.headers.location), cookie: cookiesOf(told)[0] ?? '', told };
}

/** The browser goes to the provider, signs in as somebody there, and comes back. */
async function signOn(person: TestProvider['person'], to?: string): Promise<Told> {
  provider.person = person;
  const { url, cookie } = await start(to);
  const back = new URL(await provider.signIn(url));
  return app.ask('GET', back.pathname + back.search, undefined, { ...nobody, headers: { cookie } });
}

async function whoIs(told: Told): Promise<Told['body']> {
  const cookie = cookiesOf(told).find((one) => /^unitrail=./.test(one))!;
  return (await app.ask('GET', '/api/session', undefined, { ...nobody, headers: { cookie } })).body;
}

let counter = 0;
function somebody(...names: string[]) {
  counter += 1;
  const login = `guest-${counter}`;
  return {
    subject: `s-${counter}`,
    claims: { name: `Guest ${counter}`, preferred_username: login, groups: names },
  };
}

test('a page that asks how one can sign in hears of the provider', async () => {
  const told = await app.ask('GET', '/api/session/ways', undefined, { key: null });
  expect(told.body).toEqual({ singleSignOn: true });
});

describe('somebody whom the provider names', () => {
  test('is signed in, and may what his groups say', async () => {
    const guest = somebody('leads', 'dc-staff', 'canteen');
    const told = await signOn(guest, '/units/7?tab=life');
    expect([told.status, told.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(told.text).toContain('url=/units/7?tab=life"');
    const me = await whoIs(told);
    expect([me.name, me.login]).toEqual([guest.claims.name, guest.claims.preferred_username]);
    expect(me.grants).toEqual(
      expect.arrayContaining([
        { role: 'lead', site: 'STORE-1' },
        { role: 'associate', site: 'DC' },
      ]),
    );
    expect(me.grants).toHaveLength(2);
  });

  test('is the same person each time, under whatever name he comes', async () => {
    const guest = somebody('it');
    const first = await whoIs(await signOn(guest));
    const renamed = { ...guest, claims: { ...guest.claims, name: 'Married', preferred_username: 'other' } };
    const second = await whoIs(await signOn(renamed));
    expect([second.login, second.name, second.actor]).toEqual([first.login, 'Married', first.actor]);
  });

  test('gets and loses roles with his groups', async () => {
    const guest = somebody('it');
    const grantsWith = async (...names: string[]) => {
      const told = await signOn({ ...guest, claims: { ...guest.claims, groups: names } });
      return (await whoIs(told)).grants;
    };
    expect(await grantsWith('it')).toEqual([{ role: 'admin', site: null }]);
    expect(await grantsWith('dc-staff')).toEqual([{ role: 'associate', site: 'DC' }]);
    expect(await grantsWith('leads')).toEqual([{ role: 'lead', site: 'STORE-1' }]);
  });

  test('whose groups are gone is turned away, and whatever he had open is closed', async () => {
    const guest = somebody('it');
    const before = await signOn(guest);
    const told = await signOn({ ...guest, claims: { ...guest.claims, groups: [] } });
    expect([told.status, told.body.code]).toEqual([403, 'no_role']);
    expect(cookiesOf(told).some((one) => one.startsWith('unitrail='))).toBe(false);
    expect((await whoIs(before)).code).toBe('session_ended');
  });

  test('keeps what an administrator granted him here', async () => {
    const guest = somebody('leads');
    const { login } = await whoIs(await signOn(guest));
    const [row] = await app.world.rows<{ id: number }>('select id from person where login = $1', [login]);
    const grants = [{ role: 'auditor', site: null }];
    expect((await app.ask('PATCH', `/api/people/${row!.id}`, { grants })).status).toBe(200);
    const told = await signOn({ ...guest, claims: { ...guest.claims, groups: [] } });
    expect((await whoIs(told)).grants).toEqual(grants);
  });

  test('whose groups give him nothing is turned away, and no account is made', async () => {
    const count = async () =>
      (await app.world.rows<{ n: number }>('select count(*)::int as n from person'))[0]!.n;
    const before = await count();
    expect((await signOn(somebody('canteen'))).body.code).toBe('no_role');
    expect(await count()).toBe(before);
  });

  test('who was disabled here is turned away', async () => {
    const guest = somebody('it');
    const { login } = await whoIs(await signOn(guest));
    const [row] = await app.world.rows<{ id: number }>('select id from person where login = $1', [login]);
    await app.ask('PATCH', `/api/people/${row!.id}`, { disabled: true });
    expect((await signOn(guest)).body.code).toBe('person_disabled');
  });

  test('never gets an account that exists here, whatever login or e-mail address he comes with', async () => {
    const own = { login: 'ana@shop.test', name: 'Ana', grants: [{ role: 'admin', site: null }] };
    expect((await app.ask('POST', '/api/people', own)).status).toBe(201);
    const guest = somebody('dc-staff');
    const claims = { ...guest.claims, preferred_username: 'Ana@shop.test', email: 'ana@shop.test' };
    const me = await whoIs(await signOn({ ...guest, claims }));
    expect(me.login).toMatch(/^ana@shop\.test~[0-9a-f]{10}$/);
    expect(me.grants).toEqual([{ role: 'associate', site: 'DC' }]);
  });

  test('at the same time from two browsers is one person', async () => {
    const guest = somebody('it');
    provider.person = guest;
    const flows = await Promise.all([start(), start()]);
    const backs = await Promise.all(flows.map(({ url }) => provider.signIn(url)));
    const told = await Promise.all(
      backs.map((back, i) => {
        const { pathname, search } = new URL(back);
        const headers = { cookie: flows[i]!.cookie };
        return app.ask('GET', pathname + search, undefined, { ...nobody, headers });
      }),
    );
    expect(told.map(({ status }) => status)).toEqual([200, 200]);
    expect((await whoIs(told[0]!)).login).toBe((await whoIs(told[1]!)).login);
  });
});

describe('a sign-in', () => {
  test('that this browser did not begin is not finished', async () => {
    provider.person = somebody('it');
    const { url } = await start();
    const back = new URL(await provider.signIn(url));
    const come = (cookie: string) =>
      app.ask('GET', back.pathname + back.search, undefined, { ...nobody, headers: { cookie } });
    expect((await come('')).body.code).toBe('sign_on_failed');
    expect((await come((await start()).cookie)).body.code).toBe('sign_on_failed');
  });

  test('that the provider refuses says so', async () => {
    const told = await signOn('refuses');
    expect([told.status, told.body.code, told.body.detail]).toEqual([
      403,
      'sign_on_refused',
      'The provider says: access denied.',
    ]);
  });

  test('leads to a page of ours only', async () => {
    for (const to of [
      'https://evil.test/',
      '//evil.test',
      '/\\evil.test',
      'javascript:alert(1)',
      '/x"><script>',
    ])
      expect((await signOn(somebody('it'), to)).text).toContain('url=/">');
  });

  test('keeps its secret from scripts and other sites, for ten minutes', async () => {
    const { told } = await start();
    expect([told.status, told.headers['set-cookie']]).toEqual([
      302,
      expect.stringMatching(
        /^unitrail-sign-on=[\w-]{43}\.[\w-]+\.sign_on; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/,
      ),
    ]);
  });

  test('and what followed from it are in the audit list', async () => {
    const guest = somebody('it');
    const { login } = await whoIs(await signOn(guest));
    await signOn({ ...guest, claims: { ...guest.claims, groups: ['leads'] } });
    const entries = await app.world.rows<{ action: string }>(
      'select action, after from access_audit where subject = $1 order by id',
      [`person:${login}`],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'person_created',
      'signed_in',
      'person_changed',
      'signed_in',
    ]);
  });
});

test('a provider that is away is said to be away, and those who are signed in work on', async () => {
  const other = await startTestProvider({ ...client, redirectUri: `${publicUrl}/api/session/oidc/callback` });
  const alone = await openTestApp({
    UNITRAIL_PUBLIC_URL: publicUrl,
    UNITRAIL_OIDC_ISSUER: other.issuer,
    UNITRAIL_OIDC_CLIENT_ID: client.clientId,
    UNITRAIL_OIDC_GROUPS: '[]',
  });
  try {
    await other.close();
    const told = await alone.ask('GET', '/api/session/oidc/start', undefined, nobody);
    expect([told.status, told.body.code, told.headers['retry-after']]).toEqual([503, 'sign_on_away', '10']);
    expect((await alone.ask('GET', '/api/sites')).status).toBe(200);
  } finally {
    await alone.close();
  }
});

test('without a provider in the settings there is nothing at its addresses', async () => {
  const plain = await openTestApp();
  try {
    expect((await plain.ask('GET', '/api/session/oidc/start', undefined, nobody)).status).toBe(404);
  } finally {
    await plain.close();
  }
});

describe('an account that exists here', () => {
  const local = async () => {
    const { login, cookie } = await personIn(app, [{ role: 'repair', site: null }]);
    return { login, session: cookie() };
  };

  /** The browser goes to the provider to connect, comes back, and is led on by the page that it gets. */
  async function connect(session: string, person: TestProvider['person']): Promise<Told> {
    provider.person = person;
    const begun = await app.ask('GET', '/api/session/oidc/link?to=/settings', undefined, {
      ...nobody,
      headers: { cookie: session },
    });
    expect(begun.status).toBe(302);
    const flow = cookiesOf(begun).find((one) => one.startsWith('unitrail-sign-on='))!;
    const back = new URL(await provider.signIn(String(begun.headers.location)));
    const led = await app.ask('GET', back.pathname + back.search, undefined, {
      ...nobody,
      headers: { cookie: flow },
    });
    const next = /url=([^"]+)"/.exec(led.text)![1]!.replaceAll('&#38;', '&');
    return app.ask('GET', next, undefined, { ...nobody, headers: { cookie: `${session}; ${flow}` } });
  }

  test('is connected by who is signed in, and signs him in from then on', async () => {
    const { login, session } = await local();
    const guest = somebody('leads');
    const told = await connect(session, guest);
    expect([told.status, told.text]).toEqual([200, expect.stringContaining('url=/settings"')]);
    const me = await whoIs(await signOn(guest));
    expect(me.login).toBe(login);
    expect(me.grants).toEqual(
      expect.arrayContaining([
        { role: 'repair', site: null },
        { role: 'lead', site: 'STORE-1' },
      ]),
    );
    expect((await connect(session, guest)).status).toBe(200);
    const entries = await app.world.rows<{ action: string }>(
      `select action from access_audit where subject = $1 and action = 'person_linked'`,
      [`person:${login}`],
    );
    expect(entries).toHaveLength(1);
  });

  test('is never connected with two accounts there, nor one there with two here', async () => {
    const [first, second] = [await local(), await local()];
    const guest = somebody('leads');
    expect((await connect(first.session, guest)).status).toBe(200);
    expect((await connect(second.session, guest)).body.code).toBe('account_taken');
    expect((await connect(first.session, somebody('leads'))).body.code).toBe('account_taken');
  });

  test('is connected by nobody who is not signed in, nor with what another browser brought', async () => {
    expect((await app.ask('GET', '/api/session/oidc/link', undefined, nobody)).status).toBe(401);
    const key = await app.ask('GET', '/api/session/oidc/link');
    expect(key.body.code).toBe('not_permitted');
    const { session } = await local();
    const guest = somebody('it');
    provider.person = guest;
    const { url, cookie } = await start();
    const back = new URL(await provider.signIn(url));
    const told = await app.ask('GET', `/api/session/oidc/linked${back.search}`, undefined, {
      ...nobody,
      headers: { cookie: `${session}; ${cookie}` },
    });
    expect(told.body.code).toBe('sign_on_failed');
  });
});

test('who came with a browser reads why he is not signed in, and can begin again', async () => {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const told = await app.ask('GET', '/api/session/oidc/callback?error=%3Cscript%3E', undefined, {
    ...nobody,
    headers: { accept },
  });
  expect([told.status, told.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
  expect(told.text).toContain('<h1>The sign-in was not finished</h1>');
  expect(told.text).toContain('<a href="/">');
  expect(told.text).not.toContain('<script>');
});
