import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { isOwnNumber, ownNumber } from '../../domain/own-number.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { aPng } from '../../testing/pictures.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app?.close());

const takeIn = (more: Record<string, unknown> = {}, key?: string) =>
  app.ask(
    'POST',
    '/api/unread',
    { id: randomUUID(), move: 'receive', site: 'DC', sku: 'TV', reason: 'damaged', ...more },
    key === undefined ? {} : { key },
  );
const complete = (
  number: string,
  codes: readonly string[],
  more: Record<string, unknown> = {},
  key?: string,
) =>
  app.ask(
    'POST',
    `/api/unread/${number}/complete`,
    { id: randomUUID(), codes, input: 'scanned', site: 'DC', ...more },
    key === undefined ? {} : { key },
  );
const open = async (site = 'DC') => (await app.ask('GET', `/api/unread?site=${site}&limit=1000`)).body.items;
const questions = async (unit: number, kind = 'unread') =>
  (await app.ask('GET', '/api/exceptions?limit=1000')).body.items.filter(
    (item: { kind: string; unit: { id: number } | null }) => item.kind === kind && item.unit?.id === unit,
  );

/** A label that was never given out. */
const nobodys = ownNumber(9_999_999);

describe('a thing whose number cannot be read', () => {
  test('becomes a unit under a label of ours, in stock, with its reason and photograph, and a question', async () => {
    const image = { headers: { 'content-type': 'image/png' } };
    const { hash } = (await app.ask('POST', '/api/photos', aPng(20, 20), image)).body;
    const { status, body } = await takeIn({ location: 'A-01', note: 'wet box', photos: [hash] });
    expect([status, body]).toEqual([
      200,
      {
        id: expect.any(String),
        outcome: 'recorded',
        number: expect.stringMatching(/^UR-\d{7}-\d$/),
        unit: { id: expect.any(Number), sku: 'TV', serial: body.number },
        seq: 1,
        code: null,
        sentence: `Print the label ${body.number} and put it on.`,
        exceptions: [
          { id: expect.any(Number), kind: 'unread', sentence: expect.stringContaining('wet box') },
        ],
      },
    ]);
    const unit = (await app.ask('GET', `/api/units/${body.unit.id}`)).body;
    expect([unit.status, unit.place]).toEqual(['in_stock', 'DC/A-01']);
    const [event] = (await app.ask('GET', `/api/units/${body.unit.id}/history`)).body.events;
    expect(event).toMatchObject({
      move: 'receive',
      evidence: 'inferred',
      details: { unread: 'damaged', note: 'wet box', photos: [hash] },
    });
    expect((await open()).at(-1)).toEqual({
      id: expect.any(Number),
      number: body.number,
      site: 'DC',
      sku: 'TV',
      name: 'A television',
      reason: 'damaged',
      note: 'wet box',
      photos: [hash],
      askedAt: expect.any(String),
      by: expect.stringMatching(/^key:/),
      unit: body.unit.id,
      labelReadAt: null,
      completedAt: null,
    });
    expect(await questions(body.unit.id)).toHaveLength(1);
  });

  test('asked again under the same id it has the same label, once', async () => {
    const id = randomUUID();
    const first = await takeIn({ id });
    const again = await takeIn({ id: id.toUpperCase() });
    expect(again.body).toMatchObject({
      outcome: 'repeated',
      number: first.body.number,
      unit: first.body.unit,
    });
    const other = await takeIn({ id, sku: 'PHONE' });
    expect([other.status, other.body.code]).toEqual([409, 'already_exists']);
    expect((await questions(first.body.unit.id)).length).toBe(1);
  });

  test('many at the same time have each a number of their own', async () => {
    const all = await Promise.all(
      Array.from({ length: 12 }, () => takeIn({ site: 'STORE-2' }, app.adminKey)),
    );
    const numbers = all.map(({ body }) => body.number);
    expect(new Set(numbers).size).toBe(12);
    expect(numbers.every(isOwnNumber)).toBe(true);
  });

  test('goes where policy lets new units in, and nowhere else', async () => {
    const { body } = await takeIn({ sku: 'EBIKE' });
    expect([body.outcome, body.code, body.number, body.exceptions]).toEqual([
      'refused',
      'unknown_unit',
      null,
      [],
    ]);
    expect((await takeIn({ sku: 'EBIKE', move: 'commission' })).body.outcome).toBe('recorded');
  });

  test.each([
    [{ sku: 'NOTHING' }, 422, 'unknown_product'],
    [{ sku: 'CABLE' }, 422, 'unknown_product'],
    [{ site: 'NOWHERE' }, 422, 'unknown_site'],
    [{ location: 'NOWHERE' }, 422, 'unknown_location'],
    [{ photos: ['ab'.repeat(32)] }, 422, 'unknown_photo'],
    [{ move: 'sell' }, 400, 'invalid_request'],
    [{ reason: 'lazy' }, 400, 'invalid_request'],
    [{ at: 'yesterday' }, 422, 'bad_time'],
  ])('%j is a mistake of whoever asks', async (more, status, code) => {
    const told = await takeIn(more);
    expect([told.status, told.body.code]).toEqual([status, code]);
  });

  test('a label that nobody gave out is no unit, and nobody can say that it was given out', async () => {
    const forged = await app.scan('receive', ['TV', nobodys]);
    expect([forged.outcome, forged.code]).toEqual(['refused', 'unknown_unit']);
    const scans = [{ id: randomUUID(), codes: ['TV', nobodys], input: 'scanned', provisional: true }];
    const told = await app.ask('POST', '/api/scans', { move: 'receive', site: 'DC', scans });
    expect(told.status).toBe(400);
  });
});

describe('a site takes in so many in a shift', () => {
  test('then it takes a lead, however many ask at once; what was refused does not count', async () => {
    const [associate, lead] = [await app.keyOf('associate', 'STORE-1'), await app.keyOf('lead', 'STORE-1')];
    const most = limits.unreadPerShiftMax;
    await takeIn({ site: 'STORE-1', sku: 'EBIKE' }, associate);
    const all = await Promise.all(
      Array.from({ length: most + 4 }, () => takeIn({ site: 'STORE-1' }, associate)),
    );
    const told = (code: string | null) => all.filter(({ body }) => body.code === code).length;
    expect([told(null), told('too_many_unread')]).toEqual([most, 4]);
    const id = randomUUID();
    const refused = await takeIn({ site: 'STORE-1', id }, associate);
    expect(refused.body.sentence).toContain(`${most} things`);
    expect((await takeIn({ site: 'STORE-1' }, lead)).body.outcome).toBe('recorded');
    expect((await takeIn({ site: 'STORE-1', id }, associate)).body.code).toBe('too_many_unread');
    await app.world.asOwner(
      `update unread set asked_at = asked_at - interval '${limits.unreadShiftHours} hours' where state = 'open'`,
    );
    expect((await takeIn({ site: 'STORE-1' }, associate)).body.outcome).toBe('recorded');
  });
});

describe('its label', () => {
  test('counts when it has been scanned', async () => {
    const { number, unit } = (await takeIn({ sku: 'PHONE' })).body;
    const made = await app.ask('POST', '/api/print-jobs', {
      ...{ id: randomUUID(), site: 'DC', printer: null, units: [unit.id] },
    });
    const { items } = (await app.ask('GET', `/api/labels?job=${made.body.id}`)).body;
    // The bare number, whatever the product's labels hold.
    expect(items).toMatchObject([{ number, content: number }]);
    const scan = (input: string) =>
      app.ask('POST', '/api/labels/read', { site: 'DC', code: `]Q1${number}`, input });
    const row = async () => (await open()).find((one: { number: string }) => one.number === number);
    expect((await scan('keyed')).body.code).toBe('read_needed');
    expect((await row()).labelReadAt).toBeNull();
    const read = (await scan('scanned')).body;
    expect(read).toMatchObject({ outcome: 'applied', label: { number, unit: unit.id } });
    expect((await row()).labelReadAt).toBe(read.label.appliedAt);
  });

  test('finds the unit like any serial', async () => {
    const { number, unit } = (await takeIn()).body;
    expect((await app.scan('move_spot', [number], { location: 'A-01' })).unit.id).toBe(unit.id);
  });
});

describe('its true serial', () => {
  test('becomes its own; the label goes on answering, the question is settled, the list is shorter', async () => {
    const { number, unit } = (await takeIn()).body;
    const serial = `TRUE-${randomUUID().slice(0, 8)}`;
    const id = randomUUID();
    const { body } = await complete(number, [number, serial], { id });
    expect(body).toMatchObject({
      outcome: 'recorded',
      unit: { id: unit.id, serial },
      seq: 2,
      sentence: `Its serial is ${serial} from now on.`,
    });
    const found = (await app.ask('GET', `/api/units/by-code/${number}`)).body.units;
    expect(found.map((one: { id: number; now: unknown }) => [one.id, one.now])).toEqual([
      [unit.id, { sku: 'TV', serial }],
    ]);
    expect((await open()).map((row: { number: string }) => row.number)).not.toContain(number);
    const [question] = await questions(unit.id);
    expect(question.settlement).toBe(`Its number was read: ${serial}.`);
    expect((await complete(number, [number, serial], { id })).body.outcome).toBe('repeated');
  });

  test('that is another unit’s is never given twice: it is refused, and a question is opened', async () => {
    const taken = `TAKEN-${randomUUID().slice(0, 8)}`;
    const first = await app.scan('receive', ['TV', taken]);
    const { number, unit } = (await takeIn()).body;
    const id = randomUUID();
    const { body } = await complete(number, [taken], { id });
    expect([body.outcome, body.code, body.exceptions]).toEqual([
      'refused',
      'number_taken',
      [{ id: expect.any(Number), kind: 'number_read_twice', sentence: expect.stringContaining(taken) }],
    ]);
    expect(await questions(unit.id, 'number_read_twice')).toHaveLength(1);
    expect((await complete(number, [taken], { id })).body).toEqual(body);
    expect(await questions(unit.id, 'number_read_twice')).toHaveLength(1);
    const both = [first.unit.id, unit.id].map(
      async (one) => (await app.ask('GET', `/api/units/${one}`)).body.serial,
    );
    expect(await Promise.all(both)).toEqual([taken, number]);
    expect(await questions(unit.id)).toMatchObject([{ settledAt: null }]);
  });

  test('that is another unit’s opens no question where the number was no label of ours', async () => {
    const [one, other] = [`ONE-${randomUUID().slice(0, 8)}`, `OTHER-${randomUUID().slice(0, 8)}`];
    await app.scan('receive', ['TV', one]);
    await app.scan('receive', ['TV', other]);
    const details = { identifier: `serial:${one}`, reason: 'a mistake' };
    const told = await app.scan('reidentify', ['TV', other], { details });
    expect([told.code, told.exceptions]).toEqual(['number_taken', []]);
  });

  test.each([
    ['PHONE', ['4006381333931'], 'serial_needed'],
    ['PHONE', ['9501101530003', 'SN-1'], 'codes_disagree'],
    ['TV', ['BIN:A-01'], 'code_not_a_unit'],
    ['TV', ['(01)12'], 'unreadable_code'],
    ['TV', [ownNumber(77)], 'details_wrong'],
  ])('of a %s is not in %j: %s', async (sku, codes, code) => {
    const { number } = (await takeIn({ sku }, app.adminKey)).body;
    const { status, body } = await complete(number, codes);
    expect([status, body.outcome, body.code]).toEqual([200, 'refused', code]);
  });
});

describe('another site’s answers like what is not there', () => {
  test('its labels, its list, its site', async () => {
    const { number } = (await takeIn({ site: 'STORE-2' })).body;
    const key = await app.keyOf('lead', 'STORE-1');
    const absent = nobodys;
    const sent = { id: randomUUID(), codes: ['SN-9'], input: 'scanned', site: 'STORE-1' };
    const ask = (name: string) => app.ask('POST', `/api/unread/${name}/complete`, sent, { key });
    const [theirs, none] = [await ask(number), await ask(absent)];
    expect([theirs.status, theirs.text.replaceAll(number, '?')]).toEqual([
      404,
      none.text.replaceAll(absent, '?'),
    ]);
    const list = await app.ask('GET', '/api/unread?limit=1000', undefined, { key });
    expect(list.body.items.every(({ site }: { site: string }) => site === 'STORE-1')).toBe(true);
    expect((await takeIn({ site: 'STORE-2' }, key)).body.code).toBe('unknown_site');
  });
});
