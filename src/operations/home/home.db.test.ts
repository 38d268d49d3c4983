import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
let ana: string;
beforeAll(async () => {
  app = await openTestApp();
  ana = await app.keyOf('associate', 'DC');
  await app.ask('POST', '/api/products/TV/costs', { amount: 40_000, currency: 'EUR', from: '2020-01-01' });
  for (const [serial, site, key] of [
    ['H-1', 'DC', ana],
    ['H-2', 'DC', undefined],
    ['H-3', 'STORE-1', undefined],
  ] as const) {
    await app.scan('receive', ['TV', serial], { site });
    await app.scan('take_into_custody', [serial], { site, ...(key ? { key } : {}) });
  }
  // Twice of what can be done once.
  await app.scan('pick', ['H-9']);
  await app.scan('pick', ['H-9'], { site: 'STORE-1' });
  const document = { kind: 'receipt', number: 'ASN-1' };
  for (const serial of ['H-21', 'H-22'])
    await app.scan('announce', ['TV', serial], { document, details: { supplier: 'ACME' } });
  await app.scan('receive', ['H-21'], { document });
});
afterAll(() => app?.close());

const home = async (query = '?site=DC', key?: string) =>
  (await app.ask('GET', `/api/home${query}`, undefined, key === undefined ? {} : { key })).body;

describe('what waits at a site', () => {
  test('its open questions, by age and kind, with the money behind them', async () => {
    const { exceptions } = await home();
    expect(exceptions).toMatchObject({
      open: 2,
      isMore: false,
      byAge: [
        { age: 'today', count: 2 },
        { age: 'week', count: 0 },
        { age: 'older', count: 0 },
      ],
      byKind: [{ kind: 'returned_without_sale', count: 2 }],
      atRisk: { sums: [{ currency: 'EUR', minor: 80_000 }], priced: 2, of: 2 },
    });
  });

  test('money is shown to who decides, and not to others', async () => {
    const of = async (key: string) => (await home('?site=DC', key)).exceptions.atRisk;
    expect(await of(await app.keyOf('lead', 'DC'))).toMatchObject({ priced: 2 });
    expect(await of(ana)).toBeNull();
    expect(await of(await app.keyOf('auditor'))).toBeNull();
  });

  test('the questions that one’s own scans opened are told one by one', async () => {
    const own = (await home('?site=DC', ana)).exceptions.own;
    expect(own).toEqual([
      {
        id: expect.any(Number),
        sentence: expect.stringContaining('came back'),
        openedAt: expect.any(String),
        unit: { id: expect.any(Number), sku: 'TV', serial: 'H-1' },
      },
    ]);
  });

  test('its open receipts, with how much has come', async () => {
    expect((await home()).receipts).toEqual({
      open: 1,
      oldest: [{ number: 'ASN-1', supplier: 'ACME', expected: 2, received: 1, openedAt: expect.any(String) }],
    });
    expect((await home('?site=STORE-1')).receipts).toEqual({ open: 0, oldest: [] });
  });
});

describe('the day at a site', () => {
  test('counts what was recorded there and what was not', async () => {
    expect((await home()).scans).toEqual({
      recorded: 7,
      refused: 1,
      withheld: 0,
      ambiguous: 0,
      isMore: false,
    });
    expect((await home('?site=STORE-1')).scans).toMatchObject({ recorded: 2, refused: 1 });
    expect((await home('?site=STORE-2')).scans).toMatchObject({ recorded: 0, refused: 0 });
  });

  test('begins when it begins in the site’s own calendar', async () => {
    const { day, since } = await home('?site=STORE-2');
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const [year, month, date] = day.split('-');
    expect(clock.format(new Date(since))).toBe(`${date}/${month}/${year}, 00:00:00`);
  });

  test('each refusal is told with its sentence, the newest first, page by page', async () => {
    await app.scan('pick', ['H-8']);
    const list = async (query: string) => (await app.ask('GET', `/api/refusals?site=DC${query}`)).body;
    const { items } = await list('');
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ outcome: 'refused', move: 'pick', code: expect.any(String) });
    expect(items[0].spot).toMatch(/^DC\//);
    expect(items[0].sentence).not.toBe('');
    const first = await list('&limit=1');
    const second = await list(`&limit=1&after=${first.next}`);
    expect([first.items, second.items, second.next]).toEqual([[items[0]], [items[1]], null]);
    expect((await list('&since=2999-01-01T00:00:00Z')).items).toEqual([]);
  });
});

describe('what is not his is not shown', () => {
  test.each(['/api/home?site=STORE-1', '/api/refusals?site=STORE-1'])(
    '%s of another site is as if it did not exist',
    async (url) => {
      const told = await app.ask('GET', url, undefined, { key: ana });
      const none = await app.ask('GET', url.replace('STORE-1', 'NOWHERE'), undefined, { key: ana });
      expect([told.status, told.body.code]).toEqual([none.status, none.body.code]);
      expect(told.body.code).toBe('unknown_site');
    },
  );

  test('without a site only what needs none', async () => {
    const { site, exceptions, scans, receipts, imports } = await home('');
    expect([site, exceptions, scans, receipts]).toEqual([null, null, null, null]);
    expect(imports).toEqual({ working: 0, paused: 0 });
  });

  test('what has to be set up is told to who can do it', async () => {
    const { setUp } = await home();
    const done = Object.fromEntries(
      setUp.map((one: { step: string; done: boolean }) => [one.step, one.done]),
    );
    expect(done).toEqual({
      sites: true,
      spots: true,
      products: true,
      people: false,
      devices: false,
      units: true,
    });
    expect((await home('?site=DC', ana)).setUp).toBeNull();
    expect((await home('?site=DC', await app.keyOf('admin', 'DC'))).setUp).toBeNull();
  });

  test('imports are told to who may bring data in', async () => {
    expect((await home('?site=DC', ana)).imports).toBeNull();
    expect((await home('?site=DC', await app.keyOf('manager', 'DC'))).imports).toEqual({
      working: 0,
      paused: 0,
    });
  });
});
