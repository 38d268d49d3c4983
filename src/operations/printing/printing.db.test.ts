import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { type FakePrinter, openFakePrinter } from '../../testing/fake-printer.ts';
import { holdPrinter } from './hold-printer.ts';
import { lookForLeft } from './print-work.ts';

let app: TestApp;
let fake: FakePrinter;
let printer: number;
beforeAll(async () => {
  app = await openTestApp({ UNITRAIL_PRINTERS: '127.0.0.1' });
  fake = await openFakePrinter();
  await app.ask('POST', '/api/numbers', { sku: 'LAPTOP', kind: 'sequence', prefix: 'LT', width: 6 });
  printer = (await app.ask('POST', '/api/printers', aPrinter())).body.id;
});
afterAll(async () => {
  await app?.close();
  await fake?.close();
});
beforeEach(() => {
  fake.mood = 'takes';
  fake.status = {};
  fake.forget();
});

const aPrinter = (more: Record<string, unknown> = {}) => ({
  ...{ site: 'DC', name: `Bench ${randomUUID().slice(0, 8)}`, host: '127.0.0.1', port: fake.port },
  ...{ dpi: 203, widthMm: 50, heightMm: 30, material: 'polyester', ...more },
});
const job = (more: Record<string, unknown> = {}, key?: string) =>
  app.ask(
    'POST',
    '/api/print-jobs',
    { id: randomUUID(), site: 'DC', printer, sku: 'LAPTOP', ...more },
    key === undefined ? {} : { key },
  );
const labelsOf = async (id: number) => (await app.ask('GET', `/api/labels?job=${id}&limit=1000`)).body.items;
const owedAt = async (site = 'DC') =>
  (await app.ask('GET', `/api/labels?site=${site}&show=owed&limit=1000`)).body.items;
const readBack = (code: string, more: Record<string, unknown> = {}, key?: string) =>
  app.ask(
    'POST',
    '/api/labels/read',
    { site: 'DC', input: 'scanned', code, ...more },
    key === undefined ? {} : { key },
  );
const again = (more: Record<string, unknown>, key?: string) =>
  app.ask(
    'POST',
    '/api/labels/again',
    { id: randomUUID(), site: 'DC', printer, reason: 'damaged', ...more },
    key === undefined ? {} : { key },
  );

/** The labels of a job once all of them are in one of the states. */
async function until(id: number, ...states: string[]) {
  for (;;) {
    const labels = await labelsOf(id);
    if (labels.every(({ state }: { state: string }) => states.includes(state))) return labels;
  }
}

const counts = async (id: number) => {
  const { body } = await app.ask('GET', `/api/print-jobs/${id}`);
  const { toPrint, unsure, sent, applied } = body;
  return { toPrint, unsure, sent, applied };
};

describe('a printer', () => {
  test('is registered by an administrator alone, and that is in the audit list', async () => {
    const told = await app.ask('POST', '/api/printers', aPrinter(), {
      key: await app.keyOf('manager', 'DC'),
    });
    expect([told.status, told.body.code]).toEqual([403, 'not_permitted']);
    const made = await app.ask('POST', '/api/printers', aPrinter({ name: 'Back room' }));
    expect(made.body).toMatchObject({
      site: 'DC',
      name: 'Back room',
      port: fake.port,
      trouble: null,
      waiting: 0,
    });
    const { body } = await app.ask('GET', '/api/audit?action=printer_registered&limit=1000');
    expect(body.items).toContainEqual(expect.objectContaining({ subject: `printer:${made.body.id}` }));
    expect((await app.ask('POST', '/api/printers', aPrinter({ name: 'Back room' }))).body.code).toBe(
      'already_exists',
    );
  });

  test.each([
    [{ host: '169.254.169.254', port: 9100 }, 'host'],
    [{ host: '8.8.8.8', port: 9100 }, 'host'],
    [{ host: '::1', port: 9100 }, 'host'],
    [{ host: '192.168.1.5', port: 5432 }, 'port'],
  ])('is nowhere that could be somebody else’s: %j', async (where, field) => {
    const { status, body } = await app.ask('POST', '/api/printers', aPrinter(where));
    expect([status, body.code, body.where]).toEqual([422, 'printer_not_allowed', field]);
  });

  test('prints a test label with its name, and says how it is', async () => {
    const told = await app.ask('POST', `/api/printers/${printer}/test`);
    expect(told.body).toMatchObject({ trouble: null, tells: true });
    expect(fake.printed).toMatch(/^\^XA.*dpi\^FS\^XZ$/);
    fake.status = { paperOut: true };
    expect((await app.ask('POST', `/api/printers/${printer}/test`)).body).toMatchObject({
      trouble: 'paper_out',
      printer: { trouble: 'paper_out' },
    });
    fake.status = {};
    expect((await app.ask('POST', `/api/printers/${printer}/test`)).body.printer.trouble).toBeNull();
  });
});

describe('labels of new numbers', () => {
  test('are printed, stuck on, and applied one by one as each is read back: then each is a unit', async () => {
    const made = await job({ count: 3 });
    expect([made.status, made.body]).toMatchObject([
      201,
      { sku: 'LAPTOP', copies: 1, printer: { id: printer } },
    ]);
    const labels = await until(made.body.id, 'sent');
    expect(fake.printed.split('^XA').length - 1).toBe(3);
    const [first] = labels;
    expect(first).toMatchObject({ number: expect.stringMatching(/^LT\d{6}$/), unit: null });
    expect((await app.ask('GET', `/api/units/by-code/${first.number}`)).status).toBe(404);
    const told = await readBack(first.content, { job: made.body.id });
    expect(told.body).toMatchObject({
      outcome: 'applied',
      label: { id: first.id, state: 'applied' },
      unit: { sku: 'LAPTOP', serial: first.number },
    });
    const unit = (await app.ask('GET', `/api/units/${told.body.unit.id}`)).body;
    expect(unit.status).toBe('commissioned');
    const { events } = (await app.ask('GET', `/api/units/${unit.id}/history`)).body;
    expect(events).toMatchObject([{ move: 'commission', evidence: 'scanned', details: { label: first.id } }]);
    expect(await counts(made.body.id)).toEqual({ toPrint: 0, unsure: 0, sent: 2, applied: 1 });
  });

  test('go into stock at once where that is wanted', async () => {
    const made = await job({ becomes: 'receive', location: 'A-01' });
    const [label] = await until(made.body.id, 'sent');
    const { body } = await readBack(label.content);
    expect((await app.ask('GET', `/api/units/${body.unit.id}`)).body).toMatchObject({
      status: 'in_stock',
      place: 'DC/A-01',
    });
  });

  test('asked for again under the same id are the same labels', async () => {
    const id = randomUUID();
    const first = await job({ id, count: 2 });
    const second = await job({ id: id.toUpperCase(), count: 2 });
    expect(second.body.id).toBe(first.body.id);
    expect(await labelsOf(first.body.id)).toHaveLength(2);
  });

  test('read back by two at the same time are applied once', async () => {
    const made = await job();
    const [label] = await until(made.body.id, 'sent');
    const all = await Promise.all(Array.from({ length: 4 }, () => readBack(label.content)));
    const outcomes = all.map(({ body }) => body.outcome).sort();
    expect(outcomes.filter((outcome) => outcome === 'refused')).toEqual([]);
    expect((await readBack(label.content)).body).toMatchObject({
      outcome: 'repeated',
      label: { state: 'applied' },
    });
    const found = (await app.ask('GET', `/api/units/by-code/${label.number}`)).body.units;
    expect(found.map(({ seq }: { seq: number }) => seq)).toEqual([1]);
  });

  test.each([
    [{ sku: 'CABLE' }, 422, 'unknown_product'],
    [{ sku: 'NOTHING' }, 422, 'unknown_product'],
    [{ sku: 'EBIKE' }, 409, 'no_numbering'],
    [{ site: 'NOWHERE' }, 422, 'unknown_site'],
    [{ printer: 999 }, 422, 'unknown_printer'],
    [{ design: 999 }, 422, 'unknown_design'],
    [{ design: 2 }, 422, 'wrong_stock'],
    [{ location: 'NOWHERE' }, 422, 'unknown_location'],
    [{ units: [1] }, 400, 'invalid_request'],
    [{ sku: undefined, units: [4_000_000] }, 404, 'unit_not_found'],
    [{ sku: undefined, receipt: 'NONE' }, 422, 'nothing_to_print'],
    [{ count: 0 }, 400, 'invalid_request'],
    [{ copies: 1_000 }, 400, 'invalid_request'],
  ])('%j is a mistake of whoever asks', async (more, status, code) => {
    const told = await job(more);
    expect([told.status, told.body.code]).toEqual([status, code]);
  });
});

describe('reading back', () => {
  test('typing is no proof', async () => {
    const made = await job();
    const [label] = await until(made.body.id, 'sent');
    expect((await readBack(label.content, { input: 'keyed' })).body).toMatchObject({
      outcome: 'refused',
      code: 'read_needed',
    });
    expect(await counts(made.body.id)).toMatchObject({ sent: 1, applied: 0 });
  });

  test('another’s label is refused, and it is said whose it is', async () => {
    const [mine, theirs] = [await job(), await job()];
    const [own] = await until(mine.body.id, 'sent');
    const [other] = await until(theirs.body.id, 'sent');
    for (const more of [{ job: mine.body.id }, { label: own.id }]) {
      const { body } = await readBack(other.content, more);
      expect(body).toMatchObject({
        outcome: 'refused',
        code: 'wrong_label',
        belongsTo: { number: other.number },
      });
      expect(body.sentence).toContain(other.number);
    }
    expect((await readBack('NOBODYS-1')).body).toMatchObject({ code: 'unknown_label', belongsTo: null });
  });

  test('a unit’s label goes on that unit', async () => {
    const [one, two] = await Promise.all(['A', 'B'].map((name) => aLaptop(name)));
    const made = await job({ sku: undefined, units: [one!.id, two!.id] });
    const [first] = await until(made.body.id, 'sent');
    expect((await readBack(first.content, { thing: two!.serial })).body).toMatchObject({
      outcome: 'refused',
      code: 'other_thing',
    });
    expect((await readBack(first.content, { thing: 'WHO-KNOWS' })).body.code).toBe('unknown_thing');
    expect((await readBack(first.content, { thing: one!.serial })).body.outcome).toBe('applied');
  });
});

async function aLaptop(name: string) {
  const { unit } = await app.scan('receive', ['LAPTOP', `${name}-${randomUUID().slice(0, 8)}`]);
  return unit as { readonly id: number; readonly serial: string };
}

describe('one at a time', () => {
  const parts = () => ({ database: app.world.database, clock: systemClock });

  test('speaks to a printer; a test label waits until it is free', async () => {
    const hold = (await holdPrinter(parts(), printer))!;
    expect(await holdPrinter(parts(), printer)).toBeNull();
    const told = await app.ask('POST', `/api/printers/${printer}/test`);
    expect([told.status, told.body.code, fake.printed]).toEqual([503, 'busy', '']);
    await hold.leave(null);
    expect((await app.ask('POST', `/api/printers/${printer}/test`)).status).toBe(200);
  });

  test('has a printer for as long as it prints, however slow that is: nothing of it is unsure meanwhile', async () => {
    let now = new Date();
    const clock = { now: () => now };
    const hold = (await holdPrinter({ ...parts(), clock }, printer))!;
    const made = await job({ printer: null });
    await app.world.asOwner(
      `update label set state = 'sending', printer_id = ${printer} where job_id = ${made.body.id}`,
    );
    for (let minutes = 0; minutes < 3; minutes += 1) {
      now = new Date(now.getTime() + 50_000);
      expect(await hold.goOn()).toBe(true);
      await lookForLeft({ ...parts(), clock, jobs: () => ({ add: async () => {} }) } as never);
    }
    expect((await labelsOf(made.body.id))[0].state).toBe('sending');
    await hold.leave(null);
  });

  test('who was held to be gone frees nobody else’s printer', async () => {
    let now = new Date();
    const clock = { now: () => now };
    const late = (await holdPrinter({ ...parts(), clock }, printer))!;
    now = new Date(now.getTime() + 120_000);
    const next = (await holdPrinter({ ...parts(), clock }, printer))!;
    expect(await late.goOn()).toBe(false);
    await late.leave('silent');
    expect(await holdPrinter({ ...parts(), clock }, printer)).toBeNull();
    await next.leave(null);
  });

  test('takes a label: what a printer has begun with is in no file', async () => {
    const made = await job({ printer: null, count: 2 });
    const labels = await labelsOf(made.body.id);
    const lock = await app.world.database.pool.connect();
    await lock.query('begin');
    await lock.query(`update label set state = 'sending' where id = ${labels[0].id}`);
    const file = app.ask('POST', '/api/labels/file', {
      labels: labels.map(({ id }: { id: number }) => id),
      kind: 'zpl',
    });
    await waitsForLock();
    await lock.query('commit');
    lock.release();
    expect((await file).body).toMatchObject({ code: 'wrong_state', where: 'labels[0]' });
    expect(await counts(made.body.id)).toMatchObject({ sent: 0 });
  });

  /** Until somebody waits for a row. */
  async function waitsForLock() {
    const waiting = 'select 1 from pg_locks where not granted';
    while ((await app.world.rows(waiting)).length === 0);
  }
});

describe('a printer that does not print', () => {
  test('leaves labels owed; nothing is lost, and they are printed later in one go', async () => {
    fake.status = { paperOut: true };
    const made = await job({ count: 2 });
    await troubled('paper_out');
    expect(await counts(made.body.id)).toEqual({ toPrint: 2, unsure: 0, sent: 0, applied: 0 });
    const owed = (await owedAt()).filter((label: { job: number }) => label.job === made.body.id);
    expect(owed).toHaveLength(2);
    fake.status = {};
    fake.forget();
    const labels = owed.map(({ id }: { id: number }) => id);
    expect((await app.ask('POST', '/api/labels/print', { labels, printer })).status).toBe(200);
    await until(made.body.id, 'sent');
    expect(fake.printed.split('^XA').length - 1).toBe(2);
  });

  test('is tried again by itself', async () => {
    fake.status = { headOpen: true };
    const made = await job();
    await troubled('head_open');
    fake.status = {};
    await app.world.asOwner(
      `update printer set next_try_at = now() - interval '1 second' where id = ${printer}`,
    );
    await until(made.body.id, 'sent');
  }, 20_000);

  test('and breaks off midway leaves it to a person what came out', async () => {
    fake.mood = 'breaks';
    const made = await job({ count: 2 });
    const labels = await until(made.body.id, 'unsure');
    fake.mood = 'takes';
    // One of them came out: it can be read. The other one is printed again.
    expect((await readBack(labels[0].content)).body.outcome).toBe('applied');
    await app.ask('POST', '/api/labels/print', { labels: [labels[1].id], printer });
    await until(made.body.id, 'sent', 'applied');
    expect(fake.printed.split('^XA').length - 1).toBe(1);
  });

  test('a process that is killed while it prints leaves it unsure, and nothing is printed twice', async () => {
    const made = await job({ printer: null });
    await app.world.asOwner(
      `update label set state = 'sending', printer_id = ${printer}, state_at = now() - interval '10 minutes' where job_id = ${made.body.id}`,
    );
    await until(made.body.id, 'unsure');
    expect(fake.printed).toBe('');
  }, 20_000);

  test('is none: the labels are owed until somebody takes them as a file', async () => {
    const made = await job({ printer: null, count: 2 });
    const owed = await labelsOf(made.body.id);
    expect(owed.every(({ state }: { state: string }) => state === 'to_print')).toBe(true);
    const labels = owed.map(({ id }: { id: number }) => id);
    const file = await app.ask('POST', '/api/labels/file', { labels, kind: 'zpl' });
    expect([file.status, file.headers['content-type'], file.text.split('^XA').length - 1]).toEqual([
      200,
      'application/vnd.zebra.zpl',
      2,
    ]);
    expect(await counts(made.body.id)).toMatchObject({ sent: 2 });
    const twice = await app.ask('POST', '/api/labels/file', { labels, kind: 'pdf' });
    expect([twice.status, twice.body.code]).toEqual([409, 'wrong_state']);
  });

  /** Until a job has met the trouble. */
  async function troubled(trouble: string) {
    for (;;) {
      const { body } = await app.ask('GET', '/api/printers?site=DC&limit=1000');
      const row = body.items.find(({ id }: { id: number }) => id === printer);
      if (row.trouble === trouble) return;
    }
  }
});

describe('a label that is printed again', () => {
  test('has the same number; the old one is void, and both are known', async () => {
    const unit = await aLaptop('AGAIN');
    const made = await job({ sku: undefined, units: [unit.id] });
    const [old] = await until(made.body.id, 'sent');
    await readBack(old.content);
    const { status, body } = await again({ unit: unit.id, note: 'torn off' });
    expect([status, body.reason, body.note]).toEqual([201, 'damaged', 'torn off']);
    const [now] = await until(body.id, 'sent');
    expect(now).toMatchObject({ number: old.number, replaces: old.id, unit: unit.id });
    const all = (await app.ask('GET', `/api/labels?unit=${unit.id}`)).body.items;
    expect(all).toMatchObject([
      { id: old.id, state: 'void', voidReason: 'damaged', voidNote: 'torn off', replacedBy: now.id },
      { id: now.id, state: 'sent' },
    ]);
    expect((await readBack(old.content)).body).toMatchObject({ outcome: 'applied', label: { id: now.id } });
    const bench = (await app.ask('GET', '/api/label-bench?site=DC')).body;
    expect(bench.reprintedToday).toBeGreaterThan(0);
  });

  test('of a unit that has got another serial says the new one; the old label is void and names what is in force', async () => {
    const unit = await aLaptop('BEFORE');
    const made = await job({ sku: undefined, units: [unit.id] });
    const [old] = await until(made.body.id, 'sent');
    const serial = `AFTER-${randomUUID().slice(0, 8)}`;
    const details = { identifier: `serial:${serial}`, reason: 'the board was exchanged', proof: 'job 7' };
    const renamed = await app.scan('reidentify', [`UNIT:${unit.id}`], { details });
    expect(renamed.outcome).toBe('recorded');
    const { body } = await again({ label: old.id, reason: 'outdated' });
    const [now] = await until(body.id, 'sent');
    expect(now.number).toBe(serial);
    const told = (await readBack(old.content)).body;
    expect(told).toMatchObject({
      outcome: 'refused',
      code: 'label_void',
      label: { id: old.id, replacedBy: now.id },
      now: { id: now.id, number: serial },
    });
    expect(told.sentence).toContain(serial);
    expect((await readBack(now.content)).body.outcome).toBe('applied');
  });

  test('whose design was ended meanwhile has the one that its product has now', async () => {
    const { body: of } = await app.ask('GET', '/api/label-designs/1');
    const kept = { name: `Ended ${randomUUID().slice(0, 8)}`, design: of.design };
    const { body: own } = await app.ask('POST', '/api/label-designs', kept);
    const made = await job({ design: own.id });
    const [label] = await until(made.body.id, 'sent');
    expect((await app.ask('POST', `/api/label-designs/${own.id}/end`)).status).toBe(200);
    const told = await again({ label: label.id });
    expect([told.status, told.body.design.id]).toEqual([201, 1]);
    expect((await again({ label: label.id, design: own.id })).body.code).toBe('wrong_state');
  });

  test('as an extra one leaves the other in force', async () => {
    const unit = await aLaptop('TWO');
    const made = await job({ sku: undefined, units: [unit.id] });
    const [old] = await until(made.body.id, 'sent');
    const { body } = await again({ label: old.id, reason: 'extra' });
    await until(body.id, 'sent');
    expect((await labelsOf(made.body.id))[0].state).toBe('sent');
  });

  test('takes no new number, and a reason', async () => {
    const made = await job();
    const [label] = await until(made.body.id, 'sent');
    const pools = async () => (await app.ask('GET', '/api/numbers?sku=LAPTOP')).body.items[0].given;
    const before = await pools();
    expect((await again({ label: label.id, reason: undefined })).status).toBe(400);
    expect((await again({ label: label.id, reason: 'because' })).status).toBe(400);
    const { body } = await again({ label: label.id });
    expect((await until(body.id, 'sent'))[0].number).toBe(label.number);
    expect(await pools()).toBe(before);
    expect((await again({ label: label.id })).body.code).toBe('wrong_state');
  });

  test('asked for twice at the same time is printed once', async () => {
    const made = await job();
    const [label] = await until(made.body.id, 'sent');
    const all = await Promise.all(Array.from({ length: 4 }, () => again({ label: label.id })));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  test('is void by a lead’s word alone, without another one', async () => {
    const made = await job();
    const [label] = await until(made.body.id, 'sent');
    const key = await app.keyOf('associate', 'DC');
    const reason = { reason: 'lost' };
    expect((await app.ask('POST', `/api/labels/${label.id}/void`, reason, { key })).status).toBe(403);
    const told = await app.ask('POST', `/api/labels/${label.id}/void`, reason);
    expect(told.body).toMatchObject({ state: 'void', voidReason: 'lost' });
    expect((await app.ask('POST', `/api/labels/${label.id}/void`, reason)).body.code).toBe('wrong_state');
    expect((await readBack(label.content)).body).toMatchObject({
      outcome: 'refused',
      code: 'label_void',
      now: null,
    });
  });
});

describe('a label that is read back while somebody makes it void', () => {
  test('does not count', async () => {
    const made = await job();
    const [label] = await until(made.body.id, 'sent');
    const lock = await app.world.database.pool.connect();
    await lock.query('begin');
    await lock.query(`update label set state = 'void' where id = ${label.id}`);
    const told = readBack(label.content);
    while ((await app.ask('GET', `/api/units/by-code/${label.number}`)).status === 404);
    await lock.query('commit');
    lock.release();
    expect((await told).body).toMatchObject({ outcome: 'refused', code: 'label_void' });
  });
});

test('a number that another product’s label has at another site is not told instead of a void one', async () => {
  const number = `N-${randomUUID().slice(0, 8)}`;
  const { unit } = await app.scan('receive', ['LAPTOP', number]);
  const other = await app.scan('receive', ['PHONE', number], { site: 'STORE-1', location: undefined });
  const bare = { sku: undefined, printer: null, design: 2 };
  const [mine] = await labelsOf((await job({ ...bare, units: [unit.id] })).body.id);
  await job({ ...bare, site: 'STORE-1', units: [other.unit.id] });
  await app.ask('POST', `/api/labels/${mine.id}/void`, { reason: 'lost' });
  const told = (await readBack(mine.content)).body;
  expect([told.code, told.now]).toEqual(['label_void', null]);
});

test('a sheet that was begun is printed from its first free place on', async () => {
  const { body: design } = await app.ask('GET', '/api/label-presets/a4-3x8');
  const kept = { name: `Sheet ${randomUUID().slice(0, 8)}`, design };
  const { body: own } = await app.ask('POST', '/api/label-designs', kept);
  const made = await job({ printer: null, design: own.id, count: 2 });
  const owed = await labelsOf(made.body.id);
  expect(owed[0].design.sheet).toEqual({ columns: 3, rows: 8 });
  const labels = owed.map(({ id }: { id: number }) => id);
  const file = (startAt: number, kind = 'pdf') =>
    app.ask('POST', '/api/labels/file', { labels, kind, startAt });
  expect((await file(25)).body).toMatchObject({ code: 'invalid_request', where: 'startAt' });
  expect((await file(2, 'zpl')).body.code).toBe('invalid_request');
  const told = await file(24);
  expect(told.text.match(/\/Type \/Page\b/g)).toHaveLength(2);
});

test('another site’s units, labels and printers are not there', async () => {
  const key = await app.keyOf('associate', 'STORE-1');
  const unit = await aLaptop('HIDDEN');
  const made = await job({ printer: null, sku: undefined, units: [unit.id] });
  const [label] = await labelsOf(made.body.id);
  const file = { labels: [label.id], kind: 'pdf' };
  const asked = [
    await job({ site: 'STORE-1', printer, sku: 'LAPTOP' }, key),
    await job({ site: 'STORE-1', printer: null, sku: undefined, units: [unit.id] }, key),
    await again({ site: 'STORE-1', printer: null, unit: unit.id }, key),
    await again({ site: 'STORE-1', printer: null, label: label.id }, key),
    await app.ask('POST', '/api/labels/file', file, { key }),
    await app.ask('POST', '/api/labels/print', { labels: [label.id], printer }, { key }),
    await app.ask('GET', `/api/labels?unit=${unit.id}`, undefined, { key }),
    await readBack(label.content, { site: 'STORE-1', label: label.id }, key),
  ];
  expect(asked.map(({ body }) => body.code)).toEqual([
    'unknown_printer',
    'unit_not_found',
    'unit_not_found',
    'label_not_found',
    'label_not_found',
    'label_not_found',
    'unit_not_found',
    'label_not_found',
  ]);
  const read = (await readBack(label.content, { site: 'STORE-1' }, key)).body;
  expect([read.code, read.belongsTo, read.label]).toEqual(['unknown_label', null, null]);
});
