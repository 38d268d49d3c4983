import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problems } from '../src/http/errors.ts';
import { openTestApp, type TestApp, type Told } from '../src/testing/app.ts';
import { at, type Path, type Schema, sampleOf, textPlaces, withText } from './contract-samples.ts';
import { readHostileTexts } from './hostile-texts.ts';

// Every text field of every contract is given hostile texts, by the contracts themselves: a new route is met without
// a word here. UNITRAIL_TEST_HOSTILE=all gives every field every text (some minutes); else the fields share them.

const everyText = process.env.UNITRAIL_TEST_HOSTILE === 'all';
const textsAField = 10;
const hostileTexts = readHostileTexts();

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  const document = { kind: 'receipt', number: 'ASN-H' };
  await app.scan('announce', ['TV', 'HOSTILE-1'], { document });
});
afterAll(() => app?.close());

let made = 0;
const fresh = (prefix: string) => () => {
  made += 1;
  return `${prefix}-${made}`;
};

/** Values with which a request gets as far as the shop's own rules. */
const inBody: Readonly<Record<string, () => unknown>> = {
  site: () => 'DC',
  move: () => 'receive',
  sku: fresh('SKU'),
  code: fresh('C'),
  timeZone: () => 'UTC',
  codes: () => ['TV', fresh('SER')()],
  name: fresh('Name'),
};
const inPath: Readonly<Record<string, string>> = {
  sku: 'PHONE',
  code: 'DC',
  location: 'A-01',
  number: 'ASN-H',
  id: '1',
  list: 'products',
  name: 'A1',
};

const addressOf = (path: string, instead: Readonly<Record<string, string>> = {}) =>
  path.replace(/:(\w+)/g, (_whole, name: string) => instead[name] ?? inPath[name] ?? 'A1');

/** Deterministic, and different for every field, so that all fields together meet all texts many times. */
let turn = 0;
function textsFor(): readonly string[] {
  if (everyText) return hostileTexts;
  const step = 37;
  turn += textsAField;
  return Array.from(
    { length: textsAField },
    (_, n) => hostileTexts[((turn + n) * step) % hostileTexts.length]!,
  );
}

/** A good answer, or a refusal with a name: never a fault, and never a page that is not ours. */
function expectNamed(what: string, { status, headers, body, text }: Told): void {
  if (status >= 500) throw new Error(`${what}: ${status} ${text.slice(0, 300)} ${app.logged.at(-1)}`);
  if (status < 400) return;
  expect([what, headers['content-type']]).toEqual([what, 'application/problem+json']);
  expect([what, Object.hasOwn(problems, body.code)]).toEqual([what, true]);
}

/** Logins are kept in one form, so that capital letters do not count. */
const isFolded = (place: Path) => place.at(-1) === 'login';

/** Half a character has no bytes that an address could carry. */
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);

/** Every contract in one test: the whole campaign takes minutes, and more on a busy machine. */
const patience = 1_800_000;

describe('hostile text', () => {
  test('there are hundreds of it', () => {
    expect(hostileTexts.length).toBeGreaterThan(500);
  });

  test(
    'in every field of every body: stored and told byte for byte, or refused by name',
    async () => {
      let fields = 0;
      const changed: unknown[] = [];
      for (const { method, path, endpoint } of app.app.routes) {
        if (endpoint.body === undefined) continue;
        const schema = endpoint.body as Schema;
        for (const place of textPlaces(schema)) {
          fields += 1;
          for (const text of textsFor()) {
            const what = `${method} ${path} ${place.join('.')} ${JSON.stringify(text.slice(0, 80))}`;
            const told = await app.ask(method, addressOf(path), withText(schema, inBody, place, text));
            expectNamed(what, told);
            // A 200 to a POST may tell what stood there before.
            const tells = told.status === 201 || (told.status === 200 && method === 'PATCH');
            const back = tells && !isFolded(place) ? at(told.body, place) : undefined;
            if (typeof back === 'string' && back !== text) changed.push([what, back.slice(0, 80)]);
          }
        }
      }
      expect(changed).toEqual([]);
      expect(fields).toBeGreaterThan(25);
    },
    patience,
  );

  test('in every part of every address', async () => {
    for (const { method, path, endpoint } of app.app.routes) {
      const body = endpoint.body ? { body: sampleOf(endpoint.body as Schema, inBody) } : {};
      for (const [, name] of path.matchAll(/:(\w+)/g)) {
        for (const text of textsFor().filter(isWellFormed)) {
          const address = addressOf(path, { [name!]: encodeURIComponent(text) });
          const told = await app.ask(method, address, body.body);
          expectNamed(`${method} ${address.slice(0, 200)}`, told);
        }
      }
    }
  });

  test('in every parameter of every question', async () => {
    for (const { method, path, endpoint } of app.app.routes) {
      if (endpoint.query === undefined) continue;
      const schema = endpoint.query as Schema;
      for (const name of Object.keys(schema.properties ?? {})) {
        for (const text of textsFor().filter(isWellFormed)) {
          const known = sampleOf(schema, { site: () => 'DC', sku: () => 'PHONE' }) as Record<string, unknown>;
          const query = new URLSearchParams({ ...mapped(known), [name]: text });
          const told = await app.ask(method, `${addressOf(path)}?${query}`);
          expectNamed(`${method} ${path} ?${name}=${JSON.stringify(text.slice(0, 80))}`, told);
        }
      }
    }
  });

  test('in a header', async () => {
    const headers = ['authorization', 'accept', 'x-request-id', 'cookie', 'x-forwarded-for', 'origin'];
    const sendable = hostileTexts.filter((one) => /^[\t\x20-\x7e\x80-\xff]{1,4000}$/.test(one));
    for (const [nth, text] of sendable.entries()) {
      for (const name of everyText ? headers : [headers[nth % headers.length]!]) {
        const told = await app.ask('GET', '/api/sites', undefined, { headers: { [name]: text } });
        expectNamed(`${name}: ${text.slice(0, 80)}`, told);
      }
    }
  });

  test('as a name of a member is refused, or kept as it is', async () => {
    for (const text of hostileTexts) {
      const scan = {
        id: randomUUID(),
        codes: ['TV', fresh('MEMBER')()],
        input: 'scanned',
        details: { [text]: 'x' },
      };
      const told = await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans: [scan] });
      expectNamed(`details ${JSON.stringify(text.slice(0, 80))}`, told);
      const [answer] = told.body.answers ?? [];
      if (answer?.outcome !== 'recorded') continue;
      const life = await app.ask('GET', `/api/units/${answer.unit.id}/history`);
      expect(Object.keys(life.body.events[0].details ?? {})).toEqual([text]);
    }
  });
});

describe('what was taken comes back with the same bytes', () => {
  test('a product’s name', async () => {
    for (const name of hostileTexts) {
      const sku = fresh('BYTES')() as string;
      const told = await app.ask('POST', '/api/products', { sku, name });
      expectNamed(JSON.stringify(name.slice(0, 80)), told);
      if (told.status === 201) expect((await app.ask('GET', `/api/products/${sku}`)).body.name).toBe(name);
    }
  });

  test('a product’s code, which stands in addresses', async () => {
    for (const sku of hostileTexts) {
      const told = await app.ask('POST', '/api/products', { sku, name: 'A product' });
      expectNamed(JSON.stringify(sku.slice(0, 80)), told);
      if (told.status !== 201) continue;
      const back = await app.ask('GET', `/api/products/${encodeURIComponent(sku)}`);
      expect([back.status, back.body.sku]).toEqual([200, sku]);
    }
  });

  test.each([
    ['/api/sites', (code: string) => ({ code, name: 'A site', kind: 'store', timeZone: 'UTC' })],
    ['/api/products', (sku: string) => ({ sku, name: 'A product' })],
    ['/api/companies', (code: string) => ({ code, name: 'A company' })],
  ])('%s takes no code that an address cannot carry', async (path, body) => {
    for (const code of ['.', '..']) expect((await app.ask('POST', path, body(code))).status).toBe(400);
  });

  test('in a CSV export, where no cell begins a formula', async () => {
    const names = (await app.world.rows<{ name: string }>('select name from product')).map(
      ({ name }) => name,
    );
    const told = await app.ask('GET', '/api/exports/products?format=csv', undefined, {
      headers: { accept: 'text/csv' },
    });
    expect(told.status).toBe(200);
    const cells = (parse(told.text, { bom: true }) as string[][]).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    const kept = new Set(cells);
    expect(names.filter((name) => !kept.has(name) && !kept.has(`'${name}`))).toEqual([]);
  });

  test('what a scan says besides, in the history and in the feed', async () => {
    for (const note of hostileTexts) {
      const told = await recorded({ note, lot: note });
      if (told === null) continue;
      const life = await app.ask('GET', `/api/units/${told.unit.id}/history`);
      const { note: back = '', lot = '' } = life.body.events[0].details ?? {};
      expect([back, lot]).toEqual([note, note]);
    }
    const changes = await app.ask('GET', '/api/changes?limit=1000');
    expectNamed('the feed', changes);
    expect(changes.status).toBe(200);
  });

  test('a serial, where it is one', async () => {
    for (const serial of hostileTexts) {
      const answer = await recorded({}, ['TV', serial]);
      if (answer === null || answer.unit === null) continue;
      const unit = await app.ask('GET', `/api/units/${answer.unit.id}`);
      expect(unit.body.serial).toBe(answer.unit.serial);
      expect(serial).toContain(answer.unit.serial);
    }
  });

  /** The answer to one scan, or null where it was refused by name. */
  async function recorded(
    details: Record<string, unknown>,
    codes: readonly string[] = ['TV', `${fresh('B')()}`],
  ) {
    const scans = [{ id: randomUUID(), codes, input: 'scanned', details }];
    const told = await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans });
    expectNamed(JSON.stringify([codes, details]).slice(0, 200), told);
    const [answer] = told.body.answers ?? [];
    return answer?.outcome === 'recorded' ? answer : null;
  }
});

test('none of it was a fault of the program', () => {
  expect(app.logged.filter((line) => line.includes('"event":"fault"'))).toEqual([]);
});

function mapped(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
