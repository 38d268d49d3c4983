import { createHash, createHmac } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StoreAway } from './file-store.ts';
import { addressOf, openS3Store, type S3Settings, type Send } from './s3-store.ts';

// A small server that speaks as much S3 as we ask, and checks each signature by the rules of AWS Signature Version 4
// written out here, without the library that made it.

const key = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const files = new Map<string, Buffer>();
let seen: { method: string; path: string; host: string; type: string | undefined }[] = [];
/** Answers that come before any other. */
let troubles: number[] = [];
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((request, reply) => {
    void bodyOf(request).then((body) => {
      const trouble = troubles.shift();
      if (trouble !== undefined) return void reply.writeHead(trouble).end('a secret of the store');
      if (!isSigned(request, body)) return void reply.writeHead(403).end('SignatureDoesNotMatch');
      const { method = '', url = '', headers } = request;
      const host = String(headers.host);
      seen.push({ method, path: url, host, type: headers['content-type'] });
      const name = host.startsWith('shop.') ? `/shop${url}` : url;
      if (method === 'PUT') files.set(name, body);
      if (method === 'DELETE') files.delete(name);
      const file = files.get(name);
      if (file === undefined && method !== 'DELETE') return void reply.writeHead(404).end();
      reply.writeHead(method === 'DELETE' ? 204 : 200);
      reply.end(method === 'GET' ? file : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  files.clear();
  seen = [];
  troubles = [];
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of request) all.push(piece as Buffer);
  return Buffer.concat(all);
}

const hmac = (with_: string | Buffer, text: string) => createHmac('sha256', with_).update(text).digest();
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)", step by step. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const { method, url = '', headers } = request;
  const read =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!read || read[1] !== key.id) return false;
  const [, , day, region, names, signature] = read as unknown as string[];
  if (!names!.split(';').includes('host') || !names!.split(';').includes('x-amz-content-sha256'))
    return false;
  if (headers['x-amz-content-sha256'] !== sha256(body)) return false;
  const time = String(headers['x-amz-date']);
  if (!time.startsWith(day!)) return false;
  const signed = names!.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const [path, query = ''] = url.split('?');
  const canonical = [method, path, query, signed.join(''), names, sha256(body)].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const signing = hmac(hmac(hmac(hmac(`AWS4${key.secret}`, day!), region!), 's3'), 'aws4_request');
  return createHmac('sha256', signing).update(toSign).digest('hex') === signature;
}

/** Sends to the server here, whatever the host's name is: the names of buckets are in no directory. */
const sendHere: Send = async (request) => {
  const body = Buffer.from(await request.arrayBuffer());
  const url = new URL(request.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        port,
        host: '127.0.0.1',
        method: request.method,
        path: url.pathname,
        headers: { ...Object.fromEntries(request.headers), host: url.host },
      },
      (reply) => {
        void bodyOf(reply).then((bytes) => {
          const status = reply.statusCode!;
          const empty = status === 204 || bytes.length === 0;
          resolve(new Response(empty ? null : Uint8Array.from(bytes), { status }));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
};

const settings = (more: Partial<S3Settings> = {}): S3Settings => ({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'eu-central-1',
  bucket: 'shop',
  prefix: 'photos/',
  keyId: key.id,
  secret: key.secret,
  addressing: 'path',
  timeoutMs: 5_000,
  retries: 2,
  ...more,
});

const name = 'ab'.repeat(32);
const bytes = Buffer.from([0xff, 0xd8, 0, 1, 2]);

describe('a bucket', () => {
  test('keeps, gives and forgets files; each request is signed over its body', async () => {
    const store = openS3Store(settings());
    expect([await store.has(name), await store.read(name)]).toEqual([false, null]);
    await store.keep(name, bytes, 'image/jpeg');
    expect([await store.has(name), Buffer.from((await store.read(name))!)]).toEqual([true, bytes]);
    await store.forget(name);
    expect(await store.has(name)).toBe(false);
    expect(seen.map(({ method }) => method).join(' ')).toBe('HEAD GET PUT HEAD GET DELETE HEAD');
    expect(seen[2]).toMatchObject({ path: `/shop/photos/${name}`, type: 'image/jpeg' });
  });

  test('may stand in the name of the host, which is signed too', async () => {
    const store = openS3Store(settings({ endpoint: 'https://s3.test', addressing: 'host' }), sendHere);
    await store.keep(name, bytes, 'image/jpeg');
    expect(Buffer.from((await store.read(name))!)).toEqual(bytes);
    expect(seen[0]).toMatchObject({ path: `/photos/${name}`, host: 'shop.s3.test' });
  });

  test.each([
    ['path', 'https://s3.test/shop/photos/01'],
    ['host', 'https://shop.s3.test/photos/01'],
  ] as const)('is addressed by its %s', (addressing, address) => {
    const where = { endpoint: 'https://s3.test', bucket: 'shop', prefix: 'photos/', addressing };
    expect(addressOf(where, '01')).toBe(address);
  });

  test.each([[[500]], [[503, 429]]])('that is troubled (%j) is asked again', async (answers) => {
    troubles = [...answers];
    await openS3Store(settings()).keep(name, bytes, 'image/jpeg');
    expect(files.size).toBe(1);
  });

  test.each([
    ['stays troubled', [500, 500, 500], {}, 'The bucket answered 500.'],
    ['says no', [403], {}, 'The bucket answered 403.'],
    ['does not know the key', [], { secret: 'another' }, 'The bucket answered 403.'],
    ['is not there', [404], {}, 'There is no bucket "shop".'],
    [
      'cannot be reached',
      [],
      { endpoint: 'http://127.0.0.1:1', retries: 0 },
      'The bucket cannot be reached.',
    ],
  ])('that %s keeps nothing, and its own words are not repeated', async (_what, answers, more, sentence) => {
    troubles = answers;
    const kept = openS3Store(settings(more)).keep(name, bytes, 'image/jpeg');
    await expect(kept).rejects.toThrow(StoreAway);
    await expect(kept).rejects.toThrow(sentence);
    expect(files.size).toBe(0);
  });

  test('that never answers is given up', async () => {
    const silent: Send = (request) =>
      new Promise((_, reject) =>
        request.signal.addEventListener('abort', () => reject(request.signal.reason)),
      );
    const store = openS3Store(settings({ timeoutMs: 20, retries: 1 }), silent);
    await expect(store.read(name)).rejects.toThrow('The bucket cannot be reached.');
  });
});
