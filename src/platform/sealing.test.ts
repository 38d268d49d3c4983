import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedHash, newSealKey, SealBroken, seal, sealJson, unseal, unsealJson } from './sealing.ts';

const key = newSealKey();
const person = Buffer.from('Ada Lovelace');

describe('what is sealed', () => {
  test('opens with its key, in its place, to the byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.string(), (bytes, context) => {
        const plain = Buffer.from(bytes);
        expect(unseal(key, seal(key, plain, context), context).equals(plain)).toBe(true);
      }),
    );
  });

  test('does not show what is in it, nor that two are the same', () => {
    const [one, other] = [seal(key, person, 'x'), seal(key, person, 'x')];
    expect(one.includes(person)).toBe(false);
    expect(one.equals(other)).toBe(false);
  });

  test('opens with no other key, in no other place, and with no bit changed or byte missing', () => {
    const sealed = seal(key, person, 'C-1');
    expect(() => unseal(newSealKey(), sealed, 'C-1')).toThrow(SealBroken);
    expect(() => unseal(key, sealed, 'C-2')).toThrow(SealBroken);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => unseal(key, changed, 'C-1')).toThrow(SealBroken);
    }
    for (const length of [0, 1, 28, sealed.length - 1])
      expect(() => unseal(key, sealed.subarray(0, length), 'C-1')).toThrow(SealBroken);
  });

  test('as JSON is as long for a short name as for a longer one', () => {
    const short = sealJson(key, { name: 'Al' }, 'x');
    const long = sealJson(key, { name: 'Maximiliane von Hohenfels-Österreich' }, 'x');
    expect(short.length).toBe(long.length);
    expect(unsealJson(key, long, 'x')).toEqual({ name: 'Maximiliane von Hohenfels-Österreich' });
  });
});

test('a keyed hash is the same for the same key and text alone', () => {
  expect(keyedHash(key, 'a').equals(keyedHash(key, 'a'))).toBe(true);
  expect(keyedHash(key, 'a').equals(keyedHash(key, 'b'))).toBe(false);
  expect(keyedHash(key, 'a').equals(keyedHash(newSealKey(), 'a'))).toBe(false);
});
