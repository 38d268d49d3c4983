import type { Unit } from '../domain/unit.ts';
import type { Queryable, Statement } from '../platform/database.ts';
import { conditionCodes, statusCodes } from './codes.ts';
import { type CountKey, countKey } from './differences.ts';
import type { Findings } from './findings.ts';
import type { Reference } from './reference.ts';

/** Units counted anew, by the key of the count table. */
export interface Recount {
  add(unit: Unit): void;
  /** Compares with the stored counts; gives the keys that differ with the numbers they must have. */
  compare(db: Queryable, findings: Findings): Promise<readonly CountedKey[]>;
}

export interface CountedKey extends CountKey {
  readonly quantity: number;
}

/** A count of nothing is no count: a row of 0 and no row are the same. */
export function recount(reference: Reference): Recount {
  const counts = new Map<string, CountedKey>();
  return {
    add(unit) {
      const key = countKey(unit, reference);
      if (key === null) return;
      const text = textOf(key);
      counts.set(text, { ...key, quantity: (counts.get(text)?.quantity ?? 0) + 1 });
    },
    async compare(db, findings) {
      const { rows } = await db.query<CountedKey>(selectCounts);
      const stored = new Map(rows.map((row) => [textOf(row), row]));
      const differing: CountedKey[] = [];
      for (const key of new Set([...counts.keys(), ...stored.keys()])) {
        const quantity = counts.get(key)?.quantity ?? 0;
        const found = stored.get(key)?.quantity ?? 0;
        if (quantity === found) continue;
        const counted = { ...(counts.get(key) ?? stored.get(key))!, quantity };
        differing.push(counted);
        findings.add({
          kind: 'count',
          about: aboutCount(counted, reference),
          unit: null,
          seq: null,
          column: 'quantity',
          expected: String(quantity),
          found: String(found),
        });
      }
      return differing;
    },
  };
}

function textOf({ site, product, owner, condition, status, held }: CountKey): string {
  return `${site}/${product}/${owner}/${condition}/${status}/${held}`;
}

/** `count of PHONE at DC, COMPANY, new, in_stock, held`. */
function aboutCount(key: CountKey, reference: Reference): string {
  const { site, product, owner, condition, status, held } = key;
  const facts = [
    reference.owners.get(owner) ?? `owner ${owner}`,
    conditionCodes.toWord(condition),
    statusCodes.toWord(status),
    ...(held ? ['held'] : []),
  ];
  const sku = reference.products.get(product)?.sku ?? `product ${product}`;
  return `count of ${sku} at ${reference.sites.get(site)?.code ?? 'no site'}, ${facts.join(', ')}`;
}

const selectCounts: Statement = {
  name: 'recount',
  text: `select site_id as site, product_id as product, owner, condition, status, held, quantity from unit_count`,
};
