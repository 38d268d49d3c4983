import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
/** Sixteen units at two sites, as the names tell; two of them have left. */
beforeAll(async () => {
  app = await openTestApp();
  const receive = (sku: string, serial: string, site: string, more: object = {}) =>
    app.scan('receive', [sku, serial], { site, location: 'A-01', ...more });
  for (let nth = 1; nth <= 6; nth += 1) await receive('PHONE', `PH-000${nth}`, 'DC');
  for (let nth = 1; nth <= 4; nth += 1) await receive('TV', `TV-${nth}`, 'DC', { location: 'DOCK' });
  for (let nth = 1; nth <= 4; nth += 1) await receive('PHONE', `S1-${nth}`, 'STORE-1');
  await receive('TV', 'LOT-1', 'DC', { details: { lot: 'L7', supplier: 'ACME' } });
  await receive('TV', 'LOT-2', 'STORE-1', { details: { lot: 'L7', condition: 'opened' } });
  await app.scan('pick', ['PH-0002']);
  await app.scan('pick', ['S1-2'], { site: 'STORE-1' });
  await app.scan('place_hold', ['PH-0003'], { details: { kind: 'quality' } });
  await app.scan('place_hold', ['LOT-1'], { details: { kind: 'fraud' } });
  await app.scan('sell', ['S1-4'], { site: 'STORE-1', document: { kind: 'sale', number: 'S-1' } });
  await app.scan('sell', ['TV-4'], { document: { kind: 'sale', number: 'S-2' } });
  await app.app.searchIndex.caughtUp();
});
afterAll(() => app?.close());

interface Listed {
  readonly items: readonly { readonly serial: string }[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly total: { readonly count: number; readonly more: boolean } | null;
}

const page = async (query: string, key?: string): Promise<Listed> => {
  const { status, body } = await app.ask('GET', `/api/units?${query}`, undefined, key ? { key } : {});
  expect([query, status]).toEqual([query, 200]);
  return body;
};
const serials = ({ items }: Listed) => items.map(({ serial }) => serial);

describe('units are listed', () => {
  test.each<[string, string[]]>([
    ['site=STORE-1', ['S1-1', 'S1-3', 'S1-2', 'LOT-2']],
    ['site=STORE-1&sku=PHONE', ['S1-1', 'S1-3', 'S1-2']],
    ['site=DC&location=DOCK', ['TV-1', 'TV-2', 'TV-3']],
    ['site=DC&location=DOCK&sku=PHONE', []],
    ['status=picked', ['PH-0002', 'S1-2']],
    ['status=picked&sku=TV', []],
    ['held=true', ['PH-0003', 'LOT-1']],
    ['held=true&sku=TV', ['LOT-1']],
    ['hold=quality', ['PH-0003']],
    ['hold=recall', []],
    ['held=false&site=DC&sku=PHONE&status=in_stock', ['PH-0001', 'PH-0004', 'PH-0005', 'PH-0006']],
    ['condition=opened', ['LOT-2']],
    ['condition=damaged', []],
    ['condition=new&site=STORE-1&status=in_stock', ['S1-1', 'S1-3']],
    ['lot=L7', ['LOT-1', 'LOT-2']],
    ['lot=L7&sku=TV&site=DC', ['LOT-1']],
    ['lot=L7&sku=PHONE', []],
    ['supplier=ACME', ['LOT-1']],
    ['status=sold', ['S1-4', 'TV-4']],
    ['status=sold&site=DC', ['TV-4']],
    ['status=sold&sku=PHONE', ['S1-4']],
    ['ours=false&sku=TV&site=DC', ['TV-1', 'TV-2', 'TV-3', 'TV-4', 'LOT-1']],
    ['ours=true&status=sold', ['S1-4', 'TV-4']],
    ['q=h-000', ['PH-0001', 'PH-0002', 'PH-0003', 'PH-0004', 'PH-0005', 'PH-0006']],
    ['q=0002&status=picked', ['PH-0002']],
    ['q=S1-1&site=DC', []],
    ['q=nothing-like-it', []],
  ])('%s', async (query, expected) => {
    expect(serials(await page(query)).toSorted()).toEqual(expected.toSorted());
  });

  test('at all sites of the caller, and of no other', async () => {
    const key = await app.keyOf('associate', 'STORE-1');
    for (const query of ['', 'status=picked', 'condition=opened', 'held=true', 'status=sold', 'ours=false'])
      for (const { serial } of (await page(query, key)).items as { serial: string }[])
        expect([query, serial]).toEqual([query, expect.stringMatching(/^S1-|^LOT-2$/)]);
    expect(serials(await page('', key))).toHaveLength(4);
    const { status, body } = await app.ask('GET', '/api/units?site=DC', undefined, { key });
    expect([status, body.code]).toEqual([422, 'unknown_site']);
  });

  test.each([
    '',
    'site=DC',
    'site=DC&sku=PHONE',
    'status=in_stock',
    'held=true',
    'ours=false',
    'status=sold',
    'lot=L7',
  ])('forwards and back again, each once, in one order: %s', async (query) => {
    const whole = serials(await page(`${query}&limit=100`));
    expect(whole.length).toBeGreaterThan(0);
    const forwards: string[] = [];
    let at = await page(`${query}&limit=2`);
    expect(at.previous).toBeNull();
    forwards.push(...serials(at));
    while (at.next !== null) {
      at = await page(`${query}&limit=2&after=${at.next}`);
      forwards.push(...serials(at));
    }
    expect(forwards).toEqual(whole);
    const backwards = serials(at);
    while (at.previous !== null) {
      at = await page(`${query}&limit=2&before=${at.previous}`);
      expect(at.next).not.toBeNull();
      backwards.unshift(...serials(at));
    }
    expect(backwards).toEqual(whole);
  });
});

describe('how many there are', () => {
  test.each<[string, Listed['total']]>([
    ['site=DC&limit=1', { count: 10, more: false }],
    ['status=picked&limit=1', { count: 2, more: false }],
    ['sku=PHONE&limit=1', { count: 9, more: false }],
    ['held=true&limit=1', { count: 2, more: false }],
    ['condition=opened', { count: 1, more: false }],
    ['status=sold&limit=1', { count: 2, more: false }],
    ['ours=false&sku=TV&limit=1', { count: 6, more: false }],
    ['lot=L7', { count: 2, more: false }],
    ['lot=L7&limit=1', null],
    ['status=sold&site=DC', { count: 1, more: false }],
  ])('%s', async (query, total) => {
    expect((await page(query)).total).toEqual(total);
  });
});
