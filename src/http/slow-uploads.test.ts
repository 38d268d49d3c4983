import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Type } from 'typebox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bareShell } from '../testing/shell.ts';
import { endpoint, route } from './endpoint.ts';
import { buildServer } from './server.ts';

// What a slow line meets: a real server and socket, and a clock that we move.

const window = { ms: 30_000, bytes: 1_000 };
let now = 0;
let arrived = 0;
let server: ReturnType<typeof buildServer>;
let client: Socket;
let answer = '';
let closed: Promise<unknown>;

beforeEach(async () => {
  [now, arrived, answer] = [0, 0, ''];
  const replies = { 200: { description: 'What came.', schema: Type.Object({ bytes: Type.Integer() }) } };
  const file = endpoint({
    id: 'takeFile',
    summary: 'Take a file',
    streams: ['text/csv'],
    replies,
    async handle(request) {
      for await (const piece of request.body as unknown as AsyncIterable<Buffer>) arrived += piece.length;
      return { bytes: arrived };
    },
  });
  const words = endpoint({
    id: 'takeWords',
    summary: 'Take words',
    body: Type.Object({}),
    replies,
    handle: () => ({ bytes: 0 }),
  });
  server = buildServer({
    routes: [
      route('POST', '/file', 'public', 'network', file),
      route('POST', '/words', 'public', 'network', words),
    ],
    gate: { admit: () => 'unauthenticated' },
    ...bareShell(),
    slowness: { wholeMs: 60_000, window, lookMs: 2, now: () => now },
    onFault: () => {},
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  client = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  client.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  closed = once(client, 'close');
  await once(client, 'connect');
});
afterEach(async () => {
  client.destroy();
  await server.close();
});

/** The head is there. */
async function begin(path: string, type: string, length: number): Promise<void> {
  const came = once(server.server, 'request');
  client.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
  );
  await came;
}

/** Time passes and is looked at: a look is due before the second wait is over. */
async function pass(ms: number): Promise<void> {
  now += ms;
  for (let looks = 0; looks < 2; looks += 1) await new Promise((resolve) => setTimeout(resolve, 3));
}

async function send(bytes: number): Promise<void> {
  const wanted = arrived + bytes;
  client.write('x'.repeat(bytes));
  while (arrived < wanted) await new Promise((resolve) => setTimeout(resolve, 1));
}

test('a file over a slow line arrives, an hour later', async () => {
  const pieces = 120;
  await begin('/file', 'text/csv', pieces * window.bytes);
  for (let n = 0; n < pieces; n += 1) {
    await send(window.bytes);
    await pass(31_000);
  }
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain(`{"bytes":${pieces * window.bytes}}`);
});

test('a file that stops coming is given up', async () => {
  await begin('/file', 'text/csv', 100_000);
  await send(5_000);
  await pass(31_000);
  await pass(31_000);
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"request_timeout"');
});

test('words that come drop by drop have a minute', async () => {
  await begin('/words', 'application/json', 100_000);
  client.write('{');
  await pass(59_000);
  expect(answer).toBe('');
  await pass(2_000);
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});
