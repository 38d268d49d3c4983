import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestProvider, type TestProvider } from '../../testing/identity-provider.ts';
import { openProvider, type ProviderSettings } from './provider.ts';

const redirectUri = 'http://127.0.0.1:9/api/session/oidc/callback';
const client = { redirectUri, clientId: 'unitrail', clientSecret: 'a secret of some length' };
const secret = 'the secret that only one browser holds';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startTestProvider(client);
});
afterAll(() => provider?.close());

function settings(more: Partial<ProviderSettings> = {}): ProviderSettings {
  return {
    ...client,
    issuer: provider.issuer,
    scope: 'openid profile email',
    groupsClaim: 'groups',
    ...more,
  };
}

const open = (more?: Partial<ProviderSettings>) => openProvider(settings(more), () => 0);
const ana = {
  subject: 'a-1',
  claims: { name: 'Ana', preferred_username: 'ana', email: 'ana@shop.test', groups: ['leads', 'berlin'] },
};

describe('an OpenID Connect provider', () => {
  test('says who somebody is, also where name and groups are not in the ID token', async () => {
    provider.person = ana;
    const ours = open();
    const came = await provider.signIn(await ours.startUrl(secret));
    expect(came).toMatch(redirectUri);
    expect(await ours.identityFrom(came, secret)).toEqual({
      issuer: provider.issuer,
      subject: 'a-1',
      login: 'ana',
      name: 'Ana',
      groups: ['leads', 'berlin'],
    });
  });

  test('is asked with PKCE, state and nonce, each of which another browser’s secret changes', async () => {
    const parameters = async (browser: string) => new URL(await open().startUrl(browser)).searchParams;
    const [one, same, other] = [await parameters('a'), await parameters('a'), await parameters('b')];
    expect(one.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(one.get(name)).toMatch(/^[\w-]{43}$/);
      expect(same.get(name)).toBe(one.get(name));
      expect(other.get(name)).not.toBe(one.get(name));
    }
  });

  test('signs nobody on in another browser than the one that began', async () => {
    provider.person = ana;
    const ours = open();
    const came = await provider.signIn(await ours.startUrl(secret));
    await expect(ours.identityFrom(came, 'another browser')).rejects.toMatchObject({
      code: 'sign_on_failed',
    });
  });

  test('signs nobody on twice with one answer', async () => {
    provider.person = ana;
    const ours = open();
    const came = await provider.signIn(await ours.startUrl(secret));
    await ours.identityFrom(came, secret);
    await expect(ours.identityFrom(came, secret)).rejects.toMatchObject({ code: 'sign_on_failed' });
  });

  test('that refuses somebody is quoted with its own code, and nothing else from the address', async () => {
    provider.person = 'refuses';
    const ours = open();
    const came = await provider.signIn(await ours.startUrl(secret));
    await expect(ours.identityFrom(came, secret)).rejects.toMatchObject({
      code: 'sign_on_refused',
      message: 'The provider says: access denied.',
    });
  });

  test('that sends one’s groups as a single text means one group; without any there are none', async () => {
    const ours = open();
    const groupsOf = async (claims: object) => {
      provider.person = { subject: 'b-1', claims: { name: 'B', ...claims } };
      return (await ours.identityFrom(await provider.signIn(await ours.startUrl(secret)), secret)).groups;
    };
    expect(await groupsOf({ groups: 'leads' })).toEqual(['leads']);
    expect(await groupsOf({})).toEqual([]);
    expect(await groupsOf({ groups: ['leads', 7, null] })).toEqual(['leads']);
  });

  test('with another client secret than ours gives nothing', async () => {
    provider.person = ana;
    const ours = open({ clientSecret: 'not that one' });
    const came = await provider.signIn(await ours.startUrl(secret));
    await expect(ours.identityFrom(came, secret)).rejects.toMatchObject({ code: 'sign_on_failed' });
  });

  test('that is away is said to be away, and is asked again once it is back', async () => {
    const other = await startTestProvider(client);
    const ours = openProvider({ ...settings(), issuer: other.issuer }, () => 0);
    await other.close();
    await expect(ours.startUrl(secret)).rejects.toMatchObject({ code: 'sign_on_away' });
    const late = openProvider(settings({ issuer: 'http://127.0.0.1:9' }), () => 0);
    await expect(late.identityFrom(`${redirectUri}?code=x&state=y`, secret)).rejects.toMatchObject({
      code: 'sign_on_away',
    });
  });
});
