import { limits } from '../../domain/limits.ts';
import { msAfter } from '../../platform/clock.ts';
import type { PrinterTrouble } from '../../platform/printer-socket.ts';
import type { PrintingParts } from './printing-parts.ts';
import * as sql from './queries.ts';

/** A printer that nobody else speaks to, for `printerHeldMs` from the last word. */
export interface Hold {
  /** We still print: a slow printer takes minutes for what it was sent. False where somebody else has it by now. */
  goOn(): Promise<boolean>;
  /** Lets others at it, and says how it was; says nothing where somebody else has it by now. */
  leave(trouble: PrinterTrouble | null): Promise<void>;
}

/** Takes a printer for oneself; null while somebody else has it. Whoever is killed has it a minute longer. */
export async function holdPrinter(
  { database, clock }: Pick<PrintingParts, 'database' | 'clock'>,
  printer: number,
): Promise<Hold | null> {
  const later = (now: Date) => msAfter(now, limits.printerHeldMs).toISOString();
  const begun = clock.now();
  let until = later(begun);
  const held = await database.query(sql.holdPrinter, [printer, begun.toISOString(), until]);
  if (held.rows.length === 0) return null;
  /** One word after the other: each names until when the one before held it. */
  let saying: Promise<boolean> = Promise.resolve(true);
  async function extend(): Promise<boolean> {
    const next = later(clock.now());
    const { rows } = await database.query(sql.holdOn, [printer, until, next]);
    if (rows.length > 0) until = next;
    return rows.length > 0;
  }
  return {
    goOn() {
      saying = saying.catch(() => true).then(extend);
      return saying;
    },
    async leave(trouble) {
      await saying.catch(() => true);
      const [first, longest] = [limits.printerRetrySeconds, limits.printerRetrySecondsMax];
      const now = clock.now().toISOString();
      await database.query(sql.leavePrinter, [printer, now, trouble, first, longest, until]);
    },
  };
}
