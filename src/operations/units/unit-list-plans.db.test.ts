import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../testing/world.ts';
import { type WindowAsked, windowOf } from './queries.ts';
import { type UnitFilters, walkFor } from './rules.ts';

const unitsFilled = 60_000;
const size = 200;

let world: World;
let site: number;
let spot: number;
let product: number;
/** Sixty thousand units, of which few are held, damaged, picked or missing, and a third is sold. */
beforeAll(async () => {
  world = await openWorld();
  [{ site, spot, product }] = (await world.rows(
    `select s.id as site, l.id as spot, p.id as product from site s join location l on l.site_id = s.id, product p
     where s.code = 'DC' and l.code = 'DOCK' and p.sku = 'PHONE'`,
  )) as [{ site: number; spot: number; product: number }];
  await world.asOwner(`
    insert into location (site_id, code, name, kind)
      select ${site}, 'B-' || n, 'Bin', 'bin' from generate_series(1, 300) n;
    insert into product (sku, name) select 'P-' || n, 'Product' from generate_series(1, 50) n;
    insert into unit (id, product_id, place, owner, seq, last_at, last_spot, bucket, status, condition, use, last_move,
      head, serial, holds, lot, supplier)
    select n * 256 + n % 256, ps[1 + n % array_length(ps, 1)], case when n % 3 = 0 then 2 else ls[1 + n % array_length(ls, 1)] end,
      1, 1, now(), ls[1], n % 256, case when n % 3 = 0 then 9 when n % 500 = 1 then 4 when n % 9000 = 2 then 15 else 3 end,
      case when n % 4000 = 1 then 3 else 0 end, 0, 4, '\\x00', 'SN' || n, case when n % 6000 = 4 then 'quality' end,
      'L' || n / 100, case when n % 7 = 1 then 'ACME' else 'OTHER' end
    from generate_series(1, ${unitsFilled}) n,
      (select array_agg(id order by id) as ps from product where serialized) p,
      (select array_agg(id order by id) as ls from location where site_id = ${site}) l;
    insert into stock_unit (site_id, location_id, product_id, status, bucket, unit_id)
      select ${site}, place, product_id, status, bucket, id from unit where status in (3, 4);
    analyze unit, stock_unit, location, product;`);
});
afterAll(() => world?.close());

const none: UnitFilters = {
  ...{ status: null, ours: true, product: null, location: null, condition: null },
  ...{ held: null, hold: null, lot: null, supplier: null, ids: null },
};

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** Every scan of a plan, with the rows that it met. */
function scansOf(plan: Plan): { scan: string; table: string; rows: number }[] {
  const below = (plan.Plans ?? []).flatMap(scansOf);
  const table = plan['Relation Name'];
  if (table === undefined) return below;
  const rows = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
  return [{ scan: plan['Node Type'], table, rows }, ...below];
}

const filters: readonly (readonly [
  string,
  () => Partial<UnitFilters>,
  at: 'site' | 'product' | 'nowhere',
])[] = [
  ['all that is ours, at all sites', () => ({}), 'nowhere'],
  ['what is at a site', () => ({}), 'site'],
  ['what lies at a spot', () => ({ location: spot }), 'site'],
  ['a product at a site', () => ({ product }), 'site'],
  ['a product at all sites', () => ({ product }), 'nowhere'],
  ['a product that lies at a spot', () => ({ product, location: spot }), 'site'],
  ['what was picked at a site', () => ({ status: 'picked' }), 'site'],
  ['what was picked of a product', () => ({ status: 'picked', product }), 'site'],
  ['a supplier’s', () => ({ supplier: 'ACME' }), 'site'],
  ['what is free and new', () => ({ held: false, condition: 'new' }), 'site'],
  ['what is on hold', () => ({ held: true }), 'nowhere'],
  ['what is on hold for one thing, at a spot', () => ({ hold: 'quality', location: spot }), 'nowhere'],
  ['what is damaged', () => ({ condition: 'damaged' }), 'nowhere'],
  ['a lot', () => ({ lot: 'L77' }), 'nowhere'],
  ['a lot of a product', () => ({ lot: 'L77', product }), 'nowhere'],
  ['what numbers name', () => ({ ids: [256 + 1, 512 + 2, 768 + 3] }), 'nowhere'],
  ['what was sold of a product', () => ({ status: 'sold' }), 'product'],
  ['wherever a product’s are', () => ({ ours: false }), 'product'],
];

test.each(
  filters.flatMap(([name, patch, at]) => [false, true].map((isBack) => ({ name, patch, at, isBack }))),
)(
  'a page is read along an index, and meets little besides: $name, back $isBack',
  async ({ patch, at, isBack }) => {
    const wanted: UnitFilters = { ...none, ...patch() };
    const walk = walkFor(wanted);
    const middle = {
      site,
      location: spot + 40,
      product,
      status: 3,
      unit: 30_000 * 256 + (30_000 % 256),
      serial: 'SN30000',
    };
    const part = at === 'site' ? site : at === 'product' ? product : null;
    for (const from of [null, middle]) {
      const asked: WindowAsked = {
        walk,
        filters: wanted,
        part: walk === 'lot' ? wanted.product : part,
        from,
        isBack,
        size,
      };
      const { statement, values } = windowOf(asked);
      const [row] = await world.rows<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
        `explain (analyze, format json) ${statement.text}`,
        values,
      );
      const scans = scansOf(row!['QUERY PLAN'][0]!.Plan);
      const large = scans.filter(({ table }) => table === 'unit' || table === 'stock_unit');
      expect(large.length).toBeGreaterThan(0);
      expect(large.filter(({ scan }) => scan === 'Seq Scan')).toEqual([]);
      // A window, its units, and what a bitmap or a spot-by-spot walk meets on the way.
      const met = large.reduce((sum, { rows }) => sum + rows, 0);
      expect([statement.text, met]).toEqual([
        statement.text,
        expect.toSatisfy((rows: number) => rows <= 8 * size),
      ]);
    }
  },
);
