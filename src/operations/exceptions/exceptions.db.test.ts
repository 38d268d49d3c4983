import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forPeople } from '../../domain/wording.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
/** A unit that came back although nobody sold it, at each of two sites; and a unit scanned at the wrong one. */
beforeAll(async () => {
  app = await openTestApp();
  for (const [serial, site] of [
    ['X-1', 'DC'],
    ['X-2', 'STORE-1'],
    ['X-3', 'DC'],
  ]) {
    await app.scan('receive', ['TV', serial!], { site });
    await app.scan('take_into_custody', [serial!], { site });
  }
});
afterAll(() => app?.close());

const list = async (query = '') => (await app.ask('GET', `/api/exceptions?limit=1000${query}`)).body.items;
const settle = (id: number, settlement = 'Sold at the old till.', key?: string) =>
  app.ask('POST', `/api/exceptions/${id}/settle`, { settlement }, key === undefined ? {} : { key });

describe('open questions', () => {
  test('each says both facts, where, what and which scan', async () => {
    const [first] = await list();
    expect(first).toEqual({
      id: expect.any(Number),
      kind: 'returned_without_sale',
      sentence: forPeople(`Recorded as ${first.recorded}, but it came back as a return: ${first.observed}.`),
      recorded: expect.stringContaining('DC/FLOOR'),
      observed: expect.stringContaining('DC/FLOOR'),
      openedAt: expect.any(String),
      site: 'DC',
      sku: 'TV',
      unit: { id: expect.any(Number), sku: 'TV', serial: 'X-1' },
      seq: 2,
      scan: expect.any(String),
      risk: null,
      owner: null,
      repairs: [
        { name: 'lift_unresolved', move: 'lift_hold', details: { kind: 'unresolved' }, location: null },
        { name: 'hold_fraud', move: 'place_hold', details: { kind: 'fraud' }, location: null },
        { name: 'to_quarantine', move: 'move_spot', details: {}, location: 'QUARANTINE' },
        { name: 'accept', move: null, details: {}, location: null },
      ],
      settledAt: null,
      settledBy: null,
      settlement: null,
    });
  });

  test('they are listed by site, the oldest first, page by page', async () => {
    const serials = (items: { unit: { serial: string } }[]) => items.map(({ unit }) => unit.serial);
    expect(serials(await list('&open=true'))).toEqual(['X-1', 'X-2', 'X-3']);
    expect(serials(await list('&site=DC&open=true'))).toEqual(['X-1', 'X-3']);
    const first = (await app.ask('GET', '/api/exceptions?open=true&limit=2')).body;
    const rest = (await app.ask('GET', `/api/exceptions?open=true&limit=2&after=${first.next}`)).body;
    expect([serials(first.items), serials(rest.items), rest.next]).toEqual([['X-1', 'X-2'], ['X-3'], null]);
    const { status, body } = await app.ask('GET', '/api/exceptions?site=NOWHERE');
    expect([status, body.code]).toEqual([422, 'unknown_site']);
  });
});

describe('what is at risk', () => {
  beforeAll(async () => {
    for (const [sku, amount, from] of [
      ['PHONE', 90_000, '2020-01-01'],
      ['TV', 50_000, '2020-01-01'],
      ['TV', 40_000, '2021-01-01'],
      ['TV', 99_000, '2999-01-01'],
    ])
      await app.ask('POST', `/api/products/${sku}/costs`, { amount, currency: 'EUR', from });
    for (const [sku, serial] of [
      ['PHONE', 'R-1'],
      ['LAPTOP', 'R-2'],
    ]) {
      await app.scan('receive', [sku!, serial!], { site: 'STORE-2' });
      await app.scan('take_into_custody', [serial!], { site: 'STORE-2' });
    }
  });
  const byRisk = async (query = '') => {
    const { items } = (await app.ask('GET', `/api/exceptions?open=true&sort=-risk${query}`)).body;
    return items.map(({ unit, risk }: { unit: { serial: string }; risk: { amount: number } | null }) => [
      unit.serial,
      risk?.amount ?? null,
    ]);
  };
  const whole = [
    ['R-1', 90_000],
    ['X-1', 40_000],
    ['X-2', 40_000],
    ['X-3', 40_000],
    ['R-2', null],
  ];

  test('is what the unit costs today; what costs most stands first, what nobody knows the cost of last', async () => {
    expect(await byRisk()).toEqual(whole);
    expect(await byRisk('&site=DC')).toEqual([whole[1], whole[3]]);
  });

  test('the other way round, if that is asked for', async () => {
    const { items } = (await app.ask('GET', '/api/exceptions?open=true&sort=risk')).body;
    expect(items.map(({ unit }: { unit: { serial: string } }) => unit.serial)).toEqual([
      'R-2',
      'X-1',
      'X-2',
      'X-3',
      'R-1',
    ]);
  });

  test('is read page by page, each once', async () => {
    const read: unknown[] = [];
    for (let after = ''; ; ) {
      const { body } = await app.ask('GET', `/api/exceptions?open=true&sort=-risk&limit=2${after}`);
      expect(body.total).toEqual({ count: 5, more: false });
      read.push(...body.items.map(({ unit }: { unit: { serial: string } }) => unit.serial));
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    expect(read).toEqual(whole.map(([serial]) => serial));
  });

  test('is shown to who may settle there, or keeps the costs', async () => {
    const seenBy = async (key: string) =>
      (await app.ask('GET', '/api/exceptions?site=STORE-1&open=true', undefined, { key })).body.items[0].risk;
    expect(await seenBy(await app.keyOf('associate'))).toBeNull();
    expect(await seenBy(await app.keyOf('lead', 'STORE-1'))).toEqual({ amount: 40_000, currency: 'EUR' });
    expect(await seenBy(await app.keyOf('integration'))).toEqual({ amount: 40_000, currency: 'EUR' });
  });
});

describe('who looks after it', () => {
  const own = (id: number, owner: string | null, key?: string) =>
    app.ask('POST', `/api/exceptions/${id}/owner`, { owner }, key === undefined ? {} : { key });
  const person = async (login: string, role: string, site: string | null) =>
    (await app.ask('POST', '/api/people', { login, name: login, grants: [{ role, site }] })).body.actor;

  test('one takes it, gives it on, and leaves it; who had it when stays', async () => {
    const { id } = (await list('&site=STORE-1&open=true'))[0];
    const key = await app.keyOf('lead', 'STORE-1');
    const me = (await app.ask('GET', '/api/session', undefined, { key })).body.actor;
    const eva = await person('eva', 'lead', 'STORE-1');
    expect((await own(id, me, key)).body.owner).toMatchObject({ actor: me });
    const mine = await app.ask('GET', '/api/exceptions?owner=me', undefined, { key });
    expect(mine.body.items).toMatchObject([{ id }]);
    expect((await own(id, eva, key)).body.owner).toMatchObject({ actor: eva, name: 'eva' });
    expect((await list(`&owner=${eva}`)).map((one: { id: number }) => one.id)).toEqual([id]);
    expect((await own(id, null, key)).body.owner).toBeNull();
    expect((await list('&owner=nobody')).map((one: { id: number }) => one.id)).toContain(id);
    const { owners } = (await app.ask('GET', `/api/exceptions/${id}`)).body;
    expect(owners).toMatchObject([
      { owner: null, by: me },
      { owner: eva, by: me },
      { owner: me, by: me },
    ]);
  });

  test('only somebody who may settle there is asked or taken', async () => {
    const { id } = (await list('&site=STORE-1&open=true'))[0];
    const other = await person('olga', 'lead', 'DC');
    const associate = await person('otto', 'associate', 'STORE-1');
    const everywhere = await person('ines', 'manager', null);
    const { items } = (await app.ask('GET', '/api/exceptions/owners?site=STORE-1')).body;
    const actors = items.map(({ actor }: { actor: string }) => actor);
    expect([actors.includes(everywhere), actors.includes(other), actors.includes(associate)]).toEqual([
      true,
      false,
      false,
    ]);
    for (const owner of [other, associate, 'person:nobody']) {
      const told = await own(id, owner);
      expect([told.status, told.body.code, told.body.where]).toEqual([422, 'may_not_settle', 'owner']);
    }
    expect((await own(id, null, await app.keyOf('lead', 'DC'))).status).toBe(404);
  });
});

describe('open questions are narrowed', () => {
  test.each<[string, number]>([
    ['&kind=returned_without_sale', 5],
    ['&kind=sold_twice', 0],
    ['&olderThanDays=0', 5],
    ['&olderThanDays=1', 0],
    ['&owner=person%3Anobody', 0],
  ])('%s', async (query, count) => {
    expect(await list(`&open=true${query}`)).toHaveLength(count);
  });

  test('the latest first, if that is asked for', async () => {
    const ids = (await list('&open=true&sort=-openedAt')).map(({ id }: { id: number }) => id);
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => b - a));
  });
});

describe('settling', () => {
  test('keeps who decided what and when, takes it off the open list, and puts it into the feed', async () => {
    const { id } = (await list('&site=STORE-1'))[0];
    const key = await app.keyOf('lead');
    const { status, body } = await settle(id, 'Sold at the old till.', key);
    expect([status, body.settlement, body.settledBy]).toEqual([
      200,
      'Sold at the old till.',
      expect.stringMatching(/^key:/),
    ]);
    expect(await list('&site=STORE-1&open=true')).toEqual([]);
    expect(await list('&open=false')).toEqual([body]);
    let last: { type?: string } = {};
    while (last.type !== 'exception_settled')
      last = (await app.ask('GET', '/api/changes?limit=1000')).body.items.at(-1) ?? last;
    expect(last).toMatchObject({
      type: 'exception_settled',
      exception: id,
      settledBy: body.settledBy,
    });
  });

  test('is done once: the second is told who was first', async () => {
    const { id } = (await list('&site=DC'))[0];
    const both = await Promise.all([settle(id, 'One.'), settle(id, 'Two.')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'already_settled' });
  });

  test('is a lead’s to do', async () => {
    const { id } = (await list('&open=true'))[0];
    expect((await settle(id, 'Mine.', await app.keyOf('associate'))).status).toBe(403);
    expect((await list('&open=true'))[0].id).toBe(id);
  });

  test.each([
    [{ settlement: '' }, 400, 'settlement'],
    [{}, 400, 'settlement'],
    [{ settlement: 'x'.repeat(2001) }, 400, 'settlement'],
  ])('needs words', async (body, status, where) => {
    const told = await app.ask('POST', '/api/exceptions/1/settle', body);
    expect([told.status, told.body.where]).toEqual([status, where]);
  });

  test('of what does not exist is not found', async () => {
    const { status, body } = await settle(999_999_999);
    expect([status, body.code, body.where]).toEqual([404, 'exception_not_found', 'params.id']);
  });
});
