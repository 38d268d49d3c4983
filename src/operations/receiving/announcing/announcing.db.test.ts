import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/suppliers', { code: 'ACME', name: 'Acme' });
});
afterAll(() => app?.close());

const announce = (body: Record<string, unknown>) => app.ask('POST', '/api/receipts', { site: 'DC', ...body });
const paper = (number: string) => ({ kind: 'receipt', number });
const read = async (number: string, rest = '') =>
  (await app.ask('GET', `/api/receipts/${number}${rest}`)).body;
const counts = async (number: string) => {
  const { expected, received, extra, missing } = await read(number);
  return [expected, received, extra, missing];
};

/** A right SSCC of a number. */
const carton = (nth: number) => {
  const digits = `0040123450000000${nth}`.slice(-17);
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
};

describe('one message announces a whole delivery', () => {
  const message = {
    number: 'ASN-1',
    supplier: 'Acme',
    expectedOn: '2026-12-01',
    lines: [
      { line: 1, sku: 'TV', ranges: 'A1-001..A1-003', lot: 'L-9' },
      { line: 2, sku: 'PHONE', quantity: 2 },
      { line: 3, sku: 'CABLE', quantity: 40 },
      { line: 4, sku: 'LAPTOP', quantity: 3, serials: ['A1-L1'] },
    ],
    cartons: [
      { sscc: carton(1), units: [{ line: 1, serials: ['A1-001', 'A1-002'] }] },
      { sscc: carton(2), inside: carton(1), units: [{ line: 4, serials: ['A1-L2'] }] },
      { sscc: carton(3), pieces: [{ line: 3, quantity: 40 }] },
    ],
  };

  test('serials by range and by carton, units and pieces that are only counted', async () => {
    const made = await announce(message);
    expect([made.status, made.body.expectedOn, made.body.supplier]).toEqual([201, '2026-12-01', 'Acme']);
    expect(await counts('ASN-1')).toEqual([8, 0, 0, 8]);
    expect((await read('ASN-1')).pieces).toEqual({ expected: 40, received: 0 });
    const { items } = await read('ASN-1', '/units');
    const told = items.map((one: { unit: { serial: string }; line: number }) => [one.unit.serial, one.line]);
    expect(told.sort()).toEqual([
      ['A1-001', 1],
      ['A1-002', 1],
      ['A1-003', 1],
      ['A1-L1', 4],
      ['A1-L2', 4],
    ]);
    const { lines } = await read('ASN-1', '/progress');
    expect(lines.map((one: { line: number; expected: number }) => [one.line, one.expected])).toEqual([
      [1, 3],
      [2, 2],
      [3, 40],
      [4, 3],
    ]);
  });

  test('sent again it is repeated; with other content it is refused, until it says that it replaces', async () => {
    expect((await announce(message)).status).toBe(200);
    expect(await counts('ASN-1')).toEqual([8, 0, 0, 8]);
    const [, ...rest] = message.lines;
    const other = {
      ...message,
      lines: [{ line: 1, sku: 'TV', serials: ['A1-001', 'A1-002', 'A1-009'] }, ...rest],
    };
    const refused = await announce(other);
    expect([refused.status, refused.body.code, refused.body.where]).toEqual([
      409,
      'already_exists',
      'number',
    ]);
    const replaced = await announce({ ...other, purpose: 'replace' });
    expect([replaced.status, replaced.body.expected]).toEqual([200, 8]);
    const units = await read('ASN-1', '/units');
    const state = (serial: string) =>
      units.items.find((one: { unit: { serial: string } }) => one.unit.serial === serial).state;
    expect([state('A1-003'), state('A1-009')]).toEqual(['cancelled', 'listed']);
    const back = await announce({ ...message, purpose: 'replace' });
    expect([back.status, await counts('ASN-1')]).toEqual([200, [8, 0, 0, 8]]);
  });

  test('what has come is not dropped by another announcement', async () => {
    const took = await app.scan('receive', ['TV', 'A1-003'], { document: paper('ASN-1'), location: 'DOCK' });
    expect(took.outcome).toBe('recorded');
    const [, ...rest] = message.lines;
    const without = {
      ...message,
      purpose: 'replace',
      lines: [{ line: 1, sku: 'TV', serials: ['A1-001', 'A1-002'] }, ...rest],
    };
    const told = await announce(without);
    expect([told.status, told.body.code]).toEqual([409, 'already_came']);
    expect(await counts('ASN-1')).toEqual([8, 1, 0, 7]);
    await app.scan('receive', ['PHONE', 'A1-P1'], { document: paper('ASN-1') });
    const shorter = message.lines.filter(({ line }) => line !== 2);
    const dropped = await announce({ ...message, purpose: 'replace', lines: shorter });
    expect([dropped.status, dropped.body.code]).toEqual([409, 'already_came']);
  });

  test('pieces are counted as they come and as they are taken back, and a closed receipt takes none', async () => {
    const cable = (quantity: number, more = {}) =>
      app.scan('receive', ['CABLE'], { document: paper('ASN-PIECES'), location: 'DOCK', quantity, ...more });
    const lines = [
      { line: 1, sku: 'CABLE', quantity: 30 },
      { line: 2, sku: 'CABLE', quantity: 10 },
    ];
    await announce({ number: 'ASN-PIECES', lines });
    expect((await cable(35)).outcome).toBe('recorded');
    expect(await read('ASN-PIECES')).toMatchObject({
      status: 'receiving',
      pieces: { expected: 40, received: 35 },
    });
    const byLine = async () =>
      (await read('ASN-PIECES', '/progress')).lines.map((one: Record<string, number>) => [
        one.received,
        one.missing,
        one.extra,
      ]);
    expect(await byLine()).toEqual([
      [30, 0, 0],
      [5, 5, 0],
    ]);
    const short = await app.ask('POST', '/api/receipts/ASN-PIECES/close', {});
    expect([short.status, short.body.code, short.body.detail]).toEqual([
      422,
      'reason_needed',
      'What came differs (5 missing, 0 extra): say why.',
    ]);
    await cable(8);
    expect(await byLine()).toEqual([
      [30, 0, 0],
      [10, 0, 3],
    ]);
    const details = { seq: 2, reason: 'counted twice' };
    const undone = await app.scan('annul', ['CABLE'], { location: 'DOCK', details });
    expect([undone.outcome, (await read('ASN-PIECES')).pieces.received]).toEqual(['recorded', 35]);
    await cable(8);
    const elsewhere = await cable(1, { site: 'STORE-1', location: undefined });
    expect(elsewhere.code).toBe('document_of_another_site');
    await app.ask('POST', '/api/receipts/ASN-PIECES/close', { reason: 'three too many' });
    expect((await cable(1)).code).toBe('document_closed');
  });

  test('where only pieces were announced a unit takes a reason', async () => {
    await announce({ number: 'ASN-PLAIN', lines: [{ line: 1, sku: 'CABLE', quantity: 5 }] });
    expect((await app.scan('receive', ['TV', 'PL-1'], { document: paper('ASN-PLAIN') })).code).toBe(
      'not_on_document',
    );
  });

  test('what the announcement knows of a unit is in its life when it comes: lot and supplier', async () => {
    await announce({
      number: 'ASN-LOT',
      supplier: 'Acme',
      lines: [{ line: 1, sku: 'PHONE', quantity: 1, lot: 'B-77' }],
    });
    const took = await app.scan('receive', ['PHONE', 'LOT-1'], { document: paper('ASN-LOT') });
    const { body } = await app.ask('GET', `/api/units/${took.unit.id}`);
    expect([body.lot, body.supplier]).toEqual(['B-77', 'Acme']);
  });

  test.each([
    [
      'a serial twice',
      { lines: [{ line: 1, sku: 'TV', serials: ['D-1', 'D-1'] }] },
      'bad_serials',
      'lines[0].serials',
    ],
    [
      'a serial in two cartons',
      {
        lines: [{ line: 1, sku: 'TV' }],
        cartons: [1, 2].map((nth) => ({ sscc: carton(nth), units: [{ line: 1, serials: ['D-1'] }] })),
      },
      'bad_serials',
      'cartons[1].units[0].serials',
    ],
    [
      'fewer than are named',
      { lines: [{ line: 1, sku: 'TV', quantity: 1, serials: ['D-1', 'D-2'] }] },
      'bad_announcement',
      'lines[0].quantity',
    ],
    ['nothing of a product', { lines: [{ line: 1, sku: 'TV' }] }, 'bad_announcement', 'lines[0].quantity'],
    [
      'an SSCC that cannot be',
      { cartons: [{ sscc: '000000000000000001' }] },
      'bad_carton',
      'cartons[0].sscc',
    ],
    [
      'a carton in itself',
      { cartons: [{ sscc: carton(1), inside: carton(1) }] },
      'bad_carton',
      'cartons[0].inside',
    ],
    [
      'a carton of a line that is not there',
      { cartons: [{ sscc: carton(1), units: [{ line: 7, serials: ['D-1'] }] }] },
      'bad_carton',
      'cartons[0].units[0].line',
    ],
    [
      'a range that is none',
      { lines: [{ line: 1, sku: 'TV', ranges: 'D-9..D-1' }] },
      'bad_serials',
      'lines[0].ranges',
    ],
    [
      'a unit that is here',
      { lines: [{ line: 1, sku: 'TV', serials: ['D-5', 'A1-003'] }] },
      'cannot_announce',
      'lines[0].serials',
    ],
    [
      'an order that nobody made',
      { lines: [{ line: 1, sku: 'TV', quantity: 1, order: 'PO-NONE' }] },
      'unknown_purchase_order',
      'lines[0].order',
    ],
  ])('%s makes nothing', async (_what, body, code, where) => {
    const told = await announce({ number: 'ASN-BAD', ...body });
    expect([told.status, told.body.code, told.body.where]).toEqual([422, code, where]);
    expect((await app.ask('GET', '/api/receipts/ASN-BAD')).status).toBe(404);
  });

  test('the same message at once from two connections announces once', async () => {
    const lines = [{ line: 1, sku: 'TV', ranges: 'TWICE-01..TWICE-40' }];
    const told = await Promise.all([1, 2, 3].map(() => announce({ number: 'ASN-TWICE', lines })));
    for (const { status } of told) expect([200, 201, 409]).toContain(status);
    expect(await counts('ASN-TWICE')).toEqual([40, 0, 0, 40]);
    expect((await announce({ number: 'ASN-TWICE', lines })).status).toBe(200);
  });
});
