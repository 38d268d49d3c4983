import type { FastifyInstance } from 'fastify';
import { openKeyRing } from './access/key-ring.ts';
import { ensureAdminKey } from './access/manage-keys.ts';
import type { Config } from './config.ts';
import { healthEndpoints } from './http/health.ts';
import { openMetrics } from './http/metrics.ts';
import { buildServer } from './http/server.ts';
import { openFreshness } from './ledger/freshness.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { receiptDocument } from './operations/receiving/document.ts';
import { scanningEndpoints } from './operations/scanning/routes.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import { openSchemaCheck } from './platform/schema-check.ts';
import { httpSurface } from './routes.ts';

export interface App {
  readonly url: string;
  /** Set when an administrator's key was made at this start: to be shown once. */
  readonly adminKey?: string;
  close(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly ownerUrl: string;
  readonly clock: Clock;
  readonly log: (sentence: string) => void;
}

/** Opens the parts, listens, and answers where. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config } = options;
  const { server, adminKey, close } = await openApp(options);
  try {
    const url = await server.listen({ host: config.host, port: config.port });
    return { url, close, ...(adminKey === undefined ? {} : { adminKey }) };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface OpenApp {
  readonly server: FastifyInstance;
  readonly ledger: Ledger;
  readonly adminKey: string | undefined;
  close(): Promise<void>;
}

/** Kinds of document that scans may name without a rule of their own yet. */
const plainKinds = ['order', 'sale', 'shipment', 'transfer', 'return', 'claim', 'repair', 'recall', 'count'];

/** Where every part meets, once: database → ledger → keys → routes. Nothing listens yet. */
export async function openApp({ config, database, clock, log }: AppOptions): Promise<OpenApp> {
  const onFault = (error: unknown, what = 'in the background') => {
    if (config.log !== 'silent') log(`A fault ${what}: ${error instanceof Error ? error.stack : error}`);
  };
  const ledger = openLedger({
    database,
    clock,
    rules: [receiptDocument as never],
    plainKinds,
    grouping: config.grouping,
    onFault,
  });
  const freshness = openFreshness(database);
  const admin = await ensureAdminKey({ database, freshness, clock }, config.adminKey);
  if (admin.said) log(admin.said);
  const metrics = openMetrics({
    lanes: ledger.load,
    openExceptions: async () => 0,
    feedLagSeconds: async () => 0,
  });
  const routes = httpSurface({
    health: healthEndpoints(openSchemaCheck(database)),
    metrics: metrics.endpoint,
    scans: scanningEndpoints({
      ledger,
      onAnswers: (answers) => {
        for (const { outcome } of answers) metrics.count(outcome);
      },
    }),
  });
  const keys = openKeyRing(database, freshness, clock);
  const server = buildServer({ routes, keys, log: config.log, onFault });
  return {
    server,
    ledger,
    adminKey: admin.generated,
    /** Takes no new requests, answers those it has, writes what the ledger holds. */
    async close() {
      await server.close();
      await ledger.close();
    },
  };
}
