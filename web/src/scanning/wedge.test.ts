import { describe, expect, test } from 'vitest';
import { openWedge } from './wedge.ts';

/** Keys of a text one after the other, `gap` milliseconds apart, from `start` on. */
function send(wedge: ReturnType<typeof openWedge>, keys: readonly string[], gap: number, start = 0) {
  return keys.map((key, i) => wedge.press({ key, at: start + i * gap }));
}

const scanOf = (text: string, terminator = 'Enter') => [...text, terminator];

describe('what a scanner sends', () => {
  test.each([1, 5, 20, 40, 50])('is a scan where keys are %s ms apart', (gap) => {
    expect(send(openWedge(), scanOf('SN-0042'), gap).at(-1)).toEqual({ kind: 'scan', text: 'SN-0042' });
  });

  test('ends with Enter or Tab', () => {
    expect(send(openWedge(), scanOf('SN-0042', 'Tab'), 5).at(-1)).toEqual({ kind: 'scan', text: 'SN-0042' });
  });

  test('is parted by the terminator, not by time: 30 scans in 2 s are 30 scans', () => {
    const wedge = openWedge();
    const texts = Array.from({ length: 30 }, (_, i) => `SN${String(1000 + i)}`);
    const heard = send(
      wedge,
      texts.flatMap((text) => scanOf(text)),
      9,
    );
    expect(heard.filter(({ kind }) => kind === 'scan').map(({ text }) => text)).toEqual(texts);
  });

  test('comes after what a person had typed, without it', () => {
    const wedge = openWedge();
    send(wedge, ['A', 'B'], 200);
    expect(send(wedge, scanOf('SN-7001'), 4, 1_000).at(-1)).toEqual({ kind: 'scan', text: 'SN-7001' });
  });

  test('is whole although the scanner hiccups in the middle', () => {
    const wedge = openWedge();
    send(wedge, [...'SN-00'], 5);
    expect(send(wedge, scanOf('42'), 5, 220).at(-1)).toEqual({ kind: 'scan', text: 'SN-0042' });
  });

  test('keeps capital and small letters, whatever keys are pressed besides', () => {
    const keys = ['Shift', 'S', 'Shift', 'n', 'CapsLock', 'x', 'Y', 'Enter'];
    expect(send(openWedge(), keys, 5).at(-1)).toEqual({ kind: 'scan', text: 'SnxY' });
  });
});

describe('what a person types', () => {
  test('is no scan', () => {
    expect(send(openWedge(), scanOf('SN-0042'), 120).at(-1)?.kind).toBe('typed');
  });

  test('is no scan where Enter comes later, or two keys fall together', () => {
    const wedge = openWedge();
    send(wedge, [...'SN-0042'], 5);
    expect(wedge.press({ key: 'Enter', at: 400 }).kind).toBe('typed');
    expect(send(wedge, scanOf('ab'), 5, 1_000).at(-1)?.kind).toBe('typed');
  });

  test('is no character where Ctrl or the command key is held', () => {
    const wedge = openWedge();
    send(wedge, [...'ABCD'], 5);
    expect(wedge.press({ key: 'v', at: 20, ctrl: true }).text).toBe('ABCD');
  });
});

describe('the separator of GS1 labels', () => {
  test.each([
    ['itself', { key: '\u001d' }],
    ['Ctrl and ]', { key: ']', ctrl: true }],
    ['F8', { key: 'F8' }],
  ])('comes as %s', (_how, press) => {
    const wedge = openWedge();
    send(wedge, [...'21AB'], 5);
    wedge.press({ ...press, at: 20 });
    expect(send(wedge, scanOf('17'), 5, 25).at(-1)).toEqual({ kind: 'scan', text: '21AB\u001d17' });
  });

  test('comes as Alt and 029 on the number pad', () => {
    const wedge = openWedge();
    send(wedge, [...'21AB'], 5);
    for (const key of '029') wedge.press({ key, at: 20, alt: true });
    wedge.release('Alt', 25);
    expect(send(wedge, scanOf('17'), 5, 30).at(-1)).toEqual({ kind: 'scan', text: '21AB\u001d17' });
  });
});
