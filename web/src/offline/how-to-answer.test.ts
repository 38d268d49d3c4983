import { expect, test } from 'vitest';
import { type Answer, howToAnswer } from './how-to-answer.ts';

const origin = 'https://unitrail.example';
const files = new Set(['/assets/main-a1.js', '/assets/reader-b2.wasm', '/unitrail.svg']);

test.each<[method: string, path: string, isNavigation: boolean, answer: Answer]>([
  ['GET', '/', true, 'page'],
  ['GET', '/scan', true, 'page'],
  ['GET', '/units/17?show=all', true, 'page'],
  ['GET', '/assets/main-a1.js', false, 'file'],
  ['GET', '/assets/reader-b2.wasm', false, 'file'],
  ['GET', '/unitrail.svg', false, 'file'],
  ['GET', '/assets/main-old.js', false, 'pass'],
  ['GET', '/api/session', false, 'pass'],
  ['GET', '/api/exports/units', true, 'pass'],
  ['GET', '/api', true, 'pass'],
  ['POST', '/api/scans', false, 'pass'],
  ['POST', '/scan', true, 'pass'],
  ['GET', '/metrics', true, 'pass'],
  ['GET', '/openapi.json', true, 'pass'],
  ['GET', '/health/live', false, 'pass'],
  ['GET', '/01/09506000134352/21/A1', true, 'pass'],
])('%s %s (navigation: %s): %s', (method, path, isNavigation, answer) => {
  expect(howToAnswer({ method, url: origin + path, isNavigation }, origin, files)).toBe(answer);
});

test('what is another server’s is left alone', () => {
  const asked = { method: 'GET', url: 'https://elsewhere.example/scan', isNavigation: true };
  expect(howToAnswer(asked, origin, files)).toBe('pass');
});
