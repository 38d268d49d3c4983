import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.scan('receive', ['CABLE'], { location: 'A-01', quantity: 1_000 });
});
afterAll(() => app?.close());

const at = (number: string, rest = '') => `/api/transfers/${number}${rest}`;
const asked = async (lines: readonly object[], more: object = {}) => {
  const body = { request: randomUUID(), from: 'DC', to: 'STORE-1', lines, ...more };
  const told = await app.ask('POST', '/api/transfers', body);
  expect(told.status).toBe(201);
  return told.body.number as string;
};
const cables = (move: string, number: string, quantity: number, more: object = {}) =>
  app.scan(move, ['CABLE'], {
    ...{ quantity, document: { kind: 'transfer', number } },
    ...(move === 'send_to_site' ? { location: 'A-01' } : { site: 'STORE-1' }),
    ...more,
  });
const post = (number: string, rest: string, body: object) => app.ask('POST', at(number, rest), body);
const read = async (number: string, rest = '') => (await app.ask('GET', at(number, rest))).body;

async function counts(number: string) {
  const { wanted, sent, received, inTransit, lost, extra } = await read(number);
  expect(sent).toBe(received + inTransit + lost);
  return [wanted, sent, received, inTransit, lost, extra];
}

describe('plain products on a transfer', () => {
  test('go, come and are lost by the piece: sent = received + on the way + lost', async () => {
    const number = await asked([{ sku: 'CABLE', quantity: 20 }]);
    expect((await cables('send_to_site', number, 20)).outcome).toBe('recorded');
    expect([await counts(number), (await read(number)).status]).toEqual([[20, 20, 0, 20, 0, 0], 'sent']);
    await cables('receive_at_site', number, 15);
    const request = randomUUID();
    const loss = { request, pieces: [{ sku: 'CABLE', quantity: 2 }], reason: 'torn open', carrier: 'Van' };
    for (const time of ['once', 'again'])
      expect([time, (await post(number, '/losses', loss)).status]).toEqual([time, 200]);
    expect(await counts(number)).toEqual([20, 20, 15, 3, 2, 0]);
    const more = { ...loss, request: randomUUID(), pieces: [{ sku: 'CABLE', quantity: 4 }] };
    expect((await post(number, '/losses', more)).body).toMatchObject({
      code: 'wrong_state',
      where: 'body.pieces[0].quantity',
    });
    expect((await post(number, '/close', {})).body.code).toBe('wrong_state');
    await cables('receive_at_site', number, 3);
    expect((await post(number, '/close', { reason: 'two claimed' })).body.status).toBe('closed');
    const { lines, claims } = await read(number, '/progress');
    expect(lines).toMatchObject([{ sku: 'CABLE', plain: true, wanted: 20, received: 18, lost: 2 }]);
    expect(claims).toMatchObject([{ pieces: [{ sku: 'CABLE', quantity: 2 }], units: [] }]);
  });

  test('what comes beyond what was sent is extra, and what was taken back never went', async () => {
    const number = await asked([{ sku: 'CABLE', quantity: 5 }, { sku: 'TV' }]);
    await cables('send_to_site', number, 5);
    await cables('send_to_site', number, 3);
    const [{ seq }] = (await app.world.rows(
      `select q.seq from quantity_count q join location l on l.id = q.place join site s on s.id = l.site_id
       where l.code = 'A-01' and s.code = 'DC'`,
    )) as [{ seq: number }];
    const back = { location: 'A-01', quantity: 3, details: { seq: Number(seq), reason: 'left behind' } };
    expect((await app.scan('annul', ['CABLE'], back)).outcome).toBe('recorded');
    expect(await counts(number)).toEqual([6, 5, 0, 5, 0, 0]);
    await cables('receive_at_site', number, 7);
    expect(await counts(number)).toEqual([6, 5, 5, 0, 0, 2]);
  });

  test('beside units they are one transfer, and many at once add up', async () => {
    const number = await asked([{ sku: 'CABLE', quantity: 40 }]);
    await Promise.all(Array.from({ length: 8 }, () => cables('send_to_site', number, 5)));
    await Promise.all(Array.from({ length: 4 }, () => cables('receive_at_site', number, 10)));
    expect(await counts(number)).toEqual([40, 40, 40, 0, 0, 0]);
    const { items } = (await app.ask('GET', '/api/transfers?status=in_transit')).body;
    expect(items.map((one: { number: string }) => one.number)).not.toContain(number);
  });

  test.each([
    ['before anybody has asked for it', 'send_to_site', 'T-NOBODY', {}, 'document_unknown'],
    [
      'from another site',
      'send_to_site',
      null,
      { site: 'STORE-2', location: 'FLOOR' },
      'document_of_another_site',
    ],
    ['at another site', 'receive_at_site', null, { site: 'STORE-2' }, 'document_of_another_site'],
    ['by a sale', 'sell', null, { site: 'DC', location: 'A-01' }, 'details_wrong'],
  ] as const)('cannot go or come %s', async (_, move, unknown, more, code) => {
    await app.scan('receive', ['CABLE'], { site: 'STORE-2', location: 'FLOOR', quantity: 5 });
    const number = unknown ?? (await asked([{ sku: 'CABLE', quantity: 1 }]));
    const told = await cables(move, number, 1, more);
    expect([told.outcome, told.code]).toEqual(['refused', code]);
  });

  test('have no serials, and a closed transfer takes none', async () => {
    const lines = [{ sku: 'CABLE', serial: 'C-1' }];
    const body = { request: randomUUID(), from: 'DC', to: 'STORE-1', lines };
    expect((await app.ask('POST', '/api/transfers', body)).body).toMatchObject({
      code: 'no_serials',
      where: 'lines[0].serial',
    });
    const number = await asked([{ sku: 'CABLE', quantity: 1 }]);
    await post(number, '/cancel', {});
    expect((await cables('send_to_site', number, 1)).code).toBe('document_closed');
    const nothing = await post(number, '/losses', { request: randomUUID(), reason: 'lost' });
    expect([nothing.status, nothing.body.code]).toEqual([400, 'invalid_request']);
  });
});

describe('to a site where nobody scans', () => {
  test('what is sent is booked there at once, as inferred, and comes back by scan', async () => {
    await app.scan('receive', ['TV', 'POPUP-1'], { location: 'A-01' });
    const number = await asked([{ sku: 'TV' }, { sku: 'CABLE', quantity: 6 }], { unscanned: true });
    const document = { kind: 'transfer', number };
    await app.scan('pick', ['POPUP-1'], { document, details: { for: 'inside' } });
    await cables('send_to_site', number, 6);
    const sent = await post(number, '/send', { request: randomUUID() });
    expect(sent.body).toEqual({ sent: 7, refused: [], arrived: 7 });
    expect(await counts(number)).toEqual([7, 7, 7, 0, 0, 0]);
    const [unit] = (await app.ask('GET', '/api/units/by-code/POPUP-1')).body.units;
    expect([unit.status, unit.place.split('/')[0]]).toEqual(['in_stock', 'STORE-1']);
    const { events } = (await app.ask('GET', `/api/units/${unit.id}/history`)).body;
    expect(events.at(-1)).toMatchObject({ move: 'receive_at_site', evidence: 'inferred' });
    expect((await post(number, '/close', {})).body.status).toBe('closed');

    const home = await asked([{ sku: 'TV' }], { from: 'STORE-1', to: 'DC' });
    const back = { id: randomUUID(), codes: ['POPUP-1'], reason: 'the market is over' };
    expect((await post(home, '/arrivals', back)).body.outcome).toBe('recorded');
    const [now] = (await app.ask('GET', '/api/units/by-code/POPUP-1')).body.units;
    expect(now.place.split('/')[0]).toBe('DC');
  });

  test('the site says so for all its transfers, those too that begin with a scan', async () => {
    const changed = await app.ask('PATCH', '/api/sites/STORE-1', { scans: false });
    expect([changed.status, changed.body.scans]).toEqual([200, false]);
    expect((await app.ask('PATCH', '/api/sites/STORE-1', { name: 'A stall' })).body.scans).toBe(false);
    const asked1 = await asked([{ sku: 'TV' }]);
    const sayOf = async (number: string) => (await app.ask('GET', `/api/transfers/${number}`)).body.unscanned;
    expect(await sayOf(asked1)).toBe(true);
    expect(await sayOf(await asked([{ sku: 'TV' }], { unscanned: false }))).toBe(false);
    await app.scan('receive', ['TV', 'POPUP-2'], { location: 'A-01' });
    const document = { kind: 'transfer', number: 'BY-SCAN' };
    await app.scan('send_to_site', ['POPUP-2'], { document, details: { to: 'STORE-1' } });
    const sent = await post('BY-SCAN', '/send', { request: randomUUID() });
    expect(sent.body).toEqual({ sent: 1, refused: [], arrived: 1 });
    await app.ask('PATCH', '/api/sites/STORE-1', { scans: true });
    expect(await sayOf(await asked([{ sku: 'TV' }]))).toBe(false);
    expect(await sayOf('BY-SCAN')).toBe(true);
  });

  test('pieces that were scanned out before are booked by the next sending, and nothing twice', async () => {
    const number = await asked([{ sku: 'CABLE', quantity: 4 }], { unscanned: true });
    const early = await post(number, '/send', { request: randomUUID() });
    expect(early.body.code).toBe('wrong_state');
    await cables('send_to_site', number, 4);
    const request = randomUUID();
    expect((await post(number, '/send', { request })).body).toEqual({ sent: 4, refused: [], arrived: 4 });
    expect((await post(number, '/send', { request })).body).toEqual({ sent: 4, refused: [], arrived: 0 });
    expect(await counts(number)).toEqual([4, 4, 4, 0, 0, 0]);
  });
});
