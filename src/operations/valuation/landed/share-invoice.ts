import { limits } from '../../../domain/limits.ts';
import { type Sites, within } from '../../../domain/sites.ts';
import { isCurrency } from '../../../domain/valuation/currencies.ts';
import { type Sharing, shareOut } from '../../../domain/valuation/share-out.ts';
import { numberColumn, textColumn } from '../../../platform/columns.ts';
import type { Connection } from '../../../platform/database.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { writeEntries } from '../entries.ts';
import { no, type ValuationParts } from '../valuation-parts.ts';
import type { CostInvoiceAsked, CostInvoicePreview, NewCostInvoice } from './contract.ts';
import * as sql from './queries.ts';

export type SaidInvoice = Omit<CostInvoiceAsked, 'at'> & { readonly at: string };

interface Shared {
  readonly receipts: readonly sql.ReceiptRow[];
  readonly units: readonly sql.ShareUnitRow[];
  readonly shares: readonly number[];
}

/** How an invoice comes to the units of its receipts, to the last minor unit; nothing is written. */
export async function shareInvoice(parts: ValuationParts, said: SaidInvoice, sites: Sites) {
  const { database, clock, holdings } = parts;
  if (said.amount === 0) return no('bad_amount', 'body.amount', 'There is nothing to share out.');
  if (!isCurrency(said.currency))
    return no('bad_currency', 'body.currency', `ISO 4217 knows no currency ${said.currency}.`);
  if (said.at > clock.now().toISOString()) return no('bad_time', 'body.at', 'This time is yet to come.');
  const receipts = await database.query<sql.ReceiptRow>(sql.selectReceipts, [textColumn(said.receipts)]);
  const known = new Map(receipts.rows.map((row) => [row.number, row]));
  for (const [at, number] of said.receipts.entries()) {
    const row = known.get(number);
    if (!row || !within(sites, row.site_id))
      return no('unknown_receipt', `body.receipts[${at}]`, `There is no receipt ${number}.`);
  }
  // What came a moment ago is in the book before its prices are asked for.
  await holdings.caughtUp();
  const most = limits.invoiceUnitsMax;
  const { rows: units } = await database.query<sql.ShareUnitRow>(sql.selectUnits, [
    numberColumn(receipts.rows.map(({ document_id }) => document_id)),
    most + 1,
  ]);
  if (units.length === 0)
    return no('nothing_to_share', 'body.receipts', 'No unit has come by these receipts.');
  if (units.length > most)
    return no('too_many_units', 'body.receipts', `More than ${most} units have come by these receipts.`);
  const weights = weightsOf(units, said.sharedBy);
  if ('problem' in weights) return weights;
  const shares = shareOut(said.amount, weights.weights);
  if (shares === null)
    return no('nothing_to_share', 'body.sharedBy', 'Everything that it is to be shared out by is nothing.');
  return { receipts: receipts.rows, units, shares };
}

function weightsOf(units: readonly sql.ShareUnitRow[], sharedBy: Sharing) {
  if (sharedBy === 'quantity') return { weights: units.map(() => 1) };
  const weightOf = (unit: sql.ShareUnitRow) => (sharedBy === 'value' ? unit.value : unit.weight_grams);
  const without = units.filter((unit) => weightOf(unit) === null);
  if (without.length > 0) {
    const skus = [...new Set(without.map(({ sku }) => sku))];
    const what = sharedBy === 'value' ? 'cost' : 'weight';
    const named = `${skus.slice(0, 5).join(', ')}${skus.length > 5 ? ' …' : ''}`;
    return no(
      'nothing_to_share',
      'body.sharedBy',
      `Nobody knows the ${what} of ${without.length} units: ${named}.`,
    );
  }
  const currencies = sharedBy === 'value' ? new Set(units.map(({ currency }) => currency)) : new Set();
  if (currencies.size > 1)
    return no(
      'nothing_to_share',
      'body.sharedBy',
      `These units were bought in ${[...currencies].sort().join(', ')}, which cannot be compared.`,
    );
  return { weights: units.map((unit) => weightOf(unit)!) };
}

export function previewOf({ units, shares }: Shared): CostInvoicePreview {
  const bySku = new Map<string, { units: number; amount: number }>();
  for (const [at, { sku }] of units.entries()) {
    const before = bySku.get(sku) ?? { units: 0, amount: 0 };
    bySku.set(sku, { units: before.units + 1, amount: before.amount + shares[at]! });
  }
  return {
    ...outcomeOf({ units, shares }),
    least: shares.reduce((a, b) => Math.min(a, b)),
    most: shares.reduce((a, b) => Math.max(a, b)),
    shares: [...bySku].sort(([a], [b]) => (a < b ? -1 : 1)).map(([sku, one]) => ({ sku, ...one })),
  };
}

function outcomeOf({ units, shares }: Pick<Shared, 'units' | 'shares'>) {
  const gone = units.flatMap(({ in_stock }, at) => (in_stock ? [] : [shares[at]!]));
  return {
    units: units.length,
    goneUnits: gone.length,
    goneAmount: gone.reduce((sum, share) => sum + share, 0),
  };
}

/** Writes an invoice and each unit's share of it. The same request again answers what was kept. */
export async function bookInvoice(
  parts: ValuationParts,
  said: SaidInvoice & Pick<NewCostInvoice, 'request'>,
  { actor, sites }: { readonly actor: number; readonly sites: Sites },
) {
  const kept = await byRequest(parts, said.request);
  if (kept) return repeatedOr(kept, said);
  const shared = await shareInvoice(parts, said, sites);
  if ('problem' in shared) return shared;
  const knownAt = parts.clock.now().toISOString();
  const id = await inTransaction(parts.database, (tx) => write(tx, said, shared, { actor, knownAt }));
  if (id !== null) return { id, repeated: false };
  const meanwhile = await byRequest(parts, said.request);
  if (meanwhile) return repeatedOr(meanwhile, said);
  return no('already_exists', 'body.number', `The invoice ${said.number} was shared out before.`);
}

async function byRequest({ database }: ValuationParts, request: string) {
  return (await database.query<sql.InvoiceRow>(sql.selectByRequest, [request])).rows[0];
}

function repeatedOr(kept: sql.InvoiceRow, said: SaidInvoice) {
  const before = [
    kept.number,
    kept.supplier,
    kept.kind,
    kept.minor,
    kept.currency,
    kept.shared_by,
    ...kept.receipts,
  ];
  const now = [
    said.number,
    said.supplier ?? null,
    said.kind,
    said.amount,
    said.currency,
    said.sharedBy,
    ...[...said.receipts].sort(),
  ];
  if (JSON.stringify(before) === JSON.stringify(now)) return { id: kept.id, repeated: true };
  return no('already_exists', 'body.request', 'Something else was sent under this name.');
}

async function write(
  tx: Connection,
  said: SaidInvoice & Pick<NewCostInvoice, 'request'>,
  { receipts, units, shares }: Shared,
  { actor, knownAt }: { readonly actor: number; readonly knownAt: string },
): Promise<number | null> {
  const { request, number, supplier = null, kind, amount, currency, sharedBy, at } = said;
  const outcome = outcomeOf({ units, shares });
  const sites = numberColumn([...new Set(receipts.map(({ site_id }) => site_id))]);
  const { rows } = await tx.query<{ id: number }>(sql.insertInvoice, [
    ...[request, number, supplier, kind, amount, currency, sharedBy, at, knownAt, actor, sites],
    ...[outcome.units, outcome.goneUnits, outcome.goneAmount],
  ]);
  const id = rows[0]?.id;
  if (id === undefined) return null;
  await tx.query(sql.insertReceipts, [id, numberColumn(receipts.map(({ document_id }) => document_id))]);
  const entries = units.map(({ unit_id, company_id }, nth) => ({
    ...{ unit: unit_id, company: company_id, kind, minor: shares[nth]!, currency, at, knownAt, actor },
    ...{ source: 'invoice' as const, invoice: id },
  }));
  const written = await writeEntries(tx, entries);
  if (written !== entries.length) throw new Error(`${written} of ${entries.length} shares were written`);
  return id;
}
