import { Type } from 'typebox';
import { anyObject, choice, record } from '../platform/schemas.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { Problem } from './errors.ts';
import type { Stopping } from './stopping.ts';

const health = record('Health', { status: choice(undefined, ['live', 'ready']) });

const home = record('Home', {
  name: Type.String(),
  about: Type.String(),
  openapi: Type.String({ description: 'Where the API is described.' }),
});

export interface HealthParts {
  readonly stopping: Stopping;
  /** Why the server cannot work now, or null. */
  notReady(): Promise<string | null>;
  /** The OpenAPI page. It is made of all routes, this one among them, so it is asked for late. */
  openApi(): object;
}

/** What a load balancer, a client's author and a person with a browser ask first. */
export function healthEndpoints({ stopping, notReady, openApi }: HealthParts) {
  let page: object | undefined;
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
    openapi: endpoint({
      id: 'openapi',
      summary: 'This page',
      replies: { 200: { description: 'OpenAPI 3.1.', schema: anyObject() } },
      handle: async () => {
        page ??= openApi();
        return page;
      },
    }),
    live: endpoint({
      id: 'live',
      summary: 'Whether the process answers',
      replies: { 200: { description: 'It does.', schema: health } },
      handle: async () => ({ status: 'live' }),
    }),
    ready: endpoint({
      id: 'ready',
      summary: 'Whether the database answers and has the right schema, and the server goes on',
      replies: { 200: { description: 'It does.', schema: health } },
      async handle() {
        if (stopping.begun) throw new Problem('stopping', 'Ask another server.', { retryAfter: 5 });
        const why = await notReady();
        if (why !== null) throw new Problem('database_away', why, { retryAfter: 2 });
        return { status: 'ready' };
      },
    }),
  } satisfies Record<string, Endpoint>;
}
