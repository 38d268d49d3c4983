import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../testing/app.ts';

let app: TestApp;
let port: number;
beforeAll(async () => {
  app = await openTestApp();
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.server.address() as { port: number }).port;
});
afterAll(() => app?.close());

/** What labels lead to is read by any site's scripts (docs/decisions/0053): nothing there is of who asks. */
const forAnybody = (url: string) => /^\/(?:01\/|product-pictures\/|\.well-known\/gs1resolver)/.test(url);

/** Every route, each asked well, without a key, with a broken body, and with methods that it does not know. */
function everything(): readonly (readonly [
  method: string,
  path: string,
  key: string | null,
  body?: string,
])[] {
  const { adminKey: key } = app;
  const routes = app.app.routes.flatMap(({ method, path }) => {
    const url = path.replace(/:\w+/g, '2147483647');
    return [
      [method, url, key],
      [method, url, null],
      [method, url, key, '{"broken'],
      ['OPTIONS', url, null],
      ['PUT', url, key],
      ['HEAD', url, key],
    ] as const;
  });
  return [...routes, ['GET', '/nothing', null], ['GET', '/%ff', null], ['GET', '/../../etc/passwd', null]];
}

/** Of an answer without an end what comes at once: its headers. */
async function ask(method: string, url: string, key: string | null, body?: string) {
  const told = await app.server.inject({
    method: method as 'GET',
    url,
    headers: {
      origin: 'https://elsewhere.example',
      'access-control-request-method': method,
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: body }),
    payloadAsStream: true,
  });
  const { statusCode, headers } = told;
  const stream = told.stream();
  if (String(headers['content-type']).startsWith('text/event-stream')) {
    stream.destroy();
    return { statusCode, headers, body: '' };
  }
  return { statusCode, headers, body: await text(stream) };
}

test('every answer of every route has the security headers, and nothing for other sites’ scripts', async () => {
  for (const [method, url, key, body] of everything()) {
    const { headers, statusCode } = await ask(method, url, key, body);
    const what = `${method} ${url} ${statusCode}`;
    expect([what, headers['x-content-type-options']]).toEqual([what, 'nosniff']);
    expect([what, headers['x-frame-options']]).toEqual([what, 'DENY']);
    expect([what, headers['referrer-policy']]).toEqual([what, 'no-referrer']);
    const policies = forAnybody(url) ? ['same-origin', 'cross-origin'] : ['same-origin'];
    expect(policies).toContain(headers['cross-origin-resource-policy']);
    expect([what, headers['content-security-policy']]).toEqual([
      what,
      expect.stringContaining("default-src '"),
    ]);
    expect([what, headers['cache-control']]).toEqual([
      what,
      expect.stringMatching(/no-store|no-cache|max-age/),
    ]);
    const named = Object.keys(headers);
    const shared = named.filter((name) => name.startsWith('access-control-'));
    const isShared = forAnybody(url) && method !== 'PUT';
    expect([what, shared.length > 0]).toEqual([what, isShared]);
    expect([what, shared.includes('access-control-allow-credentials')]).toEqual([what, false]);
    expect([what, named.filter((name) => /^(?:server|x-powered-by|via)$/.test(name))]).toEqual([what, []]);
  }
});

test('no answer shows where in the program something went wrong', async () => {
  for (const [method, url, key, body] of everything()) {
    const told = await ask(method, url, key, body);
    expect(told.body).not.toMatch(
      /\n\s+at |node_modules|node:internal|\.ts:\d|\.js:\d|\/src\/|SELECT .* FROM|pg_catalog/,
    );
  }
});

test.each(['TRACE', 'PROPFIND', 'SEARCH', 'PURGE'])(
  '%s is refused and nothing of the request comes back',
  async (method) => {
    const told = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const headers = { authorization: 'Bearer CANARY-OF-THE-HEADER' };
      const asked = request({ host: '127.0.0.1', port, method, path: '/api/sites', headers }, (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        reply.on('end', () => resolve({ status: reply.statusCode, text }));
      });
      asked.on('error', reject);
      asked.end();
    });
    expect(told.status).toBe(405);
    expect(told.text).not.toContain('CANARY');
  },
);

test('a caller’s number for a request comes back; one that could not stand in a log does not', async () => {
  const sent = async (id: string) =>
    (await app.ask('GET', '/health/live', undefined, { headers: { 'x-request-id': id } })).headers[
      'x-request-id'
    ];
  expect(await sent('till-3:0001234')).toBe('till-3:0001234');
  expect(await sent('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  expect(await sent('"quoted"<script>')).toMatch(/^[0-9a-f-]{36}$/);
});
