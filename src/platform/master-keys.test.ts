import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isWrittenKey, masterKeysGiven, masterKeysInFile } from './master-keys.ts';
import { newSealKey } from './sealing.ts';

const place = mkdtempSync(join(tmpdir(), 'unitrail-keys-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const fresh = () => mkdtempSync(join(place, 'one-'));

test('the first key is made when it is needed, in a file that only its owner reads, and is there ever after', () => {
  const directory = fresh();
  const keys = masterKeysInFile(directory);
  expect(keys.byId('0000000000000000')).toBeUndefined();
  const made = keys.current();
  expect(statSync(keys.where).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(['customer-keys']);
  expect(masterKeysInFile(directory).current()).toEqual(made);
  expect(isWrittenKey(readFileSync(keys.where, 'utf8').trim())).toBe(true);
});

test('two that begin in one directory have the same key', () => {
  const directory = fresh();
  const [one, other] = [masterKeysInFile(directory), masterKeysInFile(directory)];
  expect(one.current()).toEqual(other.current());
});

test('a new key goes before the others, another process finds it, and those not kept are gone', () => {
  const directory = fresh();
  const [one, other] = [masterKeysInFile(directory), masterKeysInFile(directory)];
  const old = one.current();
  other.current();
  const made = one.add();
  expect([one.current(), one.byId(old.id)]).toEqual([made, old]);
  expect(other.byId(made.id)).toEqual(made);
  one.keep(new Set([made.id]));
  expect(one.byId(old.id)).toBeUndefined();
  expect(masterKeysInFile(directory).current()).toEqual(made);
});

test('a file that others can read, or that is damaged, is not used', () => {
  const keys = masterKeysInFile(fresh());
  keys.current();
  chmodSync(keys.where, 0o640);
  expect(() => keys.byId('x')).toThrow('mode 600');
  chmodSync(keys.where, 0o600);
  writeFileSync(keys.where, 'short\n');
  expect(() => keys.byId('x')).toThrow('is damaged');
});

test('keys that the settings give are used in their order and cannot be changed here', () => {
  const [now, before] = [newSealKey(), newSealKey()].map((key) => key.toString('base64url')) as [
    string,
    string,
  ];
  const keys = masterKeysGiven([now, before]);
  expect(keys.current().key.toString('base64url')).toBe(now);
  const [old] = [masterKeysGiven([before]).current()];
  expect(keys.byId(old.id)).toEqual(old);
  expect(() => keys.add()).toThrow('UNITRAIL_CUSTOMER_KEY');
});

test.each([
  ['A'.repeat(43), true],
  [`${'A'.repeat(43)}=`, true],
  ['A'.repeat(42), false],
  ['A'.repeat(44), false],
  [`${'A'.repeat(42)} `, false],
  ['', false],
])('%j is a key: %s', (text, expected) => {
  expect(isWrittenKey(text)).toBe(expected);
});
