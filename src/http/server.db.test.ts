import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../domain/limits.ts';
import { openTestApp, type TestApp } from '../testing/app.ts';
import { problems } from './errors.ts';

let app: TestApp;
let port: number;
beforeAll(async () => {
  app = await openTestApp();
  await app.server.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.server.address() as { port: number }).port;
});
afterAll(() => app?.close());

const problemOf = ({ status, body }: Awaited<ReturnType<TestApp['ask']>>) => [status, body.code, body.where];

async function isAlive(): Promise<boolean> {
  return (await app.ask('GET', '/health/live')).status === 200;
}

describe('problems', () => {
  test('each code has one status and a title, and its answer says both', async () => {
    for (const [status, title] of Object.values(problems)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).toMatch(/^\S.*\S$/);
    }
    const told = await app.ask('GET', '/api/units/1');
    expect(told.headers['content-type']).toBe('application/problem+json');
    expect(told.body).toEqual({
      type: 'urn:unitrail:problem:unit_not_found',
      title: 'There is no such unit',
      status: 404,
      detail: 'There is no unit 1.',
      code: 'unit_not_found',
      where: 'params.id',
    });
  });

  test.each<[string, string, number, string]>([
    ['GET', '/nothing', 404, 'not_found'],
    ['GET', '/api', 404, 'not_found'],
    ['GET', '/api/scans', 405, 'method_not_allowed'],
    ['PUT', '/api/scans', 405, 'method_not_allowed'],
    ['DELETE', '/api/products/PHONE', 405, 'method_not_allowed'],
    ['POST', '/health/live', 405, 'method_not_allowed'],
    ['GET', '/api/units/abc', 400, 'invalid_request'],
    ['GET', '/api/units/0', 400, 'invalid_request'],
    ['GET', '/api/units/9007199254740993', 400, 'invalid_request'],
    ['GET', '/api/units/1e3', 400, 'invalid_request'],
    ['GET', '/api/products/%00', 400, 'forbidden_character'],
    ['GET', '/api/products/%ff', 400, 'bad_address'],
    ['GET', `/api/units/by-code/${'x'.repeat(limits.pathPartLengthMax + 1)}`, 414, 'address_too_long'],
    ['GET', '/api/products?limit=0', 400, 'invalid_request'],
    ['GET', '/api/products?limit=1001', 400, 'invalid_request'],
    ['GET', '/api/products?limit=ten', 400, 'invalid_request'],
    ['GET', '/api/products?limit=1&limit=2', 400, 'invalid_request'],
    ['GET', '/api/products?lmit=1', 400, 'invalid_request'],
  ])('%s %s is %i %s', async (method, url, status, code) => {
    const told = await app.ask(method as 'GET', url);
    expect([told.status, told.body.code]).toEqual([status, code]);
  });

  test('an address that knows other methods says which', async () => {
    expect((await app.ask('PUT', '/api/sites')).headers.allow).toBe('GET, POST, HEAD');
  });

  test('answers come as JSON, and whoever takes none is told', async () => {
    const accept = (value: string, url = '/api/sites') =>
      app.ask('GET', url, undefined, { headers: { accept: value } });
    expect((await accept('application/json, text/html;q=0.1')).status).toBe(200);
    expect(problemOf(await accept('text/html')).slice(0, 2)).toEqual([406, 'not_acceptable']);
    expect((await accept('text/plain', '/metrics')).status).toBe(200);
    expect((await accept('application/json', '/metrics')).status).toBe(406);
  });

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/jsonx', 415],
    ['application/json; charset=utf-8', 400],
    ['APPLICATION/JSON', 400],
  ])('a body of %s: %i', async (type, status) => {
    const told = await app.ask('POST', '/api/scans', '{}', { headers: { 'content-type': type } });
    expect(told.status).toBe(status);
  });

  test('a body that must be there is missed', async () => {
    expect(problemOf(await app.ask('POST', '/api/scans')).slice(0, 2)).toEqual([400, 'body_missing']);
    expect(problemOf(await app.ask('POST', '/api/scans', 'null')).slice(0, 2)).toEqual([400, 'body_missing']);
    expect(problemOf(await app.ask('POST', '/api/scans', ' ')).slice(0, 2)).toEqual([400, 'malformed_json']);
  });

  test.each<[string, string | Buffer, string]>([
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'invalid_utf8'],
    ['a byte order mark', Buffer.from('\ufeff{}'), 'malformed_json'],
    ['half a document', '{"move":', 'malformed_json'],
    ['a name twice', '{"move":"receive","move":"sell"}', 'duplicate_key'],
    ['__proto__', '{"move":"receive","__proto__":{"site":"DC"}}', 'forbidden_key'],
    ['constructor', '{"constructor":{"prototype":{}}}', 'forbidden_key'],
    ['NUL', '{"site":"D\\u0000C"}', 'forbidden_character'],
    ['a lone surrogate', '{"site":"\\ud800"}', 'forbidden_character'],
    ['a number without end', '{"site":1e999}', 'number_out_of_range'],
    ['lists 100,000 deep', '['.repeat(100_000), 'too_deep'],
  ])('%s in a body is refused with its place', async (_what, body, code) => {
    const told = await app.ask('POST', '/api/scans', body);
    expect([told.status, told.body.code, typeof told.body.at]).toEqual([400, code, 'number']);
  });

  test('a fault of our own says nothing of its inside', async () => {
    await app.world.asOwner('alter table site rename to site_away');
    try {
      const { status, text, headers } = await app.ask('GET', '/api/sites/DC');
      expect(status).toBe(500);
      expect(text).not.toMatch(/site_away|relation|select/);
      const fault = app.logged
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line))
        .find(({ event }) => event === 'fault');
      expect(fault).toMatchObject({
        level: 'error',
        where: 'GET /api/sites/:code',
        request: headers['x-request-id'],
        error: { code: '42P01', message: 'relation "site" does not exist' },
      });
    } finally {
      await app.world.asOwner('alter table site_away rename to site');
    }
  });
});

/** Speaks HTTP by hand, so that what no client would send can be sent. */
async function speak(text: string | Buffer, patience = 5_000): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(text);
  return heard(socket, patience);
}

async function heard(socket: Socket, patience: number): Promise<string> {
  let told = '';
  socket.on('data', (chunk) => {
    told += chunk;
  });
  socket.on('error', () => {});
  await Promise.race([once(socket, 'close').catch(() => {}), sleep(patience)]);
  socket.destroy();
  return told;
}

const head = (more: string) =>
  `POST /api/scans HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app.adminKey}\r\nContent-Type: application/json\r\n${more}\r\n`;

describe('on the wire', () => {
  test('a body of 1 GB is refused by its length, before it is read', async () => {
    const told = await speak(head(`Content-Length: ${2 ** 30}\r\n`));
    expect(told).toMatch(/^HTTP\/1\.1 413 /);
    expect(JSON.parse(told.slice(told.indexOf('\r\n\r\n')))).toMatchObject({
      code: 'body_too_large',
      limit: limits.bodyBytesMax,
    });
    expect(await isAlive()).toBe(true);
  });

  test('a body that does not say its length is cut at the limit, and is not kept in memory', async () => {
    const socket = connect(port, '127.0.0.1');
    const told = heard(socket, 30_000);
    socket.write(head('Transfer-Encoding: chunked\r\n'));
    const before = process.memoryUsage().arrayBuffers;
    const mebibyte = Buffer.alloc(1024 * 1024, 0x20);
    let sent = 0;
    while (!socket.destroyed && socket.writable && sent < 256) {
      socket.write(`${mebibyte.length.toString(16)}\r\n`);
      socket.write(mebibyte);
      if (!socket.write('\r\n')) await Promise.race([once(socket, 'drain').catch(() => {}), sleep(200)]);
      sent += 1;
    }
    const answer = await told;
    expect(answer === '' || /^HTTP\/1\.1 413 /.test(answer)).toBe(true);
    expect(sent).toBeLessThan(256);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
    expect(await isAlive()).toBe(true);
  });

  test.each<[string, () => string | Buffer, RegExp]>([
    [
      'noise',
      () => Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10]),
      /^HTTP\/1\.1 400 [\s\S]*malformed_request/,
    ],
    [
      'a header that never ends',
      () => `GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 [\s\S]*headers_too_large/,
    ],
    ['two lengths', () => head('Content-Length: 2\r\nContent-Length: 3\r\n'), /^HTTP\/1\.1 400 /],
    [
      'a length and chunks',
      () => head('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n'),
      /^HTTP\/1\.1 400 /,
    ],
    ['a negative length', () => head('Content-Length: -1\r\n'), /^HTTP\/1\.1 400 /],
  ])('%s gets a problem and the server lives', async (_what, text, answer) => {
    expect(await speak(text())).toMatch(answer);
    expect(await isAlive()).toBe(true);
  });

  test('a client that goes away in the middle of its body records nothing and harms nobody', async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`${head('Content-Length: 1000\r\n')}{"move":"receive","site":"DC","scans":[{`);
    await sleep(50);
    socket.resetAndDestroy();
    await sleep(50);
    expect(await isAlive()).toBe(true);
  });

  test('whoever sends his headers drop by drop is cut off; of bodies slow-bodies.test.ts tells', () => {
    const { server } = app.server;
    expect([server.headersTimeout, server.requestTimeout]).toEqual([limits.headersMs, 0]);
    expect(limits.headersMs).toBeLessThan(limits.requestMs);
  });

  test('a wrong key’s long body is not waited for', async () => {
    const told = await speak(
      `POST /api/scans HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${2 ** 30}\r\n\r\n`,
    );
    expect(told).toMatch(/^HTTP\/1\.1 401 /);
    expect(told.toLowerCase()).toContain('connection: close');
  });
});

describe('what is public', () => {
  test('the first page says what this is and where it is described', async () => {
    const { status, body } = await app.ask('GET', '/', undefined, { key: null });
    expect([status, body.name, body.openapi]).toEqual([200, 'Unitrail', '/openapi.json']);
  });

  test('the server is live, and ready while its database has the right schema', async () => {
    expect((await app.ask('GET', '/health/live', undefined, { key: null })).body).toEqual({ status: 'live' });
    expect((await app.ask('GET', '/health/ready', undefined, { key: null })).body).toEqual({
      status: 'ready',
    });
    await app.world.asOwner("insert into schema_migration (number, name, sha256) values (9999, 'x', 'x')");
    const told = await app.ask('GET', '/health/ready', undefined, { key: null });
    expect([told.status, told.body.detail, told.headers['retry-after']]).toEqual([
      503,
      'The database’s schema is newer than this program.',
      '2',
    ]);
    await app.world.asOwner('delete from schema_migration where number = 9999');
  });
});
