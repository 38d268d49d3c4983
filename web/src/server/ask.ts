import { credentials, meantFor, tellSession, whoWorks } from '../access/session-store.ts';
import { noteReach } from './reach.ts';

/** A no of the server's, as problem+json says it. `status` 0: it could not be reached. */
export class ServerProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** The whole body: some problems say more. */
  readonly said: Readonly<Record<string, unknown>>;

  constructor(status: number, said: Readonly<Record<string, unknown>>) {
    super(String(said.detail ?? said.title ?? ''));
    this.status = status;
    this.code = String(said.code ?? 'unknown');
    this.said = said;
  }
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface AskMore {
  /** Under whom it has to be recorded; whoever works here now, if not said. */
  readonly actor?: string;
  /** After so long the server counts as away. */
  readonly timeoutMs?: number;
  /** What a body is that is no JSON: a text goes as it is. */
  readonly type?: string;
}

/** Asks the server. Throws a ServerProblem for every answer that is not good, and where there is none. */
export async function ask<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  { actor, timeoutMs, type }: AskMore = {},
): Promise<Answer> {
  const reply = await fetch(path, {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...credentials(),
      ...(changesThings(method, path) ? expectation(actor) : {}),
      ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
    },
    ...(body === undefined ? {} : { body: type === undefined ? JSON.stringify(body) : String(body) }),
    ...(timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
  }).catch(noAnswer);
  const text = await reply.text().catch(noAnswer);
  noteReach(true);
  const said = parsed(text);
  if (reply.ok) return said as Answer;
  const problem = new ServerProblem(reply.status, said);
  if (reply.status === 401 && !secrets.includes(problem.code)) tellSession('ended');
  if (problem.code === 'other_actor') tellSession('other');
  throw problem;
}

function noAnswer(): never {
  noteReach(false);
  throw new ServerProblem(0, { code: 'unreachable' });
}

/** A wrong password or PIN ends no session that goes on. */
const secrets: readonly string[] = ['wrong_login', 'wrong_badge'];

/** Whatever is recorded under somebody. Signing in and out is about nobody yet, or about whoever it is. */
function changesThings(method: Method, path: string): boolean {
  return method !== 'GET' && !/^\/api\/session(?:$|[/?])/.test(path);
}

/** A page that was opened by one person records nothing under the next. */
function expectation(actor = whoWorks()?.actor): Readonly<Record<string, string>> {
  return actor === undefined ? {} : meantFor(actor);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

/** `withQuery('/api/search', {q: 'SN 1'})` → `/api/search?q=SN%201`; what is undefined is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return text === '' ? path : `${path}?${text}`;
}
