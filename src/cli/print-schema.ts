import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../platform/migrate.ts';
import { projectDirectory } from '../platform/project-directory.ts';
import { dumpSchema } from '../platform/schema-dump.ts';
import { startTemporaryPostgres } from '../platform/temporary-postgres.ts';

/** Writes sql/schema.sql: the schema that the migrations make, on a PostgreSQL of its own. */
async function printSchema(): Promise<void> {
  const postgres = await startTemporaryPostgres(() => {});
  const client = new pg.Client({ connectionString: postgres.ownerUrl });
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, app: { password: postgres.appPassword } });
    await client.connect();
    const path = join(projectDirectory, 'sql/schema.sql');
    writeFileSync(path, await dumpSchema(client));
    console.log(`${path} is up to date.`);
  } finally {
    await client.end();
    await postgres.stop();
  }
}

await printSchema();
