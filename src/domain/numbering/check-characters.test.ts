import { describe, expect, test } from 'vitest';
import { luhnCheckDigit } from '../identifiers/check-digits.ts';
import { luhnCharacter, mod3736 } from './check-characters.ts';
import { randomSymbols } from './number-form.ts';

describe('a check character by ISO/IEC 7064, MOD 37,36', () => {
  // GRid Standard 2.1, 3.3.1, and the ISAN check characters of ISO 15706-2.
  test.each([
    ['A1-2425G-ABC1234002-', 'M'],
    ['0000-0000-D07A-0090-', 'Q'],
    ['0000-0000-D07A-0090-0000-0000-', 'X'],
  ])('%s ends in %s', (text, character) => {
    expect(mod3736(text)).toBe(character);
  });

  test('finds every single character that was misread', () => {
    const text = 'AC000042';
    const right = mod3736(text);
    for (let at = 0; at < text.length; at += 1)
      for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        if (other === text[at]) continue;
        expect(mod3736(text.slice(0, at) + other + text.slice(at + 1))).not.toBe(right);
      }
  });

  test('passes over dashes', () => {
    expect(mod3736('AC-0000-42')).toBe(mod3736('AC000042'));
  });
});

describe('a check character by Luhn’s formula', () => {
  test('over ten digits is the check digit of IMEIs', () => {
    for (const digits of ['49015420323751', '35209900176148', '0', '7992739871'])
      expect(luhnCharacter(digits, '0123456789')).toBe(luhnCheckDigit(digits));
  });

  test('finds every single character of a random number that was misread', () => {
    const text = 'C7X0PWN942';
    const right = luhnCharacter(text, randomSymbols);
    expect(randomSymbols).toContain(right);
    for (let at = 0; at < text.length; at += 1)
      for (const other of randomSymbols) {
        if (other === text[at]) continue;
        expect(luhnCharacter(text.slice(0, at) + other + text.slice(at + 1), randomSymbols)).not.toBe(right);
      }
  });
});
