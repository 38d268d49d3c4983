import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvReader } from '../platform/csv-reader.ts';
import { readSheetRows } from '../platform/sheet-rows.ts';
import { openTestApp, type TestApp } from '../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  for (const nth of [1, 2, 3, 4, 5]) await app.scan('receive', ['PHONE', `LF-${nth}`]);
  const person = { name: '=HYPERLINK("x")', login: 'formula', grants: [{ role: 'auditor', site: null }] };
  expect((await app.ask('POST', '/api/people', person)).status).toBe(201);
});
afterAll(() => app?.close());

const ask = async (path: string, key?: string) =>
  app.ask('GET', path, undefined, key === undefined ? {} : { key });

/** Addresses of lists that need to be told nothing, or only of which site; ready for more to be asked. */
function listAddresses(): string[] {
  const lists = app.app.routes.filter(({ endpoint }) => endpoint.replies[200]?.files !== undefined);
  return lists.flatMap(({ path, endpoint }) => {
    const { required = [] } = endpoint.query as { readonly required?: readonly string[] };
    if (path.includes(':') || required.some((name) => name !== 'site')) return [];
    return [required.length > 0 ? `${path}?site=DC&` : `${path}?`];
  });
}

function tableOf(csv: string): (readonly string[])[] {
  const reader = csvReader(',', 100_000);
  return [...reader.push(csv), ...reader.end()].map((row) => ('cells' in row ? row.cells : []));
}

test('every list of the API can be taken out whole, with what its pages have', async () => {
  const addresses = listAddresses();
  expect(addresses).toEqual(
    expect.arrayContaining(['/api/people?', '/api/keys?', '/api/devices?', '/api/audit?', '/api/receipts?']),
  );
  for (const path of addresses) {
    const items: object[] = [];
    for (let after = ''; ; ) {
      const page = await ask(`${path}limit=2&after=${encodeURIComponent(after)}`);
      expect([path, page.status, page.text]).toEqual([path, 200, page.text]);
      items.push(...page.body.items);
      if (page.body.next === null) break;
      after = page.body.next;
    }
    const whole = await ask(`${path}format=json&limit=1`);
    // Every reading with a key is a use of it.
    const still = (rows: readonly object[]) => rows.map((row) => ({ ...row, lastUsedAt: null }));
    expect([path, still(whole.body.items)]).toEqual([path, still(items)]);
    expect([path, whole.body.next]).toEqual([path, null]);
    const csv = await ask(`${path}format=csv`);
    expect([path, tableOf(csv.text).length]).toEqual([path, items.length + 1]);
  }
});

test('a list is taken out as it is narrowed, with the columns that are asked for', async () => {
  const { text, headers } = await ask('/api/units?sku=PHONE&format=csv&columns=serial,place,%20status');
  const [head, ...rows] = tableOf(text);
  expect(head).toEqual(['serial', 'place', 'status']);
  expect(rows.length).toBeGreaterThan(0);
  expect(headers['content-disposition']).toBe('attachment; filename="units.csv"');
  const unknown = await ask('/api/units?format=csv&columns=serial,colour');
  expect(unknown).toMatchObject({ status: 400, body: { where: 'query.columns' } });
  expect(unknown.body.detail).toMatch(/^There is no column "colour"; there are id, /);
});

test('what a spreadsheet would calculate is marked in CSV and is text in XLSX', async () => {
  const csv = await ask('/api/people?format=csv&columns=name');
  expect(tableOf(csv.text).flat()).toContain(`'=HYPERLINK("x")`);
  const reply = await app.server.inject({
    url: '/api/people?format=xlsx&columns=name',
    headers: { authorization: `Bearer ${app.adminKey}` },
  });
  const sheet = await readSheetRows(reply.rawPayload, 1_000_000);
  expect('rows' in sheet && sheet.rows.flat()).toContain('=HYPERLINK("x")');
});

test('whoever may not read a list gets no file of it, and of sites what he sees', async () => {
  const associate = await app.keyOf('associate', 'STORE-1');
  expect((await ask('/api/people?format=csv', associate)).status).toBe(403);
  const sites = await ask('/api/sites?format=csv&columns=code', associate);
  expect(tableOf(sites.text)).toEqual([['code'], ['STORE-1']]);
});

test.each([
  ['/api/units?format=pdf', 'query.format'],
  ['/api/units?columns=serial', 'query.columns'],
  ['/api/units?format=json&columns=serial', 'query.columns'],
  ['/api/units?format=csv&site=NOWHERE', 'query.site'],
])('%s is refused, before a file begins', async (path, where) => {
  expect(await ask(path)).toMatchObject({ body: { where } });
});
