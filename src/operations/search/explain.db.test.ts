import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
const imei = '356938035643809';
const delivery = { kind: 'receipt', number: 'R-77' };
const announced = { kind: 'receipt', number: 'ASN-5' };

beforeAll(async () => {
  app = await openTestApp();
  const receive = (sku: string, serial: string, more: Record<string, unknown> = {}) =>
    app.scan('receive', [serial], { details: { sku }, ...more });
  await receive('TV', 'SONY0B8S12Z7');
  await receive('LAPTOP', '5CG1234KLZ', { site: 'STORE-1' });
  await app.scan('receive', ['PHX7001', imei], { details: { sku: 'PHONE' } });
  await receive('TV', 'FORMER-8812');
  await app.scan('reidentify', ['FORMER-8812'], {
    details: { identifier: 'serial:LATER-9913', reason: 'board' },
  });
  for (const n of ['0041', '0042', '0044', '0045'])
    await receive('LAPTOP', `LOT9${n}`, { document: delivery });
  await app.scan('announce', ['EXPECT-31337'], { details: { sku: 'LAPTOP' }, document: announced });
  await app.app.searchIndex.caughtUp();
});
afterAll(() => app?.close());

const ask = async (code: string, product = '') =>
  (await app.ask('GET', `/api/units/explain?code=${encodeURIComponent(code)}${product}`)).body.explanations;
const first = async (code: string, product = '') => (await ask(code, product))[0];

describe('a serial that is not known is explained', () => {
  test.each([
    ['0 read as O, 8 as B', 'SONYOBBS12Z7', 'lookalike', 'SONY0B8S12Z7'],
    ['5 read as S', 'SCG1234KLZ', 'lookalike', '5CG1234KLZ'],
    ['2 read as Z', '5CG1Z34KLZ', 'lookalike', '5CG1234KLZ'],
    ['two swapped', '5CG1243KLZ', 'swapped', '5CG1234KLZ'],
    ['one missing', '5CG134KLZ', 'dropped', '5CG1234KLZ'],
    ['one read twice', '5CG12344KLZ', 'doubled', '5CG1234KLZ'],
    ['one too many', '5CG12W34KLZ', 'added', '5CG1234KLZ'],
    ['another one', '5CG1239KLZ', 'replaced', '5CG1234KLZ'],
    ['other case and dashes', '5cg-1234-klz', 'written_otherwise', '5CG1234KLZ'],
    ['the label’s S/N', 'S/N 5CG1234KLZ', 'label_prefix', '5CG1234KLZ'],
    ['an IMEI without its check digit', imei.slice(0, 14), 'check_digit', 'PHX7001'],
    ['an IMEI with a wrong check digit', `${imei.slice(0, 14)}4`, 'check_digit', 'PHX7001'],
    ['a number that has ended', 'FORMER-8812', 'former_number', 'LATER-9913'],
    ['part of a number', '1234KLZ', 'part_of', '5CG1234KLZ'],
    ['more than the number', '5CG1234KLZ20260101', 'contains', '5CG1234KLZ'],
    ['an announced one, misread', 'EXPECT31387', 'replaced', 'EXPECT-31337'],
    ['what is known after all', '5CG1234KLZ', 'known', '5CG1234KLZ'],
  ])('by %s', async (_what, code, kind, serial) => {
    const found = await first(code);
    expect([found?.kind, found?.unit?.serial]).toEqual([kind, serial]);
  });

  test('an announced unit names its announcement', async () => {
    expect((await first('EXPECT31387')).sentence).toBe(
      'EXPECT-31337 (A laptop) is known: one character is another. It is announced on receipt ASN-5 and has not come yet.',
    );
  });

  test('the same serial under another product than was said', async () => {
    expect(await first('5CG1234KLZ', '&product=TV')).toMatchObject({
      kind: 'other_product',
      product: { sku: 'LAPTOP' },
    });
    expect((await first('5CG1234KLZ', '&product=09501101530003')).kind).toBe('known');
  });

  test('a product’s barcode and its SKU name the product', async () => {
    expect(await first('4006381333931')).toMatchObject({
      kind: 'product_code',
      product: { sku: 'PHONE' },
      unit: null,
    });
    expect(await first('LAPTOP')).toMatchObject({ kind: 'product_code', product: { sku: 'LAPTOP' } });
    expect(await first('4006381333981')).toMatchObject({
      kind: 'product_code',
      product: { sku: 'PHONE' },
      sentence: expect.stringContaining('With one digit changed'),
    });
  });

  test('a serial between two that came together', async () => {
    const found = await ask('LOT90043');
    const between = found.find((one: { kind: string }) => one.kind === 'neighbours');
    expect(between).toMatchObject({ product: { sku: 'LAPTOP' }, document: delivery });
    expect(between.sentence).toContain('between LOT90042 and LOT90044');
    const beyond = await ask('LOT90046');
    expect(beyond.map(({ kind }: { kind: string }) => kind)).not.toContain('neighbours');
  });

  test('digits as many as an IMEI has, that are none', async () => {
    expect(await ask('111111111111111')).toMatchObject([{ kind: 'wrong_check_digit', unit: null }]);
  });

  test('scanned before in vain', async () => {
    await app.scan('pick', ['NEVER-SEEN-42']);
    await app.app.searchIndex.caughtUp();
    expect(await ask('NEVER-SEEN-42')).toMatchObject([
      { kind: 'seen_before', sentence: expect.stringContaining('at DC before, once') },
    ]);
  });

  test('by nothing, where nothing is near', async () => {
    expect(await ask('QQQQQQQQQ')).toEqual([]);
  });
});

describe('a refused scan', () => {
  test('says where its serial is explained, and says so again when it is sent again', async () => {
    const scan = { id: randomUUID(), codes: ['5CG1243KLZ'], input: 'scanned' };
    const body = { move: 'pick', site: 'DC', scans: [scan] };
    const told = await app.ask('POST', '/api/scans', body);
    const [answer] = told.body.answers;
    expect([answer.code, answer.explain]).toEqual(['unknown_unit', '/api/units/explain?code=5CG1243KLZ']);
    expect((await app.ask('POST', '/api/scans', body)).text).toBe(told.text);
    const { body: explained } = await app.ask('GET', answer.explain);
    expect(explained.explanations[0].unit.serial).toBe('5CG1234KLZ');
  });

  test('for another reason has nothing to explain', async () => {
    const answer = await app.scan('unstage', ['5CG1234KLZ'], { site: 'STORE-1' });
    expect([answer.outcome, 'explain' in answer]).toEqual(['refused', false]);
  });
});

test('what lies at another site explains nothing to who may not see it', async () => {
  await app.scan('pick', ['VAIN-AT-STORE'], { site: 'STORE-1' });
  await app.app.searchIndex.caughtUp();
  const explained = async (code: string, site: string) => {
    const key = await app.keyOf('associate', site);
    const { body } = await app.ask('GET', `/api/units/explain?code=${code}`, undefined, { key });
    return body.explanations.map(({ kind }: { kind: string }) => kind);
  };
  expect(await explained('5GC1234KLZ', 'STORE-1')).toEqual(['swapped']);
  expect(await explained('5GC1234KLZ', 'DC')).toEqual([]);
  expect(await explained('VAIN-AT-STORE', 'STORE-1')).toEqual(['seen_before']);
  expect(await explained('VAIN-AT-STORE', 'DC')).toEqual([]);
  expect(await explained('LOT90043', 'DC')).toContain('neighbours');
  expect(await explained('LOT90043', 'STORE-1')).toEqual([]);
});

test.each([
  ['/api/units/explain', 400, 'invalid_request', 'query.code'],
  [`/api/units/explain?code=${'x'.repeat(513)}`, 400, 'invalid_request', 'query.code'],
  ['/api/units/explain?code=abc&product=NONE', 422, 'unknown_product', 'query.product'],
])('a question that cannot be answered: %s', async (url, ...expected) => {
  const { status, body } = await app.ask('GET', url);
  expect([status, body.code, body.where]).toEqual(expected);
});

test.each([
  '%',
  "'; drop table unit",
  '💥'.repeat(60),
  'x'.repeat(512),
  '\u{10FFFF}',
  '^',
  '0'.repeat(64),
  'O0I1L5S8B2Z'.repeat(6),
])('odd text is explained like any other: %j', async (code) => {
  expect((await app.ask('GET', `/api/units/explain?code=${encodeURIComponent(code)}`)).status).toBe(200);
});
