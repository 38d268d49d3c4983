import { createServer, type Socket } from 'node:net';

/** How a printer behaves: takes everything; does not answer `~HS`; takes the connection and no bytes; tears it down midway. */
export type PrinterMood = 'takes' | 'dumb' | 'hangs' | 'breaks';

/** A printer of labels on this machine, for tests: what it was sent, and how it is. */
export interface FakePrinter {
  readonly port: number;
  /** Everything that was sent to be printed, without the questions how it is. */
  readonly printed: string;
  mood: PrinterMood;
  /** What it says of itself. */
  status: { paperOut?: boolean; paused?: boolean; headOpen?: boolean; ribbonOut?: boolean };
  forget(): void;
  close(): Promise<void>;
}

export async function openFakePrinter(): Promise<FakePrinter> {
  const sockets = new Set<Socket>();
  let taken: Buffer[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    if (printer.mood === 'hangs') return void socket.pause();
    socket.on('data', (bytes) => {
      const isQuestion = bytes.includes('~HS');
      if (printer.mood === 'breaks' && bytes.length > '~HS'.length) return void socket.resetAndDestroy();
      taken.push(bytes);
      if (isQuestion && printer.mood !== 'dumb') socket.write(answerOf(printer.status));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as { readonly port: number };
  const printer: FakePrinter = {
    port: address.port,
    mood: 'takes',
    status: {},
    get printed() {
      return Buffer.concat(taken).toString('utf8').replaceAll('~HS', '');
    },
    forget() {
      taken = [];
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return printer;
}

function answerOf({ paperOut, paused, headOpen, ribbonOut }: FakePrinter['status']): string {
  const flag = (is: boolean | undefined) => (is ? '1' : '0');
  const lines = [
    `030,${flag(paperOut)},${flag(paused)},0203,000,0,0,0,000,0,0,0`,
    `001,0,${flag(headOpen)},${flag(ribbonOut)},1,2,4,0,00000000,1,000`,
    '1234,0',
  ];
  return lines.map((line) => `\u0002${line}\u0003\r\n`).join('');
}
