import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  issueServerCertificate,
  type KeyedCertificate,
  makeAuthority,
} from '../src/platform/certificate-authority.ts';
import { type TestDatabase, testDatabase } from '../src/testing/database.ts';
import { execute } from '../src/testing/global-postgres.ts';
import { launchServer, type ServerProcess } from '../src/testing/server-process.ts';

let database: TestDatabase;
const directory = mkdtempSync(join(tmpdir(), 'unitrail-tls-'));
const running: ServerProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await execute(
    database.ownerUrl,
    `insert into site (code, name, kind, time_zone, owner_id) values ('DC', 'DC', 'warehouse', 'Etc/UTC', 1)`,
  );
});

afterAll(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGINT');
    await ended;
  }
  await database.drop();
  rmSync(directory, { recursive: true });
});

function launch(env: Readonly<Record<string, string>>, args: readonly string[] = []): ServerProcess {
  const server = launchServer({
    env: {
      DATABASE_URL: database.appUrl,
      UNITRAIL_OWNER_URL: database.ownerUrl,
      UNITRAIL_DATA: directory,
      ...env,
    },
    args: ['--empty', ...args],
  });
  running.push(server);
  return server;
}

interface Answered {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Over TLS with `ca` as the only authority that is trusted, or plainly. */
function ask(url: string, options: https.RequestOptions = {}, body = ''): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http;
    request(url, { agent: false, ...options }, async (reply) => {
      const parts: Buffer[] = [];
      for await (const part of reply) parts.push(part);
      resolve({ status: reply.statusCode!, headers: reply.headers, body: Buffer.concat(parts) });
    })
      .on('error', reject)
      .end(body);
  });
}

/** The certificate that a server shows, with whatever authority. */
function shown(url: string): Promise<X509Certificate> {
  const { hostname: host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw));
      socket.end();
    });
    socket.on('error', reject);
  });
}

describe('a server started with --lan', () => {
  let server: ServerProcess;
  let url: string;
  let plain: string;
  let ca: Buffer;

  beforeAll(async () => {
    server = launch({ UNITRAIL_HOST: '127.0.0.1' }, ['--lan']);
    url = await server.ready;
    plain = url.replace('https:', 'http:');
    ca = readFileSync(join(directory, 'tls/authority.crt'));
  });

  test('speaks HTTPS that a client verifies who trusts its authority, by address and by name', async () => {
    expect(url).toMatch(/^https:/);
    for (const address of [url, url.replace('127.0.0.1', 'localhost')])
      expect((await ask(`${address}/health/ready`, { ca, family: 4 })).status).toBe(200);
  });

  test('is not believed by a client who does not trust its authority', async () => {
    await expect(ask(`${url}/health/live`)).rejects.toThrow(/unable to verify|self-signed/);
  });

  test('is not believed under a name that it does not have', async () => {
    await expect(ask(`${url}/health/live`, { ca, servername: 'bank.example.com' })).rejects.toThrow(
      /altnames/,
    );
  });

  test('takes no TLS below 1.2', async () => {
    const old = { ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(ask(`${url}/health/live`, old)).rejects.toThrow(/protocol version|version/);
  });

  test('shows who comes without TLS how to trust it, on the same address', async () => {
    const { status, headers, body } = await ask(`${plain}/`);
    const html = body.toString();
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const words of [
      'Android',
      'Certificate Trust Settings',
      'Trusted Root',
      new X509Certificate(ca).fingerprint256,
    ])
      expect(html).toContain(words);
    expect(html).toContain(`href="${url}/"`);
    const hashes = ['style', 'script'].map((tag) => {
      const [, text] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(html)!;
      return `'sha256-${createHash('sha256').update(text!).digest('base64')}'`;
    });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    for (const hash of hashes) expect(headers['content-security-policy']).toContain(hash);
  });

  test('hands its authority’s certificate out as Android and Windows read it', async () => {
    const { headers, body } = await ask(`${plain}/unitrail-ca.crt`);
    expect(headers['content-type']).toBe('application/x-x509-ca-cert');
    expect(new X509Certificate(body).fingerprint256).toBe(new X509Certificate(ca).fingerprint256);
  });

  test('hands it out as a profile for iPhones', async () => {
    const { headers, body } = await ask(`${plain}/unitrail.mobileconfig`);
    const text = body.toString();
    expect(headers['content-type']).toBe('application/x-apple-aspen-config');
    expect(text).toContain('<string>com.apple.security.root</string>');
    const [, data] = /<data>([^<]+)<\/data>/.exec(text)!;
    expect(Buffer.from(data!, 'base64')).toEqual(new X509Certificate(ca).raw);
  });

  test('answers nothing else without TLS: pages are elsewhere, and a key that came readable is burnt', async () => {
    const page = await ask(`${plain}/units/7?x=1`);
    expect([page.status, page.headers.location]).toEqual([308, `${url}/units/7?x=1`]);
    const request = await ask(`${plain}/api/units`, { headers: { authorization: 'Bearer utk_x' } });
    expect(request.status).toBe(400);
    expect(JSON.parse(request.body.toString())).toMatchObject({
      code: 'https_needed',
      detail: `Ask ${url} instead. The key that came with this request crossed the network readable: revoke it.`,
    });
    expect((await ask(`${plain}/`, { method: 'POST' })).status).toBe(400);
  });

  test('sends nobody to another server, whatever Host and path say', async () => {
    const { headers } = await ask(`${plain}/x`, { headers: { host: 'evil.example.com' } });
    expect(headers.location).toBe(`https://localhost:${new URL(url).port}/x`);
    const doubled = await ask(`${plain}//evil.example.com/`);
    expect(doubled.headers.location).toBe(`${url}/`);
  });

  test('lives on when somebody sends noise, or nothing', async () => {
    const { port } = new URL(url);
    const silent = connect(Number(port), '127.0.0.1');
    const noisy = connect(Number(port), '127.0.0.1');
    noisy.write(Buffer.from([22, 3, 1, 0, 5, 9, 9, 9, 9, 9]));
    await new Promise((resolve) => noisy.on('error', resolve).on('close', resolve).resume());
    expect((await ask(`${url}/health/live`, { ca })).status).toBe(200);
    silent.destroy();
  });

  test('says where a handheld begins, and the authority’s fingerprint', () => {
    expect(server.said()).toContain(`A new handheld opens ${plain}/ and follows the steps there.`);
    expect(server.said()).toContain(new X509Certificate(ca).fingerprint256);
  });

  test('lets a device in with the code that its terminal shows, and ties its cookie to this host', async () => {
    const [, code] = /Its pairing code is (\S+);/.exec(server.said())!;
    const body = JSON.stringify({ code, name: 'Zebra', site: 'DC' });
    const headers = { 'content-type': 'application/json' };
    const told = await ask(`${url}/api/devices/pair`, { ca, method: 'POST', headers }, body);
    expect(told.status).toBe(201);
    const [cookie] = told.headers['set-cookie']!;
    expect(cookie).toMatch(/^__Host-unitrail-device=utd_[\w-]{43}; Path=\/; .*; Secure$/);
    const self = await ask(`${url}/api/devices/self`, { ca, headers: { cookie: cookie!.split(';')[0]! } });
    expect(JSON.parse(self.body.toString()).device).toMatchObject({ name: 'Zebra', site: 'DC' });
  });

  test('stops while a connection without a word is open', async () => {
    const silent = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
    await new Promise((resolve) => silent.once('connect', resolve));
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(0);
  });

  test('is trusted by the same devices after its next start', async () => {
    const next = launch({ UNITRAIL_HOST: '127.0.0.1' }, ['--lan']);
    expect((await ask(`${await next.ready}/health/live`, { ca })).status).toBe(200);
  });
});

describe('a server with a certificate by configuration', () => {
  const [certificate, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  const env = { UNITRAIL_TLS_CERT: certificate, UNITRAIL_TLS_KEY: key };
  let authority: KeyedCertificate;

  async function issue(): Promise<void> {
    const now = new Date();
    const issued = await issueServerCertificate(authority, {
      now,
      days: 90,
      names: ['127.0.0.1', 'localhost'],
    });
    writeFileSync(key, issued.key);
    writeFileSync(certificate, issued.certificate);
  }

  beforeAll(async () => {
    const wishes = { name: 'Test', days: 400, domains: ['localhost'], networks: ['127.0.0.0/8'] };
    authority = await makeAuthority({ ...wishes, now: new Date() });
    await issue();
  });

  test('shows it, and the next one as soon as the files change; a damaged one is said and not taken', async () => {
    const server = launch({ ...env, UNITRAIL_PUBLIC_URL: 'https://shop.example.com' });
    const url = await server.ready;
    const first = await shown(url);
    expect((await ask(`${url}/health/live`, { ca: authority.certificate })).status).toBe(200);
    await issue();
    const number = async () => (await shown(url)).serialNumber;
    await expect
      .poll(number, { timeout: 30_000 })
      .toBe(new X509Certificate(readFileSync(certificate)).serialNumber);
    expect(await number()).not.toBe(first.serialNumber);
    writeFileSync(certificate, 'half a file');
    await expect
      .poll(() => server.said(), { timeout: 30_000 })
      .toMatch(`The certificate in use was kept. ${certificate} holds no PEM certificate`);
    expect((await ask(`${url}/health/live`, { ca: authority.certificate })).status).toBe(200);
    const plain = url.replace('https:', 'http:');
    expect((await ask(`${plain}/unitrail-ca.crt`)).headers.location).toBe(`${url}/unitrail-ca.crt`);
    const stranger = await ask(`${plain}/x`, { headers: { host: 'shop' } });
    expect(stranger.headers.location).toBe('https://shop.example.com/x');
  });

  test.each([
    ['without a key', { UNITRAIL_TLS_KEY: '' }, 'UNITRAIL_TLS_CERT and UNITRAIL_TLS_KEY need each other.'],
    [
      'that is not there',
      { UNITRAIL_TLS_CERT: '/nowhere.pem' },
      'UNITRAIL_TLS_CERT names /nowhere.pem, which cannot be read (ENOENT).',
    ],
    [
      'at an address that is none',
      { UNITRAIL_PUBLIC_URL: 'shop.example.com/x' },
      'UNITRAIL_PUBLIC_URL must look like https://unitrail.example.com, without a path, not "shop.example.com/x".',
    ],
  ])('is refused %s, with one sentence', async (_what, wrong, sentence) => {
    const server = launch({ ...env, ...wrong });
    expect(await server.ended).toBe(78);
    expect(server.said().trim()).toBe(sentence);
  });
});

test('a server without either speaks plain HTTP, on this machine only', async () => {
  const url = await launch({}).ready;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect((await ask(`${url}/health/live`)).status).toBe(200);
});
