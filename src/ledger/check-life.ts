import { copiedText } from '../platform/copy-rows.ts';
import { bucketOf } from './bucket.ts';
import { identifierCodes } from './codes.ts';
import { type Derived, type DerivedNumber, derive, derivedRow } from './derive.ts';
import { stockRow } from './differences.ts';
import type { Finding, FindingKind, Findings } from './findings.ts';
import { type Life, numberField, stockField, unitFields } from './lives.ts';
import type { Reference } from './reference.ts';

/** A life replayed: what its events make of it; null where there are none. */
export interface CheckedLife {
  readonly derived: Derived | null;
  /** The unit row's columns as they must be; null: there must be no row. */
  readonly row: readonly (string | null)[] | null;
  readonly stock: StockColumns | null;
  readonly wrong: { readonly row: boolean; readonly stock: boolean; readonly numbers: boolean };
}

type StockColumns = NonNullable<ReturnType<typeof stockRow>>;

/** Compares what the database holds of a unit (its row, list row and numbers) with what its events make, to the byte. */
export function checkLife(life: Life, reference: Reference, findings: Findings): CheckedLife {
  const derived = replayed(life, findings);
  if (derived === 'unreadable')
    return { derived: null, row: null, stock: null, wrong: { row: false, stock: false, numbers: false } };
  const row = derived && derivedRow(life.bucket, life.id, life.events, derived.unit);
  const stock = derived && stockRow(life, derived.unit, reference);
  const name = aboutUnit(life, derived, reference);
  const found = (kind: FindingKind, column: string, expected: string | null, value: string | null) =>
    findings.add({ kind, about: name, unit: life.id, seq: null, column, expected, found: value });
  return {
    derived,
    row,
    stock,
    wrong: {
      row: rowIsWrong(life, row, found),
      stock: stockIsWrong(life, stock, found),
      numbers: numbersAreWrong(life, derived?.numbers ?? [], found),
    },
  };
}

type Found = (kind: FindingKind, column: string, expected: string | null, value: string | null) => void;

/** An event whose stored codes mean nothing is a finding too; nothing can be derived behind it. */
function replayed(life: Life, findings: Findings): Derived | null | 'unreadable' {
  if (life.events.length === 0) return null;
  try {
    return derive(life.events);
  } catch (error) {
    const finding: Finding = {
      kind: 'event',
      about: `unit ${life.id}`,
      unit: life.id,
      seq: null,
      column: 'codes',
      expected: 'stored codes that mean something',
      found: (error as Error).message,
    };
    findings.add(finding);
    return 'unreadable';
  }
}

/** `unit 4711 (PHONE S-1)`, by the events where there are any. */
export function aboutUnit(life: Life, derived: Derived | null, reference: Reference): string {
  const row = life.units[0];
  const product = derived ? derived.unit.product : Number(row?.[2] ?? 0);
  const serial = derived ? derived.unit.serial : row && copiedText(row[3]!);
  return `unit ${life.id} (${reference.products.get(product)?.sku ?? `product ${product}`} ${serial ?? '?'})`;
}

function rowIsWrong(life: Life, expected: readonly (string | null)[] | null, found: Found): boolean {
  const row = life.units[0];
  if (!expected) {
    if (row) found('unit', 'extra', null, 'a row without any event');
    return row !== undefined;
  }
  if (!row) {
    found('unit', 'missing', 'a row', null);
    return true;
  }
  let wrong = false;
  for (const [index, column] of unitFields.entries()) {
    const value = copiedText(row[index]!);
    if (value === expected[index]) continue;
    found('unit', column, expected[index]!, value);
    wrong = true;
  }
  return wrong;
}

function stockIsWrong(life: Life, expected: StockColumns | null, found: Found): boolean {
  const text = expected && `${expected.site}/${expected.location}/${expected.product}/${expected.status}`;
  const rows = life.stock.map((row) =>
    [stockField.site_id, stockField.location_id, stockField.product_id, stockField.status]
      .map((field) => row[field])
      .join('/'),
  );
  if (rows.length === (text === null ? 0 : 1) && (text === null || rows[0] === text)) return false;
  found('stock', 'site/location/product/status', text, rows.length === 0 ? null : rows.join(', '));
  return true;
}

/** The row of the identifier table that a number must have, as text. */
export function numberText(number: DerivedNumber, unit: number): string {
  const { kind, value, product, since, until } = number;
  const ended = until === null ? 0 : unit;
  return [bucketOf(value), value, product, identifierCodes.toCode(kind), ended, since, until ?? ''].join(' ');
}

function numbersAreWrong(life: Life, numbers: readonly DerivedNumber[], found: Found): boolean {
  const expected = new Set(numbers.map((number) => numberText(number, life.id)));
  const actual = new Set(
    life.numbers.map((row) =>
      [
        row[numberField.bucket],
        copiedText(row[numberField.value]!),
        row[numberField.product_id],
        row[numberField.kind],
        row[numberField.ended],
        row[numberField.since_seq],
        copiedText(row[numberField.until_seq]!) ?? '',
      ].join(' '),
    ),
  );
  const columns = 'bucket value product kind ended since until';
  let wrong = false;
  for (const text of expected) {
    if (actual.delete(text)) continue;
    found('identifier', columns, text, null);
    wrong = true;
  }
  for (const text of actual) found('identifier', columns, null, text);
  return wrong || actual.size > 0;
}
