import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { appRole } from './app-role.ts';

/** Where graphile-worker keeps its jobs. It holds nothing that the tables of `public` do not say as well. */
export const jobSchema = 'graphile_worker';

/**
 * Makes or upgrades the job queue's own schema as the tables' owner, and lets the application role work on it. The
 * library protects its tables by row level security, which the owner passes and the application role does not: it gets
 * a policy of its own on each.
 */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, application_name: 'unitrail migrate' });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    if (await isCurrent(pool)) return;
    await runMigrations({ pgPool: pool, schema: jobSchema, logger: silent });
    await pool.query(grants);
  } finally {
    await pool.end();
  }
}

/** Also what was granted: a start that was killed between the two does them again. */
async function isCurrent(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(`select to_regclass('${jobSchema}.migrations') is not null as there`);
  if (!rows[0].there) return false;
  const found = await pool.query(
    `select (select max(id) from ${jobSchema}.migrations) as number,
       has_table_privilege('${appRole}', '${jobSchema}._private_jobs', 'delete') as granted`,
  );
  return found.rows[0].number === newestMigration && found.rows[0].granted;
}

/** Of graphile-worker 0.17: a test holds it against the package. */
export const newestMigration = 19;

const grants = `
  grant usage on schema ${jobSchema} to ${appRole};
  grant select, insert, update, delete on all tables in schema ${jobSchema} to ${appRole};
  grant usage, select on all sequences in schema ${jobSchema} to ${appRole};
  grant execute on all functions in schema ${jobSchema} to ${appRole};
  do $$ declare name text; begin
    for name in select relname from pg_class where relnamespace = '${jobSchema}'::regnamespace and relrowsecurity loop
      execute format('drop policy if exists unitrail on ${jobSchema}.%I', name);
      execute format('create policy unitrail on ${jobSchema}.%I to ${appRole} using (true) with check (true)', name);
    end loop;
  end $$`;

/** The library's own words go nowhere: what matters is told as a fault. */
export const silent = new Logger(() => () => {});
