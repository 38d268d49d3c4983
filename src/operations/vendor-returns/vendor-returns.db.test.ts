import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  for (const [code, name] of [
    ['ACME', 'Acme Ltd'],
    ['OTHER', 'Other Inc'],
  ])
    expect((await app.ask('POST', '/api/suppliers', { code, name })).status).toBe(201);
  await app.ask('POST', '/api/products/TV/costs', { amount: 40_000, currency: 'EUR', from: '2020-01-01' });
});
afterAll(() => app?.close());

const at = (number: string, rest = '') => `/api/vendor-returns/${encodeURIComponent(number)}${rest}`;

async function begun(more: Record<string, unknown> = {}): Promise<string> {
  const body = { request: randomUUID(), site: 'DC', supplier: 'ACME', rma: 'RMA-1', ...more };
  const told = await app.ask('POST', '/api/vendor-returns', body);
  expect(told.status).toBe(201);
  return told.body.number;
}

/** Received from Acme. */
async function here(...serials: readonly string[]) {
  for (const serial of serials) {
    const told = await app.scan('receive', ['TV', serial], {
      location: 'A-01',
      details: { supplier: 'Acme Ltd' },
    });
    expect(told.outcome).toBe('recorded');
  }
}

const list = async (number: string, serials: readonly string[], more: Record<string, unknown> = {}) => {
  const things = serials.map((serial) => ({ codes: [serial] }));
  const body = { things, input: 'scanned', reason: 'defective', ...more };
  return (await app.ask('POST', at(number, '/units'), body)).body.items;
};
const send = async (number: string, more: Record<string, unknown> = {}) =>
  app.ask('POST', at(number, '/send'), { request: randomUUID(), ...more });
const read = async (number: string) => (await app.ask('GET', at(number))).body;
const lines = async (number: string) => (await app.ask('GET', at(number, '/units'))).body.items;
const unit = async (serial: string) => (await app.ask('GET', `/api/units/by-code/${serial}`)).body.units[0];
const answer = async (number: string, body: Record<string, unknown>, serials: readonly string[]) => {
  const of = await Promise.all(serials.map(async (serial) => ({ unit: (await unit(serial)).id })));
  const { amount, replacement, request = randomUUID(), ...rest } = body;
  const units = of.map((one) => ({
    ...one,
    ...(amount === undefined ? {} : { amount }),
    ...(replacement === undefined ? {} : { replacement }),
  }));
  const told = await app.ask('POST', at(number, '/answers'), { request, units, ...rest });
  expect(told.status).toBe(200);
  return told.body.items;
};
const undo = async (number: string, serial: string, reason = 'wrong one') =>
  app.ask('POST', at(number, `/units/${(await unit(serial)).id}/undo`), { reason });
const questions = async (serial: string) => {
  const { body } = await app.ask('GET', '/api/exceptions?kind=credit_differs&limit=1000');
  return body.items.filter((one: { unit: { serial: string } }) => one.unit.serial === serial);
};

/** Units that are with Acme. */
async function away(...serials: readonly string[]): Promise<string> {
  await here(...serials);
  const number = await begun();
  await list(number, serials);
  expect((await send(number)).body).toEqual({ sent: serials.length, refused: [] });
  return number;
}

describe('from the shelf to the supplier', () => {
  test('units are listed with a reason, sent under an RMA number, and are no stock any more', async () => {
    await here('D-1', 'D-2');
    const number = await begun({ rma: undefined, note: 'the spring lot' });
    expect(await list(number, ['D-1', 'D-2', 'D-1'])).toMatchObject([
      { outcome: 'listed', unit: { serial: 'D-1' } },
      { outcome: 'listed' },
      { outcome: 'refused', code: 'same_unit_twice' },
    ]);
    expect((await list(number, ['D-1']))[0]).toMatchObject({ outcome: 'repeated' });
    expect((await unit('D-1')).status).toBe('in_stock');
    expect((await lines(number))[0]).toMatchObject({
      ...{ reason: 'defective', wants: 'credit', state: 'listed' },
      expected: { amount: 40_000, currency: 'EUR' },
    });
    expect((await send(number)).body.code).toBe('details_missing');
    await app.ask('PATCH', at(number), { rma: 'RMA-77' });
    const request = randomUUID();
    expect((await send(number, { request, carrier: 'DHL', tracking: 'P-1' })).body.sent).toBe(2);
    expect((await send(number, { request })).body).toEqual({ sent: 0, refused: [] });
    expect(await unit('D-1')).toMatchObject({ status: 'with_vendor' });
    expect(await read(number)).toMatchObject({
      ...{ status: 'sent', sent: 2, listed: 0, openCredits: 2, carrier: 'DHL', rma: 'RMA-77' },
    });
    const csv = await app.ask('GET', at(number, '/packing-list.csv'));
    expect(csv.text).toContain('RMA-77,TV,A television,D-1,defective');
    const pdf = await app.ask('GET', at(number, '/packing-list.pdf'));
    expect(pdf.text.slice(0, 5)).toBe('%PDF-');
  });

  test('who stands with it in hand hears at once why it cannot go', async () => {
    await here('N-HELD', 'N-TWICE');
    await app.scan('place_hold', ['N-HELD'], { details: { kind: 'legal' } });
    await app.scan('receive', ['TV', 'N-OTHER'], { details: { supplier: 'OTHER' } });
    await app.scan('receive', ['TV', 'N-AWAY'], { site: 'STORE-1' });
    const customers = await app.scan('send_to_repair', ['TV', 'N-CUSTOMER']);
    expect(customers.outcome).toBe('recorded');
    const other = await begun();
    await list(other, ['N-TWICE']);
    const number = await begun();
    const told = await list(number, ['N-HELD', 'N-TWICE', 'N-OTHER', 'N-NONE', 'N-CUSTOMER', 'N-AWAY']);
    const codes = told.map(({ code }: { code: string }) => code);
    expect(codes).toEqual([
      'on_hold',
      'already_on_document',
      'unit_of_another_supplier',
      'unknown_unit',
      'customers_unit',
      null,
    ]);
    expect(told[2].sentence).toBe(
      'This unit was delivered by OTHER, not by Acme Ltd: it goes back to whom it came from.',
    );
    expect(told[1].sentence).toContain(other);
    // What was sold since it was listed stays behind, and is named.
    await here('N-LATE', 'N-FINE');
    await list(number, ['N-LATE', 'N-FINE']);
    await app.scan('sell', ['N-LATE']);
    const sent = (await send(number)).body;
    expect([sent.sent, sent.refused]).toMatchObject([
      2,
      [{ unit: { serial: 'N-LATE' }, code: 'wrong_status' }],
    ]);
  });

  test('a scan that names the return without its list is refused, and so is a lead’s missing word', async () => {
    await here('L-1');
    const number = await begun({ needsApproval: true });
    const document = { kind: 'vendor_return', number };
    const plain = await app.scan('send_to_vendor', ['L-1'], { document });
    expect(plain.code).toBe('not_on_return');
    await list(number, ['L-1']);
    expect((await app.scan('send_to_vendor', ['L-1'], { document })).code).toBe('approval_needed');
    expect((await send(number)).body.code).toBe('lead_needed');
    const ana = await app.keyOf('associate', 'DC');
    const approve = (key?: string) =>
      app.ask('POST', at(number, '/approve'), undefined, key === undefined ? {} : { key });
    expect((await approve(ana)).status).toBe(403);
    expect((await approve()).body.approvedBy).not.toBeNull();
    expect((await app.scan('send_to_vendor', ['L-1'], { document })).outcome).toBe('recorded');
    const unknown = { kind: 'vendor_return', number: 'VR-NONE' };
    await here('L-2');
    expect((await app.scan('send_to_vendor', ['L-2'], { document: unknown })).code).toBe('document_unknown');
  });

  test('a carton’s number lists what it was announced with', async () => {
    const sscc = '340123450000000123';
    await app.ask('POST', '/api/receipts', {
      ...{ number: 'ASN-VR', site: 'DC', supplier: 'Acme Ltd', lines: [{ line: 1, sku: 'TV' }] },
      cartons: [{ sscc, units: [{ line: 1, serials: ['C-1', 'C-2'] }] }],
    });
    const document = { kind: 'receipt', number: 'ASN-VR' };
    for (const serial of ['C-1', 'C-2']) await app.scan('receive', [serial], { document });
    const number = await begun();
    const told = await list(number, [`(00)${sscc}`], { reason: 'over_delivered', wants: 'credit' });
    expect(told.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['listed', 'listed']);
    const own = (await lines(number))[0];
    const path = at(number, `/units/${own.unit.id}`);
    await app.ask('PATCH', path, { expected: 1_000, currency: 'EUR', reason: 'wrong_item' });
    expect((await lines(number))[0]).toMatchObject({ reason: 'wrong_item', expected: { amount: 1_000 } });
    await app.ask('DELETE', path);
    expect((await lines(number)).length).toBe(1);
    expect((await app.ask('DELETE', path)).body.code).toBe('wrong_state');
    expect((await app.ask('POST', at(number, '/cancel'), { reason: 'kept' })).body.status).toBe('cancelled');
    expect((await list(await begun(), ['C-1']))[0].outcome).toBe('listed');
  });
});

describe('what the supplier answers', () => {
  test('money is added up; what differs from what was expected is a question', async () => {
    const number = await away('M-1', 'M-2', 'M-3');
    const credit = { answer: 'credited', currency: 'EUR', creditNote: 'CN-1' };
    const request = randomUUID();
    const first = { ...credit, amount: 40_000, request };
    expect((await answer(number, first, ['M-1']))[0]).toMatchObject({ outcome: 'recorded' });
    expect((await answer(number, first, ['M-1']))[0]).toMatchObject({ outcome: 'refused' });
    expect(await unit('M-1')).toMatchObject({ status: 'retired' });
    expect(await questions('M-1')).toEqual([]);
    await answer(number, { ...credit, amount: 35_000 }, ['M-2']);
    expect((await questions('M-2'))[0]).toMatchObject({
      recorded: 'what it cost',
      observed: '350.00 EUR',
    });
    await answer(number, { ...credit, amount: 10_000, more: true }, ['M-3']);
    const part = randomUUID();
    const rest = { ...credit, amount: 30_000, request: part };
    expect((await read(number)).openCredits).toBe(1);
    expect((await answer(number, rest, ['M-3']))[0].outcome).toBe('recorded');
    expect(await questions('M-3')).toEqual([]);
    expect(await read(number)).toMatchObject({ status: 'answered', openCredits: 0 });
    expect((await lines(number)).map((one: { credited: object }) => one.credited)).toEqual(
      expect.arrayContaining([
        { amount: 40_000, currency: 'EUR' },
        { amount: 35_000, currency: 'EUR' },
      ]),
    );
  });

  test('a second currency is never added to the first', async () => {
    const number = await away('SECOND-1');
    const credit = { answer: 'credited', amount: 10_000 };
    await answer(number, { ...credit, currency: 'USD', more: true }, ['SECOND-1']);
    const other = await answer(number, { ...credit, currency: 'EUR' }, ['SECOND-1']);
    expect(other[0]).toMatchObject({ outcome: 'refused', code: 'bad_currency' });
    expect((await undo(number, 'SECOND-1')).status).toBe(200);
    await answer(number, { ...credit, currency: 'EUR' }, ['SECOND-1']);
    expect((await lines(number))[0].credited).toEqual({ amount: 10_000, currency: 'EUR' });
  });

  test('what a unit was bought for itself is expected for it; what things cost is told to who may see costs alone', async () => {
    const order = { number: 'PO-OWN', site: 'DC', supplier: 'ACME', currency: 'EUR' };
    await app.ask('POST', '/api/purchase-orders', {
      ...order,
      lines: [{ line: 1, sku: 'TV', quantity: 1, price: 31_313 }],
    });
    await app.ask('POST', '/api/receipts', {
      ...{ number: 'R-OWN', site: 'DC' },
      lines: [{ line: 1, sku: 'TV', serials: ['OWN-1'], order: 'PO-OWN', orderLine: 1 }],
    });
    await app.scan('receive', ['TV', 'OWN-1'], { document: { kind: 'receipt', number: 'R-OWN' } });
    await app.app.holdings.caughtUp();
    const number = await begun();
    await list(number, ['OWN-1']);
    const own = { expected: { amount: 31_313, currency: 'EUR' }, expectedBy: 'unit' };
    expect((await lines(number))[0]).toMatchObject(own);
    await send(number);
    const key = await app.keyOf('associate');
    for (const url of [at(number, '/units'), at(number, '/packing-list.csv'), '/api/vendor-credits'])
      expect((await app.ask('GET', url, undefined, { key })).text).not.toMatch(/31313|40000/);
    expect((await app.ask('GET', '/api/vendor-credits')).text).toContain('40000');
    await answer(number, { answer: 'credited', amount: 30_000, currency: 'EUR' }, ['OWN-1']);
    expect(await questions('OWN-1')).toMatchObject([{ recorded: 'what it cost' }]);
  });

  test('a replacement is linked both ways and stands in the old one’s sale', async () => {
    const number = await away('R-OLD');
    const told = await answer(number, { answer: 'replaced', replacement: ['TV', 'R-NEW'] }, ['R-OLD']);
    expect(told[0]).toMatchObject({ outcome: 'recorded', replacement: { serial: 'R-NEW' } });
    expect((await lines(number))[0]).toMatchObject({ state: 'replaced', replacement: { serial: 'R-NEW' } });
    expect([(await unit('R-OLD')).status, (await unit('R-NEW')).status]).toEqual(['retired', 'returned']);
    const history = await app.ask('GET', `/api/units/${(await unit('R-NEW')).id}/history`);
    expect(JSON.stringify(history.body)).toContain('R-OLD');
    expect((await undo(number, 'R-OLD')).status).toBe(200);
    expect((await lines(number))[0]).toMatchObject({ state: 'sent', replacement: null });
    expect((await unit('R-OLD')).status).toBe('with_vendor');
  });

  test('what is repaired or refused comes back; a second or late answer changes nothing', async () => {
    const number = await away('B-1', 'B-2');
    const request = randomUUID();
    expect((await answer(number, { answer: 'repaired', location: 'DOCK' }, ['B-1']))[0].outcome).toBe(
      'recorded',
    );
    const refusal = { answer: 'refused', request };
    expect((await answer(number, refusal, ['B-2']))[0].outcome).toBe('recorded');
    expect((await answer(number, refusal, ['B-2']))[0].outcome).toBe('repeated');
    const late = await answer(number, { answer: 'credited', amount: 1, currency: 'EUR' }, ['B-1']);
    expect(late[0]).toMatchObject({ outcome: 'refused', code: 'already_on_document' });
    expect([(await unit('B-1')).status, (await lines(number))[0].credited]).toEqual(['returned', null]);
    expect((await app.ask('POST', at(number, '/close'), {})).body.status).toBe('closed');
    const closed = await app.ask('PATCH', at(number), { rma: 'late' });
    expect(closed.body.code).toBe('already_closed');
  });

  test('what was received without a word on the return is told to be back', async () => {
    const number = await away('X-1');
    await app.scan('receive', ['X-1'], { location: 'A-01' });
    expect((await lines(number))[0]).toMatchObject({ state: 'back', status: 'in_stock' });
    expect(await read(number)).toMatchObject({ sent: 0, back: 1, openCredits: 0, status: 'answered' });
  });

  test('one unit is corrected, and the return goes on: its money is taken back too', async () => {
    const number = await away('U-1', 'U-2');
    const credit = { answer: 'credited', amount: 40_000, currency: 'EUR' };
    await answer(number, credit, ['U-1', 'U-2']);
    expect((await undo(number, 'U-1')).status).toBe(200);
    const own = async () =>
      (await lines(number)).find((one: { unit: { serial: string } }) => one.unit.serial === 'U-1');
    expect(await own()).toMatchObject({ state: 'sent', credited: null, creditDone: false });
    expect((await unit('U-2')).status).toBe('retired');
    await answer(number, { ...credit, amount: 40_000 }, ['U-1']);
    expect(await own()).toMatchObject({ state: 'credited', credited: { amount: 40_000 } });
    await undo(number, 'U-1');
    await undo(number, 'U-1');
    expect(await own()).toMatchObject({ state: 'listed', sentAt: null });
    expect((await undo(number, 'U-1')).body.code).toBe('wrong_state');
    expect((await unit('U-1')).status).toBe('in_stock');
  });

  test('money that is owed is listed, the longest owed first, page by page', async () => {
    const number = await away('O-1', 'O-2');
    const first = await app.ask('GET', '/api/vendor-credits?supplier=ACME&limit=1000');
    const own = first.body.items.filter((one: { number: string }) => one.number === number);
    expect(own).toMatchObject([
      { open: { amount: 40_000, currency: 'EUR' }, days: 0, rma: 'RMA-1', supplierName: 'Acme Ltd' },
      {},
    ]);
    const { body } = await app.ask('GET', '/api/vendor-credits?limit=1');
    const rest = await app.ask('GET', `/api/vendor-credits?limit=1000&after=${body.next}`);
    expect(rest.body.items.length).toBe(first.body.items.length - 1);
    const close = (body: object) => app.ask('POST', at(number, '/close'), body);
    expect((await close({})).body.code).toBe('reason_needed');
    expect((await close({ reason: 'lost in their warehouse' })).body).toMatchObject({ status: 'closed' });
  });
});

describe('the paper', () => {
  test('the same request is the same return; a taken number, an unknown supplier or site are told', async () => {
    const request = randomUUID();
    const body = { request, site: 'DC', supplier: 'acme ltd', number: 'MINE-1' };
    const ask = (more: object = {}) => app.ask('POST', '/api/vendor-returns', { ...body, ...more });
    expect([(await ask()).body.number, (await ask()).body.number]).toEqual(['MINE-1', 'MINE-1']);
    expect((await ask({ request: randomUUID() })).body.code).toBe('already_exists');
    expect((await ask({ request: randomUUID(), supplier: 'nobody' })).body.code).toBe('unknown_supplier');
    expect((await ask({ request: randomUUID(), site: 'MOON' })).body.code).toBe('unknown_site');
    const { body: found } = await app.ask('GET', '/api/vendor-returns?number=mine&site=DC&open=true');
    expect(found.items.map(({ number }: { number: string }) => number)).toEqual(['MINE-1']);
  });

  test('an amount without its currency, an answer without what it needs, a unit of no return are told', async () => {
    const number = await begun();
    const things = [{ codes: ['Q'] }];
    const half = { things, input: 'keyed', reason: 'other', expected: 5 };
    expect((await app.ask('POST', at(number, '/units'), half)).body.code).toBe('bad_currency');
    const say = async (body: object) =>
      (
        await app.ask('POST', at(number, '/answers'), {
          request: randomUUID(),
          units: [{ unit: 1 }],
          ...body,
        })
      ).body.code;
    expect(await say({ answer: 'credited' })).toBe('details_missing');
    expect(await say({ answer: 'credited', units: [{ unit: 1, amount: 1 }] })).toBe('bad_currency');
    expect(await say({ answer: 'replaced' })).toBe('details_missing');
    expect(await say({ answer: 'refused' })).toBe('unknown_unit');
  });

  test('another site’s return answers as one that does not exist, whatever is asked of it', async () => {
    const number = await begun();
    const key = await app.keyOf('lead', 'STORE-1');
    const of = (rest: string) => at(number, rest);
    const things = [{ codes: ['Q'] }];
    const request = randomUUID();
    const asked = [
      ['GET', of('')],
      ['PATCH', of(''), { note: 'x' }],
      ['GET', of('/units')],
      ['POST', of('/units'), { things, input: 'keyed', reason: 'other' }],
      ['PATCH', of('/units/1'), { note: 'x' }],
      ['DELETE', of('/units/1')],
      ['POST', of('/units/1/undo'), { reason: 'x' }],
      ['POST', of('/approve')],
      ['POST', of('/send'), { request }],
      ['POST', of('/answers'), { request, answer: 'refused', units: [{ unit: 1 }] }],
      ['POST', of('/close'), {}],
      ['POST', of('/cancel'), {}],
      ['GET', of('/packing-list.csv')],
      ['GET', of('/packing-list.pdf')],
    ] as const;
    for (const [method, url, body] of asked)
      expect([method, url, (await app.ask(method, url, body, { key })).body.code]).toEqual([
        method,
        url,
        'vendor_return_not_found',
      ]);
    expect((await app.ask('GET', '/api/vendor-returns', undefined, { key })).body.items).toEqual([]);
  });
});
