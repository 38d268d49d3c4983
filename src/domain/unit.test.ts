import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histories } from '../testing/histories.ts';
import { runs } from '../testing/property-runs.ts';
import { type Status, statuses } from './facts.ts';
import { heldByUs } from './lifecycle.ts';
import { apply, blankUnit, type Unit } from './unit.ts';

const start = blankUnit(7, 'S1F00042');

describe('a unit after an event', () => {
  test('an event that asserts nothing changes nothing', () => {
    expect(apply(start, {})).toEqual(start);
  });

  test('each fact is replaced alone, and the unit before is left as it was', () => {
    const facts = {
      condition: 'opened',
      place: 110,
      owner: 1,
      use: 'demo',
      sale: 5,
    } as const;
    for (const [fact, value] of Object.entries(facts)) {
      expect(apply(start, { [fact]: value })).toEqual({ ...start, [fact]: value });
    }
    expect(start).toEqual(blankUnit(7, 'S1F00042'));
  });

  test('a closed sale is no sale', () => {
    expect(apply({ ...start, sale: 5 }, { sale: null }).sale).toBeNull();
  });

  test('an identity fact that is not named stays', () => {
    const unit = apply(start, { identity: { lot: 'L-1', supplier: 'ACME' } });
    expect(apply(unit, { identity: { product: 8, serial: 'S2', see: 512 } })).toEqual({
      ...start,
      lot: 'L-1',
      supplier: 'ACME',
      product: 8,
      serial: 'S2',
      see: 512,
    });
  });

  test('holds and checks stay sorted and each once, whatever order they come in', () => {
    const unit = apply(start, {
      holds: [
        { key: 'stolen', change: 'place' },
        { key: 'legal', change: 'place' },
        { key: 'stolen', change: 'place' },
      ],
      checks: [
        { check: 'locked', change: 'gain' },
        { check: 'inspected', change: 'gain' },
      ],
    });
    expect(unit).toMatchObject({ holds: ['legal', 'stolen'], checks: ['inspected', 'locked'] });
  });

  test('an interruption is remembered, and its end forgets it', () => {
    const through = (...steps: readonly (readonly [Status, 'push' | 'pop' | undefined])[]) =>
      steps.reduce<Unit>(
        (unit, [status, memory]) => apply(unit, memory ? { status, memory } : { status }),
        start,
      );
    const picked = [
      ['in_stock', undefined],
      ['picked', 'push'],
    ] as const;
    expect(through(...picked).before).toEqual(['in_stock']);
    expect(through(...picked, ['in_transit', 'push']).before).toEqual(['in_stock', 'picked']);
    expect(through(...picked, ['in_transit', 'push'], ['picked', 'pop']).before).toEqual(['in_stock']);
    expect(through(...picked, ['in_transit', 'push'], ['missing', 'push'], ['picked', 'pop']).before).toEqual(
      ['in_stock'],
    );
    expect(through(...picked, ['packed', 'push'], ['staged', undefined]).before).toEqual([
      'in_stock',
      'picked',
    ]);
    expect(through(...picked, ['sold', undefined]).before).toEqual([]);
  });
});

describe('any life the rules allow', () => {
  test('reaches every status in the tests’ own random lives', () => {
    const lives = fc.sample(histories(40), { numRuns: 300, seed: 7 });
    const reached = new Set(lives.flatMap(({ events }) => events.flatMap(({ status }) => status ?? [])));
    expect([...reached].sort()).toEqual([...statuses].sort());
  });

  test('keeps the facts whole: sorted holds, no open sale in stock, no endless memory', () => {
    const property = fc.property(histories(40), ({ start, events }) => {
      let unit = start;
      for (const event of events) {
        unit = apply(unit, event);
        expect(unit.holds).toEqual([...new Set(unit.holds)].sort());
        expect(unit.before.length).toBeLessThanOrEqual(6);
        expect(unit.before).not.toContain('missing');
        if (unit.status === 'in_stock') expect(unit).toMatchObject({ sale: null, before: [] });
        if (heldByUs.includes(unit.status)) expect(unit.place).not.toBe(0);
      }
    });
    fc.assert(property, { numRuns: runs(200) });
  });
});
