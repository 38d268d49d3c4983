import { describe, expect, test } from 'vitest';
import { type Delivery, orderState, type Standing, standingOf } from './rules.ts';

const ten = { line: 1, product: 7, quantity: 10 };
const came = (received: number, patch: Partial<Delivery> = {}): Delivery => ({
  receipt: 1,
  line: 1,
  product: 7,
  announced: 10,
  received,
  extra: 0,
  closed: false,
  ...patch,
});

describe('a line of an order', () => {
  // what came, whether short closes → received, open, over, state
  test.each<[string, readonly Delivery[], boolean, readonly [number, number, number, string]]>([
    ['waits for all of it', [], false, [0, 10, 0, 'open']],
    ['waits for the rest', [came(4)], false, [4, 6, 0, 'partly']],
    ['is received', [came(10)], false, [10, 0, 0, 'received']],
    ['adds up over receipts', [came(4, { closed: true }), came(6)], false, [10, 0, 0, 'received']],
    ['says what was too many', [came(8), came(2, { extra: 3 })], false, [13, 0, 3, 'received']],
    ['stays open where a closed receipt was short', [came(4, { closed: true })], false, [4, 6, 0, 'partly']],
    ['is closed short by rule', [came(4, { closed: true })], true, [4, 0, 0, 'closed']],
    ['waits while one receipt is open', [came(4, { closed: true }), came(0)], true, [4, 6, 0, 'partly']],
    ['is not closed before anything was announced', [], true, [0, 10, 0, 'open']],
    ['is not another line’s', [came(4, { line: 2 })], false, [0, 10, 0, 'open']],
    [
      'takes what names only the order, by its product',
      [came(4, { line: null })],
      false,
      [4, 6, 0, 'partly'],
    ],
    ['leaves another product of the order', [came(4, { line: null, product: 8 })], false, [0, 10, 0, 'open']],
  ])('%s', (_what, deliveries, shortCloses, [received, open, over, state]) => {
    expect(standingOf(ten, deliveries, shortCloses)).toMatchObject({ received, open, over, state });
  });
});

test.each([
  ['received where all is', ['received', 'received'], 'received'],
  ['closed where the rest is given up', ['received', 'closed'], 'closed'],
  ['partly where something came', ['received', 'open'], 'partly'],
  ['open where nothing did', ['open', 'open'], 'open'],
] as const)('an order is %s', (_what, states, state) => {
  const lines = states.map((one): Standing => {
    const received = one === 'open' ? 0 : 5;
    return { announced: 5, received, open: 0, over: 0, state: one };
  });
  expect(orderState(lines)).toBe(state);
});
