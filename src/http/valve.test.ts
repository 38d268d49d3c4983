import { describe, expect, test } from 'vitest';
import { some } from '../testing/property-runs.ts';
import { openValve, type ValveOptions } from './valve.ts';

/** A server with a queue that answers `perMs` requests a millisecond, in their order, in simulated time. */
function simulate(
  options: Partial<ValveOptions> & { perMs: (ms: number) => number; ms: number },
  keys: Asker[],
) {
  let time = 0;
  const valve = openValve({
    start: 100,
    least: 16,
    most: 4_000,
    targetMs: 150,
    windowMs: 100,
    holdMs: 3_000,
    now: () => time,
    ...options,
  });
  const queue: { key: string; at: number }[] = [];
  const told = new Map(keys.map(({ key }) => [key, { waits: [] as number[], shares: 0, fulls: 0 }]));
  let served = 0;
  for (time = 0; time < options.ms; time += 1) {
    for (const { key, perMs } of keys) {
      for (let n = Math.floor((time + 1) * perMs) - Math.floor(time * perMs); n > 0; n -= 1) {
        const no = valve.enter(key);
        if (no === null) queue.push({ key, at: time });
        else if (no.why === 'share') told.get(key)!.shares += 1;
        else told.get(key)!.fulls += 1;
      }
    }
    served += options.perMs(time);
    while (served >= 1 && queue.length > 0) {
      served -= 1;
      const { key, at } = queue.shift()!;
      valve.leave(key);
      if (time > options.ms / 2) told.get(key)!.waits.push(time - at);
    }
    if (queue.length === 0) served = Math.min(served, 1);
  }
  return { valve, of: (key: string) => told.get(key)! };
}

interface Asker {
  readonly key: string;
  /** Requests a millisecond. */
  readonly perMs: number;
}

const p99 = (waits: readonly number[]) => [...waits].sort((a, b) => a - b)[Math.floor(waits.length * 0.99)]!;

describe('a valve', () => {
  test('lets everything in while the server keeps up', () => {
    const { of } = simulate({ perMs: () => 4, ms: 5_000 }, [{ key: 'a', perMs: 3 }]);
    expect([of('a').shares, of('a').fulls]).toEqual([0, 0]);
    expect(p99(of('a').waits)).toBeLessThan(10);
  });

  test.each(some([1, 2, 4, 8, 16]))(
    'at ten times of %d a millisecond what is let in waits no longer than twice the target',
    (perMs) => {
      const { of } = simulate({ perMs: () => perMs, ms: 10_000 }, [{ key: 'a', perMs: perMs * 10 }]);
      expect(p99(of('a').waits)).toBeLessThan(300);
      // And the server is never idle for it: what it could do in the second half was done.
      expect(of('a').waits.length).toBeGreaterThan(perMs * 5_000 * 0.98);
      expect(of('a').fulls).toBeGreaterThan(0);
    },
  );

  test('a server that becomes slow takes less, and takes more again when it is fast', () => {
    const perMs = (ms: number) => (ms > 3_000 && ms < 6_000 ? 0.2 : 4);
    const limits: number[] = [];
    for (const ms of [3_000, 6_000, 12_000])
      limits.push(simulate({ perMs, ms }, [{ key: 'a', perMs: 40 }]).valve.state.limit);
    const [before, slow, after] = limits as [number, number, number];
    expect(slow).toBeLessThan(before / 5);
    expect(after).toBeGreaterThan(before * 0.9);
  });

  test('a server that answers nothing is soon asked for little', () => {
    const { valve } = simulate({ perMs: () => 0, ms: 5_000 }, [{ key: 'a', perMs: 2 }]);
    expect(valve.state.limit).toBe(16);
  });

  test('the limit of a rush that is over comes back by itself', () => {
    let time = 0;
    const valve = openValve({
      start: 100,
      least: 10,
      most: 1_000,
      targetMs: 150,
      windowMs: 100,
      holdMs: 3_000,
      now: () => time,
    });
    for (let n = 0; n < 100; n += 1) valve.enter('a');
    for (; time < 3_000; time += 100) valve.enter('a');
    expect(valve.state.limit).toBe(10);
    while (valve.state.underWay > 0) valve.leave('a');
    for (; time < 9_000; time += 100) {
      if (valve.enter('a') === null) valve.leave('a');
    }
    expect(valve.state.limit).toBe(100);
  });
});

describe('those who listen', () => {
  /** Each asks, waits for the answer and asks again a while later; who is turned away comes again just when he was told. */
  function crowdOf({ clients, perMs, restMs }: { clients: number; perMs: number; restMs: number }) {
    let time = 0;
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const valve = openValve({
      start: 256,
      least: 16,
      most: 4_000,
      targetMs: 150,
      windowMs: 100,
      holdMs: 3_000,
      now: () => time,
    });
    const coming = new Map([[0, clients]]);
    const comes = (at: number) => coming.set(at, (coming.get(at) ?? 0) + 1);
    const queue: number[] = [];
    const waits: number[] = [];
    let largestWave = 0;
    let served = 0;
    for (time = 0; time < 30_000; time += 1) {
      const wave = coming.get(time) ?? 0;
      if (time >= 15_000) largestWave = Math.max(largestWave, wave);
      for (let n = 0; n < wave; n += 1) {
        const no = valve.enter('all');
        if (no === null) queue.push(time);
        else comes(time + no.retryAfter * 1_000);
      }
      served = queue.length === 0 ? Math.min(served, 1) : served + perMs;
      while (served >= 1 && queue.length > 0) {
        served -= 1;
        const at = queue.shift()!;
        valve.leave('all');
        comes(time + 1 + Math.round(2 * restMs * random()));
        if (at >= 15_000) waits.push(time - at);
      }
    }
    return { waits, largestWave };
  }

  test.each(
    some([
      [640, 0.8, 0],
      [640, 0.8, 400],
      [2_000, 1, 1_500],
      [8_000, 1, 1_500],
    ] as const),
  )(
    'are not let in together: %d clients of a server that does %d in a millisecond',
    (clients, perMs, restMs) => {
      const { waits, largestWave } = crowdOf({ clients, perMs, restMs });
      expect(p99(waits)).toBeLessThan(250);
      // Never all of them, nor more than what is done in two seconds.
      expect(largestWave).toBeLessThan(Math.min(clients * 0.75, perMs * 2_000));
      expect(waits.length).toBeGreaterThan(15_000 * perMs * 0.8);
    },
  );
});

describe('a fair share', () => {
  test('a key with few requests is never turned away because of one with many', () => {
    const { of } = simulate({ perMs: () => 4, ms: 10_000 }, [
      { key: 'noisy', perMs: 40 },
      { key: 'till', perMs: 0.05 },
    ]);
    expect([of('till').shares, of('till').fulls]).toEqual([0, 0]);
    expect(of('noisy').shares + of('noisy').fulls).toBeGreaterThan(100_000);
    expect(p99(of('till').waits)).toBeLessThan(300);
  });

  test('two that both want too much get alike', () => {
    const { of } = simulate({ perMs: () => 4, ms: 20_000 }, [
      { key: 'a', perMs: 30 },
      { key: 'b', perMs: 10 },
    ]);
    const parts = of('a').waits.length / of('b').waits.length;
    expect(parts).toBeGreaterThan(0.7);
    expect(parts).toBeLessThan(1.5);
    expect(of('a').shares).toBeGreaterThan(0);
  });

  test('however many keys there are, no more than twice the limit is under way', () => {
    const valve = openValve({
      start: 50,
      least: 10,
      most: 50,
      targetMs: null,
      windowMs: 100,
      holdMs: 3_000,
      now: () => 0,
    });
    let inside = 0;
    for (let n = 0; n < 1_000; n += 1) if (valve.enter(`key ${n}`) === null) inside += 1;
    expect(inside).toBe(100);
    // Nine hundred were turned away before it, fifty for each second.
    expect(valve.enter('one more')).toEqual({ why: 'full', retryAfter: 19 });
  });

  test('one request that is larger than all that fits is let in alone', () => {
    const valve = openValve({
      start: 8,
      least: 8,
      most: 8,
      targetMs: null,
      windowMs: 100,
      holdMs: 3_000,
      now: () => 0,
    });
    expect(valve.enter('a', 40)).toBeNull();
    expect(valve.enter('b', 1)?.why).toBe('full');
    valve.leave('a', 40);
    expect(valve.enter('b', 1)).toBeNull();
  });
});
