import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What we use of the package, which has no types of its own. */
interface OidcProvider {
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
  interactionFinished(...answer: unknown[]): Promise<void>;
}

interface Context {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly provider: {
      readonly Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
    };
  };
}

export interface TestProvider {
  readonly issuer: string;
  /** Who signs in next, and what the provider says of him. */
  person: { readonly subject: string; readonly claims: Readonly<Record<string, unknown>> } | 'refuses';
  /** Follows an authorization address as the person's browser would, up to where it leaves the provider. */
  signIn(url: string): Promise<string>;
  close(): Promise<void>;
}

export interface TestProviderOptions {
  readonly redirectUri: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether claims are in the ID token, or only told when they are asked for. */
  readonly claimsInIdToken?: boolean;
}

/** A certified OpenID Connect provider on loopback, whose people sign in without typing. */
export async function startTestProvider(options: TestProviderOptions): Promise<TestProvider> {
  const { redirectUri, clientId, clientSecret, claimsInIdToken = false } = options;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: TestProvider = {
    issuer,
    person: 'refuses',
    signIn: (url) => follow(url, issuer),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  // A name that the compiler does not follow: it would ask for types.
  const packageName: string = 'oidc-provider';
  const { default: Provider } = await import(packageName);
  const oidc: OidcProvider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'], email: ['email'] },
    conformIdTokenClaims: !claimsInIdToken,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: Context, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ['for tests only'] },
    findAccount: (_context: Context, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...(provider.person === 'refuses' ? {} : provider.person.claims) }),
    }),
    loadExistingGrant: async (context: Context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  const answer = oidc.callback();
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const { person } = provider;
    const result =
      person === 'refuses'
        ? { error: 'access_denied', error_description: 'not today' }
        : { login: { accountId: person.subject } };
    await oidc.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  return provider;
}

async function follow(url: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = url;
  while (at.startsWith(issuer)) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const reply = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of reply.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=') as [string, string];
      cookies.set(name, value);
    }
    const next = reply.headers.get('location');
    if (next === null)
      throw new Error(`the provider stopped at ${at}: ${reply.status} ${await reply.text()}`);
    at = new URL(next, at).href;
  }
  return at;
}
