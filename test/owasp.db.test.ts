import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';
import { type Path, type Schema, schemaAt, textPlaces } from './contract-samples.ts';

// OWASP API Security Top 10 (2023), as far as it is about the whole surface and not about who asks (src/access).

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const bodies = () =>
  app.app.routes.flatMap(({ method, path, endpoint }) =>
    endpoint.body ? [{ route: `${method} ${path}`, schema: endpoint.body as Schema }] : [],
  );

describe('API4, unrestricted consumption', () => {
  test('no list of a request is without an end', () => {
    const endless = bodies().flatMap(({ route, schema }) =>
      listPlaces(schema).flatMap((place) =>
        schemaAt(schema, place).maxItems === undefined ? [`${route} ${place.join('.')}`] : [],
      ),
    );
    expect(endless).toEqual([]);
  });

  test('no text of a request is without an end', () => {
    const isBounded = ({ maxLength, pattern, format, const: only }: Schema) =>
      maxLength !== undefined ||
      only !== undefined ||
      format !== undefined ||
      /\{1?,?\d+\}|\{\d+,\d+\}/.test(pattern ?? '');
    const endless = bodies().flatMap(({ route, schema }) =>
      textPlaces(schema).flatMap((place) => {
        const isOpen = place.at(-1) === 'note' && schemaAt(schema, place).type === undefined;
        return isOpen || isBounded(schemaAt(schema, place)) ? [] : [`${route} ${place.join('.')}`];
      }),
    );
    // A code that is too long is an answer of the ledger's own (limits.scanTextLengthMax), scan by scan.
    expect(endless.filter((place) => !place.startsWith('POST /api/scans'))).toEqual([]);
  });

  test('no page of a list is longer than the limit', () => {
    for (const { method, path, endpoint } of app.app.routes) {
      const { limit } = ((endpoint.query as Schema | undefined)?.properties ?? {}) as Record<string, Schema>;
      if (limit === undefined) continue;
      // A station shows all of a count that one person walks through.
      const isCount = /^\/api\/counts\/:number\/(units|heard)$/.test(path);
      const most = isCount ? limits.countPageItemsMax : limits.pageItemsMax;
      expect([method, path, limit.maximum! <= most]).toEqual([method, path, true]);
    }
  });

  test('a cursor is as long as the limits say, on every list', () => {
    for (const { method, path, endpoint } of app.app.routes) {
      const { after } = ((endpoint.query as Schema | undefined)?.properties ?? {}) as Record<string, Schema>;
      if (after?.type !== 'string') continue;
      expect([method, path, after.maxLength]).toEqual([method, path, limits.cursorLengthMax]);
    }
  });

  test('one answer is of a bounded size, however much there is', async () => {
    for (const path of ['/api/products', '/api/sites', '/api/keys', '/api/changes', '/api/exceptions']) {
      const { body } = await app.ask('GET', `${path}?limit=2`);
      expect([path, body.items.length <= 2]).toEqual([path, true]);
    }
  });
});

describe('API8, misconfiguration', () => {
  test.each([
    '/.env',
    '/.git/config',
    '/package.json',
    '/src/main.ts',
    '/server-status',
    '/debug',
    '/actuator/env',
    '/phpinfo.php',
    '/swagger.json',
    '/graphql',
    '/api/v1/scans',
    '/api/../package.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
  ])('%s is not there, for nobody and for an administrator', async (path) => {
    for (const key of [null, app.adminKey]) {
      const told = await app.ask('GET', path, undefined, { key });
      expect([told.status, told.body.code]).toEqual([404, 'not_found']);
    }
  });

  test('a method that an address does not know is refused before anybody is asked who he is', async () => {
    for (const { path } of app.app.routes) {
      const told = await app.ask('PUT', path.replace(/:\w+/g, '1'), undefined, { key: null });
      expect([path, told.status, told.body.code]).toEqual([path, 405, 'method_not_allowed']);
      expect(told.headers.allow).toMatch(/^[A-Z, ]+$/);
    }
  });
});

describe('API9, inventory', () => {
  test('the page describes every address that the server has, and no other', async () => {
    const { body: page } = await app.ask('GET', '/openapi.json', undefined, { key: null });
    const described = Object.entries(page.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routed = app.app.routes.map(
      ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}').replace('*', '{rest}')}`,
    );
    expect(described.sort()).toEqual(routed.sort());
    // And what the router itself knows: besides these only the refusals of other methods, which say 405.
    for (const { method, path } of app.app.routes)
      expect(app.server.hasRoute({ method, url: path })).toBe(true);
  });

  test('every description has its words, and every route a name of its own', async () => {
    const { body: page } = await app.ask('GET', '/openapi.json', undefined, { key: null });
    const operations = Object.values(page.paths as Record<string, Record<string, Operation>>).flatMap(
      Object.values,
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary } of operations) expect(summary).toMatch(/^[A-Z].{5,}[^.]$/);
  });
});

interface Operation {
  readonly operationId: string;
  readonly summary: string;
}

function listPlaces(schema: Schema, place: Path = []): Path[] {
  const own = schemaAt(schema, []);
  if (own.type === 'array') return [place, ...(own.items ? listPlaces(own.items, [...place, 0]) : [])];
  return Object.entries(own.properties ?? {}).flatMap(([name, inner]) => listPlaces(inner, [...place, name]));
}
