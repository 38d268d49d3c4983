import type { LabelMaterial } from '../../domain/labels/design.ts';
import type { LabelSheet } from '../../domain/labels/sheets.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { LabelOnWire, PrinterOnWire, PrintJobOnWire, ReadBackOnWire } from './contract.ts';
import type { PrintingParts } from './printing-parts.ts';
import * as sql from './queries.ts';
import type { ReadBackResult } from './read-back.ts';

// Rows as they are told.

export function printerOnWire(row: sql.PrinterRow, names: Reference): PrinterOnWire {
  return {
    id: row.id,
    site: names.sites.get(row.site_id)?.code ?? '',
    name: row.name,
    host: row.host,
    port: row.port,
    dpi: row.dpi,
    widthMm: row.width_mm,
    heightMm: row.height_mm,
    material: row.material as LabelMaterial,
    active: row.active,
    waiting: row.waiting,
    trouble: row.trouble,
    spokenAt: row.spoken_at?.toISOString() ?? null,
  };
}

export function labelOnWire(row: sql.LabelRow, names: Reference): LabelOnWire {
  const product = names.products.get(row.product_id);
  return {
    id: row.id,
    job: row.job_id,
    site: names.sites.get(row.site_id)?.code ?? '',
    sku: product?.sku ?? '',
    name: product?.name ?? '',
    number: row.number,
    content: row.content,
    unit: row.unit_id,
    printer: row.printer_id,
    design: { id: row.design_id, version: row.design_version, sheet: gridOf(row.design.sheet) },
    state: row.state,
    stateAt: row.state_at.toISOString(),
    appliedAt: row.applied_at?.toISOString() ?? null,
    appliedBy: row.applied_by === null ? null : (names.actors.get(row.applied_by) ?? null),
    voidAt: row.void_at?.toISOString() ?? null,
    voidReason: row.void_reason,
    voidNote: row.void_note,
    reason: row.reason,
    replaces: row.replaces,
    replacedBy: row.replaced_by,
  };
}

function gridOf(sheet: LabelSheet | null): LabelOnWire['design']['sheet'] {
  return sheet && { columns: sheet.columns, rows: sheet.rows };
}

export async function jobsOnWire(
  { database }: Pick<PrintingParts, 'database'>,
  rows: readonly sql.JobRow[],
  names: Reference,
): Promise<PrintJobOnWire[]> {
  const ids = [...new Set(rows.flatMap(({ printer_id }) => printer_id ?? []))];
  const found = await Promise.all(ids.map((id) => database.query<sql.PrinterRow>(sql.selectPrinter, [id])));
  const printers = new Map(found.flatMap(({ rows: [row] }) => (row ? [[row.id, row] as const] : [])));
  return rows.map((row) => {
    const product = row.product_id === null ? undefined : names.products.get(row.product_id);
    const printer = row.printer_id === null ? undefined : printers.get(row.printer_id);
    return {
      id: row.id,
      request: row.request,
      site: names.sites.get(row.site_id)?.code ?? '',
      sku: product?.sku ?? null,
      name: product?.name ?? null,
      design: { id: row.design_id, version: row.design_version, name: row.design_name },
      copies: row.copies,
      becomes: row.becomes,
      location: row.location,
      printer: printer ? printerOnWire(printer, names) : null,
      reason: row.reason,
      note: row.note,
      madeAt: row.made_at.toISOString(),
      by: names.actors.get(row.actor_id) ?? '',
      toPrint: row.to_print,
      unsure: row.unsure,
      sent: row.sent,
      applied: row.applied,
      void: row.void,
    };
  });
}

export function readBackOnWire(result: ReadBackResult, names: Reference): ReadBackOnWire {
  const { outcome, label, code, sentence, belongsTo, now, unit } = result;
  return {
    outcome,
    label: label && labelOnWire(label, names),
    code,
    sentence,
    belongsTo,
    now: now && labelOnWire(now, names),
    unit,
  };
}
