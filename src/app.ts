import fastify from 'fastify';
import type { Config } from './config.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';

export interface App {
  readonly url: string;
  close(): Promise<void>;
}

/** Where every part meets: database → routes. */
export async function startApp(options: {
  readonly config: Config;
  readonly database: Database;
  readonly ownerUrl: string;
  readonly clock: Clock;
  readonly log: (sentence: string) => void;
}): Promise<App> {
  const { config, database } = options;
  const server = fastify({ logger: false });
  server.get('/health/live', async () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    try {
      await database.query({ name: 'ready', text: 'select 1' });
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'not ready' });
    }
  });
  const url = await server.listen({ host: config.host, port: config.port });
  return { url, close: () => server.close() };
}
