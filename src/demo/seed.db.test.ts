import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFreshness } from '../ledger/freshness.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import { receiptDocument } from '../operations/receiving/document.ts';
import { transferDocument } from '../operations/transfers/document.ts';
import { systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { openAsApp, type TestDatabase, testDatabase } from '../testing/database.ts';
import { products } from './retailer.ts';
import { seedDemo } from './seed.ts';

let testing: TestDatabase;
let database: Database;
let ledger: Ledger;
beforeAll(async () => {
  testing = await testDatabase();
  database = openAsApp(testing);
  const rules = [receiptDocument as never, transferDocument as never];
  ledger = openLedger({ database, clock: systemClock, rules, plainKinds: ['sale'] });
});
afterAll(async () => {
  await ledger?.close();
  await database?.close();
  await testing?.drop();
});

async function rows<Row>(text: string): Promise<Row[]> {
  return (await database.pool.query(text)).rows as Row[];
}

describe('the demo retailer', () => {
  test('an empty database is given one, and only once', async () => {
    const parts = { ledger, database, freshness: openFreshness(database), clock: systemClock };
    expect(await seedDemo(parts)).toBe(true);
    expect(await seedDemo(parts)).toBe(false);
    const [count] = await rows<{ units: number; sites: number }>(
      `select (select count(*) from unit) as units, (select count(*) from site where kind <> 'outside') as sites`,
    );
    expect(count).toEqual({ units: 500, sites: 3 });
  });

  test('its units are where the story left them', async () => {
    await ledger.spread.settled();
    const found = await rows<{ status: number; count: number }>(
      'select status, count(*) from unit group by status order by status',
    );
    // Announced, in stock, on the way, sold, returned.
    expect(found.map(({ status }) => status)).toEqual([2, 3, 7, 9, 10]);
    const [held] = await rows<{ count: number }>(
      "select count(*) from unit where holds = 'recall:R-2026-01'",
    );
    expect(held).toEqual({ count: 20 });
    const open = await rows<{ kind: string }>('select kind from exception order by kind');
    expect(open.map(({ kind }) => kind)).toEqual(['returned_without_sale', 'sold_twice', 'unexpected_place']);
  });

  test('its products stand in a tree, come from a supplier, and have a warranty', async () => {
    const [found] =
      await rows(`select (select count(*) from product where supplier_id is not null) as supplied,
      (select count(*) from category where parent = 'electronics') as electronics,
      (select count(*) from product p where not exists (select from category c where c.code = p.category)) as unfiled,
      (select count(*) from product_warranty) as warranties,
      (select count(*) from product where serial_pattern is not null) as patterns`);
    expect(found).toEqual({ supplied: 12, electronics: 6, unfiled: 0, warranties: 10, patterns: 5 });
  });

  test('its products have GTINs with the right check digit, each its own', () => {
    const gtins = products.flatMap((product) => product.gtins);
    expect(new Set(gtins).size).toBe(12);
  });
});
