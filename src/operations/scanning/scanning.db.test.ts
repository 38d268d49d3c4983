import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const one = (codes: readonly string[], more: object = {}) => ({
  id: randomUUID(),
  codes,
  input: 'scanned',
  ...more,
});

const receive = (scans: readonly object[], more: object = {}) => ({
  move: 'receive',
  site: 'DC',
  location: 'DOCK',
  scans,
  ...more,
});

async function record(body: unknown) {
  const { status, body: told } = await app.ask('POST', '/api/scans', body);
  expect(status).toBe(200);
  return told.answers;
}

const unitsOf = (serial: string) => app.world.rows('select 1 from unit where serial = $1', [serial]);

describe('the answer to a scan', () => {
  test('a recorded scan says what was done and how the unit stands', async () => {
    const answer = await app.scan('receive', ['PHONE', 'SC-1'], { location: 'DOCK' });
    expect(answer).toEqual({
      id: answer.id,
      outcome: 'recorded',
      move: 'receive',
      unit: { id: expect.any(Number), sku: 'PHONE', serial: 'SC-1' },
      status: 'in_stock',
      seq: 1,
      place: 'DC/DOCK',
      code: null,
      sentence: 'Received. In stock now.',
      facts: [],
      candidates: [],
      exceptions: [],
      effect: 'applied',
      quantity: null,
    });
  });

  test('the same scan again is repeated, and nothing is done again', async () => {
    const body = receive([one(['PHONE', 'SC-2'])]);
    const [first] = await record(body);
    const [again] = await record(body);
    expect(again).toEqual({ ...first, outcome: 'repeated' });
  });

  test('the id of a scan is the same in upper and in lower case', async () => {
    const scan = one(['PHONE', 'SC-3']);
    await record(receive([scan]));
    const [again] = await record(receive([{ ...scan, id: scan.id.toUpperCase() }]));
    expect(again).toMatchObject({ id: scan.id, outcome: 'repeated' });
    const twice = receive([scan, { ...scan, id: scan.id.toUpperCase() }]);
    expect(await app.ask('POST', '/api/scans', twice)).toMatchObject({
      status: 422,
      body: { code: 'duplicate_scan_id', where: 'scans[1].id' },
    });
  });

  test('other content under a used id is a conflict, and what was recorded stands', async () => {
    const scan = one(['PHONE', 'SC-4']);
    await record(receive([scan]));
    const [answer] = await record(receive([{ ...scan, codes: ['PHONE', 'SC-4B'] }]));
    expect(answer).toMatchObject({ outcome: 'conflict', code: 'id_conflict', unit: null });
    expect(answer.sentence).toMatch(/used before/);
    expect(await unitsOf('SC-4B')).toEqual([]);
  });

  test('a refusal is an answer: its code, its sentence, at most three facts, and what was understood', async () => {
    const answer = await app.scan('pick', ['SC-NEVER-SEEN']);
    expect(answer).toMatchObject({
      outcome: 'refused',
      code: 'unknown_unit',
      sentence: 'The serial SC-NEVER-SEEN is not known here.',
      facts: [{ name: 'serial', value: 'SC-NEVER-SEEN' }],
      understood: [{ as: 'serial', value: 'SC-NEVER-SEEN', gtin: null }],
    });
  });

  test('all or nothing: one refusal withholds the others', async () => {
    const scans = [one(['PHONE', 'SC-5']), one(['SC-6-OF-NO-PRODUCT'])];
    const answers = await record(receive(scans, { atomicity: 'all_or_nothing' }));
    expect(answers.map((a: { outcome: string }) => a.outcome)).toEqual(['withheld', 'refused']);
    expect(answers[0].sentence).toBe('Not recorded: another scan that belongs to it was refused.');
    expect(await unitsOf('SC-5')).toEqual([]);
  });

  test('a bare serial under two products is ambiguous, and the answer lists both', async () => {
    await app.scan('receive', ['PHONE', 'SC-7']);
    await app.scan('receive', ['LAPTOP', 'SC-7']);
    const answer = await app.scan('pick', ['SC-7']);
    expect(answer).toMatchObject({ outcome: 'ambiguous', code: null });
    expect(answer.candidates.map((unit: { sku: string }) => unit.sku).sort()).toEqual(['LAPTOP', 'PHONE']);
    expect(answer.sentence).toMatch(/LAPTOP and PHONE|PHONE and LAPTOP/);
  });

  test('an observation that contradicts the record is recorded, and its exception says both', async () => {
    await app.scan('receive', ['TV', 'SC-8']);
    await app.scan('sell', ['SC-8'], { document: { kind: 'sale', number: 'S-1' } });
    const answer = await app.scan('record_sale', ['SC-8'], { document: { kind: 'sale', number: 'S-2' } });
    expect(answer).toMatchObject({ outcome: 'recorded', exceptions: [{ kind: 'sold_twice' }] });
    expect(answer.exceptions[0].sentence).toMatch(/^Already sold .* and a second finished sale was reported/);
  });

  test('pieces of a plain product are counted, and the answer says how many are here', async () => {
    const answer = await app.scan('receive', ['00012345678905'], { quantity: 12 });
    expect(answer).toMatchObject({ outcome: 'recorded', quantity: 12, unit: null });
    expect(answer.sentence).toBe('Received. 12 recorded here now.');
  });

  test('a hold on a scope needs no code; every other scan does', async () => {
    const details = { kind: 'recall', reference: 'R-1', scope: { sku: 'EBIKE', serials: 'EB1..EB9' } };
    expect(await app.scan('place_hold', [], { details })).toMatchObject({ outcome: 'recorded', unit: null });
    const { status, body } = await app.ask('POST', '/api/scans', receive([one(['PHONE', 'X']), one([])]));
    expect([status, body.code, body.where]).toEqual([422, 'codes_missing', 'scans[1].codes']);
  });
});

describe('judging without recording', () => {
  test('the answers are those of recording, and nothing is written', async () => {
    const body = receive([one(['PHONE', 'SC-20']), one(['SC-21-OF-NO-PRODUCT'])]);
    const judged = await app.ask('POST', '/api/scans/judge', body);
    expect(judged.status).toBe(200);
    expect(judged.body.answers.map((a: { outcome: string }) => a.outcome)).toEqual(['recorded', 'refused']);
    expect(await unitsOf('SC-20')).toEqual([]);
    const [recorded] = await record(body);
    expect(recorded.outcome).toBe('recorded');
  });
});

describe('a request that cannot be judged', () => {
  const good = receive([one(['PHONE', 'SC-30'])]);
  const scan = good.scans[0]!;
  test.each<[string, object, number, string, string, number?]>([
    ['an unknown site', { ...good, site: 'NOWHERE' }, 422, 'unknown_site', 'site'],
    ['a place that is no site of ours', { ...good, site: 'CARRIER' }, 422, 'unknown_site', 'site'],
    ['an unknown location', { ...good, location: 'Z-99' }, 422, 'unknown_location', 'location'],
    [
      'an unknown kind of document',
      { ...good, document: { kind: 'poem', number: '1' } },
      422,
      'unknown_document_kind',
      'document.kind',
    ],
    ['an unknown move', { ...good, move: 'teleport' }, 400, 'invalid_request', 'move'],
    ['no move', { ...good, move: undefined }, 400, 'invalid_request', 'move'],
    ['no scans', { ...good, scans: [] }, 400, 'invalid_request', 'scans'],
    ['a mistyped name', { ...good, loction: 'A' }, 400, 'invalid_request', 'loction'],
    ['a body that is a list', [], 400, 'invalid_request', 'body'],
    [
      'an id that is no UUID',
      { ...good, scans: [{ ...scan, id: '7' }] },
      400,
      'invalid_request',
      'scans[0].id',
    ],
    ['one id twice', { ...good, scans: [scan, scan] }, 422, 'duplicate_scan_id', 'scans[1].id'],
    [
      'a time without a zone',
      { ...good, scans: [{ ...scan, at: '2026-01-01T10:00:00' }] },
      422,
      'bad_time',
      'scans[0].at',
    ],
    [
      'a quantity as text',
      { ...good, scans: [{ ...scan, quantity: '3' }] },
      400,
      'invalid_request',
      'scans[0].quantity',
    ],
    [
      'a quantity of null',
      { ...good, scans: [{ ...scan, quantity: null }] },
      400,
      'invalid_request',
      'scans[0].quantity',
    ],
    [
      'half a piece',
      { ...good, scans: [{ ...scan, quantity: 1.5 }] },
      400,
      'invalid_request',
      'scans[0].quantity',
    ],
    [
      'too many pieces',
      { ...good, scans: [{ ...scan, quantity: 1e9 + 1 }] },
      400,
      'invalid_request',
      'scans[0].quantity',
      1e9,
    ],
    [
      'a code that is no text',
      { ...good, scans: [{ ...scan, codes: [7] }] },
      400,
      'invalid_request',
      'scans[0].codes[0]',
    ],
    [
      '17 codes of one thing',
      { ...good, scans: [{ ...scan, codes: Array(17).fill('A') }] },
      413,
      'too_many_items',
      'scans[0].codes',
      16,
    ],
    [
      'a scan of our own making',
      { ...good, scans: [{ ...scan, input: 'system' }] },
      400,
      'invalid_request',
      'scans[0].input',
    ],
    [
      'details with a fraction',
      { ...good, scans: [{ ...scan, details: { weight: 1.5 } }] },
      422,
      'bad_details',
      'scans[0].details',
    ],
    [
      'details without end',
      { ...good, scans: [{ ...scan, details: { note: 'x'.repeat(20_001) } }] },
      422,
      'bad_details',
      'scans[0].details',
      20_000,
    ],
    [
      'a document number with a line break',
      { ...good, document: { kind: 'order', number: 'A\nB' } },
      400,
      'invalid_request',
      'document.number',
    ],
  ])('%s is named with its place', async (_what, body, status, code, where, limit) => {
    const told = await app.ask('POST', '/api/scans', body);
    expect([told.status, told.body.code, told.body.where, told.body.limit]).toEqual([
      status,
      code,
      where,
      limit,
    ]);
    expect(told.headers['content-type']).toBe('application/problem+json');
  });

  test('10,001 scans are refused whole, and the limit is named', async () => {
    const scans = Array.from({ length: limits.scansPerRequestMax + 1 }, (_, n) =>
      one(['PHONE', `MANY-${n}`]),
    );
    const { status, body } = await app.ask('POST', '/api/scans', receive(scans));
    expect([status, body.code, body.where, body.limit]).toEqual([413, 'too_many_items', 'scans', 10_000]);
    expect(await unitsOf('MANY-0')).toEqual([]);
  });

  test('one bad scan of many leaves nothing half-done', async () => {
    const scans = [one(['PHONE', 'SC-31']), { ...one(['PHONE', 'SC-32']), at: 'yesterday' }];
    expect((await app.ask('POST', '/api/scans', receive(scans))).status).toBe(422);
    expect(await unitsOf('SC-31')).toEqual([]);
  });
});

describe('what is wrong with one scan is an answer to that scan', () => {
  test.each<[string, readonly string[], Record<string, unknown>, string]>([
    ['an unknown serial', ['SC-UNKNOWN'], {}, 'product_needed'],
    ['a wrong check digit in a label', ['(01)04006381333932(21)X1'], {}, 'unreadable_code'],
    ['a lost separator', ['010400638133393121ABCDEFGHIJKLMNOPQRST10LOT17'], {}, 'unreadable_code'],
    ['a right-to-left mark', ['PHONE', 'ABC\u200f1'], {}, 'unreadable_code'],
    ['a zero-width space', ['PHONE', 'AB\u200bC'], {}, 'unreadable_code'],
    ['a lost character', ['PHONE', 'AB\ufffdC'], {}, 'unreadable_code'],
    ['a control character', ['PHONE', 'AB\u0007C'], {}, 'unreadable_code'],
    ['a code that is too long', ['PHONE', 'A'.repeat(513)], {}, 'unreadable_code'],
    ['nothing scanned', ['PHONE', '  '], {}, 'unreadable_code'],
    ['an EAN without a serial', ['4006381333931'], {}, 'serial_needed'],
    ['a bin', ['BIN:DC:A-01'], {}, 'code_not_a_unit'],
    ['an unknown product', ['SC-40'], { details: { sku: 'NO-SUCH' } }, 'unknown_product'],
    ['a quantity of a unit', ['PHONE', 'SC-41'], { quantity: 2 }, 'quantity_not_allowed'],
    ['a clock 48 hours ahead', ['PHONE', 'SC-42'], { at: '2099-01-03T00:00:00Z' }, 'recorded'],
    ['a clock 48 hours behind', ['PHONE', 'SC-43'], { at: '2001-01-01T00:00:00+14:00' }, 'recorded'],
    ['a look-alike letter', ['PHONE', 'SC-4\u0410'], {}, 'recorded'],
  ])('%s', async (_what, codes, more, said) => {
    const answer = await app.scan('receive', codes, more);
    expect(answer.code ?? answer.outcome).toBe(said);
  });

  test('a serial of another product', async () => {
    await app.scan('receive', ['PHONE', 'SC-50']);
    const answer = await app.scan('pick', ['(01)09501101530003(21)SC-50']);
    expect(answer).toMatchObject({ outcome: 'refused', code: 'serial_of_another_product' });
  });

  test('one serial twice in a request: the second is refused', async () => {
    const answers = await record(receive([one(['PHONE', 'SC-51']), one(['PHONE', 'SC-51'])]));
    expect(answers.map((a: { code: string | null }) => a.code)).toEqual([null, 'same_unit_twice']);
  });
});
