import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fastify from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { readScreenFiles } from './screen-files.ts';
import { serveScreens } from './screens.ts';

const directory = mkdtempSync(join(tmpdir(), 'unitrail-screens-'));
mkdirSync(join(directory, 'assets'));
mkdirSync(join(directory, '.vite'));
writeFileSync(join(directory, 'index.html'), '<title>Unitrail</title>');
writeFileSync(join(directory, 'assets/main-abc.js'), 'export const one = 1;\n'.repeat(100));
writeFileSync(join(directory, 'built-from'), 'a hash');
writeFileSync(join(directory, '.vite/manifest.json'), '{}');
const server = fastify();
server.addHook('onRequest', serveScreens(readScreenFiles(directory)));
server.get('/', async () => ({ name: 'Unitrail' }));
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-encoding': 'gzip, br' };

test.each([
  '/',
  '/scan',
  '/scan?move=pick',
  '/units/17',
  '/exceptions',
  '/imports/7',
  '/settings',
  '/pair',
  '/receipts/ASN%2F7',
  '/announce',
  '/transfers/T-000001',
  '/new-transfer',
  '/in-transit',
  '/documents?file=x',
])('a browser that asks for %s gets the page, and asks again each time whether it is new', async (url) => {
  const { statusCode, headers, body } = await server.inject({ url, headers: browser });
  expect([statusCode, headers['content-type'], body]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<title>Unitrail</title>',
  ]);
  expect(headers['cache-control']).toBe('no-cache');
  expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(headers['permissions-policy']).toMatch(/^camera=\(self\), geolocation=\(\), microphone=\(\)/);
});

test.each([undefined, '*/*', 'application/json'])('"Accept: %s" still gets JSON', async (accept) => {
  const { body } = await server.inject({ url: '/', headers: accept === undefined ? {} : { accept } });
  expect(JSON.parse(body)).toEqual({ name: 'Unitrail' });
});

test('a file whose name is made of its content is kept for ever, and sent after gzip', async () => {
  const { headers, rawPayload } = await server.inject({ url: '/assets/main-abc.js', headers: browser });
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect([headers['content-encoding'], headers['content-type']]).toEqual([
    'gzip',
    'text/javascript; charset=utf-8',
  ]);
  expect(gunzipSync(rawPayload).toString()).toMatch(/^export const one/);
  const plain = await server.inject({ url: '/assets/main-abc.js' });
  expect([plain.headers['content-encoding'], plain.body.length]).toEqual([undefined, 2_200]);
});

test.each([
  ['GET', '/api/units'],
  ['GET', '/assets/..%2Findex.html'],
  ['GET', '/assets/main-old.js'],
  ['GET', '/built-from'],
  ['GET', '/.vite/manifest.json'],
  ['GET', '/scanner'],
  ['POST', '/scan'],
])('%s %s is none of the screens', async (method, url) => {
  const { statusCode } = await server.inject({ method: method as 'GET', url, headers: browser });
  expect(statusCode).toBe(404);
});

test('a server whose screens were not built has none', () => {
  expect(readScreenFiles(join(directory, 'not-there')).size).toBe(0);
});
