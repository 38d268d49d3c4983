import pg from 'pg';
import { copiedText } from '../platform/copy-rows.ts';
import { bucketOf } from './bucket.ts';
import type { CheckedLife } from './check-life.ts';
import type { DerivedQuantity } from './check-quantities.ts';
import { identifierCodes } from './codes.ts';
import { type Life, numberField, stockField, unitFields } from './lives.ts';
import type { CountedKey } from './recount.ts';

/** Writes what the events make over what differs from it, in batches. */
export interface Repair {
  life(life: Life, checked: CheckedLife): Promise<void>;
  counts(differing: readonly CountedKey[]): Promise<void>;
  quantities(differing: readonly DerivedQuantity[]): Promise<void>;
  /** Writes the last batch, lets the ledgers in again and ends the session. */
  close(): Promise<void>;
}

/**
 * Opens a session of the tables' owner and keeps every ledger out until it is closed: groups hold lock (7316, 1)
 * shared for as long as they write, so this waits for those under way, and later ones wait for it.
 */
export async function openRepair(ownerUrl: string): Promise<Repair> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'unitrail rebuild' });
  owner.on('error', () => {});
  await owner.connect();
  await owner.query(`set timezone = 'UTC'; set statement_timeout = 0; select pg_advisory_lock(7316, 1)`);
  const pending = new Map<string, Cells[]>();

  async function add(statement: string, cells: Cells): Promise<void> {
    const rows = pending.get(statement) ?? [];
    pending.set(statement, [...rows, cells]);
    if (rows.length + 1 >= batchMax) await flush();
  }

  /** Removals before additions: a number may pass from one unit to another. */
  async function flush(): Promise<void> {
    for (const statement of inOrder) {
      const rows = pending.get(statement);
      if (rows) await owner.query(statement, columnsOf(rows));
    }
    pending.clear();
  }

  return {
    async life(life, checked) {
      for (const [statement, cells] of repairsOf(life, checked)) await add(statement, cells);
    },
    async counts(differing) {
      for (const { site, product, owner: by, condition, status, held, quantity } of differing)
        await add(writeCount, [site, product, by, condition, status, held, quantity].map(String));
    },
    async quantities(differing) {
      for (const { product, place, row } of differing) {
        const key = [String(product), String(place)];
        if (row === null) await add(deleteQuantity, key);
        else await add(writeQuantity, [...key, String(row.seq), String(row.quantity), `\\x${row.head}`]);
      }
    },
    async close() {
      try {
        await flush();
      } finally {
        await owner.end();
      }
    },
  };
}

type Cells = readonly (string | null)[];

/** Rows in one statement. */
const batchMax = 500;

function repairsOf(life: Life, { row, stock, derived, wrong }: CheckedLife): [string, Cells][] {
  const repairs: [string, Cells][] = [];
  const key = [String(life.bucket), String(life.id)];
  if (wrong.row) repairs.push(row ? [writeUnit, row] : [deleteUnit, key]);
  if (wrong.stock) {
    for (const found of life.stock)
      repairs.push([deleteStock, Object.values(stockField).map((i) => found[i]!)]);
    if (stock) {
      const { site, location, product, status } = stock;
      repairs.push([writeStock, [site, location, product, status, ...key].map(String)]);
    }
  }
  if (wrong.numbers) {
    for (const found of life.numbers) {
      const { bucket, product_id, ended } = numberField;
      const value = copiedText(found[numberField.value]!);
      repairs.push([
        deleteNumber,
        [found[bucket]!, value, found[product_id]!, found[ended]!, String(life.id)],
      ]);
    }
    for (const { kind, value, product, since, until } of derived?.numbers ?? []) {
      const ended = until === null ? 0 : life.id;
      const columns = [bucketOf(value), value, product, ended, life.id, since, until, life.bucket];
      const cells = [...columns, identifierCodes.toCode(kind)].map((cell) =>
        cell === null ? null : String(cell),
      );
      repairs.push([writeNumber, cells]);
    }
  }
  return repairs;
}

/** One array of texts a column. */
function columnsOf(rows: readonly Cells[]): (string | null)[][] {
  return rows[0]!.map((_, column) => rows.map((row) => row[column]!));
}

/** `unnest` of columns of texts as rows of the given types. */
function typed(columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns);
  const arrays = names.map((_, index) => `$${index + 1}::text[]`).join(', ');
  const cast = names.map((name) => `n.${name}::${columns[name]} as ${name}`).join(', ');
  return `(select ${cast} from unnest(${arrays}) as n(${names.join(', ')}))`;
}

/** `insert … on conflict (key) do update`: every column but the key is overwritten. */
function upsert(table: string, key: readonly string[], columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns);
  const others = names.filter((name) => !key.includes(name));
  const update = others.map((name) => `${name} = excluded.${name}`).join(', ');
  return `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from ${typed(columns)} r
    on conflict (${key.join(', ')}) do ${update === '' ? 'nothing' : `update set ${update}`}`;
}

function remove(table: string, columns: Readonly<Record<string, string>>): string {
  const same = Object.keys(columns).map((name) => `t.${name} = r.${name}`);
  return `delete from ${table} t using ${typed(columns)} r where ${same.join(' and ')}`;
}

const unitTypes: Readonly<Record<(typeof unitFields)[number], string>> = {
  bucket: 'smallint',
  id: 'bigint',
  product_id: 'int',
  serial: 'text',
  place: 'int',
  owner: 'int',
  seq: 'int',
  last_at: 'timestamptz',
  last_spot: 'int',
  last_move: 'smallint',
  status: 'smallint',
  condition: 'smallint',
  use: 'smallint',
  head: 'bytea',
  sale: 'bigint',
  see: 'bigint',
  before: 'text',
  holds: 'text',
  released: 'text',
  checks: 'text',
  lot: 'text',
  supplier: 'text',
};
const unitColumnTypes = Object.fromEntries(unitFields.map((name) => [name, unitTypes[name]]));
const unitKey = { bucket: 'smallint', id: 'bigint' };
const stockTypes = {
  site_id: 'int',
  location_id: 'int',
  product_id: 'int',
  status: 'smallint',
  bucket: 'smallint',
  unit_id: 'bigint',
};
const numberKey = { bucket: 'smallint', value: 'text', product_id: 'int', ended: 'bigint' };
const numberTypes = {
  ...numberKey,
  unit_id: 'bigint',
  since_seq: 'int',
  until_seq: 'int',
  unit_bucket: 'smallint',
  kind: 'smallint',
};
const countKeyTypes = {
  site_id: 'int',
  product_id: 'int',
  owner: 'int',
  condition: 'smallint',
  status: 'smallint',
  held: 'boolean',
};
const quantityKey = { product_id: 'int', place: 'int' };

const writeUnit = upsert('unit', Object.keys(unitKey), unitColumnTypes);
const deleteUnit = remove('unit', unitKey);
const writeStock = upsert('stock_unit', Object.keys(stockTypes), stockTypes);
const deleteStock = remove('stock_unit', stockTypes);
const writeNumber = upsert('identifier', Object.keys(numberKey), numberTypes);
const deleteNumber = remove('identifier', { ...numberKey, unit_id: 'bigint' });
const writeCount = upsert('unit_count', Object.keys(countKeyTypes), { ...countKeyTypes, quantity: 'bigint' });
const writeQuantity = upsert('quantity_count', Object.keys(quantityKey), {
  ...quantityKey,
  seq: 'int',
  quantity: 'bigint',
  head: 'bytea',
});
const deleteQuantity = remove('quantity_count', quantityKey);

const inOrder = [
  deleteUnit,
  deleteStock,
  deleteNumber,
  deleteQuantity,
  writeUnit,
  writeStock,
  writeNumber,
  writeCount,
  writeQuantity,
];
