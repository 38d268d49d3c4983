import { expect } from 'vitest';
import { conditionCodes, memberCodes, statusCodes, useCodes } from '../src/ledger/codes.ts';
import type { UnitRow } from '../src/ledger/rows.ts';
import type { World } from '../src/testing/world.ts';
import { inOurHands } from './model-moves.ts';
import { type ModelState, siteOf, stateOf } from './model-unit.ts';
import type { Run, Shop } from './random-steps.ts';

// What the database holds after a run, in the model's words, beside what the model holds.

export type Counts = ReadonlyMap<string, number>;

/** Everything that is kept of a run: units, stock, counts, papers, sales, pieces, exceptions. */
export async function expectSame(
  world: World,
  run: Run,
  ids: ReadonlyMap<string, number>,
  before: Counts,
): Promise<void> {
  const { units, exceptions } = run.model.memory;
  const states = new Map(
    Object.values(units)
      .filter((unit) => unit.events.length > 0)
      .map((unit) => [unit.key, { seq: unit.events.length, ...stateOf(unit) }]),
  );
  const names = await namesOf(world);
  const keys = new Map([...ids].map(([key, id]) => [id, key]));
  const kept = { keys, names, idList: [...keys.keys()] };
  const recount = countsOf([...states.values()]);
  for (const [key, pieces] of Object.entries(run.model.memory.pieces))
    recount.set(key, pieces - (before.get(key) ?? 0));
  const stock = [...states].filter(([, is]) => isInStock(is));
  const found = await Promise.all([
    unitsIn(world, kept),
    stockIn(world, kept),
    countsIn(world, run.shop).then((counted) => difference(counted, before)),
    membersIn(world, kept),
    receiptsIn(world, run),
    salesIn(world, kept),
    exceptionsIn(world, run),
  ]);
  const expected = [
    sorted([...states].map(([key, is]) => unitOf(run, key, is))),
    sorted(stock.map(([key, is]) => [key, is.place, is.product, is.status])),
    entries(recount),
    sorted(membersOf(run)),
    sorted(receiptsOf(run)),
    sorted(
      run.model.memory.sales.map((sale) => [sale.unit, sale.seq, sale.document ?? '', sale.bound, sale.open]),
    ),
    [...exceptions].sort(),
  ];
  expect(found).toEqual(expected);
}

interface Kept {
  readonly keys: ReadonlyMap<number, string>;
  readonly names: Names;
  readonly idList: readonly number[];
}

interface Names {
  readonly places: ReadonlyMap<number, string>;
  readonly owners: ReadonlyMap<number, string>;
  readonly products: ReadonlyMap<number, string>;
}

let known: { readonly world: World; readonly names: Names } | undefined;

async function namesOf(world: World): Promise<Names> {
  if (known?.world === world) return known.names;
  const { locations, products } = await world.ledger.reference();
  const places = [...locations.values()].map(({ id, site, code }) => [id, `${site.code}/${code}`] as const);
  const names: Names = {
    places: new Map([...places, [0, ''], [1, 'carrier'], [2, 'customer'], [3, 'vendor']]),
    owners: new Map([
      [0, ''],
      [1, 'company'],
      [2, 'customer'],
      [3, 'vendor'],
    ]),
    products: new Map([...products.values()].map(({ id, sku }) => [id, sku])),
  };
  known = { world, names };
  return names;
}

function unitOf(run: Run, key: string, is: ModelState & { seq: number }) {
  const { numbers: _numbers, sale, ...facts } = is;
  const bound = sale === null ? undefined : run.model.memory.sales[sale - 1]!;
  return { key, ...facts, checks: [...is.checks].sort(), sale: bound ? `${bound.unit} ${bound.seq}` : null };
}

type UnitWithSale = UnitRow & { readonly sale_unit: number | null; readonly opened_seq: number | null };

async function unitsIn(world: World, { keys, names, idList }: Kept) {
  const rows = await world.rows<UnitWithSale>(
    `select u.*, s.unit_id as sale_unit, s.opened_seq from unit u left join sale s on s.id = u.sale
      where u.id = any($1::bigint[]) and u.bucket = any($2::smallint[])`,
    [idList, idList.map((id) => id % 256)],
  );
  const list = (text: string | null) => (text === null ? [] : text.split(' '));
  return sorted(
    rows.map((row) => ({
      key: keys.get(row.id)!,
      seq: row.seq,
      product: names.products.get(row.product_id),
      serial: row.serial,
      status: statusCodes.toWord(row.status),
      before: list(row.before),
      condition: conditionCodes.toWord(row.condition),
      place: names.places.get(row.place),
      owner: names.owners.get(row.owner),
      use: useCodes.toWord(row.use),
      holds: list(row.holds),
      released: list(row.released),
      checks: list(row.checks).sort(),
      lot: row.lot,
      supplier: row.supplier,
      see: row.see === null ? null : keys.get(row.see),
      sale: row.sale === null ? null : `${keys.get(row.sale_unit ?? 0)} ${row.opened_seq}`,
    })),
  );
}

const isInStock = (is: ModelState) => inOurHands.includes(is.status) && is.place !== '';

async function stockIn(world: World, { keys, names, idList }: Kept) {
  const rows = await world.rows<{ unit_id: number; location_id: number; product_id: number; status: number }>(
    'select * from stock_unit where unit_id = any($1::bigint[])',
    [idList],
  );
  return sorted(
    rows.map((row) => [
      keys.get(row.unit_id),
      names.places.get(row.location_id),
      names.products.get(row.product_id),
      statusCodes.toWord(row.status),
    ]),
  );
}

interface CountRow {
  readonly site: string | null;
  readonly sku: string;
  readonly owner: number;
  readonly condition: number;
  readonly status: number;
  readonly held: boolean;
  readonly quantity: number;
}

interface SaleRow {
  readonly unit_id: number;
  readonly opened_seq: number;
  readonly kind: string | null;
  readonly number: string | null;
  readonly bound: boolean;
  readonly closed_seq: number | null;
}

/** Counts of a shop's products; what a run changed is the difference. */
export async function countsIn(world: World, shop: Shop): Promise<Counts> {
  const names = await namesOf(world);
  const skus = shop.products.map(({ sku }) => sku);
  const units = await world.rows<CountRow>(
    `select s.code as site, p.sku, c.owner, c.condition, c.status, c.held, c.quantity from unit_count c
      join product p on p.id = c.product_id left join site s on s.id = c.site_id where p.sku = any($1)`,
    [skus],
  );
  const pieces = await world.rows<{ sku: string; place: number; quantity: number }>(
    `select p.sku, q.place, q.quantity from quantity_count q join product p on p.id = q.product_id
      where p.sku = any($1)`,
    [skus],
  );
  const all = new Map<string, number>();
  for (const { site, sku, owner, condition, status, held, quantity } of units) {
    const words = [conditionCodes.toWord(condition), statusCodes.toWord(status), held ? 'held' : 'free'];
    const key = [String(site ?? '').toLowerCase(), sku, names.owners.get(owner), ...words].join(' ');
    all.set(key, Number(quantity));
  }
  for (const { sku, place, quantity } of pieces)
    all.set(`${sku}@${names.places.get(place)}`, Number(quantity));
  return all;
}

function countsOf(states: readonly ModelState[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const is of states) {
    if (is.status === 'none') continue;
    const held = is.holds.length > 0 ? 'held' : 'free';
    const site = siteOf(is.place).toLowerCase();
    const key = [site, is.product, is.owner, is.condition, is.status, held].join(' ');
    all.set(key, (all.get(key) ?? 0) + 1);
  }
  return all;
}

function difference(now: Counts, before: Counts): [string, number][] {
  const keys = new Set([...now.keys(), ...before.keys()]);
  return entries(new Map([...keys].map((key) => [key, (now.get(key) ?? 0) - (before.get(key) ?? 0)])));
}

const entries = (counts: Counts) => [...counts].filter(([, count]) => count !== 0).sort();

async function membersIn(world: World, { keys, idList }: Kept) {
  const rows = await world.rows<{ unit_id: number; kind: string; number: string; state: number }>(
    `select m.unit_id, d.kind, d.number, m.state from document_unit m join document d on d.id = m.document_id
      where m.unit_id = any($1::bigint[])`,
    [idList],
  );
  return sorted(
    rows.map((row) => [keys.get(row.unit_id), `${row.kind}:${row.number}`, memberCodes.toWord(row.state)]),
  );
}

function papersOf(run: Run): string[] {
  const all = Object.values(run.model.memory.units).flatMap((unit) =>
    unit.events.flatMap((event) => event.document ?? []),
  );
  return [...new Set(all)];
}

function membersOf(run: Run) {
  const units = Object.values(run.model.memory.units);
  return papersOf(run).flatMap((paper) =>
    units.flatMap((unit) => {
      const state = run.model.memberOf(unit, paper);
      return state === undefined ? [] : [[unit.key, paper, state]];
    }),
  );
}

function receiptsOf(run: Run) {
  const papers = papersOf(run).filter((paper) => paper.startsWith('receipt:'));
  return papers.map((paper) => ({ paper, ...run.model.receiptOf(paper) }));
}

async function receiptsIn(world: World, run: Run) {
  const numbers = [0, 1, 2].map((nth) => `${run.number}-${nth}`);
  const rows = await world.rows<{ paper: string; expected: number; received: number; extra: number }>(
    `select 'receipt:' || d.number as paper, expected, received, extra from receipt r
      join document d on d.id = r.document_id where d.number = any($1)`,
    [numbers],
  );
  return sorted(rows);
}

async function salesIn(world: World, { keys, idList }: Kept) {
  const rows = await world.rows<SaleRow>(
    `select s.unit_id, s.opened_seq, d.kind, d.number, s.bound, s.closed_seq from sale s
      left join document d on d.id = s.document_id where s.unit_id = any($1::bigint[])`,
    [idList],
  );
  return sorted(
    rows.map((row) => {
      const paper = row.kind ? `${row.kind}:${row.number}` : '';
      return [keys.get(row.unit_id), row.opened_seq, paper, row.bound, row.closed_seq === null];
    }),
  );
}

async function exceptionsIn(world: World, run: Run): Promise<string[]> {
  const from = run.number.toString(16).padStart(8, '0');
  const rows = await world.rows<{ kind: string }>(
    `select kind from exception where scan_id between $1::uuid and $2::uuid order by kind`,
    [`${from}-0000-0000-0000-000000000000`, `${from}-ffff-ffff-ffff-ffffffffffff`],
  );
  return rows.map(({ kind }) => kind).sort();
}

function sorted<Row>(rows: readonly Row[]): Row[] {
  const text = (row: Row) => JSON.stringify(row);
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}
