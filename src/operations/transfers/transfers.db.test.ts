import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const at = (number: string, rest = '') => `/api/transfers/${encodeURIComponent(number)}${rest}`;
const paper = (number: string) => ({ kind: 'transfer', number });

interface Line {
  readonly sku: string;
  readonly quantity?: number;
  readonly serial?: string;
}

async function asked(lines: readonly Line[], more: Record<string, unknown> = {}): Promise<string> {
  const told = await app.ask('POST', '/api/transfers', {
    request: randomUUID(),
    from: 'DC',
    to: 'STORE-1',
    lines,
    ...more,
  });
  expect(told.status).toBe(201);
  return told.body.number;
}

async function inStock(...serials: readonly string[]) {
  for (const serial of serials)
    expect((await app.scan('receive', ['TV', serial], { location: 'A-01' })).outcome).toBe('recorded');
}

const pick = (number: string, serial: string, more: Record<string, unknown> = {}) =>
  app.scan('pick', [serial], { document: paper(number), details: { for: 'inside' }, ...more });
const receive = (number: string, serial: string, more: Record<string, unknown> = {}) =>
  app.scan('receive_at_site', [serial], { site: 'STORE-1', document: paper(number), ...more });
const send = (number: string, more: Record<string, unknown> = {}) =>
  app.ask('POST', at(number, '/send'), { request: randomUUID(), ...more });
const unit = async (serial: string) => (await app.ask('GET', `/api/units/by-code/${serial}`)).body.units[0];
const read = async (number: string) => (await app.ask('GET', at(number))).body;

async function counts(number: string) {
  const { picked, sent, received, inTransit, lost, extra } = await read(number);
  expect(sent).toBe(received + inTransit + lost);
  return [picked, sent, received, inTransit, lost, extra];
}

/** Asked for, picked and sent. */
async function underWay(...serials: readonly string[]): Promise<string> {
  await inStock(...serials);
  const number = await asked([{ sku: 'TV', quantity: serials.length }]);
  for (const serial of serials) expect((await pick(number, serial)).outcome).toBe('recorded');
  expect((await send(number)).body).toMatchObject({ sent: serials.length, refused: [] });
  return number;
}

async function idsOf(number: string, state: string): Promise<number[]> {
  const { body } = await app.ask('GET', at(number, `/units?state=${state}`));
  return body.items.map((item: { unit: { id: number } }) => item.unit.id);
}

describe('from the request to the shelf', () => {
  test('a store asks, the warehouse picks and sends, the store receives: each unit arrives as what it was', async () => {
    await inStock('DAY-1', 'DAY-2');
    const number = await asked([{ sku: 'TV', quantity: 2 }], { note: 'for the weekend' });
    expect(await read(number)).toMatchObject({
      status: 'requested',
      wanted: 2,
      from: 'DC',
      to: 'STORE-1',
      note: 'for the weekend',
    });
    await pick(number, 'DAY-1');
    await pick(number, 'DAY-2');
    expect([(await read(number)).status, await counts(number)]).toEqual(['picking', [2, 0, 0, 0, 0, 0]]);
    await send(number, { carrier: 'Own van', tracking: 'VAN-7' });
    expect([(await read(number)).status, await counts(number)]).toEqual(['sent', [0, 2, 0, 2, 0, 0]]);
    const { body: onWay } = await app.ask('GET', at(number, '/units?state=sent'));
    expect(onWay.items.map((one: { before: string }) => one.before)).toEqual(['in_stock', 'in_stock']);
    const arrived = await receive(number, 'DAY-1', { location: 'DOCK' });
    expect([arrived.outcome, arrived.status, arrived.place]).toEqual([
      'recorded',
      'in_stock',
      'STORE-1/DOCK',
    ]);
    expect((await read(number)).status).toBe('receiving');
    await receive(number, 'DAY-2');
    expect(await counts(number)).toEqual([0, 2, 2, 0, 0, 0]);
    expect((await app.ask('POST', at(number, '/close'), {})).body.status).toBe('closed');
    const { body } = await app.ask('GET', at(number, '/progress'));
    expect(body.lines).toMatchObject([{ sku: 'TV', wanted: 2, sent: 2, received: 2, inTransit: 0 }]);
    expect(body.steps.map((step: { step: string }) => step.step)).toEqual(['requested', 'sent', 'closed']);
    expect(body.steps[1]).toMatchObject({ carrier: 'Own van', tracking: 'VAN-7', units: 2 });
  });

  test('it may be sent in parts, and the same sending again changes nothing', async () => {
    await inStock('PART-1', 'PART-2');
    const number = await asked([{ sku: 'TV', quantity: 2 }]);
    await pick(number, 'PART-1');
    const request = randomUUID();
    expect((await send(number, { request })).body.sent).toBe(1);
    expect((await send(number, { request })).body.sent).toBe(1);
    expect((await send(number)).body.code).toBe('wrong_state');
    await pick(number, 'PART-2');
    expect((await send(number)).body.sent).toBe(1);
    expect(await counts(number)).toEqual([0, 2, 0, 2, 0, 0]);
  });

  test('the same request again answers the transfer that it made', async () => {
    const body = { request: randomUUID(), from: 'DC', to: 'STORE-2', lines: [{ sku: 'TV', quantity: 1 }] };
    const [first, again] = await Promise.all([1, 2].map(() => app.ask('POST', '/api/transfers', body)));
    expect([first!.status, again!.status]).toEqual([201, 201]);
    expect(again!.body.number).toBe(first!.body.number);
  });

  test('an unjudged return travels as a return and arrives as one', async () => {
    await inStock('RET-1');
    await app.scan('record_sale', ['RET-1']);
    await app.scan('take_into_custody', ['RET-1']);
    const number = await asked([{ sku: 'TV', serial: 'RET-1' }]);
    const sent = await app.scan('send_to_site', ['RET-1'], {
      document: paper(number),
      details: { to: 'STORE-1' },
    });
    expect(sent.outcome).toBe('recorded');
    expect((await receive(number, 'RET-1')).status).toBe('returned');
  });
});

describe('what may be picked', () => {
  test('exactly the unit that was asked for, or any of the product, as long as there is room', async () => {
    await inStock('FIT-1', 'FIT-2', 'FIT-3', 'FIT-4');
    const exact = await asked([{ sku: 'TV', serial: 'FIT-1' }]);
    expect((await pick(exact, 'FIT-2')).code).toBe('not_on_document');
    expect((await pick(exact, 'FIT-1')).outcome).toBe('recorded');
    expect((await pick(exact, 'FIT-1')).code).toBe('already_on_document');
    const any = await asked([{ sku: 'TV', quantity: 1 }]);
    expect((await pick(any, 'FIT-2')).outcome).toBe('recorded');
    expect((await pick(any, 'FIT-3')).code).toBe('not_on_document');
    const along = { details: { for: 'inside', reason: 'room in the van' } };
    expect((await pick(any, 'FIT-3', along)).outcome).toBe('recorded');
    await app.scan('undo_pick', ['FIT-2'], { document: paper(any) });
    expect((await pick(any, 'FIT-4')).outcome).toBe('recorded');
    expect(await counts(any)).toEqual([2, 0, 0, 0, 0, 0]);
  });

  test('a unit on recall goes to another site of ours, but one that its hold keeps here does not', async () => {
    await inStock('HOLD-1');
    await app.scan('place_hold', ['HOLD-1'], { details: { kind: 'recall', reference: 'R-1' } });
    const number = await asked([{ sku: 'TV', quantity: 1 }]);
    expect((await pick(number, 'HOLD-1', { details: {} })).code).toBe('details_missing');
    expect((await pick(number, 'HOLD-1', { details: { for: 'to_customer' } })).code).toBe('details_wrong');
    expect((await pick(number, 'HOLD-1')).outcome).toBe('recorded');
  });

  test('two people who take the last place of a line: one gets it, whoever is first', async () => {
    const serials = Array.from({ length: 8 }, (_, nth) => `RACE-${nth}`);
    await inStock(...serials);
    const number = await asked([{ sku: 'TV', quantity: 3 }]);
    const ledgers = [app.world.anotherLedger(), app.world.anotherLedger()];
    const answers = await Promise.all(
      serials.map((serial, nth) =>
        app.world.scan('pick', serial, {
          document: paper(number),
          details: { for: 'inside' },
          ledger: ledgers[nth % 2]!,
        }),
      ),
    );
    expect(answers.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(3);
    expect(await counts(number)).toEqual([3, 0, 0, 0, 0, 0]);
  });
});

describe('what may be received', () => {
  test('only where it was sent to, and once', async () => {
    const number = await underWay('GOT-1');
    expect((await receive(number, 'GOT-1', { site: 'STORE-2' })).code).toBe('document_of_another_site');
    expect((await receive(number, 'GOT-1')).outcome).toBe('recorded');
    expect((await receive(number, 'GOT-1')).code).toBe('already_on_document');
  });

  test('a unit that is not on it only with a reason; one that nobody scanned out was sent all the same', async () => {
    const number = await underWay('SENT-1');
    await inStock('UNSENT-1');
    expect((await receive(number, 'UNSENT-1')).code).toBe('not_on_document');
    const body = { id: randomUUID(), codes: ['UNSENT-1'], reason: 'it was in the box' };
    const told = await app.ask('POST', at(number, '/arrivals'), body);
    expect(told.body).toMatchObject({ outcome: 'recorded', refusal: null });
    expect((await app.ask('POST', at(number, '/arrivals'), body)).body.outcome).toBe('repeated');
    expect((await unit('UNSENT-1')).status).toBe('in_stock');
    expect(await counts(number)).toEqual([0, 2, 1, 1, 0, 0]);
  });

  test('a unit on its way is received on its transfer although nobody names it', async () => {
    const number = await underWay('NAMELESS-1');
    await app.scan('receive_at_site', ['NAMELESS-1'], { site: 'STORE-1' });
    expect(await counts(number)).toEqual([0, 1, 1, 0, 0, 0]);
  });

  test('a unit that comes to a third site is received elsewhere, and the transfer says so', async () => {
    const number = await underWay('ASTRAY-1');
    const came = await app.scan('receive_at_site', ['ASTRAY-1'], { site: 'STORE-2' });
    expect([came.outcome, came.status]).toEqual(['recorded', 'in_stock']);
    expect(await counts(number)).toEqual([0, 1, 1, 0, 0, 0]);
    expect((await read(number)).elsewhere).toBe(1);
    expect((await app.ask('POST', at(number, '/close'), {})).body.code).toBe('reason_needed');
  });

  test('a unit sold out of its box on the way has arrived', async () => {
    const number = await underWay('SOLD-1');
    const document = { kind: 'sale', number: 'S-TRANSFER' };
    await app.scan('record_sale', ['SOLD-1'], { site: 'STORE-1', document });
    expect(await counts(number)).toEqual([0, 1, 1, 0, 0, 0]);
    const { body } = await app.ask('GET', `/api/units/${(await unit('SOLD-1')).id}`);
    await app.scan('annul', ['SOLD-1'], { site: 'STORE-1', details: { seq: body.seq, reason: 'wrong one' } });
    expect((await unit('SOLD-1')).status).toBe('in_transit');
    expect(await counts(number)).toEqual([0, 1, 0, 1, 0, 0]);
  });

  test('an arrival and a sending that were recorded by mistake can be taken back', async () => {
    const number = await underWay('BACK-1');
    const arrived = await receive(number, 'BACK-1');
    await app.scan('annul', ['BACK-1'], {
      site: 'STORE-1',
      details: { seq: arrived.seq, reason: 'not here' },
    });
    expect(await counts(number)).toEqual([0, 1, 0, 1, 0, 0]);
    await app.scan('annul', ['BACK-1'], { details: { seq: arrived.seq - 1, reason: 'not in the van' } });
    expect([(await unit('BACK-1')).status, await counts(number)]).toEqual(['picked', [1, 0, 0, 0, 0, 0]]);
    expect((await send(number)).body.sent).toBe(1);
    expect((await receive(number, 'BACK-1')).status).toBe('in_stock');
  });

  const annul = (serial: string, seq: number) =>
    app.scan('annul', [serial], { details: { seq, reason: 'a mistake' } });

  test('a pick that was put back by mistake is picked for its transfer again', async () => {
    await inStock('AGAIN-1');
    const number = await asked([{ sku: 'TV', quantity: 1 }]);
    await pick(number, 'AGAIN-1');
    const back = await app.scan('undo_pick', ['AGAIN-1'], { document: paper(number) });
    expect(await counts(number)).toEqual([0, 0, 0, 0, 0, 0]);
    await annul('AGAIN-1', back.seq);
    expect([(await unit('AGAIN-1')).status, await counts(number)]).toEqual(['picked', [1, 0, 0, 0, 0, 0]]);
    const { body } = await app.ask('GET', at(number, '/progress'));
    expect(body.lines).toMatchObject([{ sku: 'TV', wanted: 1, picked: 1 }]);
    expect((await send(number)).body.sent).toBe(1);
    expect((await receive(number, 'AGAIN-1')).status).toBe('in_stock');
  });

  test('an arrival taken back after the unit set out again leaves it on its way once, to arrive as what it was', async () => {
    const number = await underWay('ONWARD-1');
    const arrived = await receive(number, 'ONWARD-1');
    const onward = await asked([{ sku: 'TV', quantity: 1 }], { from: 'STORE-1', to: 'STORE-2' });
    const sending = { site: 'STORE-1', document: paper(onward), details: { to: 'STORE-2' } };
    expect((await app.scan('send_to_site', ['ONWARD-1'], sending)).outcome).toBe('recorded');
    await annul('ONWARD-1', arrived.seq);
    expect([await counts(number), (await read(number)).elsewhere]).toEqual([[0, 1, 1, 0, 0, 0], 1]);
    expect(await counts(onward)).toEqual([0, 1, 0, 1, 0, 0]);
    const came = await app.scan('receive_at_site', ['ONWARD-1'], { site: 'STORE-2' });
    expect([came.status, await counts(onward)]).toEqual(['in_stock', [0, 1, 1, 0, 0, 0]]);
  });

  test('where it came to is told by its sale, wherever somebody takes back the arrival', async () => {
    const number = await underWay('SOLD-2');
    const arrived = await receive(number, 'SOLD-2');
    const document = { kind: 'sale', number: 'S-TRANSFER-2' };
    await app.scan('record_sale', ['SOLD-2'], { site: 'STORE-1', document });
    await annul('SOLD-2', arrived.seq);
    expect([await counts(number), (await read(number)).elsewhere]).toEqual([[0, 1, 1, 0, 0, 0], 0]);
  });
});

describe('lost in transit', () => {
  const loss = (units: readonly number[]) => ({
    request: randomUUID(),
    units,
    reason: 'the box was torn open',
    carrier: 'Parcel Co',
    number: 'CL-77',
    amount: 49_900,
    currency: 'EUR',
  });

  test('a loss with its claim closes a shortage; what is found later is on its way again', async () => {
    const number = await underWay('LOST-1', 'LOST-2');
    await receive(number, 'LOST-1');
    expect((await app.ask('POST', at(number, '/close'), {})).body.code).toBe('wrong_state');
    const body = loss(await idsOf(number, 'sent'));
    const told = await app.ask('POST', at(number, '/losses'), body);
    expect(told.body).toEqual({ lost: 1, refused: [] });
    expect((await app.ask('POST', at(number, '/losses'), body)).body.lost).toBe(1);
    expect([(await unit('LOST-2')).status, await counts(number)]).toEqual(['missing', [0, 2, 1, 0, 1, 0]]);
    const claims = async () => (await app.ask('GET', at(number, '/progress'))).body.claims;
    expect(await claims()).toMatchObject([
      { carrier: 'Parcel Co', number: 'CL-77', amount: 49_900, currency: 'EUR', found: 0 },
    ]);
    expect((await app.ask('POST', at(number, '/close'), {})).body.code).toBe('reason_needed');
    const closed = await app.ask('POST', at(number, '/close'), { reason: 'claimed' });
    expect(closed.body.status).toBe('closed');
    expect((await receive(number, 'LOST-2')).code).toBe('wrong_status');
    await app.scan('find', ['LOST-2'], { site: 'STORE-1' });
    expect(await counts(number)).toEqual([0, 2, 1, 1, 0, 0]);
    expect((await receive(number, 'LOST-2')).status).toBe('in_stock');
    expect(await counts(number)).toEqual([0, 2, 2, 0, 0, 0]);
    expect(await claims()).toMatchObject([{ found: 1 }]);
  });

  test('only what is on its way is lost there, and only a lead says so', async () => {
    const number = await underWay('LOSS-1');
    await receive(number, 'LOSS-1');
    const units = await idsOf(number, 'received');
    const told = await app.ask('POST', at(number, '/losses'), loss(units));
    expect([told.body.lost, told.body.refused[0].code]).toEqual([0, 'not_on_document']);
    const key = await app.keyOf('associate', 'STORE-1');
    expect((await app.ask('POST', at(number, '/losses'), loss(units), { key })).status).toBe(403);
  });
});

describe('cancelling', () => {
  test('before anything is sent, it puts picks back', async () => {
    await inStock('CANCEL-1');
    const number = await asked([{ sku: 'TV', quantity: 1 }]);
    await pick(number, 'CANCEL-1');
    const store = await app.keyOf('associate', 'STORE-1');
    const early = await app.ask('POST', at(number, '/cancel'), {}, { key: store });
    expect(early.body.code).toBe('wrong_state');
    const told = await app.ask('POST', at(number, '/cancel'), { reason: 'not needed' });
    expect([told.body.status, told.body.picked]).toEqual(['cancelled', 0]);
    expect((await unit('CANCEL-1')).status).toBe('in_stock');
    expect((await pick(number, 'CANCEL-1')).code).toBe('document_closed');
    expect((await app.ask('POST', at(number, '/cancel'), {})).body.code).toBe('already_closed');
  });

  test('opened again and cancelled again it puts back what was picked again', async () => {
    await inStock('CANCEL-2');
    const number = await asked([{ sku: 'TV', quantity: 1 }]);
    for (const _ of ['once', 'twice']) {
      await pick(number, 'CANCEL-2');
      expect((await app.ask('POST', at(number, '/cancel'), {})).body).toMatchObject({ picked: 0 });
      expect((await unit('CANCEL-2')).status).toBe('in_stock');
      await app.ask('POST', at(number, '/reopen'), { reason: 'still wanted' });
    }
  });

  test('where the server died on the way, cancelling again puts back what is still picked', async () => {
    await inStock('CANCEL-3');
    const number = await asked([{ sku: 'TV', quantity: 1 }]);
    await pick(number, 'CANCEL-3');
    // As it stands between the two: closed, and nothing put back.
    await app.world.asOwner(
      `update transfer set closed_at = now(), cancelled = true
       where document_id = (select id from document where kind = 'transfer' and number = '${number}')`,
    );
    expect((await app.ask('POST', at(number, '/cancel'), {})).body).toMatchObject({ picked: 0 });
    expect((await unit('CANCEL-3')).status).toBe('in_stock');
    expect((await app.ask('POST', at(number, '/cancel'), {})).body.code).toBe('already_closed');
  });

  test('after that it cannot be cancelled; a closed one can be opened again', async () => {
    const number = await underWay('KEPT-1');
    expect((await app.ask('POST', at(number, '/cancel'), {})).body.code).toBe('wrong_state');
    expect((await app.ask('POST', at(number, '/reopen'), { reason: 'more' })).body.code).toBe('not_closed');
    await receive(number, 'KEPT-1');
    await app.ask('POST', at(number, '/close'), {});
    const again = await app.ask('POST', at(number, '/reopen'), { reason: 'one more' });
    expect(again.body.status).toBe('receiving');
  });
});

describe('who sees it', () => {
  test('the two sites do, others do not; only the one sends and only the other receives what nobody scanned', async () => {
    const number = await underWay('SEEN-1');
    const keys = await Promise.all(['DC', 'STORE-1', 'STORE-2'].map((site) => app.keyOf('associate', site)));
    const seen = keys.map(async (key) => (await app.ask('GET', at(number), undefined, { key })).status);
    expect(await Promise.all(seen)).toEqual([200, 200, 404]);
    const listed = keys.map(async (key) => {
      const { body } = await app.ask('GET', '/api/transfers?limit=100', undefined, { key });
      return body.items.some((one: { number: string }) => one.number === number);
    });
    expect(await Promise.all(listed)).toEqual([true, true, false]);
    const onWay = keys.map(async (key) => {
      const { body } = await app.ask('GET', '/api/in-transit?limit=100', undefined, { key });
      return body.items.some((one: { number: string }) => one.number === number);
    });
    expect(await Promise.all(onWay)).toEqual([true, true, false]);
    const [dc, store] = keys as [string, string];
    const sending = { request: randomUUID() };
    expect((await app.ask('POST', at(number, '/send'), sending, { key: store })).body.code).toBe('other_end');
    const arrival = { id: randomUUID(), codes: ['SEEN-1'], reason: 'here' };
    expect((await app.ask('POST', at(number, '/arrivals'), arrival, { key: dc })).body.code).toBe(
      'other_end',
    );
    const others = await app.keyOf('associate', 'STORE-2');
    const body = { request: randomUUID(), from: 'DC', to: 'STORE-1', lines: [{ sku: 'TV' }] };
    expect((await app.ask('POST', '/api/transfers', body, { key: others })).body.code).toBe('unknown_site');
  });

  test('lists are narrowed by ends and by how far a transfer is', async () => {
    const number = await asked([{ sku: 'TV' }], { number: 'NARROW-1', from: 'STORE-2', to: 'DC' });
    const numbers = async (query: string) =>
      (await app.ask('GET', `/api/transfers?${query}`)).body.items.map(
        (one: { number: string }) => one.number,
      );
    expect(await numbers('from=STORE-2&to=DC')).toEqual([number]);
    expect(await numbers('from=STORE-2&status=requested')).toEqual([number]);
    expect(await numbers('number=narrow')).toEqual([number]);
    expect(await numbers('from=STORE-2&status=in_transit')).toEqual([]);
    const pages = await app.ask('GET', '/api/transfers?limit=2');
    const more = await app.ask('GET', `/api/transfers?limit=2&after=${pages.body.next}`);
    const both = [...pages.body.items, ...more.body.items].map((one: { number: string }) => one.number);
    expect(new Set(both).size).toBe(4);
  });
});

test.each([
  ['a site that is not there', { to: 'NOWHERE' }, 422, 'unknown_site', 'to'],
  ['one site at both ends', { to: 'DC' }, 422, 'same_site', 'to'],
  ['a product that is not there', { lines: [{ sku: 'NOTHING' }] }, 422, 'unknown_product', 'lines[0].sku'],
  [
    'a serial of a product without serials',
    { lines: [{ sku: 'CABLE', serial: 'C-1' }] },
    422,
    'no_serials',
    'lines[0].serial',
  ],
  [
    'a unit that is not there',
    { lines: [{ sku: 'TV', serial: 'NO' }] },
    422,
    'unknown_unit',
    'lines[0].serial',
  ],
  ['nothing', { lines: [] }, 400, 'invalid_request', 'lines'],
])('a request for %s makes nothing', async (_what, more, status, code, where) => {
  const told = await app.ask('POST', '/api/transfers', {
    ...{ request: randomUUID(), number: 'WRONG-1', from: 'DC', to: 'STORE-1', lines: [{ sku: 'TV' }] },
    ...more,
  });
  expect([told.status, told.body.code, told.body.where]).toEqual([status, code, where]);
  expect((await app.ask('GET', at('WRONG-1'))).status).toBe(404);
});
