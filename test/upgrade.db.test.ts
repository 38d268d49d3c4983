import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { migrate, readMigrations } from '../src/platform/migrate.ts';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { dumpSchema } from '../src/platform/schema-dump.ts';
import { emptyDatabase } from '../src/testing/database.ts';

const migrations = readMigrations();

/** From each to the next is from each to the last: every migration is a transaction of its own, whatever came before. */
const ways = {
  'from none to the last in one go': [undefined],
  'from each to the one that came after it': [0, ...migrations.map(({ number }) => number)],
};

describe('any old schema upgrades to schema.sql', () => {
  test.each(Object.entries(ways))('%s', async (_, stops) => {
    const database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.ownerUrl });
    try {
      const done: string[] = [];
      for (const upTo of stops)
        done.push(
          ...(await migrate({
            ownerUrl: database.ownerUrl,
            app: { members: [] },
            ...(upTo === undefined ? {} : { upTo }),
          })),
        );
      expect(done).toEqual(migrations.map(({ name }) => name));
      await client.connect();
      expect(await dumpSchema(client)).toBe(readFileSync(join(projectDirectory, 'sql/schema.sql'), 'utf8'));
    } finally {
      await client.end();
      await database.drop();
    }
  });
});

describe('what a database holds is kept by an upgrade', () => {
  test('categories that products were filed under become the tree’s roots, and GTINs keep their products', async () => {
    const database = await emptyDatabase();
    const options = { ownerUrl: database.ownerUrl, app: { members: [] } };
    const client = new pg.Client({ connectionString: database.ownerUrl });
    try {
      await migrate({ ...options, upTo: 2 });
      await client.connect();
      await client.query(`insert into product (sku, name, category) values ('A', 'A', 'phones'), ('B', 'B', 'phones'),
        ('C', 'C', null), ('D', 'D', 'home & garden');
        insert into product_gtin (gtin, product_id) select '04006381333931', id from product where sku in ('A', 'B')`);
      await migrate(options);
      const categories = await client.query('select code, name, parent from category order by code');
      expect(categories.rows).toEqual([
        { code: 'home & garden', name: 'home & garden', parent: null },
        { code: 'phones', name: 'phones', parent: null },
      ]);
      const gtins = await client.query(
        'select p.sku, g.valid_from, g.valid_to from product_gtin g join product p on p.id = g.product_id order by 1',
      );
      const always = { valid_from: null, valid_to: null };
      expect(gtins.rows).toEqual([
        { sku: 'A', ...always },
        { sku: 'B', ...always },
      ]);
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
