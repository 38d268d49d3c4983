import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { readScan, type ScanError } from './read-scan.ts';
import type { Understood } from './understood.ts';

const gtin = '09501101530003';
const GS = '\x1d';

describe('a bare serial', () => {
  test.each([
    ['is kept as it is', 'PL1331LAG4013H'],
    ['may hold a dash', 'WD-WCAU42120876'],
    ['may hold a blank inside', 'SN 12 34'],
    ['may hold every ASCII sign', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
    ['may open with brackets that are no AI', '(S)12345'],
    ['may hold letters of any script', '序号Ñ-7'],
    ['may hold characters beyond the first plane', 'A𐐷B'],
    ['may be as long as the limit, counted in characters', '𐐷'.repeat(limits.serialLengthMax)],
    ['may begin with our words without the colon', 'UNIT-5'],
    ['may hold what looks like a separator, with no AI in front', 'AB<GS>C'],
    ['may look like an address without being a link', 'example.com/abc'],
    ['may look like another URN', 'urn:isbn:0451450523'],
    ['may be digits of no known length', '1234567'],
    ['may be thirteen digits with a wrong check digit', '4006381333932'],
    ['may be fifteen digits with a wrong check digit', '490154203237519'],
    ['may be eighteen digits with a wrong check digit', '106141412345678909'],
    ['may begin with 01 and a GTIN whose check digit is wrong', '010950110153000421ABC'],
    ['may begin with 00 and an SSCC, followed by nothing GS1 knows', '00106141412345672197X'],
    ['may begin with 01 and a GTIN, followed by nothing GS1 knows', '0109501101530003X'],
  ])('%s', (_, text) => {
    expect(readings(text)).toEqual([`serial ${text}`]);
  });

  test('keeps upper and lower case apart', () => {
    expect([readings('abc'), readings('ABC')]).toEqual([['serial abc'], ['serial ABC']]);
  });

  test.each([' ABC', 'ABC\r\n', '\tABC\t', '\u00a0ABC\u3000', '\ufeffABC'])(
    'loses blanks around it, and that is said: %j',
    (text) => {
      expect(readScan(text)).toEqual({ understood: [{ as: 'serial', serial: 'ABC' }], trimmed: true });
    },
  );

  test.each([
    ['a Cyrillic А for A', 'АBC123'],
    ['a Greek Ο for O', 'SΟ123'],
    ['full-width digits', 'SN１２３'],
    ['a mathematical letter', 'S𝐍123'],
    ['a long dash for a dash', 'WD–123'],
    ['a no-break space for a space', 'WD\u00a0123'],
    ['a Roman numeral for letters', 'MarkⅣ'],
  ])('with %s is flagged', (_, text) => {
    expect(readScan(text)).toEqual({ understood: [{ as: 'serial', serial: text, lookalike: true }] });
  });

  test.each(['ABC-123', '序号', 'ÄÖÜ', 'ЖЩ'])('without look-alikes is not flagged: %s', (text) => {
    expect(readScan(text)).toEqual({ understood: [{ as: 'serial', serial: text }] });
  });
});

describe('what only digits tell', () => {
  test.each([
    ['EAN-13', '4006381333931', ['ean 04006381333931 EAN-13', 'serial 4006381333931']],
    ['UPC-A', '036000291452', ['ean 00036000291452 UPC-A', 'serial 036000291452']],
    ['EAN-8', '96385074', ['ean 00000096385074 EAN-8', 'serial 96385074']],
    ['GTIN-14', gtin, [`ean ${gtin} GTIN-14`, `serial ${gtin}`]],
    ['UPC-E is the UPC-A it stands for', '04252614', ['ean 00042100005264 UPC-A', 'serial 04252614']],
    [
      'EAN-8 comes before UPC-E when both fit',
      '01234565',
      ['ean 00000001234565 EAN-8', 'ean 00012345000065 UPC-A', 'serial 01234565'],
    ],
    ['SSCC', '106141412345678908', ['sscc 106141412345678908', 'serial 106141412345678908']],
    ['IMEI', '490154203237518', ['imei 490154203237518', 'serial 490154203237518']],
    ['IMEI as printed', '49-015420-323751-8', ['imei 490154203237518', 'serial 49-015420-323751-8']],
    ['IMEISV', '4901542032375177', ['imei 490154203237518', 'serial 4901542032375177']],
  ])('%s', (_, text, expected) => {
    expect(readings(text)).toEqual(expected);
  });
});

describe('a GS1 element string', () => {
  test.each([
    ['with brackets', `(01)${gtin}(21)ABC`],
    ['from GS1-128', `]C101${gtin}21ABC`],
    ['from GS1 DataMatrix', `]d201${gtin}21ABC`],
    ['from GS1 QR', `]Q301${gtin}21ABC`],
    ['from GS1 DataBar', `]e001${gtin}21ABC`],
    ['from GS1 DotCode', `]J101${gtin}21ABC`],
    ['from GS1-128 with FNC1 sent as well', `]C1${GS}01${gtin}21ABC`],
    ['from a scanner that puts brackets in', `]C1(01)${gtin}(21)ABC`],
    ['from a scanner without prefixes, after FNC1', `${GS}01${gtin}21ABC`],
    ['with <GS> in front', `<GS>01${gtin}21ABC`],
    ['with %1D in front', `%1D01${gtin}21ABC`],
    ['with <GS> at the end', `01${gtin}21ABC<GS>`],
    ['in any order', `]d221ABC${GS}01${gtin}`],
    ['bracketed in a plain QR', `]Q1(01)${gtin}(21)ABC`],
    ['of a piece of several', `]d28006${gtin}0103${GS}21ABC`],
  ])('%s is product and serial', (_, text) => {
    expect(readings(text)).toEqual([`serial ABC of ${gtin}`]);
  });

  test('keeps all its elements at hand', () => {
    expect(readScan(`]d201${gtin}21ABC${GS}10L1${GS}17261231240X${GS}80049501101Y`)).toEqual({
      understood: [
        {
          as: 'serial',
          serial: 'ABC',
          gtin,
          elements: [
            { ai: '01', value: gtin },
            { ai: '21', value: 'ABC' },
            { ai: '10', value: 'L1' },
            { ai: '17', value: '261231' },
            { ai: '240', value: 'X' },
            { ai: '8004', value: '9501101Y' },
          ],
        },
      ],
    });
  });

  test.each([
    [
      'without prefix, FNC1 and brackets may also be a bare serial',
      `01${gtin}21ABC`,
      [`serial ABC of ${gtin}`, `serial 01${gtin}21ABC`],
    ],
    ['with a GTIN alone is a product', `(01)${gtin}(10)L1`, [`ean ${gtin} GTIN-14`]],
    [
      'with a GTIN alone and no mark may be an IMEISV or a serial too',
      `01${gtin}`,
      [`ean ${gtin} GTIN-14`, 'imei 010950110153008', `serial 01${gtin}`],
    ],
    ['with a serial alone is a serial without product', `]C121ABC`, ['serial ABC']],
    ['with an SSCC is a container', ']C100106141412345678908', ['sscc 106141412345678908']],
    [
      'with an SSCC and no mark may be a serial too',
      '00106141412345678908',
      ['sscc 106141412345678908', 'serial 00106141412345678908'],
    ],
    [
      'with an SSCC, a GTIN and no serial is first a container',
      `(00)106141412345678908(01)${gtin}`,
      ['sscc 106141412345678908', `ean ${gtin} GTIN-14`],
    ],
    [
      'with an SSCC, a GTIN and a serial is first a unit',
      `(00)106141412345678908(01)${gtin}(21)A`,
      [`serial A of ${gtin}`, 'sscc 106141412345678908'],
    ],
    [
      'with what a carton holds is a container',
      '(00)106141412345678908(02)09501101530003(37)24',
      ['sscc 106141412345678908'],
    ],
    [
      'with an IMEI is the unit first, then the IMEI',
      `(01)${gtin}(21)A(8040)490154203237518`,
      [`serial A of ${gtin}`, 'imei 490154203237518'],
    ],
    [
      'longer than a serial may be is read all the same',
      `01${gtin}17261231310300019515261130${'11250101'}10LOT-OF-THE-DAY`,
      [`ean ${gtin} GTIN-14`],
    ],
  ])('%s', (_, text, expected) => {
    expect(readings(text)).toEqual(expected);
  });
});

describe('a Digital Link', () => {
  test.each([
    [
      'with a serial is product and serial',
      'https://id.gs1.org/01/9501101530003/21/A%2Fb',
      [`serial A/b of ${gtin}`],
    ],
    ['in a plain QR', `]Q1https://a.example/x/01/${gtin}/22/V/10/L/21/S?17=261231`, [`serial S of ${gtin}`]],
    ['in a plain DataMatrix', `]d1HTTP://a.example/01/${gtin}/21/S`, [`serial S of ${gtin}`]],
    ['without a serial is a product', `https://a.example/01/${gtin}`, [`ean ${gtin} GTIN-14`]],
    ['with an SSCC is a container', 'https://a.example/00/106141412345678908', ['sscc 106141412345678908']],
  ])('%s', (_, text, expected) => {
    expect(readings(text)).toEqual(expected);
  });
});

describe('a symbology prefix', () => {
  test.each([
    ['EAN-13 is a product and no serial', ']E04006381333931', ['ean 04006381333931 EAN-13']],
    ['UPC-A sent with twelve digits', ']E0036000291452', ['ean 00036000291452 UPC-A']],
    ['EAN-8', ']E496385074', ['ean 00000096385074 EAN-8']],
    ['ITF-14', `]I1${gtin}`, [`ean ${gtin} GTIN-14`]],
    ['plain Code 128 is read as plain text', ']C0ABC123', ['serial ABC123']],
    ['plain Code 39', ']A0ABC123', ['serial ABC123']],
    ['plain DataMatrix', ']d1ABC123', ['serial ABC123']],
    ['old plain DataMatrix', ']d0ABC123', ['serial ABC123']],
    ['plain QR', ']Q1ABC123', ['serial ABC123']],
    ['old plain QR', ']Q0ABC123', ['serial ABC123']],
    ['an IMEI in Code 128', ']C0490154203237518', ['imei 490154203237518', 'serial 490154203237518']],
    ['our own label in QR', ']Q1UNIT:42', ['unit 42']],
  ])('%s', (_, text, expected) => {
    expect(readings(text)).toEqual(expected);
  });
});

describe('an Electronic Product Code', () => {
  const product = 'urn:epc:id:sgtin:0614141.812345.6789';
  const carton = 'urn:epc:id:sscc:0614141.1234567890';
  const asset = 'urn:epc:id:giai:0614141.12345400';
  test.each([
    ['a product’s serial', product, [`epc ${product} of 80614141123458`, 'serial 6789 of 80614141123458']],
    [
      'a tag with its filter',
      'urn:epc:tag:sgtin-96:3.0614141.812345.6789',
      [`epc ${product} of 80614141123458`, 'serial 6789 of 80614141123458'],
    ],
    [
      'a serial that must be escaped',
      'urn:epc:id:sgtin:0614141.812345.6%2F',
      ['epc urn:epc:id:sgtin:0614141.812345.6%2F of 80614141123458', 'serial 6/ of 80614141123458'],
    ],
    ['a carton', carton, [`epc ${carton}`, 'sscc 106141412345678908']],
    ['a thing that only its own number names', asset, [`epc ${asset}`]],
    ['all of a product', 'urn:epc:idpat:sgtin:4012345.012345.*', ['ean 04012345123456 GTIN-14']],
    ['a lot', 'urn:epc:class:lgtin:4012345.012345.L7', ['ean 04012345123456 GTIN-14']],
  ])('names %s', (_, text, wanted) => {
    expect(readings(text)).toEqual(wanted);
  });

  test.each([
    ['urn:epc:id:sgtin:0614141.81234.1', 'reference_wrong'],
    ['urn:epc:id:sgtin:0614141.812345', 'urn_broken'],
    ['URN:EPC:ID:SGTIN:0614141.812345.6789', 'urn_broken'],
    ['urn:epc:id:nothing:1.2.3', 'scheme_unknown'],
    ['urn:epc:raw:96.x3074257BF7194E4000001A85', 'urn_broken'],
  ])('that is none is never taken for a serial: %s', (text, code) => {
    const read = readScan(text);
    expect('error' in read && read.error.code).toBe(code);
  });
});

describe('our own codes', () => {
  test.each([
    ['a document', 'DOC:receipt:R-2026/7', 'document receipt R-2026/7'],
    ['a document in small letters, its number to the byte', 'doc:Receipt:r-7', 'document receipt r-7'],
    ['a document whose number holds a colon', 'DOC:order:A:7', 'document order A:7'],
    ['a bin of this site', 'BIN:A-01-3', 'bin null A-01-3'],
    ['a bin of a named site', 'bin:DC1:A-01-3', 'bin DC1 A-01-3'],
    ['a bin whose name holds a colon', 'BIN:DC1:A:1', 'bin DC1 A:1'],
    ['a unit', 'UNIT:1', 'unit 1'],
    ['the greatest unit', `Unit:${Number.MAX_SAFE_INTEGER}`, `unit ${Number.MAX_SAFE_INTEGER}`],
  ])('%s', (_, text, expected) => {
    expect(readings(text)).toEqual([expected]);
  });
});

describe('what cannot be read is refused by name and place', () => {
  test.each([
    ['nothing', '', 'scan_empty', null],
    ['blanks only', ' \r\n', 'scan_empty', null],
    ['a prefix and nothing else', ']C1', 'scan_empty', null],
    [
      'a text over the limit',
      'A'.repeat(limits.scanTextLengthMax + 1),
      'scan_too_long',
      limits.scanTextLengthMax,
    ],
    [
      'a serial over the limit',
      '𐐷'.repeat(limits.serialLengthMax + 1),
      'serial_too_long',
      2 * limits.serialLengthMax,
    ],
    ['a NUL', 'ABC\0D', 'control_character', 3],
    ['a tab inside', ' A\tB', 'control_character', 2],
    ['a delete character', 'A\x7f', 'control_character', 1],
    ['a C1 control character', 'A\x85B', 'control_character', 1],
    [
      'a separator outside element strings: in a link',
      `https://a.example/01/${gtin}/21/A${GS}`,
      'control_character',
      40,
    ],
    ['a separator outside element strings: in our own code', `BIN:A${GS}`, 'control_character', 5],
    ['half a character', 'A\ud800B', 'lone_surrogate', 1],
    ['the other half of a character', 'A\udc00', 'lone_surrogate', 1],
    ['the mark of broken UTF-8', 'AB\ufffd', 'undecodable_character', 2],
    ['a right-to-left override', 'A\u202eB', 'invisible_character', 1],
    ['a right-to-left mark', 'AB\u200f', 'invisible_character', 2],
    ['an isolate', '\u2067AB', 'invisible_character', 0],
    ['a zero-width space', 'A\u200bB', 'invisible_character', 1],
    ['a zero-width joiner', 'A\u200dB', 'invisible_character', 1],
    ['a soft hyphen', 'A\u00adB', 'invisible_character', 1],
    ['a byte order mark inside', 'A\ufeffB', 'invisible_character', 1],
    ['a variation selector', 'A\ufe0f', 'invisible_character', 1],
    ['a tag character', 'A\u{e0041}', 'invisible_character', 1],
    ['a Hangul filler', 'A\u3164', 'invisible_character', 1],
    ['a line separator inside', 'A\u2028B', 'invisible_character', 1],
    ['a noncharacter', 'A\uffff', 'invisible_character', 1],
    ['an unknown symbology', ']X9ABC', 'unknown_symbology', 0],
    ['a lone closing bracket', ']', 'unknown_symbology', 0],
    ['letters in an EAN', ']E0400638133393A', 'not_an_ean', 3],
    ['an EAN with a digit too few', ']E040063813339', 'not_an_ean', 3],
    ['an EAN with a wrong check digit', ']E04006381333932', 'check_digit_wrong', 15],
    ['an EAN-8 with a wrong check digit', ']E496385075', 'check_digit_wrong', 10],
    ['a marked GTIN with a wrong check digit', ` ]C10109501101530004`, 'check_digit_wrong', 19],
    ['a bracketed GTIN with a wrong check digit', '(01)09501101530004(21)A', 'check_digit_wrong', 17],
    ['a marked text that is no element string', ']d2ABC', 'unknown_ai', 3],
    ['a separator in a text that is no element string', `AB${GS}C`, 'unknown_ai', 0],
    ['a serial with a letter that only looks right', `(01)${gtin}(21)АBC`, 'character_not_allowed', 22],
    ['a separator lost after the serial', `]C101${gtin}21${'X'.repeat(15)}17261231`, 'separator_missing', 36],
    ['a separator lost, without any mark', `01${gtin}21${'X'.repeat(15)}17261231`, 'separator_missing', 33],
    ['an unmarked GTIN and a serial with a foreign sign', `01${gtin}21AB^10L`, 'character_not_allowed', 20],
    ['two GTINs that differ', `(01)${gtin}(01)04006381333931`, 'ai_contradicts', 22],
    ['a label with a lot alone', '(10)L1', 'no_key', null],
    ['a label with an asset number alone', ']C180049501101Y', 'no_key', null],
    ['a web address that is no Digital Link', 'https://a.example/p/42', 'not_a_digital_link', 18],
    ['a Digital Link without its scheme', `a.example/01/${gtin}/21/ABC`, 'scheme_missing', 0],
    [
      'a Digital Link with its serial in the query',
      `]Q1https://a.example/01/${gtin}?21=A`,
      'qualifier_misplaced',
      39,
    ],
    ['a document without number', 'DOC:receipt:', 'own_code_broken', 4],
    ['a document without kind', 'DOC::7', 'own_code_broken', 4],
    ['a document kind with a foreign sign', 'DOC:re ceipt:7', 'own_code_broken', 4],
    ['a bin without name', 'BIN:', 'own_code_broken', 4],
    ['a bin with an empty site', 'BIN::A1', 'own_code_broken', 4],
    ['a bin with a site alone', 'BIN:DC1:', 'own_code_broken', 4],
    ['a unit with leading zeros', 'UNIT:007', 'own_code_broken', 5],
    ['a unit zero', 'UNIT:0', 'own_code_broken', 5],
    ['a unit past what numbers hold', 'UNIT:9007199254740992', 'own_code_broken', 5],
    ['a unit in words', ' UNIT:abc', 'own_code_broken', 6],
  ])('%s', (_, text, code, position) => {
    const read = readScan(text);
    expect(read).toMatchObject({ error: { code, position } });
    expect('error' in read && read.error.sentence.length > 10).toBe(true);
  });
});

test('no text, however damaged, makes the reader throw or answer nothing', () => {
  const random = seededRandom(20_261_123);
  const seeds = [
    `]C101${gtin}21ABC${GS}10L1`,
    `(01)${gtin}(21)A\\(B(17)261231`,
    `https://id.gs1.org/01/${gtin}/10/L/21/A%2Fb?17=261231#x`,
    '49-015420-323751-8',
    'DOC:receipt:7',
    'BIN:DC1:A',
    'UNIT:42',
    ']E04006381333931',
    `01${gtin}21ABC<GS>8040490154203237518`,
  ];
  const pieces = [
    ...seeds,
    GS,
    '\0',
    '\ud800',
    '\u202e',
    '%',
    '%1D',
    '(',
    ')',
    ']',
    '\\(',
    '01',
    '21',
    '/',
    '?',
    '=',
    ':',
    ' ',
    'é',
    '🙂',
    ']A🙂',
    '\x1dA🙂',
  ];
  for (let i = 0; i < 20_000; i += 1) {
    const text = mutate(seeds[i % seeds.length]!, pieces, random);
    const read = readScan(text);
    if ('error' in read) expectSoundError(read.error, text);
    else expect(read.understood.length).toBeGreaterThan(0);
  }
});

/** Its place is in the text, and its sentence can be stored and sent: no half characters. */
function expectSoundError({ position, sentence }: ScanError, text: string): void {
  expect(position ?? 0).toBeGreaterThanOrEqual(0);
  expect(position ?? 0).toBeLessThanOrEqual(text.length);
  expect(sentence).not.toMatch(/\p{Cs}/u);
}

/** One to four changes: a piece put in, a stretch taken out, or the text doubled. */
function mutate(seed: string, pieces: readonly string[], random: (below: number) => number): string {
  let text = seed;
  for (let changes = random(4); changes >= 0; changes -= 1) {
    const at = random(text.length + 1);
    const kind = random(5);
    if (kind < 3) text = text.slice(0, at) + pieces[random(pieces.length)]! + text.slice(at + random(3));
    else if (kind === 3) text = text.slice(0, at) + text.slice(at + random(8));
    else text = (text + text).slice(0, 600);
  }
  return text;
}

/** Numerical Recipes' linear congruential generator: the same texts on every run. */
function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function readings(text: string): string[] {
  const read = readScan(text);
  if ('error' in read) return [`${read.error.code} at ${read.error.position}: ${read.error.sentence}`];
  return read.understood.map(inWords);
}

function inWords(reading: Understood): string {
  switch (reading.as) {
    case 'serial':
      return `serial ${reading.serial}${reading.gtin === undefined ? '' : ` of ${reading.gtin}`}`;
    case 'imei':
      return `imei ${reading.imei}`;
    case 'epc':
      return `epc ${reading.epc}${reading.gtin === undefined ? '' : ` of ${reading.gtin}`}`;
    case 'ean':
      return `ean ${reading.gtin} ${reading.symbology}`;
    case 'sscc':
      return `sscc ${reading.sscc}`;
    case 'document':
      return `document ${reading.kind} ${reading.number}`;
    case 'bin':
      return `bin ${reading.site} ${reading.location}`;
    case 'unit':
      return `unit ${reading.id}`;
  }
}
