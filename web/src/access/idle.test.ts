import { expect, test } from 'vitest';
import { idleStep } from './idle.ts';

const idleMs = 120_000;

test.each([
  ['it was touched just now', { lastUse: 0, lastTold: 0 }, 1_000, 'wait'],
  ['nobody touched it for two minutes', { lastUse: 0, lastTold: 0 }, 120_000, 'lock'],
  ['it slept for an hour', { lastUse: 0, lastTold: 0 }, 3_600_000, 'lock'],
  ['it was touched, and the server has heard of it', { lastUse: 90_000, lastTold: 90_000 }, 125_000, 'wait'],
  ['it was touched since the server heard of it', { lastUse: 95_000, lastTold: 90_000 }, 125_000, 'tell'],
  [
    'it was touched, and the server heard of another use a moment ago',
    { lastUse: 99_000, lastTold: 98_000 },
    99_500,
    'wait',
  ],
  [
    'the server was asked a moment ago, but not by a hand',
    { lastUse: 0, lastTold: 119_000 },
    120_000,
    'lock',
  ],
] as const)('%s', (_what, idle, now, step) => {
  expect(idleStep(idle, now, idleMs)).toBe(step);
});
