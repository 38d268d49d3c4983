import { Type } from 'typebox';
import { choice, record } from '../platform/schemas.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { Problem } from './errors.ts';

const health = record('Health', { status: choice(undefined, ['live', 'ready']) });

const home = record('Home', {
  name: Type.String(),
  about: Type.String(),
  openapi: Type.String({ description: 'Where the API is described.' }),
});

/** What a load balancer and a person with a browser ask first. `notReady` says why not, or null. */
export function healthEndpoints(notReady: () => Promise<string | null>) {
  return {
    home: endpoint({
      id: 'home',
      summary: 'What this server is',
      replies: { 200: { description: 'What it is, and where it is described.', schema: home } },
      handle: async () => ({
        name: 'Unitrail',
        about: 'The system of record for serialized retail: one life story for every physical unit.',
        openapi: '/openapi.json',
      }),
    }),
    live: endpoint({
      id: 'live',
      summary: 'Whether the process answers',
      replies: { 200: { description: 'It does.', schema: health } },
      handle: async () => ({ status: 'live' }),
    }),
    ready: endpoint({
      id: 'ready',
      summary: 'Whether the database answers and has the right schema',
      replies: { 200: { description: 'It does.', schema: health } },
      async handle() {
        const why = await notReady();
        if (why !== null) throw new Problem('database_away', why, { retryAfter: 2 });
        return { status: 'ready' };
      },
    }),
  } satisfies Record<string, Endpoint>;
}
