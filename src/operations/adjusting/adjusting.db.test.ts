import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/products/TV/costs', { amount: 39_900, currency: 'EUR', from: '2020-01-01' });
});
afterAll(() => app?.close());

const adjust = (act: string, serial: string, more: Record<string, unknown> = {}, key?: string) =>
  app.ask(
    'POST',
    '/api/adjustments',
    { id: randomUUID(), act, reason: 'not_found', site: 'DC', codes: [serial], input: 'scanned', ...more },
    key === undefined ? {} : { key },
  );
const list = async (query = '', key?: string) =>
  (await app.ask('GET', `/api/adjustments?limit=1000${query}`, undefined, key ? { key } : {})).body.items;
const inStock = (serial: string) => app.scan('receive', ['TV', serial], { location: 'A-01' });

describe('a unit that is put right', () => {
  test('is recorded with its reason, and listed with who, when, which scan, why, what it is worth, and its last scan', async () => {
    const { unit } = await inStock('L-1');
    const { status, body } = await adjust('lose', 'L-1', { note: 'shelf is empty' });
    expect([status, body]).toEqual([
      200,
      {
        ...{ id: expect.any(String), outcome: 'recorded', unit, seq: 2, code: null },
        ...{ sentence: 'Recorded, with its reason.', exceptions: [] },
      },
    ]);
    const [found] = await list();
    expect(found).toMatchObject({
      ...{ act: 'lose', move: 'lose', unit, sku: 'TV', name: 'A television', pieces: null },
      ...{ reason: 'not_found', reasonName: 'Not found where it should be', note: 'shelf is empty' },
      ...{ by: expect.any(String), spot: 'DC/FLOOR', evidence: 'scanned', scan: body.id },
      ...{ value: { amount: 39_900, currency: 'EUR' }, takenBack: false },
      before: { move: 'receive', spot: 'DC/A-01', by: expect.any(String), device: null },
    });
    expect((await app.ask('GET', `/api/units/${unit.id}`)).body.status).toBe('missing');
  });

  test('sent again under its id it has one effect', async () => {
    await inStock('L-2');
    const id = randomUUID();
    expect((await adjust('lose', 'L-2', { id })).body.outcome).toBe('recorded');
    expect((await adjust('lose', 'L-2', { id })).body.outcome).toBe('repeated');
    expect((await list()).filter(({ scan }: { scan: string }) => scan === id)).toHaveLength(1);
  });

  test('is found where it was not looked for', async () => {
    await inStock('L-3');
    await adjust('lose', 'L-3');
    const { body } = await adjust('find', 'L-3', { reason: 'found_elsewhere', location: 'QUARANTINE' });
    expect(body.outcome).toBe('recorded');
    const unit = (await app.ask('GET', `/api/units/${body.unit.id}`)).body;
    expect([unit.status, unit.place]).toEqual(['returned', 'DC/QUARANTINE']);
    expect((await list())[0]).toMatchObject({ act: 'find', before: { move: 'lose' } });
  });

  test('changes its condition and its use', async () => {
    await inStock('C-1');
    await adjust('condition', 'C-1', { reason: 'opened_box', condition: 'opened' });
    await adjust('use', 'C-1', { reason: 'showroom', use: 'display' });
    const [use, condition] = await list();
    expect([condition.became, use.became]).toEqual(['opened', 'display']);
    const { units } = (await app.ask('GET', '/api/units/by-code/C-1')).body;
    expect([units[0].condition, units[0].use]).toEqual(['opened', 'display']);
  });

  test('retires by a lead alone, with proof where it is destroyed', async () => {
    await inStock('R-1');
    const asked = { reason: 'beyond_repair', retirement: 'scrapped' };
    const associate = await app.keyOf('associate', 'DC');
    const lead = await app.keyOf('lead', 'DC');
    const not = await adjust('retire', 'R-1', { ...asked, proof: 'C-12' }, associate);
    expect([not.status, not.body.code, not.body.where]).toEqual([422, 'lead_needed', 'act']);
    const bare = await adjust('retire', 'R-1', asked, lead);
    expect([bare.status, bare.body.code, bare.body.where]).toEqual([422, 'proof_needed', 'proof']);
    expect((await adjust('retire', 'R-1', { ...asked, proof: 'C-12' }, lead)).body.outcome).toBe('recorded');
    expect((await list())[0]).toMatchObject({ act: 'retire', became: 'scrapped', proof: 'C-12' });
  });

  test.each([
    [{ reason: 'because' }, 'unknown_reason', 'reason'],
    [{ reason: 'found' }, 'reason_not_for_this', 'reason'],
    [{ act: 'condition', reason: 'opened_box' }, 'details_missing', 'condition'],
    [{ site: 'NOWHERE' }, 'unknown_site', 'site'],
    [{ location: 'NOWHERE' }, 'unknown_location', 'location'],
  ])('%j is no adjustment: %s', async (more, code, where) => {
    const told = await adjust('lose', 'L-1', more);
    expect([told.status, told.body.code, told.body.where]).toEqual([422, code, where]);
  });

  test('that cannot be is refused by the rules of every scan, and stands in no list', async () => {
    const before = (await list()).length;
    const { body } = await adjust('use', 'L-1', { reason: 'showroom', use: 'demo' });
    expect([body.outcome, body.code]).toEqual(['refused', 'wrong_status']);
    expect((await adjust('lose', 'NOBODY')).body.code).toBe('unknown_unit');
    expect(await list()).toHaveLength(before);
  });
});

test('pieces of a plain product are put right the same way', async () => {
  await app.scan('receive', ['CABLE'], { quantity: 10, location: 'A-01' });
  const pieces = { sku: 'CABLE', quantity: 3, location: 'A-01', reason: 'wrong_count' };
  expect((await adjust('lose', 'CABLE', pieces)).body.outcome).toBe('recorded');
  expect((await adjust('find', 'CABLE', { ...pieces, quantity: 1 })).body.outcome).toBe('recorded');
  const [more, fewer] = await list();
  expect([fewer, more]).toMatchObject([
    { act: 'lose', unit: null, sku: 'CABLE', pieces: -3, spot: 'DC/A-01', reason: 'wrong_count' },
    { act: 'find', unit: null, sku: 'CABLE', pieces: 1 },
  ]);
  const many = await adjust('lose', 'CABLE', { ...pieces, quantity: 99 });
  expect(many.body.code).toBe('quantity_not_there');
});

describe('the list', () => {
  test('has what came in by other ways too, without a reason, and says what was taken back', async () => {
    await inStock('O-1');
    const { unit } = await app.scan('lose', ['O-1']);
    expect(await list('&reason=-')).toMatchObject([
      { unit, reason: null, reasonName: null, takenBack: false },
    ]);
    await app.scan('annul', ['O-1'], { details: { seq: 2, reason: 'wrong unit' } });
    expect(await list('&reason=-')).toMatchObject([{ unit, takenBack: true }]);
  });

  test('is narrowed by what, why, who, where and when, page by page, and taken out as a file', async () => {
    const all = await list();
    const [newest, next] = all;
    const acts = (items: readonly { act: string }[]) => new Set(items.map(({ act }) => act));
    expect([...acts(await list('&act=retire'))]).toEqual(['retire']);
    expect(
      (await list('&reason=not_found')).every((one: { reason: string }) => one.reason === 'not_found'),
    ).toBe(true);
    expect(await list('&site=STORE-1')).toEqual([]);
    expect(await list('&actor=nobody')).toEqual([]);
    expect(await list('&to=2020-01-01')).toEqual([]);
    expect(await list('&from=2020-01-01')).toHaveLength(all.length);
    const first = (await app.ask('GET', '/api/adjustments?limit=1')).body;
    const second = (await app.ask('GET', `/api/adjustments?limit=1&after=${first.next}`)).body;
    expect([first.items[0], second.items[0]]).toEqual([newest, next]);
    const file = await app.ask('GET', '/api/adjustments?format=csv');
    expect([file.status, file.text.split('\r\n').length]).toEqual([200, all.length + 2]);
  });

  test('of another site is nobody’s business', async () => {
    const key = await app.keyOf('lead', 'STORE-1');
    expect(await list('', key)).toEqual([]);
    const theirs = await app.ask('GET', '/api/adjustments?site=DC', undefined, { key });
    expect([theirs.status, theirs.body.code]).toEqual([422, 'unknown_site']);
  });
});

test('a reason is named, changed and closed, and stays in the record', async () => {
  const made = await app.ask('POST', '/api/adjustment-reasons', {
    code: 'flood',
    name: 'Water',
    acts: ['lose'],
  });
  expect([made.status, made.body]).toEqual([
    201,
    { code: 'flood', name: 'Water', acts: ['lose'], needsProof: false, active: true },
  ]);
  const twice = await app.ask('POST', '/api/adjustment-reasons', {
    code: 'flood',
    name: 'W',
    acts: ['lose'],
  });
  expect(twice.body.code).toBe('already_exists');
  await inStock('F-1');
  expect((await adjust('lose', 'F-1', { reason: 'flood' })).body.outcome).toBe('recorded');
  const closed = await app.ask('PATCH', '/api/adjustment-reasons/flood', { active: false, name: 'Flood' });
  expect(closed.body).toMatchObject({ name: 'Flood', active: false });
  await inStock('F-2');
  expect((await adjust('lose', 'F-2', { reason: 'flood' })).body.code).toBe('unknown_reason');
  expect(await list('&reason=flood')).toMatchObject([{ reason: 'flood', reasonName: 'Flood' }]);
  expect((await app.ask('PATCH', '/api/adjustment-reasons/none', { active: true })).status).toBe(404);
  const { items } = (await app.ask('GET', '/api/adjustment-reasons')).body;
  expect(items.find(({ code }: { code: string }) => code === 'destroyed')).toMatchObject({
    needsProof: true,
  });
});

test('the list is read along its own indexes, however much else was recorded', async () => {
  const { selectAdjustments } = await import('./queries.ts');
  const values = [Number.MAX_SAFE_INTEGER, 51, null, null, null, null, null, null];
  const plan = await app.world.rows<{ 'QUERY PLAN': string }>(
    `explain ${selectAdjustments.text.replaceAll(/\$(\d)/g, (_, nth) => String(values[Number(nth) - 1]))}`,
  );
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toContain('event_adjusted');
  expect(text).toContain('quantity_event_adjusted');
});
