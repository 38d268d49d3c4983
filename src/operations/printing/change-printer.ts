import { isIP } from 'node:net';
import { type Author, audit } from '../../access/audit.ts';
import { limits } from '../../domain/limits.ts';
import { addressFault } from '../../platform/printer-address.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewPrinter, PrinterChange } from './contract.ts';
import { type Changed, type PrintingParts, problem, type WhyNot } from './printing-parts.ts';
import * as sql from './queries.ts';

type Parts = Pick<PrintingParts, 'database' | 'clock' | 'namedPrinters'>;

/** Registers a printer of a site. Where an address cannot be a printer's it is refused at once, not at the first label. */
export async function registerPrinter(
  parts: Parts,
  site: number,
  { site: code, name, host, port = 9100, dpi, widthMm, heightMm, material }: NewPrinter,
  by: Author,
): Promise<Changed<sql.PrinterRow>> {
  const wrong = addressProblem(parts, host, port);
  if (wrong) return wrong;
  return inTransaction(parts.database, async (tx) => {
    const { rows: counted } = await tx.query<{ count: number }>(sql.countPrinters, [site]);
    if (counted[0]!.count >= limits.printersPerSiteMax)
      return problem('too_many_items', 'site', `A site has at most ${limits.printersPerSiteMax} printers.`);
    const now = parts.clock.now().toISOString();
    const values = [site, name, host, port, dpi, widthMm, heightMm, material, now, by.actor];
    const { rows } = await tx.query<{ id: number }>(sql.insertPrinter, values);
    if (!rows[0]) return taken(name);
    const after = { site: code, name: name, host, port };
    await audit(tx, parts.clock, by, {
      action: 'printer_registered',
      subject: `printer:${rows[0].id}`,
      after,
    });
    const made = await tx.query<sql.PrinterRow>(sql.selectPrinter, [rows[0].id]);
    return made.rows[0]!;
  });
}

/** What is not said stays. What was wrong with it before is forgotten: it is tried again. */
export async function changePrinter(
  parts: Parts,
  before: sql.PrinterRow,
  change: PrinterChange,
  by: Author,
): Promise<Changed<sql.PrinterRow>> {
  const { name = before.name, host = before.host, port = before.port, active = before.active } = change;
  const { dpi = before.dpi, widthMm = before.width_mm, heightMm = before.height_mm } = change;
  const { material = before.material } = change;
  const wrong = addressProblem(parts, host, port);
  if (wrong) return wrong;
  const values = [before.id, name, host, port, dpi, widthMm, heightMm, material, active];
  return inTransaction(parts.database, async (tx) => {
    const { rows } = await tx.query<{ id: number }>(sql.updatePrinter, values);
    if (!rows[0]) return taken(name);
    await audit(tx, parts.clock, by, {
      action: 'printer_changed',
      subject: `printer:${before.id}`,
      before: { name: before.name, host: before.host, port: before.port, active: before.active },
      after: { name: name, host, port, active },
    });
    const changed = await tx.query<sql.PrinterRow>(sql.selectPrinter, [before.id]);
    return changed.rows[0]!;
  });
}

/** A name is judged by what it stands for when it is spoken to; an address can be judged now. */
function addressProblem({ namedPrinters }: Parts, host: string, port: number): WhyNot | null {
  const address = isIP(host) === 0 ? '10.0.0.1' : host;
  const fault = addressFault({ host, port }, address, namedPrinters);
  if (fault === null) return null;
  const why =
    fault === 'port'
      ? `Label printers listen on ports 9100 to 9109 or 6101, not on ${port}.`
      : `${host} is in no private network.`;
  return problem(
    'printer_not_allowed',
    fault === 'port' ? 'port' : 'host',
    `${why} Whoever runs the server can name it in UNITRAIL_PRINTERS.`,
  );
}

function taken(name: string) {
  return problem('already_exists', 'name', `The site has a printer "${name}" already.`);
}
