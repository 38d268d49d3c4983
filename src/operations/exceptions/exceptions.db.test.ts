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
