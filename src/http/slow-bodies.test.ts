import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type SlowBodies, watchBodies } from './slow-bodies.ts';

// Real sockets; only the clock is ours.

const window = { ms: 30_000, bytes: 1_000 };
let now = 0;
let server: Server;
let bodies: SlowBodies;
let cutOff = 0;
let client: Socket;
let answers: ServerResponse[] = [];
afterEach(() => {
  client.destroy();
  bodies.close();
  server.close();
});

/** A client that has sent the head of a long body, and the request as the server has it. */
async function begin(length: number): Promise<IncomingMessage> {
  now = 0;
  cutOff = 0;
  answers = [];
  bodies = watchBodies({
    wholeMs: 60_000,
    window,
    lookMs: 2,
    now: () => now,
    cutOff(socket) {
      cutOff += 1;
      socket.destroy();
    },
  });
  server = createServer((request) => bodies.watch(request));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => {});
  return sendHead(length);
}

async function sendHead(length: number): Promise<IncomingMessage> {
  client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
  const [request, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
  request.on('error', () => {});
  answers.push(response);
  return request;
}

/** So many bytes come, and are read. */
async function come({ socket }: IncomingMessage, bytes: number): Promise<void> {
  const wanted = socket.bytesRead + bytes;
  client.write(Buffer.alloc(bytes));
  while (socket.bytesRead < wanted) await later();
}

/** Time passes, and it is looked: a look is due before the second wait is over. */
async function pass(ms: number): Promise<void> {
  now += ms;
  for (let looks = 0; looks < 2; looks += 1) await later();
}

const later = () => new Promise((resolve) => setTimeout(resolve, 3));

test('any request has a minute for all of it, however much comes', async () => {
  const request = await begin(10_000_000);
  request.resume();
  await come(request, 500_000);
  await pass(59_000);
  expect(cutOff).toBe(0);
  await come(request, 500_000);
  await pass(2_000);
  expect(cutOff).toBe(1);
});

test('a file may take an hour, as long as it comes', async () => {
  const request = await begin(10_000_000);
  bodies.mayTakeLong(request);
  request.resume();
  for (let seconds = 0; seconds < 3_600; seconds += 31) {
    await come(request, window.bytes);
    await pass(31_000);
  }
  expect(cutOff).toBe(0);
});

test.each([
  ['not at all', 0],
  ['drop by drop', 30],
])('a file that comes %s is cut off after half a minute', async (_how, bytes) => {
  const request = await begin(10_000_000);
  bodies.mayTakeLong(request);
  request.resume();
  await come(request, bytes);
  await pass(29_000);
  expect(cutOff).toBe(0);
  await pass(2_000);
  expect(cutOff).toBe(1);
});

test('a file that waits for our disk is nobody’s silence', async () => {
  const request = await begin(10_000_000);
  bodies.mayTakeLong(request);
  client.write(Buffer.alloc(1_000_000));
  request.once('readable', () => {});
  while (request.readableLength < request.readableHighWaterMark) await later();
  await pass(31_000);
  await pass(31_000);
  expect(cutOff).toBe(0);
});

test('a connection that is kept may be silent between its requests; the next one has a minute of its own', async () => {
  const first = await begin(5);
  first.resume();
  await come(first, 5);
  answers[0]!.end();
  await pass(600_000);
  expect(cutOff).toBe(0);
  const second = await sendHead(5);
  second.resume();
  await pass(59_000);
  expect(cutOff).toBe(0);
  await pass(2_000);
  expect(cutOff).toBe(1);
});
