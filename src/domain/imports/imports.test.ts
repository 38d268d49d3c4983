import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importKinds, kindRules, plainWords, wordsOf } from './fields.ts';
import { bare, inert, inertAsRead } from './formulas.ts';
import { junkSerial, lookAlikeForm } from './junk-serials.ts';
import { readLine, textsOf } from './lines.ts';
import { mapColumns, missingFields } from './mapping.ts';
import { presets } from './presets.ts';
import { isPersonalData, readAmount, readQuantity, readTime, readYes } from './values.ts';

const fieldsOf = (kind: (typeof importKinds)[number], headers: string[], preset = {}, given = {}) =>
  mapColumns(kind, headers, preset, given).map(({ field }) => field);

describe('what columns mean', () => {
  test.each([
    ['opening_stock', ['SKU', 'Serial Number', 'Site', 'Bin'], ['sku', 'serial', 'site', 'location']],
    [
      'opening_stock',
      ['Artikelnummer', 'Seriennummer', 'Lager', 'Lagerplatz'],
      ['sku', 'serial', 'site', 'location'],
    ],
    [
      'opening_stock',
      ['Référence', 'N° de série', 'Magasin', 'Quantité'],
      ['sku', 'serial', 'site', 'quantity'],
    ],
    ['opening_stock', ['Código de artículo', 'Número de serie', 'Almacén'], ['sku', 'serial', 'site']],
    [
      'sales',
      ['Numero ordine', 'Codice articolo', 'Matricola', 'Prezzo'],
      ['number', 'sku', 'serial', 'paid'],
    ],
    ['sales', ['Numer faktury', 'Indeks', 'Numer seryjny', 'Sklep'], ['number', 'sku', 'serial', 'site']],
    ['units', ['Artikelcode', 'Serienummer', 'Vestiging', 'colour'], ['sku', 'serial', 'site', null]],
    [
      'receipts',
      ['Delivery note', 'Order number', 'Item code', 'Serial numbers', 'Qty', 'SSCC'],
      ['number', 'order', 'sku', 'serials', 'quantity', 'sscc'],
    ],
    [
      'purchase_orders',
      ['Bestellnummer', 'Pos', 'Artikelnummer', 'Menge', 'Preis', 'Liefertermin', 'Lieferant'],
      ['number', 'line', 'sku', 'quantity', 'paid', 'expectedOn', 'supplier'],
    ],
    ['products', ['Item No.', 'Description', 'EAN', 'Item group'], [null, 'name', 'gtin', 'category']],
  ] as const)('%s: %j', (kind, headers, expected) => {
    expect(fieldsOf(kind, [...headers])).toEqual(expected);
  });

  test('what somebody says holds before presets and guesses, and null takes a column away', () => {
    const headers = ['A', 'Serial', 'SKU'];
    expect(fieldsOf('units', headers, { serial: ['A'] }, {})).toEqual(['serial', null, 'sku']);
    expect(fieldsOf('units', headers, { serial: ['A'] }, { serial: 'Serial' })).toEqual([
      null,
      'serial',
      'sku',
    ]);
    expect(fieldsOf('units', headers, {}, { sku: null })).toEqual([null, 'serial', null]);
  });

  test('no word names two fields of one kind before each field had its first', () => {
    for (const kind of importKinds) {
      const firsts = kindRules[kind].fields.map((field) => wordsOf(kind, field)[0]);
      expect(new Set(firsts).size).toBe(firsts.length);
      for (const [index, field] of kindRules[kind].fields.entries())
        expect(fieldsOf(kind, [firsts[index]!])).toEqual([field]);
    }
  });

  test('the files that the guide gives to begin with are read without a word from anybody', () => {
    const guide = readFileSync('docs/guides/import-and-export.md', 'utf8');
    const files = [...guide.matchAll(/```csv\n([^`]+)```/g)].map(([, text]) => text!.trim().split('\n'));
    expect(files).toHaveLength(2);
    for (const [at, [headers, ...lines]] of files.entries()) {
      const kind = (['receipts', 'purchase_orders'] as const)[at]!;
      const columns = mapColumns(kind, headers!.split(','));
      expect(columns.filter(({ field }) => field === null)).toEqual([]);
      for (const line of lines) {
        const texts = textsOf(line.split(','), columns, { defaults: {} }, null);
        expect(readLine(kind, texts, { defaults: {} })).toHaveProperty('line');
      }
    }
  });

  test('every header of every preset is understood by it', () => {
    for (const preset of presets)
      for (const [kind, fields] of Object.entries(preset.kinds))
        for (const [field, headers] of Object.entries(fields)) {
          expect(kindRules[kind as 'units'].fields).toContain(field);
          for (const header of headers)
            expect([preset.id, header, fieldsOf(kind as 'units', [header], { [field]: [header] })]).toEqual([
              preset.id,
              header,
              [field],
            ]);
        }
  });

  test('what is needed and neither in a column nor said for all is named', () => {
    const columns = mapColumns('opening_stock', ['Serial']);
    expect(missingFields('opening_stock', columns, {})).toEqual([['sku', 'gtin'], ['site']]);
    expect(missingFields('opening_stock', columns, { sku: 'PHONE', site: 'DC' })).toEqual([]);
  });

  test('headers are compared without case, accents and marks', () => {
    expect(plainWords('  N° de Série ')).toBe('nodeserie');
    expect(plainWords('Straßen-Nr.')).toBe('strassennr');
  });
});

describe('what is no serial', () => {
  test.each([
    ['To be filled by O.E.M.', 'placeholder'],
    ['Default string', 'placeholder'],
    ['N/A', 'placeholder'],
    ['-', 'placeholder'],
    ['0123456789', 'counting'],
    ['9876543210', 'counting'],
    ['123456', 'counting'],
    ['00000000', 'same_character'],
    ['XXXX', 'same_character'],
    ['3.5694E+14', 'spreadsheet_number'],
    ['########', 'spreadsheet_number'],
    ['#N/A', 'spreadsheet_number'],
    ['C02XK1ZQJGH5', null],
    ['12345', null],
    ['W1F0A1B2', null],
    ['PL1331LAG4013H', null],
    ['TESTER-1', null],
  ])('%j: %s', (serial, expected) => {
    expect(junkSerial(serial)).toBe(expected);
  });

  test('serials that differ only by characters taken for each other have one form', () => {
    expect(lookAlikeForm('SN0O1I5S8B')).toBe(lookAlikeForm('5NO0I1S5B8'));
    expect(lookAlikeForm('SN1')).not.toBe(lookAlikeForm('SN2X'));
  });
});

describe('values', () => {
  test.each([
    ['2026-11-23', undefined, { local: '2026-11-23T12:00:00' }],
    ['2026-11-23 8:05', undefined, { local: '2026-11-23T08:05:00' }],
    ['2026-11-23 08:05:09.123', undefined, { local: '2026-11-23T08:05:09' }],
    ['2026-11-23T10:00:00Z', undefined, { instant: '2026-11-23T10:00:00Z' }],
    ['2026-11-23 10:00:00 +0200', undefined, { instant: '2026-11-23T10:00:00+02:00' }],
    ['23.11.2026', undefined, { local: '2026-11-23T12:00:00' }],
    ['23/11/2026', undefined, { local: '2026-11-23T12:00:00' }],
    ['11/23/2026', undefined, { local: '2026-11-23T12:00:00' }],
    ['03/04/2026', undefined, { problem: 'ambiguous_date' }],
    ['03/04/2026', 'dmy', { local: '2026-04-03T12:00:00' }],
    ['03/04/2026', 'mdy', { local: '2026-03-04T12:00:00' }],
    ['04/04/2026', undefined, { local: '2026-04-04T12:00:00' }],
    ['29.02.2025', undefined, { problem: 'bad_date' }],
    ['29.02.2024', undefined, { local: '2024-02-29T12:00:00' }],
    ['2026-13-01', undefined, { problem: 'bad_date' }],
    ['yesterday', undefined, { problem: 'bad_date' }],
    ['20261123', undefined, { local: '2026-11-23T12:00:00' }],
  ] as const)('the time %j read with %s', (text, order, expected) => {
    expect(readTime(text, order)).toEqual(expected);
  });

  test.each([
    ['1,234.50', 2, 123450],
    ['1.234,50', 2, 123450],
    ['1234.5', 2, 123450],
    ['1 234,50 €', 2, 123450],
    ['€ 12', 2, 1200],
    ['1.234', 2, 123400],
    ['1.234', 3, 1234],
    ['1,234,567', 0, 1234567],
    ['12.5', 0, null],
    ['12.345.67', 2, null],
    ['12.999', 0, 12999],
    ['abc', 2, null],
    ['', 2, null],
    ['-5,00', 2, -500],
    ['999.0000', 2, 99900],
  ] as const)('the amount %j with %d decimals is %d minor units', (text, decimals, expected) => {
    expect(readAmount(text, decimals)).toBe(expected);
  });

  test('pieces are whole, and yes and no are what programs write', () => {
    expect(['3', '3.0', '3,000', '3.5', '-1', 'x'].map(readQuantity)).toEqual([3, 3, 3, null, null, null]);
    expect(['Ja', 'By Unique Serial Number', '0', 'none', 'maybe'].map(readYes)).toEqual([
      true,
      true,
      false,
      false,
      null,
    ]);
  });

  test('names, e-mail addresses and phone numbers are no reference to a customer', () => {
    expect(['a@b.de', '+49 170 1234567', 'Ann Smith', '(030) 123-4567'].map(isPersonalData)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['K-10023', '10023', 'res_partner_44', '__export__.res_partner_44'].map(isPersonalData)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

test('a mark against formulas comes off again, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', '1', '＝') }),
      (text) => {
        expect(bare(inert(text))).toBe(text);
        expect(inert(text)).not.toMatch(/^[=+\-@\t\r＝]/);
        expect(bare(inertAsRead(text))).toBe(bare(text));
        expect(inertAsRead(text)).not.toMatch(/^[=+\-@\t\r＝]/);
      },
    ),
  );
});

describe('a line', () => {
  const columns = mapColumns('opening_stock', [
    'SKU',
    'Serial',
    'IMEI',
    'Site',
    'Qty',
    'Condition',
    'Date',
    'EAN',
  ]);
  const settings = { defaults: {} };
  const read = (cells: string[], more = {}) => {
    const all = { ...settings, ...more };
    const result = readLine('opening_stock', textsOf(cells, columns, all, null), all);
    return 'problem' in result ? result.problem.code : result.line;
  };

  test('is read with blanks and formula marks taken off', () => {
    expect(read([' PHONE ', "'=A1", '', 'DC', '', 'New', '2026-01-02'])).toEqual({
      sku: 'PHONE',
      serial: '=A1',
      site: 'DC',
      condition: 'new',
      time: { local: '2026-01-02T12:00:00' },
    });
  });

  test.each([
    [['PHONE', 'To be filled by O.E.M.', '', 'DC'], 'junk_serial'],
    [['PHONE', 'A1', '490154203237519', 'DC'], 'bad_imei'],
    [['PHONE', 'A1', '', 'DC', '2'], 'one_unit'],
    [['PHONE', 'A1', '', 'DC', 'x'], 'bad_quantity'],
    [['PHONE', 'A1', '', 'DC', '', 'shiny'], 'bad_choice'],
    [['PHONE', 'A1', '', 'DC', '', '', '01/02/2026'], 'ambiguous_date'],
    [['', 'A1', '', 'DC', '', '', '', '4006381333932'], 'bad_gtin'],
    [['PHONE', 'A\u0000', '', 'DC'], 'forbidden_character'],
    [['PHONE', 'A'.repeat(65), '', 'DC'], 'serial_too_long'],
    [['PHONE', 'A1'], 'missing_field'],
    [['PHONE', '', '', 'DC'], 'missing_field'],
    [['PH ONE', 'A1', '', 'DC'], 'bad_sku'],
    [['PHONE', 'A1', '', 'D'.repeat(33)], 'too_long'],
  ])('%j: %s', (cells, expected) => {
    expect(read(cells)).toBe(expected);
  });

  test('junk is taken where somebody says so', () => {
    expect(read(['PHONE', '00000000', '', 'DC'], { acceptJunk: true })).toMatchObject({ serial: '00000000' });
  });

  test('a document’s further lines inherit what its first one says', () => {
    const orders = mapColumns(
      'orders',
      ['Name', 'Lineitem sku', 'Currency', 'Created at'],
      presets[3]!.kinds.orders,
    );
    const shop = { defaults: {}, carriesDown: true };
    const first = textsOf(['#1', 'A', 'EUR', '2026-01-01'], orders, shop, null);
    expect(textsOf(['#1', 'B', '', ''], orders, shop, first)).toMatchObject({
      currency: 'EUR',
      at: '2026-01-01',
    });
    expect(textsOf(['#2', 'B', '', ''], orders, shop, first).currency).toBeUndefined();
  });
});
