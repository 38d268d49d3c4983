import { limits } from '../../../domain/limits.ts';
import { type CostKind, valueKinds } from '../../../domain/valuation/cost-kinds.ts';
import { bucketOfUnit } from '../../../ledger/bucket.ts';
import type { UnitView } from '../../../ledger/unit-view.ts';
import type { Queryable } from '../../../platform/database.ts';
import type { CostEntryOnWire, UnitCostsOnWire } from './contract.ts';
import * as sql from './queries.ts';

interface Company {
  readonly owner_id: number;
  readonly code: string;
  readonly since_at: Date;
}

/**
 * A unit's book as it was known at an instant, what it comes to, and what the unit was sold for. `books`: the companies whose lines
 * are told, by code; null: all.
 */
export async function unitCosts(
  db: Queryable,
  unit: UnitView,
  knownAt: string,
  books: ReadonlySet<string> | null,
): Promise<UnitCostsOnWire> {
  const [costs, companies, sales] = await Promise.all([
    db.query<sql.CostRow>(sql.selectCosts, [unit.id, knownAt, limits.unitCostsMax]),
    db.query<Company>(sql.selectLastCompany, [unit.id]),
    db.query<sql.SaleRow>(sql.selectSale, [bucketOfUnit(unit.id), unit.id]),
  ]);
  const company = companies.rows[0] ?? null;
  const items = costs.rows.map(entryOnWire).filter((entry) => books === null || books.has(entry.company));
  const own = sinceBoughtBack(items.filter((entry) => company === null || entry.company === company.code));
  const isBought = own.some((entry) => entry.kind === 'purchase' && stands(entry) && entry.amount >= 0);
  const day = (company?.since_at.toISOString() ?? knownAt).slice(0, 10);
  const term = isBought
    ? undefined
    : (await db.query<sql.TermRow>(sql.selectTerm, [unit.sku, day, knownAt])).rows[0];
  const estimate = term ? { amount: term.minor, currency: term.currency, from: term.from } : null;
  const sums = sumsOf([
    ...own,
    ...(estimate
      ? [{ kind: 'purchase' as const, amount: estimate.amount, currency: estimate.currency }]
      : []),
  ]);
  const sale = sales.rows[0];
  const isKnown = isBought || estimate !== null;
  return {
    unit: unit.id,
    company: company?.code ?? null,
    items,
    sums,
    estimate,
    sale: sale ? saleOnWire(sale, isKnown ? sums : null) : null,
  };
}

function stands({ takenBack, takesBack }: CostEntryOnWire): boolean {
  return !takenBack && takesBack === null;
}

/** What a company spent before it sold the unit to another of ours is in the price for which it bought it back. */
function sinceBoughtBack(own: readonly CostEntryOnWire[]): readonly CostEntryOnWire[] {
  const bought = own.filter((entry) => entry.source === 'transfer' && stands(entry)).map(({ at }) => at);
  const last = bought.sort().at(-1) ?? '';
  return own.filter(({ at }) => at >= last);
}

type Sum = UnitCostsOnWire['sums'][number];

function sumsOf(entries: readonly { kind: CostKind; amount: number; currency: string }[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { kind, amount, currency } of entries) {
    const { value, all } = sums.get(currency) ?? { value: 0, all: 0 };
    sums.set(currency, {
      currency,
      value: valueKinds.includes(kind) ? value + amount : value,
      all: all + amount,
    });
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function saleOnWire({ kind, number, line, price_minor, currency }: sql.SaleRow, sums: readonly Sum[] | null) {
  const [sum, ...others] = sums?.filter(({ all }) => all !== 0) ?? [];
  const isSame = sums !== null && others.length === 0 && (sum === undefined || sum.currency === currency);
  return {
    document: { kind, number },
    line,
    price: price_minor,
    currency,
    margin: price_minor !== null && isSame ? price_minor - (sum?.all ?? 0) : null,
  };
}

function entryOnWire(row: sql.CostRow): CostEntryOnWire {
  const { id, company, kind, minor, currency, at, known_at, source, reason, actor, reverses, taken_back } =
    row;
  return {
    ...{ id, company, kind, amount: minor, currency, at: at.toISOString(), knownAt: known_at.toISOString() },
    source,
    document:
      row.document_kind === null || row.document_number === null
        ? null
        : { kind: row.document_kind, number: row.document_number },
    invoice:
      row.invoice_id === null || row.invoice_number === null
        ? null
        : { id: row.invoice_id, number: row.invoice_number },
    ...{ reason, actor, takenBack: taken_back, takesBack: reverses },
  };
}
