import { isCurrency } from '../../../domain/valuation/currencies.ts';
import type { Reference } from '../../../ledger/reference.ts';
import type { UnitView } from '../../../ledger/unit-view.ts';
import { opposite, writeEntries } from '../entries.ts';
import type { EntryRow } from '../queries.ts';
import { no, type ValuationParts } from '../valuation-parts.ts';
import type { NewCost } from './contract.ts';
import * as sql from './queries.ts';

interface ByRequestRow {
  readonly id: number;
  readonly unit_id: number;
  readonly kind: string;
  readonly minor: number;
  readonly currency: string;
  readonly reverses: number | null;
}

/** Writes a line into a unit's book by hand. The same request again is `repeated`. */
export async function addCost(
  { database, clock }: Pick<ValuationParts, 'database' | 'clock'>,
  unit: UnitView,
  { request, kind, amount, currency, at, reason }: Omit<NewCost, 'at'> & { readonly at: string | null },
  { actor, names }: { readonly actor: number; readonly names: Reference },
) {
  if (amount === 0) return no('bad_amount', 'body.amount', 'An amount of nothing changes nothing.');
  if (!isCurrency(currency))
    return no('bad_currency', 'body.currency', `ISO 4217 knows no currency ${currency}.`);
  if (unit.see !== null)
    return no('wrong_state', 'params.id', `Its life goes on as unit ${unit.see}: write it there.`);
  const now = clock.now().toISOString();
  if (at !== null && at > now) return no('bad_time', 'body.at', 'This time is yet to come.');
  const { rows } = await database.query<{ owner_id: number }>(sql.selectLastCompany, [unit.id]);
  const company = rows[0]?.owner_id ?? (await ownCompany(database, unit, names));
  if (company === null)
    return no('wrong_state', 'params.id', 'It was never in the stock of a company of ours.');
  const entry = {
    unit: unit.id,
    company,
    kind,
    minor: amount,
    currency,
    at: at ?? now,
    knownAt: now,
  } as const;
  const written = await writeEntries(database, [{ ...entry, source: 'hand', actor, reason, request }]);
  if (written === 1) return { repeated: false };
  const before = (await database.query<ByRequestRow>(sql.selectByRequest, [request])).rows[0];
  const isSame =
    before?.unit_id === unit.id &&
    before.kind === kind &&
    before.minor === amount &&
    before.currency === currency &&
    before.reverses === null;
  return isSame
    ? { repeated: true }
    : no('already_exists', 'body.request', 'Something else was sent under this name.');
}

/** A unit that came a moment ago is not in the holdings yet. */
async function ownCompany(
  database: ValuationParts['database'],
  unit: UnitView,
  { owners }: Reference,
): Promise<number | null> {
  const owner = [...owners].find(([, code]) => code === unit.owner)?.[0];
  if (owner === undefined) return null;
  const { rows } = await database.query<{ id: number }>(sql.selectCompany, [owner]);
  return rows[0]?.id ?? null;
}

/** Takes back a line that somebody wrote, or that came by itself. A share of an invoice is taken back with its invoice. */
export async function takeBackCost(
  { database, clock }: Pick<ValuationParts, 'database' | 'clock'>,
  unit: number,
  entry: number,
  { request, reason }: { readonly request: string; readonly reason: string },
  actor: number,
) {
  type Row = EntryRow & { readonly reverses: number | null; readonly taken_back: boolean };
  const row = (await database.query<Row>(sql.selectEntry, [entry, unit])).rows[0];
  if (!row) return no('cost_not_found', 'params.entry', `The book of this unit has no entry ${entry}.`);
  if (row.reverses !== null)
    return no('wrong_state', 'params.entry', 'It takes back another: write what is right anew.');
  if (row.invoice_id !== null)
    return no('wrong_state', 'params.entry', 'It is a share of an invoice: take that back.');
  const now = clock.now().toISOString();
  const written = await writeEntries(database, [opposite(row, { knownAt: now, actor, reason, request })]);
  if (written === 1) return { repeated: false };
  const before = (await database.query<ByRequestRow>(sql.selectByRequest, [request])).rows[0];
  if (before?.reverses === entry) return { repeated: true };
  return no('wrong_state', 'params.entry', 'It was taken back before.');
}
