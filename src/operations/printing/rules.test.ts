import { describe, expect, test } from 'vitest';
import {
  contentKey,
  fitsStock,
  judgeReadBack,
  type LabelToRead,
  labelStates,
  type ReadBack,
} from './rules.ts';

const gs = '\u001d';

describe('the same symbol, however a scanner sends it', () => {
  test.each([
    `]d201095011015300032${'1'}AB-1${gs}10L7`,
    `01095011015300032${'1'}AB-1${gs}10L7`,
    `(01)09501101530003(21)AB-1(10)L7`,
    `(01)09501101530003(10)L7(21)AB-1`,
    `https://id.gs1.org/01/09501101530003/10/L7/21/AB-1`,
    `https://shop.example/01/09501101530003/10/L7/21/AB-1`,
    ' (01)09501101530003(21)AB-1(10)L7 ',
  ])('%j', (text) => {
    expect(contentKey(text)).toBe('(01)09501101530003(10)L7(21)AB-1');
  });

  test.each([
    ['UR-0000042-2', 'UR-0000042-2'],
    [']C0UR-0000042-2', 'UR-0000042-2'],
    [']Q1UR-0000042-2 ', 'UR-0000042-2'],
    ['ab-1', 'ab-1'],
    ['AB-1', 'AB-1'],
  ])('a bare number %j is compared as it stands', (text, key) => {
    expect(contentKey(text)).toBe(key);
  });

  test('digits that could be GS1 elements are the same with and without the prefix', () => {
    expect(contentKey(']C04006381333931')).toBe(contentKey('4006381333931'));
  });

  test('another serial, lot or product is another symbol', () => {
    const all = [
      '(01)09501101530003(21)A',
      '(01)09501101530003(21)a',
      '(01)04006381333931(21)A',
      '(01)09501101530003(21)A(10)L',
      'A',
    ];
    expect(new Set(all.map(contentKey)).size).toBe(all.length);
  });
});

const label = (more: Partial<LabelToRead> = {}): LabelToRead => ({
  id: 7,
  job: 3,
  site: 1,
  state: 'sent',
  number: 'AB-1',
  product: 5,
  unit: 11,
  ...more,
});
const read = (more: Partial<ReadBack> = {}): ReadBack => ({
  site: 1,
  input: 'scanned',
  label: null,
  job: null,
  thing: null,
  ...more,
});

describe('a label counts as applied', () => {
  test.each(labelStates)('from %s as it should', (state) => {
    const told = judgeReadBack([label({ state })], read());
    const expected = { void: 'label_void', applied: 'repeated' } as Record<string, string>;
    expect(told.is === 'refused' ? told.code : told.is).toBe(expected[state] ?? 'applied');
  });

  test.each(['keyed', 'pasted', 'inferred', 'imported', 'rfid'])('never when it was %s', (input) => {
    expect(judgeReadBack([label()], read({ input }))).toMatchObject({ is: 'refused', code: 'read_needed' });
  });

  test.each(['scanned', 'camera'])('when it was read: %s', (input) => {
    expect(judgeReadBack([label()], read({ input })).is).toBe('applied');
  });

  test('only where it was to be put on: the other one is named', () => {
    const other = label({ id: 8, number: 'AB-2', unit: 12 });
    expect(judgeReadBack([other], read({ label: label() }))).toEqual({
      is: 'refused',
      code: 'wrong_label',
      label: other,
    });
    expect(judgeReadBack([label({ job: 4 })], read({ job: 3 }))).toMatchObject({ code: 'wrong_label' });
  });

  test('never once it is void, whatever job it is held to', () => {
    const old = label({ job: 4, state: 'void' });
    expect(judgeReadBack([old], read({ job: 3 }))).toEqual({ is: 'refused', code: 'label_void', label: old });
  });

  test('only on its own thing, where the thing was scanned', () => {
    expect(judgeReadBack([label()], read({ thing: [11, 90] })).is).toBe('applied');
    expect(judgeReadBack([label()], read({ thing: [12] }))).toMatchObject({ code: 'other_thing' });
    expect(judgeReadBack([label()], read({ thing: [] }))).toMatchObject({ code: 'unknown_thing' });
    expect(judgeReadBack([label({ unit: null })], read({ thing: [12] })).is).toBe('applied');
  });

  test('only at its own site: elsewhere nobody knows it', () => {
    expect(judgeReadBack([label({ site: 2 })], read())).toMatchObject({ code: 'unknown_label', label: null });
    expect(judgeReadBack([], read())).toMatchObject({ code: 'unknown_label' });
  });

  test('as the newer one, where a number was printed again', () => {
    const [newer, older] = [label({ id: 9, job: 4 }), label({ state: 'void' })];
    expect(judgeReadBack([newer, older], read())).toEqual({ is: 'applied', label: newer });
    expect(judgeReadBack([newer, older], read({ job: 3 }))).toMatchObject({ code: 'label_void' });
  });
});

test('a design fits a printer that has labels of its size in it', () => {
  const stock = { widthMm: 50, heightMm: 25 };
  expect(fitsStock({ widthMm: 50.8, heightMm: 25.4 }, stock)).toBe(true);
  expect(fitsStock({ widthMm: 50, heightMm: 30 }, stock)).toBe(false);
  expect(fitsStock({ widthMm: 25, heightMm: 50 }, stock)).toBe(false);
});
