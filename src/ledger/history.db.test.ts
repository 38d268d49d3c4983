import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../platform/clock.ts';
import { directReader, type Reader } from '../platform/shared-reads.ts';
import { openWorld, type World } from '../testing/world.ts';
import { historyOf } from './history.ts';
import { type FoundUnit, unitById, unitsByCode } from './unit-view.ts';

const now = '2026-11-23T10:00:00.000Z';
const imei = '490154203237518';
let world: World;
let phone: number;
let read: Reader;

beforeAll(async () => {
  world = await openWorld({ clock: fixedClock(now) });
  read = directReader(world.database);
  const order = { kind: 'order', number: 'SO-7' };
  const answer = await world.scan('receive', ['04006381333931', 'H-1', imei], {
    location: 'DOCK',
    at: '2026-11-23T09:58:00+01:00',
    input: 'camera',
    n: 12,
    details: { lot: 'L-1', supplier: 'ACME' },
  });
  phone = answer.unit!.id;
  await world.scan('put_away', 'H-1', { location: 'A-01' });
  await world.scan('place_hold', 'H-1', { details: { kind: 'quality', reference: 'Q-1' } });
  await world.scan('lift_hold', 'H-1', { details: { kind: 'quality', reference: 'Q-1' }, actor: world.lead });
  await world.scan('sell', 'H-1', { document: order, line: 2 });
});
afterAll(() => world?.close());

const reference = () => world.ledger.reference();
const history = async (id: number) => historyOf(read, await reference(), id);
const byCode = async (code: string): Promise<readonly FoundUnit[]> => {
  const found = await unitsByCode(read, await reference(), code);
  if ('error' in found) throw new Error(found.error.sentence);
  return found.units;
};

describe('the life of a unit', () => {
  test('is told event by event, in names', async () => {
    const life = (await history(phone))!;
    expect(life.map(({ seq, event, actor, place }) => [seq, event, actor, place])).toEqual([
      [1, 'UnitReceived', 'ana', 'DC/DOCK'],
      [2, 'UnitPutAway', 'ana', 'DC/A-01'],
      [3, 'HoldPlaced', 'ana', null],
      [4, 'HoldLifted', 'lead', null],
      [5, 'UnitSold', 'ana', 'CUSTOMER/-'],
    ]);
    expect(life[0]).toMatchObject({
      at: '2026-11-23T08:58:00.000Z',
      recordedAt: now,
      evidence: 'camera',
      deviceCount: 12,
      status: 'in_stock',
      condition: null,
      owner: 'COMPANY',
      identity: { sku: 'PHONE', serial: 'H-1', lot: 'L-1', supplier: 'ACME', numbers: [`imei:${imei}`] },
      document: null,
    });
    expect(life[2]!.holds).toEqual([{ key: 'quality:Q-1', change: 'place' }]);
    expect(life[4]!.document).toEqual({ kind: 'order', number: 'SO-7' });
    expect(life[4]!.sale).toBeGreaterThan(0);
  });

  test('says which event takes back which, on both sides', async () => {
    const { unit } = await world.scan('receive', ['PHONE', 'H-2']);
    await world.scan('put_away', 'H-2', { location: 'A-01' });
    await world.scan('annul', 'H-2', { details: { seq: 2, reason: 'wrong bin' } });
    const life = (await history(unit!.id))!;
    expect(life.map(({ annuls, annulledBy }) => [annuls, annulledBy])).toEqual([
      [null, null],
      [null, 3],
      [2, null],
    ]);
    expect(life[2]!.details).toEqual({ seq: 2, reason: 'wrong bin' });
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 60, 999_999_999])('number %d is nobody', async (id) => {
    expect(await history(id)).toBeNull();
    expect(await unitById(read, await reference(), id)).toBeNull();
  });
});

describe('a unit as it is now', () => {
  test('is shown in names, with the order of its sale', async () => {
    expect(await unitById(read, await reference(), phone)).toEqual({
      id: phone,
      sku: 'PHONE',
      name: 'A phone',
      serial: 'H-1',
      status: 'sold',
      condition: 'new',
      holds: [],
      place: 'CUSTOMER/-',
      owner: 'CUSTOMER',
      use: 'stock',
      checks: [],
      lot: 'L-1',
      supplier: 'ACME',
      sale: { document: { kind: 'order', number: 'SO-7' }, line: '2' },
      see: null,
      seq: 5,
      lastAt: now,
      lastMove: 'sell',
      lastSpot: 'DC/FLOOR',
      identifiers: [
        { kind: 'imei', value: imei, since: 1, until: null },
        { kind: 'serial', value: 'H-1', since: 1, until: null },
      ],
    });
  });

  test('shows the hold of a recall scope before any event of its own, and not after it was lifted by name', async () => {
    const { unit } = await world.scan('receive', ['PHONE', 'H-3']);
    const details = { kind: 'recall', reference: 'R-1' };
    await world.scan('place_hold', 'PHONE', {
      actor: world.lead,
      details: { ...details, scope: { sku: 'PHONE', serials: 'H-3' } },
    });
    const holds = async () => (await unitById(read, await reference(), unit!.id))!.holds;
    expect(await holds()).toEqual(['recall:R-1']);
    await world.ledger.spread.settled();
    await world.scan('lift_hold', 'H-3', { details, actor: world.lead });
    expect(await holds()).toEqual([]);
  });
});

describe('a code finds', () => {
  test.each([
    ['its bare serial', 'H-1'],
    ['its IMEI', imei],
    ['product and serial in one code', '(01)04006381333931(21)H-1'],
    ['our own label', () => `UNIT:${phone}`],
  ])('a unit by %s', async (_how, code) => {
    const found = await byCode(typeof code === 'string' ? code : code());
    expect(found.map(({ id, now: name }) => [id, name])).toEqual([[phone, null]]);
  });

  test('nothing where the serial is of another product than the code says', async () => {
    expect(await byCode('(01)09501101530003(21)H-1')).toEqual([]);
  });

  test('every product that has this serial', async () => {
    await world.scan('receive', ['PHONE', 'TWICE']);
    await world.scan('receive', ['LAPTOP', 'TWICE']);
    expect((await byCode('TWICE')).map(({ sku }) => sku).sort()).toEqual(['LAPTOP', 'PHONE']);
  });

  test('a unit by a number it no longer has, and says what it is called now', async () => {
    const { unit } = await world.scan('receive', ['PHONE', 'OLD-1']);
    await world.scan('reidentify', 'OLD-1', {
      details: { identifier: 'serial:NEW-1', reason: 'board swapped' },
      actor: world.lead,
    });
    const [old] = await byCode('OLD-1');
    expect(old).toMatchObject({ id: unit!.id, now: { sku: 'PHONE', serial: 'NEW-1' }, number: { until: 2 } });
    const [current] = await byCode('NEW-1');
    expect(current).toMatchObject({ id: unit!.id, now: null, number: { since: 2, until: null } });
  });

  test('the unit that has a number now before the one that had it', async () => {
    const first = await world.scan('receive', ['PHONE', 'MOVED']);
    await world.scan('reidentify', 'MOVED', {
      details: { identifier: 'serial:MOVED-ON', reason: 'label' },
      actor: world.lead,
    });
    const second = await world.scan('receive', ['PHONE', 'TAKES-OVER']);
    await world.scan('reidentify', 'TAKES-OVER', {
      details: { identifier: 'serial:MOVED', reason: 'label' },
      actor: world.lead,
    });
    expect((await byCode('MOVED')).map(({ id }) => id)).toEqual([second.unit!.id, first.unit!.id]);
  });

  test('nothing for a product code, and an error value for what cannot be read', async () => {
    expect(await byCode('04006381333931')).toEqual([]);
    expect(await unitsByCode(read, await reference(), '')).toMatchObject({
      error: { code: 'scan_empty' },
    });
  });
});
