import { describe, expect, test } from 'vitest';
import { buildElementString, buildScan } from './build-element-string.ts';
import { type Element, parseElementString } from './element-string.ts';

const unit: readonly Element[] = [
  { ai: '21', value: 'ABC(1' },
  { ai: '10', value: 'L1' },
  { ai: '01', value: '09501101530003' },
  { ai: '17', value: '261231' },
];

describe('an element string is written', () => {
  test('for a symbol: predefined lengths first, a separator after each other but the last', () => {
    const text = '01095011015300031726123121ABC(1\x1d10L1';
    expect(buildElementString(unit, 'fnc1')).toEqual({ text });
    expect(buildScan(unit, 'GS1 DataMatrix')).toEqual({ text: `]d2${text}` });
  });

  test('for people: in the order given, a bracket in a value escaped', () => {
    const text = '(21)ABC\\(1(10)L1(01)09501101530003(17)261231';
    expect(buildElementString(unit, 'brackets')).toEqual({ text });
    expect(parseElementString(text)).toEqual({ elements: unit });
  });

  test('once where an element stands twice', () => {
    const twice = [...unit, unit[2]!];
    expect(buildElementString(twice, 'fnc1')).toEqual(buildElementString(unit, 'fnc1'));
  });
});

describe('an element string is not written', () => {
  test.each<[string, Element[], string]>([
    ['without elements', [], 'no_key'],
    ['with an AI that GS1 does not know', [{ ai: '89', value: 'A' }], 'unknown_ai'],
    ['with a wrong check digit', [{ ai: '01', value: '09501101530004' }], 'check_digit_wrong'],
    ['with a blank in a serial', [{ ai: '21', value: 'A B' }], 'character_not_allowed'],
    ['with an impossible date', [{ ai: '17', value: '261301' }], 'date_impossible'],
    ['with a serial of nothing', [{ ai: '21', value: 'A' }], 'ai_missing'],
    ['with two serials', [...unit, { ai: '21', value: 'B' }], 'ai_contradicts'],
  ])('%s', (_, elements, code) => {
    expect(buildElementString(elements, 'fnc1')).toMatchObject({ error: { code, position: null } });
  });
});
