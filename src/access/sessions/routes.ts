import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { type Origins, sessionCookie, tokenIn } from '../../http/session-cookie.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { audit } from '../audit.ts';
import type { Caller } from '../caller.ts';
import { changeSessions } from '../change-access.ts';
import { type PersonRow, selectPerson } from '../people/queries.ts';
import type { BegunSession } from './begin-session.ts';
import { choosePassword } from './choose-password.ts';
import * as wire from './contract.ts';
import { TooManyPasswords } from './in-turns.ts';
import { endSession, type SessionRow, selectSessionsOf } from './queries.ts';
import { sessionOnWire } from './session-on-wire.ts';
import { isSessionToken } from './session-token.ts';
import { type SignInParts, signIn } from './sign-in.ts';

export interface SessionParts extends SignInParts {
  readonly origins: Origins;
  readonly reference: ReadReference;
  /** A provider for single sign-on is configured. */
  readonly hasSingleSignOn: boolean;
}

export function sessionEndpoints(parts: SessionParts) {
  return { ...ownSession(parts), ...ownSessions(parts) };
}

const who = { 200: { description: 'Who asks.', schema: wire.sessionSchema } };

function ownSession(parts: SessionParts) {
  const { origins } = parts;
  return {
    signIn: endpoint({
      id: 'signIn',
      summary: 'Sign in with a password',
      description:
        'Gives the browser a cookie. Requests that change something under it also carry the header ' +
        'X-Unitrail-Request. Whatever is wrong with a login, the answer is the same; after too many wrong ones it is 429.',
      body: wire.signInBody,
      replies: { 201: { description: 'Who has signed in.', schema: wire.sessionSchema } },
      async handle(request, reply) {
        refuseOpenNetwork(request, origins);
        const { login, password } = request.body;
        const had = tokenIn(request.headers.cookie, origins);
        const replaces = had !== undefined && isSessionToken(had) ? had : undefined;
        const outcome = await signIn(parts, { login, password, replaces, ...cameFrom(request) }).catch(
          comeAgain,
        );
        if (outcome === 'wrong_login')
          throw new Problem(outcome, 'Look at both once more, capital letters too.');
        if ('tooManySeconds' in outcome) throw tooMany(outcome.tooManySeconds);
        return reply.code(201).send(await begun(parts, outcome.session, reply));
      },
    }),
    ways: endpoint({
      id: 'getSignInWays',
      summary: 'Say how one can sign in here',
      replies: { 200: { description: 'The ways.', schema: wire.signInWaysSchema } },
      handle: () => ({ singleSignOn: parts.hasSingleSignOn }),
    }),
    whoAmI: endpoint({
      id: 'getSession',
      summary: 'Say who asks, and what he may do where',
      replies: who,
      handle: ({ caller }) => present(parts, caller),
    }),
    signOut: endpoint({
      id: 'signOut',
      summary: 'Sign out',
      description: 'The session is good for nothing from this moment on. A key stays as it is.',
      replies: { 200: { description: 'What was ended.', schema: wire.ended } },
      async handle({ caller, ip }, reply) {
        reply.header('set-cookie', sessionCookie(origins, '', 0));
        const ended = caller.session !== null && (await end(parts, caller, caller.session, 'signed_out', ip));
        return { ended: ended ? 1 : 0 };
      },
    }),
    choosePassword: endpoint({
      id: 'choosePassword',
      summary: 'Choose a new password',
      description: 'All sessions of the person end, and this one goes on under a new cookie.',
      body: wire.passwordBody,
      replies: who,
      async handle(request, reply) {
        const { caller, body } = request;
        const person = await personOf(parts, caller);
        if (!person) throw new Problem('not_permitted', 'A key has no password.');
        refuseOpenNetwork(request, origins);
        const wishes = { login: person.login, ...body, ...cameFrom(request) };
        const outcome = await choosePassword(parts, wishes).catch(comeAgain);
        if (outcome === 'wrong_login')
          throw new Problem(outcome, 'The password in force is another one.', { where: 'password' });
        if (outcome === 'weak_password') throw weak();
        if ('tooManySeconds' in outcome) throw tooMany(outcome.tooManySeconds);
        return begun(parts, outcome.session, reply);
      },
    }),
  };
}

function ownSessions(parts: SessionParts) {
  return {
    list: endpoint({
      id: 'listSessions',
      summary: 'List one’s own sessions',
      query: wire.sessionsQuery,
      replies: { 200: { description: 'Sessions that are good.', schema: wire.sessionPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault }, caller }) {
        const person = caller.kind === 'person' ? caller.id : 0;
        const values = [person, parts.clock.now().toISOString(), idCursor(after), limit + 1];
        const { rows } = await parts.database.query<SessionRow>(selectSessionsOf, values);
        return pageOfRows(
          rows,
          limit,
          (row) => itemOnWire(row, caller),
          ({ id }) => String(id),
        );
      },
    }),
    end: endpoint({
      id: 'endSession',
      summary: 'End one of one’s own sessions',
      params: wire.sessionParams,
      replies: { 200: { description: 'What was ended.', schema: wire.ended } },
      async handle({ params: { id }, caller, ip }) {
        if (await end(parts, caller, id, 'session_ended', ip)) return { ended: 1 };
        throw new Problem('session_not_found', `You have no session ${id}.`, { where: 'params.id' });
      },
    }),
  };
}

/** A password, or the cookie behind it, would be read by whoever listens on a network without TLS. */
export function refuseOpenNetwork({ socket }: Peer, origins: Origins): void {
  const address = socket.remoteAddress ?? '';
  if (origins.isSecure || /^(?:127\.|::1$|::ffff:127\.)/.test(address)) return;
  throw new Problem(
    'insecure_connection',
    'Come over HTTPS: start with --lan, give a certificate, or name UNITRAIL_PUBLIC_URL where a proxy does it.',
  );
}

interface Peer {
  readonly socket: { readonly remoteAddress?: string | undefined };
}

function cameFrom({ ip, headers }: { ip: string; headers: { 'user-agent'?: string | undefined } }) {
  return { address: ip, client: headers['user-agent'] ?? '' };
}

export function comeAgain(error: unknown): never {
  if (!(error instanceof TooManyPasswords)) throw error;
  throw new Problem('busy', 'Very many are signing in just now.', { retryAfter: 2 });
}

export function tooMany(seconds: number): Problem {
  return new Problem(
    'too_many_tries',
    `Nothing is listened to for ${Math.ceil(seconds / 60)} minutes, right tries neither.`,
    {
      retryAfter: seconds,
    },
  );
}

function weak(): Problem {
  const least = limits.passwordLengthMin;
  return new Problem(
    'weak_password',
    `Choose at least ${least} characters, not your name, and another than before. Some words in a row are good.`,
    { where: 'newPassword', limit: least },
  );
}

async function begun(
  parts: SessionParts,
  { id, token }: BegunSession,
  reply: { header(name: string, value: string): unknown },
): Promise<wire.SessionOnWire> {
  reply.header('set-cookie', sessionCookie(parts.origins, token, limits.sessionHours * 3_600));
  return sessionOnWire(parts, { kind: 'person', session: id });
}

function present(parts: SessionParts, caller: Caller): Promise<wire.SessionOnWire> {
  return caller.session === null
    ? sessionOnWire(parts, { kind: 'key', caller })
    : sessionOnWire(parts, { kind: 'person', session: caller.session });
}

async function personOf({ database }: SessionParts, caller: Caller): Promise<PersonRow | undefined> {
  if (caller.kind !== 'person') return undefined;
  const { rows } = await database.query<PersonRow>(selectPerson, [caller.id]);
  return rows[0];
}

/** False where the person has no such session that is good. */
function end(
  parts: SessionParts,
  caller: Caller,
  id: number,
  action: 'signed_out' | 'session_ended',
  address: string,
): Promise<boolean> {
  if (caller.kind !== 'person') return Promise.resolve(false);
  const at = parts.clock.now().toISOString();
  return changeSessions(parts, async (tx, version) => {
    const { rowCount } = await tx.query(endSession, [id, at, version, caller.id]);
    if (rowCount === 0) return false;
    const by = { actor: caller.actor.id, address };
    await audit(tx, parts.clock, by, { action, subject: caller.actor.code });
    return true;
  });
}

function itemOnWire(row: SessionRow, caller: Caller): wire.SessionItemOnWire {
  const { id, method, address, client, started_at, last_used_at, ends_at } = row;
  return {
    id,
    method,
    address,
    client,
    startedAt: started_at.toISOString(),
    lastUsedAt: last_used_at.toISOString(),
    endsAt: ends_at.toISOString(),
    isThis: id === caller.session,
  };
}
