import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import { addressFault, type NamedPrinter } from './printer-address.ts';
import { type PrinterStatus, readStatus, statusQuestion } from './printer-status.ts';

export interface PrinterPlace {
  readonly host: string;
  readonly port: number;
}

/** Why nothing came out: of the network, or as the printer itself says. */
export type PrinterTrouble =
  | 'not_allowed'
  | 'not_found'
  | 'unreachable'
  | 'refused'
  | 'silent'
  | 'broke_off'
  | 'paper_out'
  | 'ribbon_out'
  | 'head_open'
  | 'paused';

export interface PrinterTimes {
  /** Milliseconds for the connection; for an answer to the question how it is; without any progress while it takes labels. */
  readonly connectMs: number;
  readonly answerMs: number;
  readonly silenceMs: number;
}

export interface PrinterReply {
  readonly trouble: PrinterTrouble | null;
  /** Where there is trouble: something was sent before, so labels may have come out all the same. */
  readonly isUnsure: boolean;
  /** Null: it was not reached, or it is one that does not answer. */
  readonly status: PrinterStatus | null;
}

/**
 * Speaks to a printer over TCP: asks how it is (`~HS`), and sends it labels unless it says that it cannot print. A printer
 * that does not answer the question is printed on all the same; after the labels one that does is asked again, and its
 * answer says that it has read them. Whether they came out nobody knows until they are scanned. Never throws.
 */
export async function speakToPrinter(
  place: PrinterPlace,
  labels: Uint8Array | null,
  options: PrinterTimes & { readonly named: readonly NamedPrinter[] },
): Promise<PrinterReply> {
  const address = await addressOf(place.host);
  if (address === null) return failed('not_found');
  if (addressFault(place, address, options.named) !== null) return failed('not_allowed');
  const line = await openLine(address, place.port, options.connectMs);
  if (typeof line === 'string') return failed(line);
  try {
    const status = await line.ask(options.answerMs);
    if (line.isBroken()) return failed('broke_off');
    const trouble = status && troubleOf(status);
    if (trouble) return { trouble, isUnsure: false, status };
    if (labels === null) return { trouble: null, isUnsure: false, status };
    const stopped = await line.send(labels, options.silenceMs);
    if (stopped) return { trouble: stopped, isUnsure: true, status };
    const after = status && (await line.ask(options.silenceMs));
    if (status && !after)
      return { trouble: line.isBroken() ? 'broke_off' : 'silent', isUnsure: true, status };
    const isWhole = await line.finish(options.answerMs);
    return isWhole
      ? { trouble: null, isUnsure: false, status: after }
      : { trouble: 'broke_off', isUnsure: true, status };
  } finally {
    line.close();
  }
}

/** What keeps it from printing, the first thing to look at first. */
function troubleOf(status: PrinterStatus): PrinterTrouble | null {
  if (status.headOpen) return 'head_open';
  if (status.paperOut) return 'paper_out';
  if (status.ribbonOut) return 'ribbon_out';
  return status.paused ? 'paused' : null;
}

function failed(trouble: PrinterTrouble): PrinterReply {
  return { trouble, isUnsure: false, status: null };
}

async function addressOf(host: string): Promise<string | null> {
  try {
    return (await lookup(host)).address;
  } catch {
    return null;
  }
}

interface Line {
  ask(ms: number): Promise<PrinterStatus | null>;
  /** Null: all of it is on its way. */
  send(bytes: Uint8Array, silenceMs: number): Promise<'silent' | 'broke_off' | null>;
  /** Closes our side; false where the other one tore it down. */
  finish(ms: number): Promise<boolean>;
  isBroken(): boolean;
  close(): void;
}

function openLine(
  address: string,
  port: number,
  connectMs: number,
): Promise<Line | 'unreachable' | 'refused'> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const fail = (why: 'unreachable' | 'refused') => {
      clearTimeout(timer);
      socket.destroy();
      resolve(why);
    };
    const timer = setTimeout(() => fail('unreachable'), connectMs);
    const onError = (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET' ? 'refused' : 'unreachable');
    socket.once('error', onError);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      resolve(lineOf(socket));
    });
  });
}

/** Answers longer than any printer's are another service's. */
const answerLengthMax = 2_000;

function lineOf(socket: Socket): Line {
  let broken = false;
  let heard = '';
  socket.on('error', () => {
    broken = true;
  });
  socket.on('end', () => {
    broken = true;
  });
  socket.on('data', (bytes) => {
    heard = (heard + bytes.toString('latin1')).slice(0, answerLengthMax);
  });
  const isOver = () => broken || socket.destroyed;
  return {
    isBroken: isOver,
    async ask(ms) {
      heard = '';
      socket.write(statusQuestion);
      await until(
        socket,
        ['data', 'end', 'error', 'close'],
        ms,
        () => isOver() || readStatus(heard) !== undefined,
      );
      return readStatus(heard) ?? null;
    },
    async send(bytes, silenceMs) {
      // In pieces, so that silence is told from slowness: a printer takes more as it prints.
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        if (isOver()) return 'broke_off';
        if (socket.write(bytes.subarray(at, at + pieceBytes))) continue;
        await until(
          socket,
          ['drain', 'end', 'error', 'close'],
          silenceMs,
          () => isOver() || !socket.writableNeedDrain,
        );
        if (!isOver() && socket.writableNeedDrain) return 'silent';
      }
      return isOver() ? 'broke_off' : null;
    },
    async finish(ms) {
      if (isOver()) return false;
      let hasFailed = false;
      socket.once('error', () => {
        hasFailed = true;
      });
      socket.end();
      await until(socket, ['close', 'error'], ms, () => socket.destroyed || hasFailed);
      return !hasFailed;
    },
    close: () => socket.destroy(),
  };
}

const pieceBytes = 4_096;

/** Waits for one of the events until something is so, or for some milliseconds. */
function until(socket: Socket, events: readonly string[], ms: number, isSo: () => boolean): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const event of events) socket.off(event, look);
      resolve();
    };
    const look = () => {
      if (isSo()) done();
    };
    const timer = setTimeout(done, ms);
    for (const event of events) socket.on(event, look);
  });
}
