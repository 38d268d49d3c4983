import type { TSchema } from 'typebox';
import type { Endpoint, Route } from './endpoint.ts';
import { problems } from './errors.ts';

type Json = { [name: string]: unknown };

/**
 * The OpenAPI 3.1 page of all routes. Schemas with a name (`$id`) become components and are referred to; client
 * libraries name their functions after the endpoints' ids. Every route may answer with a problem.
 */
export function openApiOf(routes: readonly Route[], version: string): Json {
  const components = new Map<string, Json>();
  const paths: { [path: string]: Json } = {};
  for (const route of routes) {
    const path = addressOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, components) };
  }
  components.set('Problem', problemSchema);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Unitrail',
      version,
      description: 'The system of record for serialized retail: one life story for every physical unit.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-unitrail',
          description:
            'A browser’s session (POST /api/session); `unitrail` over plain HTTP on the server’s own machine. Requests ' +
            'that change something also carry the header X-Unitrail-Request.',
        },
      },
      parameters: { ExpectedActor: expectedActor },
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

/** A route's path as OpenAPI writes it; what stands for all that follows is called `rest`. */
export function addressOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}').replace('*', '{rest}');
}

function operationOf(
  { endpoint, method, path, permission, reach }: Route,
  components: Map<string, Json>,
): Json {
  const { id, summary, description, params, query, body, streams, replies, problemsAsPages } = endpoint;
  const parameters = [
    ...parametersOf(params, 'path', components),
    ...parametersOf(query, 'query', components),
    ...(permission === 'public' || method === 'GET'
      ? []
      : [{ $ref: '#/components/parameters/ExpectedActor' }]),
  ];
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tagOf(path)],
    ...(permission === 'public' ? { security: [] } : { 'x-permission': permission, 'x-reach': reach }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body ? { requestBody: { required: true, content: content(body, components) } } : {}),
    ...(streams ? { requestBody: { required: true, content: streamed(streams) } } : {}),
    responses: { ...repliesOf(replies, components), default: problemsAsPages ? problemPage : problemReply },
  };
}

function tagOf(path: string): string {
  return path.startsWith('/api/') ? path.split('/')[2]! : 'server';
}

function parametersOf(schema: TSchema | undefined, place: 'path' | 'query', components: Map<string, Json>) {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: { [name: string]: TSchema & { description?: string } };
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name: name === '*' ? 'rest' : name,
    in: place,
    required: required.includes(name),
    ...(property.description === undefined ? {} : { description: property.description }),
    schema: referred(property, components),
  }));
}

function repliesOf(replies: Endpoint['replies'], components: Map<string, Json>): Json {
  return Object.fromEntries(
    Object.entries(replies).map(([status, { description, schema, contentType, files = [] }]) => [
      status,
      {
        description,
        ...(schema ? { content: { ...content(schema, components, contentType), ...streamed(files) } } : {}),
      },
    ]),
  );
}

function content(
  schema: TSchema,
  components: Map<string, Json>,
  types: string | readonly string[] = 'application/json',
): Json {
  const described = { schema: referred(schema, components) };
  return Object.fromEntries([types].flat().map((type) => [type, described]));
}

function streamed(types: readonly string[]): Json {
  return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
}

/** A copy in which every named schema has become a reference to its component. Two of one name must be the same. */
function referred(schema: unknown, components: Map<string, Json>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => referred(item, components));
  if (schema === null || typeof schema !== 'object') return schema;
  const { $id, ...rest } = schema as Json;
  const copy = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, referred(value, components)]),
  );
  if (typeof $id !== 'string') return copy;
  const known = components.get($id);
  if (known && JSON.stringify(known) !== JSON.stringify(copy))
    throw new Error(`Two schemas are named ${$id}`);
  components.set($id, copy);
  return { $ref: `#/components/schemas/${$id}` };
}

const expectedActor: Json = {
  name: 'X-Unitrail-Actor',
  in: 'header',
  required: false,
  description:
    'Under whom this means to be recorded, as GET /api/session says it in `actor`: `person:ana`. If somebody else has ' +
    'signed in it is not done, and answered with 409 `other_actor`. For whatever waited on a device, or in an open ' +
    'page. Letters outside ASCII are percent-encoded.',
  schema: { type: 'string' },
};

const problemReply = {
  description: 'A problem (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const problemPage = {
  description: 'A problem (RFC 9457); to a browser as a page.',
  content: { ...problemReply.content, 'text/html; charset=utf-8': { schema: { type: 'string' } } },
};

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri', description: '`urn:unitrail:problem:` and the code.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong this time, for people.' },
    code: { type: 'string', enum: Object.keys(problems) },
    where: { type: 'string', description: 'The part of the request that is meant, like scans[3].codes[0].' },
    limit: { type: 'integer', description: 'The limit that was passed.' },
    at: { type: 'integer', description: 'Where in the body: the character; for invalid_utf8 the byte.' },
  },
};
