import { describe, expect, test } from 'vitest';
import { lookAlikeForm } from '../imports/junk-serials.ts';
import {
  countedOrdinal,
  countedPart,
  entropyBits,
  gs1Fault,
  type NumberForm,
  randomSymbols,
  readNumber,
  sizeOf,
  writeNumber,
} from './number-form.ts';
import { type NumberingSettings, readForm } from './read-form.ts';

function formOf(settings: NumberingSettings): NumberForm {
  const read = readForm(settings);
  if ('fault' in read) throw new Error(`${read.fault.where}: ${read.fault.why}`);
  return read.form;
}

const counted = (settings: NumberingSettings, ordinal: number) =>
  writeNumber(formOf(settings), countedPart(formOf(settings), ordinal));

describe('what numbers look like', () => {
  test.each<[NumberingSettings, number, string]>([
    [{ kind: 'sequence' }, 0, '000001'],
    [{ kind: 'sequence', prefix: 'AC', width: 4, start: 100 }, 7, 'AC0107'],
    [{ kind: 'pattern', pattern: 'AC-{number:6}-{check}' }, 0, 'AC-000001-9'],
    [{ kind: 'pattern', pattern: 'R{number:4}.26' }, 11, 'R0012.26'],
    [{ kind: 'pattern', pattern: '{number:7}{check}', check: 'luhn', start: 4_992_739 }, 0, '49927395'],
  ])('%o, the one at %i: %s', (settings, ordinal, number) => {
    expect(counted(settings, ordinal)).toBe(number);
  });

  test('a sequence ends where its digits end', () => {
    const form = formOf({ kind: 'sequence', width: 3, start: 990 });
    expect(sizeOf(form)).toBe(10);
    expect(counted({ kind: 'sequence', width: 3, start: 990 }, 9)).toBe('999');
  });

  test('random numbers say how hard they are to guess', () => {
    expect(entropyBits(formOf({ kind: 'random' }))).toBe(55);
    expect(entropyBits(formOf({ kind: 'random', length: 9 }))).toBe(41.2);
    expect(entropyBits(formOf({ kind: 'sequence' }))).toBe(0);
  });

  test('no two characters of random numbers are taken for each other, and none for a letter that is left out', () => {
    const alike = Array.from(randomSymbols, lookAlikeForm);
    expect(new Set(alike).size).toBe(randomSymbols.length);
    expect(randomSymbols).not.toMatch(/[OQDILZSBGUAE]/);
    expect(randomSymbols.length % 2).toBe(0);
  });
});

describe('whose number it is, is told from the number', () => {
  test.each<NumberingSettings>([
    { kind: 'sequence', prefix: 'AC', width: 4, start: 20 },
    { kind: 'pattern', pattern: 'AC-{number:6}-{check}' },
    { kind: 'pattern', pattern: 'X{number:5}{check}', check: 'luhn' },
  ])('%o', (settings) => {
    const form = formOf(settings);
    for (const ordinal of [0, 1, 9, 4_321]) {
      const number = writeNumber(form, countedPart(form, ordinal));
      expect(countedOrdinal(form, readNumber(form, number)!)).toBe(ordinal);
      expect(readNumber(form, `${number}0`)).toBeNull();
      expect(
        readNumber(form, number.toLowerCase() === number ? `x${number.slice(1)}` : number.toLowerCase()),
      ).toBeNull();
    }
  });

  test('a number whose check character is wrong is none of them', () => {
    const form = formOf({ kind: 'pattern', pattern: 'AC-{number:6}-{check}' });
    expect(readNumber(form, 'AC-000001-9')).toBe('000001');
    expect(readNumber(form, 'AC-000001-8')).toBeNull();
    expect(readNumber(form, 'AC-000002-9')).toBeNull();
  });

  test('a number before the start is none of them', () => {
    const form = formOf({ kind: 'sequence', width: 4, start: 20 });
    expect(countedOrdinal(form, '0019')).toBeNull();
    expect(countedOrdinal(form, '0020')).toBe(0);
  });
});

describe('settings that cannot be are refused where they are wrong', () => {
  test.each<[NumberingSettings, string, string]>([
    [{ kind: 'sequence', width: 16 }, 'width', '1 to 15 digits'],
    [{ kind: 'sequence', width: 2, start: 100 }, 'start', 'does not fit into 2 digits'],
    [{ kind: 'sequence', prefix: 'A\u200b' }, 'prefix', 'at character 2'],
    [{ kind: 'sequence', prefix: ' A' }, 'prefix', 'a blank'],
    [{ kind: 'sequence', prefix: 'A'.repeat(60) }, 'prefix', 'at most 64 characters'],
    [{ kind: 'sequence', length: 9 }, 'length', 'no meaning'],
    [{ kind: 'pattern' }, 'pattern', 'would be one'],
    [{ kind: 'pattern', pattern: 'A{check}{number:3}' }, 'pattern', 'at character 2'],
    [{ kind: 'pattern', pattern: 'A{number:3}{number:3}' }, 'pattern', 'second time'],
    [{ kind: 'pattern', pattern: 'A{nummer:3}' }, 'pattern', 'at character 2: write {number:6}'],
    [{ kind: 'pattern', pattern: 'a{number:3}{check}' }, 'pattern', 'capital letters'],
    [{ kind: 'pattern', pattern: 'A{number:3}', check: 'luhn' }, 'check', 'has no {check}'],
    [{ kind: 'pattern', pattern: 'A{number:3}{check}', check: true }, 'check', 'mod_37_36'],
    [{ kind: 'random', length: 8 }, 'length', 'could be guessed'],
    [{ kind: 'random', length: 19 }, 'length', '9 to 18'],
    [{ kind: 'random', check: 'luhn' }, 'check', 'true or false'],
    [{ kind: 'pool', prefix: 'A' }, 'prefix', 'no meaning'],
  ])('%o: %s', (settings, where, why) => {
    const read = readForm(settings);
    expect('fault' in read && read.fault.where).toBe(where);
    expect('fault' in read && read.fault.why).toContain(why);
  });
});

describe('numbers that stand beside a GTIN', () => {
  test('have at most 20 characters', () => {
    expect(gs1Fault(formOf({ kind: 'sequence', prefix: 'A'.repeat(14) }))).toBeNull();
    expect(gs1Fault(formOf({ kind: 'sequence', prefix: 'A'.repeat(15) }))).toContain('20 characters, not 21');
  });

  test('hold nothing that GS1 does not allow in a serial', () => {
    expect(gs1Fault(formOf({ kind: 'sequence', prefix: 'ÄC' }))).toContain('"Ä"');
    expect(gs1Fault(formOf({ kind: 'sequence', prefix: 'A C' }))).toContain('" "');
  });
});
