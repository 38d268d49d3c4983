import type { Database, Statement } from './database.ts';
import { readMigrations } from './migrate.ts';

/** Asks whether the database can be reached and has the schema of this program: null, or why not in a sentence. */
export function openSchemaCheck(database: Database): () => Promise<string | null> {
  const ours = readMigrations();
  return async () => {
    try {
      const { rows } = await database.query<{ number: number; sha256: string }>(selectMigrations);
      if (rows.length < ours.length) return 'The database’s schema is older than this program.';
      if (rows.length > ours.length) return 'The database’s schema is newer than this program.';
      const differs = rows.some(({ sha256 }, index) => sha256 !== ours[index]!.hash);
      return differs ? 'The database’s schema is not the one of this program.' : null;
    } catch {
      return 'The database cannot be reached.';
    }
  };
}

const selectMigrations: Statement = {
  name: 'schema_check',
  text: 'select number, sha256 from schema_migration order by number',
};
