import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type AccessParts, openAccess } from '../access/change-access.ts';
import { createKey } from '../access/manage-keys.ts';
import type { Role } from '../access/roles.ts';
import { type OpenApp, openApp } from '../app.ts';
import { readConfig } from '../config.ts';
import type { Route } from '../http/endpoint.ts';
import { openApiOf } from '../http/openapi.ts';
import { openFreshness } from '../ledger/freshness.ts';
import { systemClock } from '../platform/clock.ts';
import { openLog } from '../platform/log.ts';
import { type ApiCheck, openApiCheck } from './api-check.ts';
import { openWorld, type World } from './world.ts';

export interface TestApp {
  readonly world: World;
  readonly app: OpenApp;
  readonly server: FastifyInstance;
  readonly adminKey: string;
  /** Where the server keeps its files; gone with it. */
  readonly dataDirectory: string;
  /** Replies that were met so far, as `GET /api/units 200`; each was held against the OpenAPI page. */
  readonly met: ReadonlySet<string>;
  /** What was said to the person at the terminal, and every line of the log. */
  readonly logged: readonly string[];
  /** A key of a role, made once; for some sites by their codes, or for all. */
  keyOf(role: Role, ...sites: readonly string[]): Promise<string>;
  /** Asks as an administrator unless told otherwise; a body that is no text is sent as JSON. */
  ask(method: Method, url: string, body?: unknown, more?: AskMore): Promise<Told>;
  /** One scan of some codes at the distribution centre, and its answer. */
  scan(move: string, codes: readonly string[], more?: Record<string, unknown>): Promise<ScanTold>;
  close(): Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

export interface AskMore {
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type ScanTold = any;

/** The whole application on a small retailer's database, asked without a network. */
export async function openTestApp(env: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  const world = await openWorld();
  const adminKey = `test-admin-key-${randomUUID()}`;
  const dataDirectory = await mkdtemp(join(tmpdir(), 'unitrail-app-'));
  const config = {
    ...readConfig({ UNITRAIL_LOG: 'error', ...env }),
    adminKey,
    ...(env.UNITRAIL_DATA ? {} : { dataDirectory }),
  };
  const { database } = world;
  const logged: string[] = [];
  const app = await openApp({
    config,
    database,
    ownerUrl: world.test.ownerUrl,
    clock: systemClock,
    say: (sentence) => logged.push(sentence),
    log: openLog({ level: 'debug', clock: systemClock, write: (line) => logged.push(line) }),
  });
  const { server } = app;
  const check = checkOf(app.routes);
  const met = new Set<string>();
  const made = new Map<string, Promise<string>>();
  const accessParts = {
    database,
    freshness: openFreshness(database),
    access: openAccess(database),
    clock: systemClock,
  };
  const ask = async (method: Method, url: string, body?: unknown, more: AskMore = {}): Promise<Told> => {
    const key = more.key === undefined ? adminKey : more.key;
    const isText = typeof body === 'string' || Buffer.isBuffer(body);
    const known = pathOf(app.routes, method, url);
    const isEndless = known?.endpoint.endless === true && method === 'GET';
    const reply = await server.inject({
      method,
      url,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more.headers,
      },
      ...(body === undefined ? {} : { payload: isText ? body : JSON.stringify(body) }),
      ...(isEndless ? { payloadAsStream: true } : {}),
    });
    const type = String(reply.headers['content-type']);
    const isJson = type.includes('json');
    const text = isEndless ? await beginningOf(reply) : reply.body;
    if (known !== undefined && text !== '')
      met.add(check(method, known.path, reply.statusCode, bareType(type), isJson ? JSON.parse(text) : text));
    return {
      status: reply.statusCode,
      headers: reply.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
  };
  return {
    world,
    app,
    server,
    adminKey,
    dataDirectory,
    met,
    logged,
    ask,
    keyOf(role, ...sites) {
      const known = [role, ...sites].join(' ');
      if (!made.has(known)) made.set(known, makeKey(accessParts, role, sites));
      return made.get(known)!;
    },
    async scan(move, codes, { site = 'DC', location, document, key, ...more } = {}) {
      const scans = [{ id: randomUUID(), codes, input: 'scanned', ...more }];
      const as = key === undefined ? {} : { key: key as string };
      const told = await ask('POST', '/api/scans', { move, site, location, document, scans }, as);
      if (told.status !== 200) throw new Error(`${told.status}: ${told.text} ${logged.at(-1) ?? ''}`);
      return told.body.answers[0];
    },
    async close() {
      await app.close();
      await world.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** One process tries many apps with the same contracts: what it compiled of one page, it keeps. */
const checks = new Map<string, ApiCheck>();

function checkOf(routes: readonly Route[]): ApiCheck {
  const known = routes.map(({ method, path }) => `${method} ${path}`).join();
  if (!checks.has(known)) checks.set(known, openApiCheck(openApiOf(routes, 'test') as never));
  return checks.get(known)!;
}

async function makeKey(parts: AccessParts, role: Role, codes: readonly string[]): Promise<string> {
  const { rows } = await parts.database.pool.query<{ id: number }>(
    'select id from site where code = any($1)',
    [codes],
  );
  const sites = codes.length === 0 ? null : rows.map(({ id }) => id);
  const { key } = await createKey(parts, { name: `A ${role}`, role, sites, scopes: null, expiresAt: null });
  return key;
}

/** Of a reply that has no end what comes at once. */
async function beginningOf(reply: Awaited<ReturnType<FastifyInstance['inject']>>): Promise<string> {
  let text = '';
  for await (const piece of reply.stream()) {
    text += piece;
    if (text.includes('event: changed')) break;
  }
  reply.raw.res.destroy();
  return text;
}

/** The route that answers; undefined for what is no route's. */
function pathOf(routes: readonly Route[], method: string, url: string): Route | undefined {
  const steps = url.split('?')[0]!.split('/');
  const fits = (path: string) => {
    const wanted = path.split('/');
    if (path.endsWith('/*')) return wanted.slice(0, -1).every((step, i) => step === steps[i]);
    return (
      wanted.length === steps.length && wanted.every((step, i) => step.startsWith(':') || step === steps[i])
    );
  };
  return routes.find((route) => route.method === method && fits(route.path));
}

function bareType(type: string): string {
  return type.startsWith('text/') ? type : type.split(';')[0]!;
}
