import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakePrinter, openFakePrinter } from '../testing/fake-printer.ts';
import { speakToPrinter } from './printer-socket.ts';
import { readStatus } from './printer-status.ts';

let printer: FakePrinter;
beforeEach(async () => {
  printer = await openFakePrinter();
});
afterEach(() => printer.close());

const times = { connectMs: 2_000, answerMs: 300, silenceMs: 300, named: [{ host: '127.0.0.1', port: null }] };
const label = '^XA^FO20,20^FDhello^FS^XZ';
const send = (text = label, port = printer.port, more = {}) =>
  speakToPrinter({ host: '127.0.0.1', port }, Buffer.from(text), { ...times, ...more });

describe('a printer', () => {
  test('is sent what is to be printed, byte for byte, and says how it is', async () => {
    const wide = '^XA^FDäöü 電話 😀^FS^XZ'.repeat(9_000);
    expect(await send(wide)).toEqual({
      trouble: null,
      isUnsure: false,
      status: { paperOut: false, ribbonOut: false, headOpen: false, paused: false, waiting: 0 },
    });
    expect(printer.printed === wide).toBe(true);
  });

  test('that says nothing of itself is printed on all the same', async () => {
    printer.mood = 'dumb';
    expect(await send()).toEqual({ trouble: null, isUnsure: false, status: null });
    expect(printer.printed).toBe(label);
  });

  test.each([
    [{ paperOut: true }, 'paper_out'],
    [{ ribbonOut: true }, 'ribbon_out'],
    [{ headOpen: true, paperOut: true }, 'head_open'],
    [{ paused: true }, 'paused'],
  ] as const)('that says %j is sent nothing', async (status, trouble) => {
    printer.status = status;
    expect(await send()).toMatchObject({ trouble, isUnsure: false });
    expect(printer.printed).toBe('');
  });

  test('that tears the connection down midway leaves it unsure what came out', async () => {
    printer.mood = 'breaks';
    expect(await send(label.repeat(1_000))).toMatchObject({ trouble: 'broke_off', isUnsure: true });
  });

  test('that takes no bytes is given up', async () => {
    printer.mood = 'hangs';
    const told = await send('x'.repeat(30_000_000));
    expect(told).toMatchObject({ trouble: 'silent', isUnsure: true });
  });

  test('where nobody listens refuses', async () => {
    const { port } = printer;
    await printer.close();
    expect(await send(label, port)).toMatchObject({ trouble: 'refused', isUnsure: false });
  });

  test('that is not named and not in a private network is not spoken to', async () => {
    expect(await send(label, printer.port, { named: [] })).toMatchObject({ trouble: 'not_allowed' });
    expect(printer.printed).toBe('');
  });

  test('whose name nobody knows is not found', async () => {
    const where = { host: 'printer.invalid', port: 9100 };
    expect(await speakToPrinter(where, Buffer.from(label), times)).toMatchObject({ trouble: 'not_found' });
  });
});

test('what answers otherwise is no status', async () => {
  const server = createServer((socket) =>
    socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  expect(await speakToPrinter({ host: '127.0.0.1', port }, null, times)).toEqual({
    trouble: null,
    isUnsure: false,
    status: null,
  });
  await new Promise((resolve) => server.close(resolve));
  expect(readStatus('\u0002a\u0003\u0002b\u0003\u0002c\u0003')).toBeNull();
  expect(readStatus('\u0002030,0,0')).toBeUndefined();
});
