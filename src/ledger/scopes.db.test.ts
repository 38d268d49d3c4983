import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const hold = (move: string, reference: string, scope: Record<string, string>) =>
  world.scan(move, [], { input: 'keyed', actor: world.lead, details: { kind: 'recall', reference, scope } });
const holdsOf = async (serial: string) =>
  (await world.rows<{ holds: string | null }>('select holds from unit where serial = $1', [serial]))[0]
    ?.holds;

describe('a recall scope', () => {
  test('from its one row on every matching unit is frozen, also for a process that knew nothing of it', async () => {
    const other = world.anotherLedger();
    await other.reference();
    for (const serial of ['RC-0007', 'RC-0100']) await world.scan('receive', ['PHONE', serial]);
    const placed = await hold('place_hold', 'R1', { sku: 'PHONE', serials: 'RC-0001..RC-0050' });
    expect(placed.outcome).toBe('recorded');
    const stopped = await world.scan('sell', 'RC-0007', { ledger: other });
    expect(stopped.refusal).toMatchObject({ code: 'on_hold', facts: { hold: 'recall:R1' } });
    expect((await world.scan('sell', 'RC-0100', { ledger: other })).outcome).toBe('recorded');
  });

  test('its hold is written into the life of each unit that it holds', async () => {
    await world.ledger.spread.settled();
    expect(await holdsOf('RC-0007')).toBe('recall:R1');
    expect(await holdsOf('RC-0100')).toBeNull();
  });

  test('a serial that nobody had seen is held when it arrives, in quarantine', async () => {
    const answer = await world.scan('receive', ['PHONE', 'RC-0033'], { location: 'DOCK' });
    expect(answer).toMatchObject({
      outcome: 'recorded',
      place: 'DC/QUARANTINE',
      exceptions: [{ kind: 'held_on_arrival' }],
    });
    expect(await holdsOf('RC-0033')).toBe('recall:R1');
    const [place] = await world.rows(
      `select l.code from unit u join location l on l.id = u.place where u.serial = 'RC-0033'`,
    );
    expect(place).toEqual({ code: 'QUARANTINE' });
  });

  test('a unit released by name stays free while the scope stands', async () => {
    const lifted = await world.scan('lift_hold', 'RC-0007', {
      actor: world.lead,
      details: { kind: 'recall', reference: 'R1', reason: 'remedied' },
    });
    expect(lifted.outcome).toBe('recorded');
    expect((await world.scan('sell', 'RC-0007')).outcome).toBe('recorded');
  });

  test('two recalls hold a unit each for itself: lifting one leaves the other', async () => {
    await world.scan('receive', ['PHONE', 'RC-0044']);
    await hold('place_hold', 'R2', { sku: 'PHONE', serials: 'RC-0044' });
    await world.ledger.spread.settled();
    expect(await holdsOf('RC-0044')).toBe('recall:R1 recall:R2');
    await hold('lift_hold', 'R2', { sku: 'PHONE', serials: 'RC-0044' });
    await world.ledger.spread.settled();
    expect(await holdsOf('RC-0044')).toBe('recall:R1');
    expect((await world.scan('sell', 'RC-0044')).refusal?.code).toBe('on_hold');
  });

  test('a scope placed again after it was lifted freezes the same units at once', async () => {
    await hold('lift_hold', 'R1', { sku: 'PHONE', serials: 'RC-0001..RC-0050' });
    await world.ledger.spread.settled();
    expect(await holdsOf('RC-0044')).toBeNull();
    await hold('place_hold', 'R1', { sku: 'PHONE', serials: 'RC-0001..RC-0050' });
    expect((await world.scan('sell', 'RC-0044')).refusal?.code).toBe('on_hold');
    await world.ledger.spread.settled();
    expect(await holdsOf('RC-0044')).toBe('recall:R1');
  });

  test('a lot is held whatever its serials are', async () => {
    await hold('place_hold', 'LOT', { lot: 'L-77' });
    const details = { lot: 'L-77', supplier: 'ACME' };
    const arrived = await world.scan('receive', ['LAPTOP', 'LOT-1'], { details });
    expect(arrived.exceptions).toMatchObject([{ kind: 'held_on_arrival', recorded: 'recall:LOT' }]);
    expect(
      (await world.scan('receive', ['LAPTOP', 'LOT-2'], { details: { lot: 'L-78' } })).exceptions,
    ).toEqual([]);
  });

  test('a scope that says nothing, or cannot be read, is refused', async () => {
    expect((await hold('place_hold', 'X', {})).refusal?.code).toBe('details_missing');
    expect((await hold('place_hold', 'X', { sku: 'NOPE' })).refusal?.code).toBe('unknown_product');
    expect((await hold('place_hold', 'X', { serials: 'B9..B1' })).refusal?.code).toBe('details_wrong');
    expect((await hold('lift_hold', 'NEVER', { sku: 'PHONE' })).refusal?.code).toBe('scope_not_found');
  });
});

describe('plain products', () => {
  const cable = (move: string, quantity: number | null, more = {}) =>
    world.scan(move, '012345678905', { ...(quantity === null ? {} : { quantity }), ...more });

  test('pieces come, move and go, and never more than there are', async () => {
    expect((await cable('receive', 10, { location: 'DOCK' })).quantity).toBe(10);
    expect((await cable('put_away', 4, { location: 'A-01', details: { from: 'DOCK' } })).quantity).toBe(4);
    expect((await cable('sell', 7, { location: 'DOCK' })).refusal).toMatchObject({
      code: 'quantity_not_there',
      facts: { available: '6' },
    });
    expect((await cable('sell', 6, { location: 'DOCK' })).quantity).toBe(0);
    expect((await cable('receive', null)).refusal?.code).toBe('quantity_needed');
    expect((await cable('inspect', 1, { details: { condition: 'new' } })).refusal?.code).toBe(
      'move_needs_serial',
    );
  });

  test('a finished sale of more than is recorded is kept, with an exception', async () => {
    const sold = await cable('record_sale', 9, { location: 'A-01' });
    expect(sold).toMatchObject({ outcome: 'recorded', quantity: -5 });
    expect(sold.exceptions).toMatchObject([{ kind: 'quantity_below_zero', recorded: '4' }]);
  });

  test('their events are append-only and add up to the count', async () => {
    const [sums] = await world.rows(
      `select (select sum(delta) from quantity_event)::int as events,
         (select sum(quantity) from quantity_count)::int as counted`,
    );
    expect(sums).toEqual({ events: -5, counted: -5 });
  });
});
