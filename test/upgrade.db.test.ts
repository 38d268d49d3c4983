import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { migrate, readMigrations } from '../src/platform/migrate.ts';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { dumpSchema } from '../src/platform/schema-dump.ts';
import { emptyDatabase } from '../src/testing/database.ts';

const migrations = readMigrations();

describe('any old schema upgrades to schema.sql', () => {
  test.each([0, ...migrations.map(({ number }) => number)])(
    'from the schema as of migration %i',
    async (start) => {
      const database = await emptyDatabase();
      const options = { ownerUrl: database.ownerUrl, app: { members: [] } };
      const client = new pg.Client({ connectionString: database.ownerUrl });
      try {
        const first = await migrate({ ...options, upTo: start });
        const rest = await migrate(options);
        expect([...first, ...rest]).toEqual(migrations.map(({ name }) => name));
        await client.connect();
        expect(await dumpSchema(client)).toBe(readFileSync(join(projectDirectory, 'sql/schema.sql'), 'utf8'));
      } finally {
        await client.end();
        await database.drop();
      }
    },
  );
});
