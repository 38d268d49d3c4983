import type { LabelDpi, LabelFacts } from '../../domain/labels/design.ts';
import { limits } from '../../domain/limits.ts';
import { msAfter } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import { type PrinterReply, type PrinterTrouble, speakToPrinter } from '../../platform/printer-socket.ts';
import { holdPrinter } from './hold-printer.ts';
import type { PrintingParts } from './printing-parts.ts';
import * as sql from './queries.ts';

export const printTask = 'print';

/** Asks for the job that sends a printer what waits for it; asked for twice it is done once. */
export async function askPrint({ jobs }: Pick<PrintingParts, 'jobs'>, printer: number): Promise<void> {
  await jobs().add(printTask, { printer }, `${printTask}:${printer}`);
}

/**
 * Sends a printer the labels that wait for it, some at a time, each once. What did not reach it waits on; what was under
 * way when the line broke is `unsure`, and no machine sends it again: somebody looks whether it came out. So a label may
 * be missing, which is noticed as it was never read back, but none lies there twice without somebody's knowledge.
 */
export async function printWaiting(
  parts: PrintingParts,
  printer: number,
  signal?: AbortSignal,
): Promise<void> {
  for (let more = true; more && !signal?.aborted; ) {
    const { rows } = await parts.database.query<sql.PrinterRow>(sql.selectPrinter, [printer]);
    const row = rows[0];
    more = row?.active === true && row.waiting > 0 && (await printSome(parts, row));
  }
}

/** One turn at the printer, which nobody else has meanwhile; false where there is no use in going on. */
async function printSome(parts: PrintingParts, printer: sql.PrinterRow): Promise<boolean> {
  const hold = await holdPrinter(parts, printer.id);
  if (hold === null) return false;
  const beat = setInterval(() => void hold.goOn().catch(() => {}), limits.printerHeldMs / 4);
  let trouble: PrinterTrouble | null = printer.trouble;
  try {
    const sent = await sendSome(parts, printer);
    if (sent !== null) trouble = sent.trouble;
    return sent !== null && trouble === null;
  } finally {
    clearInterval(beat);
    await hold.leave(trouble);
  }
}

/**
 * What a printer says, and a label of its own name; nothing of it is kept but whether it could be reached. Null while
 * somebody prints on it: most printers listen to one at a time.
 */
export async function tryPrinter(parts: PrintingParts, row: sql.PrinterRow): Promise<PrinterReply | null> {
  const { name, dpi, width_mm, height_mm } = row;
  const [width, height] = [width_mm, height_mm].map((mm) => Math.round((mm * dpi) / 25.4));
  const size = Math.max(16, Math.round(height! / 6));
  const said = Buffer.from(name, 'utf8').reduce(
    (text, byte) => `${text}_${byte.toString(16).padStart(2, '0')}`,
    '',
  );
  const zpl =
    `^XA^CI28^PW${width}^LL${height}^FO8,8^GB${width! - 16},${height! - 16},2^FS` +
    `^FO24,24^A0N,${size},${size}^FH^FD${said}^FS^FO24,${24 + size * 2}^A0N,${size},${size}^FDUnitrail ${dpi} dpi^FS^XZ`;
  const hold = await holdPrinter(parts, row.id);
  if (hold === null) return null;
  let trouble: PrinterTrouble | null = row.trouble;
  try {
    const reply = await speak(parts, row, Buffer.from(zpl));
    trouble = reply.trouble;
    return reply;
  } finally {
    await hold.leave(trouble);
  }
}

/** Begins to look for printers that are to be tried again, and for labels whose printing another process has left. */
export function watchPrinters(parts: PrintingParts, onFault: (error: unknown) => void) {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => lookForLeft(parts)).catch(onFault);
  }, limits.printSweepMs);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

/** One such look. */
export async function lookForLeft(parts: PrintingParts): Promise<void> {
  const { database, clock } = parts;
  const now = clock.now();
  const since = msAfter(now, -limits.printerHeldMs).toISOString();
  await database.query(sql.leaveUnsure, [since, now.toISOString()]);
  const { rows } = await database.query<{ id: number }>(sql.selectDuePrinters, [now.toISOString()]);
  for (const { id } of rows) await askPrint(parts, id);
}

/** Null: nothing waits any more. */
async function sendSome(parts: PrintingParts, printer: sql.PrinterRow): Promise<PrinterReply | null> {
  const { database, clock, making } = parts;
  const now = () => clock.now().toISOString();
  const taken = await database.query<{ id: number }>(sql.takeToPrint, [
    printer.id,
    limits.labelsAtOnce,
    now(),
  ]);
  const ids = numberColumn(taken.rows.map(({ id }) => id));
  if (taken.rows.length === 0) return null;
  const { rows } = await database.query<sql.LabelRow>(sql.selectLabelsById, [ids]);
  const [first] = rows as [sql.LabelRow];
  const facts = rows.map((row) => row.facts as unknown as LabelFacts);
  const design = { ...first.design, dpi: printer.dpi as LabelDpi };
  const zpl = await making
    .draw(design, facts, { kind: 'zpl', copies: first.copies })
    .catch(async (error: unknown) => {
      await database.query(sql.saveSent, [ids, 'to_print', now()]);
      throw error;
    });
  const reply = await speak(parts, printer, zpl);
  const state = reply.trouble === null ? 'sent' : reply.isUnsure ? 'unsure' : 'to_print';
  await database.query(sql.saveSent, [ids, state, now()]);
  return reply;
}

function speak(
  { namedPrinters }: PrintingParts,
  { host, port }: sql.PrinterRow,
  labels: Buffer,
): Promise<PrinterReply> {
  return speakToPrinter({ host, port }, labels, {
    connectMs: limits.printerConnectMs,
    answerMs: limits.printerAnswerMs,
    silenceMs: limits.printerSilenceMs,
    named: namedPrinters,
  });
}
