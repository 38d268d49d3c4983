import { createHmac } from 'node:crypto';
import * as oidc from 'openid-client';
import { limits } from '../../domain/limits.ts';

export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  readonly scope: string;
  /** The claim that lists somebody's groups. */
  readonly groupsClaim: string;
  /** Where the provider sends the browser back to; registered there. */
  readonly redirectUri: string;
}

/** Who somebody is in the provider's word. Issuer and subject are who he is; the rest may change. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** What he calls himself to sign in there; only to call him something here. */
  readonly login: string;
  readonly groups: readonly string[];
}

/** An OpenID Connect provider (authorization code flow with PKCE, state and nonce). */
export interface Provider {
  /** Where to send the browser. `secret` is 256 bits that only this browser holds. */
  startUrl(secret: string): Promise<string>;
  /** Who came back, from the address he came back to. Throws SignOnProblem. */
  identityFrom(url: string, secret: string): Promise<Identity>;
}

export type SignOnFailure = 'sign_on_away' | 'sign_on_refused' | 'sign_on_failed';

/** Why nobody could be signed on. */
export class SignOnProblem extends Error {
  override readonly name = 'SignOnProblem';
  readonly code: SignOnFailure;

  constructor(code: SignOnFailure, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.code = code;
  }
}

/**
 * Nothing is asked until somebody signs on, so the server starts without its provider; what was learned of the provider
 * is asked again after `providerFreshMs`, so that a change there needs no restart.
 */
export function openProvider(settings: ProviderSettings, now: () => number): Provider {
  const { issuer, clientId, clientSecret, scope, redirectUri } = settings;
  let known: Promise<oidc.Configuration> | null = null;
  let knownAt = 0;

  function configuration(): Promise<oidc.Configuration> {
    if (known !== null && now() - knownAt < limits.providerFreshMs) return known;
    knownAt = now();
    const url = new URL(issuer);
    const auth = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    const asked = oidc.discovery(url, clientId, undefined, auth, {
      timeout: limits.providerSeconds,
      // Settings allow plain HTTP on this machine only (config.ts).
      ...(url.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
    asked.catch(() => {
      known = null;
    });
    known = asked;
    return asked;
  }

  return {
    async startUrl(secret) {
      const { state, nonce, verifier } = flowOf(secret);
      const parameters = {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      };
      return oidc.buildAuthorizationUrl(await configuration().catch(failed), parameters).href;
    },
    async identityFrom(url, secret) {
      const { state, nonce, verifier } = flowOf(secret);
      const config = await configuration().catch(failed);
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const came = new URL(redirectUri);
      came.search = new URL(url, redirectUri).search;
      const tokens = await oidc.authorizationCodeGrant(config, came, checks).catch(failed);
      const claims = tokens.claims();
      if (!claims) throw new SignOnProblem('sign_on_failed', 'The provider sent no ID token.');
      const more = await userInfo(config, tokens.access_token, claims, settings);
      return identityOf({ ...more, ...claims }, issuer, settings.groupsClaim);
    },
  };
}

/**
 * State, nonce and PKCE verifier follow from the browser's secret, so nothing has to be kept between start and return,
 * and whichever process the browser comes back to can check them.
 */
function flowOf(secret: string) {
  const derived = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('base64url');
  return { state: derived('state'), nonce: derived('nonce'), verifier: derived('verifier') };
}

/** What the ID token leaves out; many providers tell groups and names only here. */
async function userInfo(
  config: oidc.Configuration,
  accessToken: string,
  claims: oidc.IDToken,
  { groupsClaim }: ProviderSettings,
): Promise<Readonly<Record<string, unknown>>> {
  const isEnough = claims[groupsClaim] !== undefined && claims.name !== undefined;
  if (isEnough || config.serverMetadata().userinfo_endpoint === undefined) return {};
  return oidc.fetchUserInfo(config, accessToken, claims.sub).catch(failed);
}

function identityOf(
  claims: Readonly<Record<string, unknown>>,
  issuer: string,
  groupsClaim: string,
): Identity {
  const text = (name: string) => {
    const value = claims[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const subject = text('sub')!;
  const login = text('preferred_username') ?? text('email') ?? 'guest';
  const listed = claims[groupsClaim];
  const groups = (Array.isArray(listed) ? listed : [listed]).filter((one) => typeof one === 'string');
  return { issuer, subject, login, name: text('name') ?? login, groups };
}

function failed(error: unknown): never {
  if (error instanceof oidc.AuthorizationResponseError)
    throw new SignOnProblem('sign_on_refused', `The provider says: ${plain(error.error)}.`, error);
  if (isAway(error))
    throw new SignOnProblem('sign_on_away', 'The provider of the single sign-on does not answer.', error);
  const sentence =
    'The provider’s answer does not belong to this sign-in, or cannot be trusted. Begin again.';
  throw new SignOnProblem('sign_on_failed', sentence, error);
}

/** It cannot be reached, is too slow, or fails itself. */
function isAway(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code, status } = one as { readonly code?: unknown; readonly status?: unknown };
    if (one.message === 'fetch failed' || one.name === 'TimeoutError' || code === 'OAUTH_TIMEOUT')
      return true;
    if (typeof status === 'number' && status >= 500) return true;
    if (one.cause instanceof Response && one.cause.status >= 500) return true;
  }
  return false;
}

/** A provider's error code (RFC 6749 section 4.1.2.1) as words; whatever else somebody put into the address is left out. */
function plain(code: string): string {
  return code
    .replace(/[^a-z0-9_]/gi, '')
    .slice(0, 40)
    .replaceAll('_', ' ');
}
