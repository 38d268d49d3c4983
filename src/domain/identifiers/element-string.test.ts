import { describe, expect, test } from 'vitest';
import { aiLength, findAi } from './application-identifiers.ts';
import { parseElementString } from './element-string.ts';

const gtin = '09501101530003';
const GS = '\x1d';

describe('an element string is read', () => {
  test.each([
    ['raw', `01${gtin}21ABC`, `01:${gtin} 21:ABC`],
    ['with brackets', `(01)${gtin}(21)ABC`, `01:${gtin} 21:ABC`],
    ['after a leading FNC1', `${GS}01${gtin}21ABC`, `01:${gtin} 21:ABC`],
    ['with a separator after a variable length', `21ABC${GS}01${gtin}`, `21:ABC 01:${gtin}`],
    ['with a separator that a predefined length did not need', `01${gtin}${GS}21ABC`, `01:${gtin} 21:ABC`],
    ['with a separator at the end', `01${gtin}21ABC${GS}`, `01:${gtin} 21:ABC`],
    ['with <GS> for the separator', `01${gtin}21ABC<GS>10L1`, `01:${gtin} 21:ABC 10:L1`],
    ['with <gs> in small letters', `01${gtin}21ABC<gs>10L1`, `01:${gtin} 21:ABC 10:L1`],
    ['with <FNC1> in front', `<FNC1>01${gtin}21ABC<FNC1>10L1`, `01:${gtin} 21:ABC 10:L1`],
    ['with %1D for the separator', `01${gtin}21ABC%1D10L1`, `01:${gtin} 21:ABC 10:L1`],
    ['with %1d for the separator', `01${gtin}21ABC%1d10L1`, `01:${gtin} 21:ABC 10:L1`],
    ['<GS> is text where real separators are', `21A<GS>B${GS}10L1`, '21:A<GS>B 10:L1'],
    ['with separators beside brackets', `(21)ABC${GS}(10)L1`, '21:ABC 10:L1'],
    ['with an escaped bracket in a value', '(21)A\\(01)B(10)L', '21:A(01)B 10:L'],
    ['with a closing bracket in a value', '(21)A)B', '21:A)B'],
    ['with every sign that GS1 allows', `21!"%&'()*+,-./:;<=>${GS}10?_`, `21:!"%&'()*+,-./:;<=> 10:?_`],
    [
      'with all dates and measures',
      `11250101${'17261231'}3103000195${'3922'}0299`,
      '11:250101 17:261231 3103:000195 3922:0299',
    ],
    ['with an SSCC', '00106141412345678908', '00:106141412345678908'],
    ['with an IMEI', `01${gtin}21A${GS}8040490154203237518`, `01:${gtin} 21:A 8040:490154203237518`],
    ['with a GLN before a lot, no separator needed', '4149501101530003254A', '414:9501101530003 254:A'],
    ['with the same element twice', `01${gtin}01${gtin}`, `01:${gtin} 01:${gtin}`],
    ['with twenty characters of serial', `01${gtin}21${'X'.repeat(20)}`, `01:${gtin} 21:${'X'.repeat(20)}`],
    ['with a serial that looks like an AI', `01${gtin}2101${GS}1021`, `01:${gtin} 21:01 10:21`],
  ])('%s', (_, text, elements) => {
    expect(readAll(text)).toBe(elements);
  });
});

describe('an element string is refused', () => {
  test.each([
    ['with an AI that does not exist', '05123', 'unknown_ai', 0],
    ['with a trade measure of six decimals', '3106000195', 'unknown_ai', 0],
    ['with an unknown AI in brackets', `(01)${gtin}(89)X`, 'unknown_ai', 19],
    ['with letters for an AI', 'ABC', 'unknown_ai', 0],
    ['with half an AI at the end', `01${gtin}2`, 'unknown_ai', 16],
    ['with nothing', '', 'no_key', null],
    ['with a separator alone', GS, 'no_key', null],
    ['with two separators together', `21A${GS}${GS}10B`, 'separator_unexpected', 4],
    ['with two leading separators', `${GS}${GS}21A`, 'separator_unexpected', 1],
    ['with two stand-in separators together', '21A<GS><GS>10B', 'separator_unexpected', 7],
    ['with a GTIN cut short', '010950110153000', 'value_truncated', 15],
    ['with a GTIN cut by a separator', `010950110${GS}21ABC`, 'value_truncated', 9],
    ['with a GTIN cut in brackets', '(01)0950110(21)ABC', 'value_truncated', 11],
    ['with a date cut short', '172612', 'value_truncated', 6],
    ['with countries that are no multiple of three digits', '4235285', 'value_truncated', 7],
    ['with no serial after (21)', `01${gtin}21`, 'value_empty', 18],
    ['with an empty serial between brackets', `(21)(01)${gtin}`, 'value_empty', 4],
    ['with a serial of 21 characters in brackets', `(21)${'X'.repeat(21)}`, 'value_too_long', 24],
    ['with a serial of 21 characters raw', `21${'X'.repeat(21)}`, 'value_too_long', 22],
    ['with a GTIN too long in brackets', `(01)${gtin}9`, 'value_too_long', 18],
    ['with the separator lost before a date', `21${'X'.repeat(15)}17261231`, 'separator_missing', 17],
    ['with the separator lost before a lot', `21${'X'.repeat(18)}10LOT`, 'separator_missing', 20],
    ['with the separator lost after a count', `3724${'10LOT4711'}`, 'not_numeric', 6],
    ['with the separator lost after an IMEI', `8040490154203237518${'10LOT'}`, 'separator_missing', 19],
    ['with a letter in a GTIN', '0109501101S30003', 'not_numeric', 10],
    ['with a letter among the digits of a GRAI', '80030950110153000X', 'not_numeric', 17],
    ['with a blank in a serial', '21AB C', 'character_not_allowed', 4],
    ['with a sign outside GS1 set 82', '21AB#C', 'character_not_allowed', 4],
    ['with a letter outside ASCII', '(21)ABСD', 'character_not_allowed', 6],
    ['with a small letter in a component number', '8010abc', 'character_not_allowed', 4],
    ['with a wrong check digit of the GTIN', '0109501101530004', 'check_digit_wrong', 15],
    ['with a wrong check digit of the SSCC', '(00)106141412345678909', 'check_digit_wrong', 21],
    ['with a wrong check digit of a location', '4149501101530004', 'check_digit_wrong', 15],
    ['with two GTINs that differ', `01${gtin}0104006381333931`, 'ai_contradicts', 18],
    ['with two serials that differ', '(21)A(21)B', 'ai_contradicts', 9],
    ['with text between brackets', `(01)${gtin} (21)A`, 'value_too_long', 18],
    ['with a bracket that does not close', '(01)09501101530003(21', 'bracket_broken', 18],
    ['with letters in brackets', '(21)A(1A)B', 'bracket_broken', 5],
    ['with a bracket inside a value not escaped', '(21)A(B', 'bracket_broken', 5],
    ['with a separator inside a value', `(21)A${GS}B`, 'bracket_broken', 6],
    ['with a wrong sign after an escaped bracket', '(21)A\\(B#', 'character_not_allowed', 8],
  ])('%s', (_, text, code, position) => {
    expect(parseElementString(text)).toMatchObject({ error: { code, position } });
  });

  test('saying which separator was lost and which digit is wrong', () => {
    expect(sentenceOf(`21${'X'.repeat(15)}17261231`)).toBe(
      '(21) runs on past 20 characters: the separator (FNC1) before (17) is missing',
    );
    expect(sentenceOf('0109501101530004')).toBe(
      'The check digit of (01) is 4, by the other digits it must be 3',
    );
  });
});

describe('the table of application identifiers', () => {
  test.each([
    ['01', 14, 14, true],
    ['21', 1, 20, false],
    ['3105', 6, 6, true],
    ['3695', 6, 6, true],
    ['417', 13, 13, true],
    ['402', 17, 17, false],
    ['8005', 6, 6, false],
    ['91', 1, 90, false],
  ])('(%s) takes %i to %i characters, predefined: %s', (ai, min, max, predefined) => {
    expect(findAi(ai)).toMatchObject({ min, max, predefined });
  });

  test('two digits say how long an AI is', () => {
    expect(['00', '25', '31', '41', '80', '99', '05', '88'].map(aiLength)).toEqual([
      2,
      3,
      4,
      3,
      4,
      2,
      undefined,
      undefined,
    ]);
  });
});

function readAll(text: string): string {
  const parsed = parseElementString(text);
  if ('error' in parsed) return `${parsed.error.code}: ${parsed.error.sentence}`;
  return parsed.elements.map(({ ai, value }) => `${ai}:${value}`).join(' ');
}

function sentenceOf(text: string): string {
  const parsed = parseElementString(text);
  return 'error' in parsed ? parsed.error.sentence : '';
}
