import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '../domain/limits.ts';
import { StartProblem } from '../platform/start-problem.ts';

export interface Door {
  /** Where the server is, without a slash at its end. */
  readonly url: string;
  readonly key: string | undefined;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface SendMore {
  /** Sent as it is: text, bytes, or a stream of them. */
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A running server, as the commands talk to it. Every failure is a StartProblem: one sentence and an exit code. */
export interface Client extends Door {
  /** One question and its JSON answer; a body goes as JSON. */
  ask<Answer>(method: Method, path: string, body?: object): Promise<Answer>;
  /** Every item of a list, fetched page by page as it is read. `path` may have a query of its own. */
  list<Item>(path: string): AsyncGenerator<Item, void>;
  /** All of them, for lists that are short. */
  all<Item>(path: string): Promise<Item[]>;
  /** The good reply itself, whose body is still to be read: for files in and out. */
  open(method: Method, path: string, more?: SendMore): Promise<Response>;
}

/** The server said no: `code` is the problem's own (http/errors.ts). */
export class ServerRefused extends StartProblem {
  readonly status: number;
  readonly code: string;
  /** The problem document (RFC 9457), or an empty object where there was none. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>, sentence: string) {
    super(kindOf(status), sentence);
    this.status = status;
    this.problem = problem;
    this.code = typeof problem.code === 'string' ? problem.code : '';
  }
}

/**
 * Opens nothing yet. A question that changes nothing when it is asked again (GET, DELETE) is asked again while the
 * server is busy, as often as `limits.clientTriesMax` and when the server says (Retry-After).
 */
export function openClient({ url, key }: Door): Client {
  async function open(method: Method, path: string, more: SendMore = {}): Promise<Response> {
    const mayRepeat = method === 'GET' || method === 'DELETE';
    for (let tries = 1; ; tries += 1) {
      const reply = await send({ url, key }, method, path, more);
      if (reply.ok) return reply;
      const isBusy = reply.status === 429 || reply.status === 503;
      if (!isBusy || !mayRepeat || tries >= limits.clientTriesMax) throw await refusedBy(reply, url);
      await reply.body?.cancel();
      await sleep(Math.min(Number(reply.headers.get('retry-after') ?? 1) || 1, 10) * 1_000);
    }
  }

  async function ask<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
    const json = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const reply = await open(method, path, body === undefined ? {} : json);
    return (await reply.json().catch(() => {
      throw notOurs(url);
    })) as Answer;
  }

  async function* list<Item>(path: string): AsyncGenerator<Item, void> {
    const query = path.includes('?') ? '&' : '?';
    let after = '';
    do {
      const page = await ask<{ items: Item[]; next: string | null }>(
        'GET',
        `${path}${query}limit=${limits.pageItemsMax}${after}`,
      );
      yield* page.items;
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
    } while (after !== '');
  }

  async function all<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of list<Item>(path)) items.push(item);
    return items;
  }

  return { url, key, open, ask, list, all };
}

async function send({ url, key }: Door, method: Method, path: string, more: SendMore): Promise<Response> {
  const { body, signal } = more;
  const authorization = key === undefined ? undefined : `Bearer ${key}`;
  try {
    return await fetch(`${url}${path}`, {
      method,
      headers: { ...(authorization ? { authorization } : {}), ...more.headers },
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    } as RequestInit);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable(url, error);
  }
}

function unreachable(url: string, error: unknown): StartProblem {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  const why = cause?.code ?? cause?.message ?? (error as Error).message;
  return new StartProblem(
    'unavailable',
    `No server answers at ${url} (${why}). Start one, or set UNITRAIL_URL.`,
  );
}

function notOurs(url: string): StartProblem {
  return new StartProblem('unavailable', `What answers at ${url} is no Unitrail server.`);
}

async function refusedBy(reply: Response, url: string): Promise<StartProblem> {
  const text = await reply.text().catch(() => '');
  const problem = problemIn(text);
  if (problem === undefined) return notOurs(url);
  const { title, detail, code } = problem as Record<string, string>;
  const hint = reply.status === 401 ? ' Set UNITRAIL_KEY to a key of this server.' : '';
  return new ServerRefused(reply.status, problem, `${title}: ${detail} (${code})${hint}`);
}

function problemIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const problem: unknown = JSON.parse(text);
    const isOne = typeof problem === 'object' && problem !== null && 'code' in problem;
    return isOne ? (problem as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What kind of failure an HTTP status is to whoever typed the command. */
function kindOf(status: number) {
  if (status === 401 || status === 403) return 'notAllowed';
  if (status === 404) return 'notThere';
  if (status === 408 || status === 429 || status === 503) return 'taken';
  return status >= 500 ? 'fault' : 'unusable';
}
