import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { type Origins, sessionCookie, tokenIn } from '../../http/session-cookie.ts';
import { record } from '../../platform/schemas.ts';
import { type Provider, SignOnProblem } from './provider.ts';
import { type SignOnParts, signOn } from './sign-on.ts';

export interface SingleSignOnParts extends SignOnParts {
  readonly provider: Provider;
  readonly origins: Origins;
}

const startQuery = record(undefined, {
  to: Type.Optional(
    Type.String({
      maxLength: limits.pagePathLengthMax,
      description: 'The page of ours to open afterwards: /units/7. The first one if not said.',
    }),
  ),
});

/** What the provider adds is its own business (RFC 6749 section 4.1.2); we read the whole address. */
const callbackQuery = Type.Object({}, { additionalProperties: true });

export function singleSignOnEndpoints(parts: SingleSignOnParts) {
  const { provider, origins } = parts;
  return {
    start: endpoint({
      id: 'startSignOn',
      summary: 'Go to the provider of the single sign-on',
      query: startQuery,
      replies: { 302: { description: 'To the provider.' } },
      async handle({ query: { to = '/' } }, reply) {
        const secret = randomBytes(32).toString('base64url');
        const url = await provider.startUrl(secret).catch(problem);
        const page = Buffer.from(ownPage(to)).toString('base64url');
        const cookie = flowCookie(origins, `${secret}.${page}`, limits.signOnSeconds);
        return reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect(url, 302);
      },
    }),
    callback: endpoint({
      id: 'finishSignOn',
      summary: 'Come back from the provider, signed in',
      query: callbackQuery,
      replies: {
        200: {
          description: 'A page that goes on to where the sign-in began.',
          schema: Type.String(),
          contentType: 'text/html; charset=utf-8',
        },
      },
      async handle({ headers, url, ip }, reply) {
        const flow = flowIn(headers.cookie, origins);
        if (flow === undefined)
          throw new Problem('sign_on_failed', 'This browser began no sign-in, or too long ago.');
        reply.header('set-cookie', flowCookie(origins, '', 0)).header('cache-control', 'no-store');
        const identity = await provider.identityFrom(url, flow.secret).catch(problem);
        const replaces = tokenIn(headers.cookie, origins);
        const client = headers['user-agent'] ?? '';
        const outcome = await signOn(parts, identity, { address: ip, client, replaces });
        if (typeof outcome === 'string') throw new Problem(outcome, sentences[outcome]);
        reply.header(
          'set-cookie',
          sessionCookie(origins, outcome.session.token, limits.sessionHours * 3_600),
        );
        return reply.type('text/html; charset=utf-8').serializer(String).send(goOn(flow.page));
      },
    }),
  };
}

const sentences = {
  no_role: 'None of your groups gives you a role here. Ask an administrator.',
  person_disabled: 'An administrator has disabled you here.',
} as const;

function problem(error: unknown): never {
  if (!(error instanceof SignOnProblem)) throw error;
  const { code, message } = error;
  throw new Problem(code, message, code === 'sign_on_away' ? { retryAfter: 10 } : {});
}

/**
 * Comes along when the provider sends the browser back, which `Strict` would not; it is good for nothing but that, and
 * for some minutes.
 */
function flowCookie({ isSecure }: Origins, value: string, seconds: number): string {
  const secure = isSecure ? '; Secure' : '';
  return `${flowName(isSecure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

function flowIn(header: string | undefined, { isSecure }: Origins) {
  const found = new RegExp(`(?:^|; ?)${flowName(isSecure)}=([\\w-]{43})\\.([\\w-]+)(?:;|$)`).exec(
    header ?? '',
  );
  if (!found) return undefined;
  return { secret: found[1]!, page: ownPage(Buffer.from(found[2]!, 'base64url').toString()) };
}

function flowName(isSecure: boolean): string {
  return isSecure ? '__Host-unitrail-sign-on' : 'unitrail-sign-on';
}

/** A path of ours, or the first page: nobody is sent elsewhere from here. */
function ownPage(to: string): string {
  return /^\/(?![/\\])[\w\-./?=&%#~:@!$'()*+,;]*$/.test(to) ? to : '/';
}

/** The session's cookie is not sent where another site led here, so a page of ours leads on. */
function goOn(page: string): string {
  const address = page.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Unitrail</title>
<meta http-equiv="refresh" content="0;url=${address}"></head>
<body><p><a href="${address}">Go on</a></p></body></html>
`;
}
