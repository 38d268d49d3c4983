import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem, problemOf, problems } from '../../http/errors.ts';
import { type Origins, sessionCookie, tokenIn } from '../../http/session-cookie.ts';
import { record } from '../../platform/schemas.ts';
import type { Caller } from '../caller.ts';
import { linkAccount } from './link-account.ts';
import { goOnPage, problemPage } from './pages.ts';
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
      problemsAsPages: true,
      handle: ({ query: { to = '/' }, headers }, reply) =>
        inBrowser(headers, reply, async () => leave(reply, to, 'sign_on')),
    }),
    startLink: endpoint({
      id: 'startLink',
      summary: 'Go to the provider, to connect one’s account there with the one here',
      description: 'For a person who is signed in. From then on the account there signs in here.',
      query: startQuery,
      replies: { 302: { description: 'To the provider.' } },
      problemsAsPages: true,
      handle: ({ query: { to = '/' }, headers, caller }, reply) =>
        inBrowser(headers, reply, async () => {
          personOf(caller);
          return leave(reply, to, 'link');
        }),
    }),
    callback: endpoint({
      id: 'finishSignOn',
      summary: 'Come back from the provider, signed in',
      query: callbackQuery,
      replies: { 200: onward },
      problemsAsPages: true,
      handle: ({ headers, url, ip }, reply) =>
        inBrowser(headers, reply, async () => {
          const flow = flowOf(headers.cookie);
          // Only a page of ours brings along who is signed in: see goOnPage.
          if (flow.purpose === 'link')
            return show(reply, goOnPage(`${linkPath}${new URL(url, 'http://x').search}`));
          reply.header('set-cookie', flowCookie(origins, '', 0));
          const identity = await provider.identityFrom(url, flow.secret).catch(problem);
          const replaces = tokenIn(headers.cookie, origins);
          const client = headers['user-agent'] ?? '';
          const outcome = await signOn(parts, identity, { address: ip, client, replaces });
          if (typeof outcome === 'string') throw new Problem(outcome, sentences[outcome]);
          const { token } = outcome.session;
          reply.header('set-cookie', sessionCookie(origins, token, limits.sessionHours * 3_600));
          return show(reply, goOnPage(flow.page));
        }),
    }),
    finishLink: endpoint({
      id: 'finishLink',
      summary: 'Connect the account that one has come back from the provider with',
      query: callbackQuery,
      replies: { 200: onward },
      problemsAsPages: true,
      handle: ({ headers, url, ip, caller }, reply) =>
        inBrowser(headers, reply, async () => {
          const flow = flowOf(headers.cookie);
          if (flow.purpose !== 'link') throw noFlow();
          reply.header('set-cookie', flowCookie(origins, '', 0));
          const who = { person: personOf(caller), actor: caller.actor.id, address: ip };
          const identity = await provider.identityFrom(url, flow.secret).catch(problem);
          const outcome = await linkAccount(parts, identity, who);
          if (outcome !== 'linked') throw new Problem('account_taken', linkSentences[outcome]);
          return show(reply, goOnPage(flow.page));
        }),
    }),
  };

  async function leave(reply: FastifyReply, to: string, purpose: Flow['purpose']): Promise<FastifyReply> {
    const secret = randomBytes(32).toString('base64url');
    const url = await provider.startUrl(secret).catch(problem);
    const page = Buffer.from(ownPage(to)).toString('base64url');
    const cookie = flowCookie(origins, `${secret}.${page}.${purpose}`, limits.signOnSeconds);
    return reply.header('set-cookie', cookie).redirect(url, 302);
  }

  function flowOf(cookie: string | undefined): Flow {
    const flow = flowIn(cookie, origins);
    if (flow === undefined) throw noFlow();
    return flow;
  }
}

/** Where the provider's answer is taken along to, once the session's cookie comes with it. */
export const linkPath = '/api/session/oidc/linked';

interface Flow {
  readonly secret: string;
  readonly page: string;
  readonly purpose: 'sign_on' | 'link';
}

const onward = {
  description: 'A page that goes on to where it began.',
  schema: Type.String(),
  contentType: 'text/html; charset=utf-8',
};

function noFlow(): Problem {
  return new Problem('sign_on_failed', 'This browser began no sign-in, or too long ago.');
}

/** A key is no person. */
function personOf({ kind, id }: Caller): number {
  if (kind === 'person') return id;
  throw new Problem('not_permitted', 'Only a person who is signed in has an account to connect.');
}

/** Whoever came with a browser reads a page; a program gets the problem as everywhere. */
async function inBrowser(
  { accept }: FastifyRequest['headers'],
  reply: FastifyReply,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store');
  try {
    return await work();
  } catch (error) {
    const told = problemOf(error);
    if (!told || !accept?.includes('text/html')) throw error;
    const { code, statusCode, more } = told;
    reply.request.problem = code;
    if (more.retryAfter !== undefined) reply.header('retry-after', String(more.retryAfter));
    return show(reply.code(statusCode), problemPage(problems[code][1], told.message));
  }
}

function show(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').serializer(String).send(html);
}

const linkSentences = {
  other_person:
    'This account at the provider signs somebody else in here. An administrator can look into it.',
  other_account: 'Your account here is connected with another one at the provider already.',
} as const;

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

function flowIn(header: string | undefined, { isSecure }: Origins): Flow | undefined {
  const shape = `(?:^|; ?)${flowName(isSecure)}=([\\w-]{43})\\.([\\w-]+)\\.(sign_on|link)(?:;|$)`;
  const [, secret, page, purpose] = new RegExp(shape).exec(header ?? '') ?? [];
  if (secret === undefined) return undefined;
  return {
    secret,
    page: ownPage(Buffer.from(page!, 'base64url').toString()),
    purpose: purpose as Flow['purpose'],
  };
}

function flowName(isSecure: boolean): string {
  return isSecure ? '__Host-unitrail-sign-on' : 'unitrail-sign-on';
}

/** A path of ours, or the first page: nobody is sent elsewhere from here. */
function ownPage(to: string): string {
  return /^\/(?![/\\])[\w\-./?=&%#~:@!$'()*+,;]*$/.test(to) ? to : '/';
}
