import { credentials, tellSessionEnded } from '../access/session-store.ts';

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

/** Asks the server. Throws a ServerProblem for every answer that is not good, and where there is none. */
export async function ask<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const reply = await fetch(path, {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...credentials(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ServerProblem(0, { code: 'unreachable' });
  });
  const text = await reply.text();
  const said = parsed(text);
  if (reply.ok) return said as Answer;
  if (reply.status === 401) tellSessionEnded();
  throw new ServerProblem(reply.status, said);
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
