import { describe, expect, test } from 'vitest';
import {
  type CountState,
  type CountStep,
  isAbandoned,
  sentenceOfUnit,
  stateAfter,
  takesScans,
} from './rules.ts';

const states: readonly CountState[] = ['counting', 'paused', 'counted', 'closed', 'cancelled'];

describe('a count', () => {
  test.each([
    ['pause', ['paused', null, null, null, null]],
    ['resume', [null, 'counting', 'counting', null, null]],
    ['hand_over', ['counting', 'paused', null, null, null]],
    ['finish', ['counted', 'counted', null, null, null]],
    ['recount', ['counting', 'counting', 'counting', null, null]],
    ['close', [null, null, 'closed', null, null]],
    ['cancel', ['cancelled', 'cancelled', 'cancelled', null, null]],
  ] as const)('%s: from each state it leads to %j', (step, after) => {
    expect(states.map((state) => stateAfter(state, step as CountStep))).toEqual(after);
  });

  test('takes scans until it has ended: they come late from where there was no connection', () => {
    expect(states.filter(takesScans)).toEqual(['counting', 'paused', 'counted']);
  });

  test('is abandoned when it has stood still, but not while it waits for a lead', () => {
    expect(states.filter((state) => isAbandoned(state, 24, 24))).toEqual(['counting', 'paused']);
    expect(states.filter((state) => isAbandoned(state, 23.9, 24))).toEqual([]);
  });
});

describe('whoever counts is told', () => {
  const told = (should: string | null) =>
    sentenceOfUnit('unexpected', { should, status: 'sold', before: null });

  test('where a thing should be, or what it is on record as', () => {
    expect(told('DC/A-01')).toBe('Not expected here. It should be at DC/A-01.');
    expect(told(null)).toBe('Not expected here. It is recorded as sold.');
  });

  test('who counted it before', () => {
    const again = sentenceOfUnit('already_counted', {
      should: null,
      status: 'in_stock',
      before: { by: 'Ana' },
    });
    expect(again).toBe('Already counted by Ana. It counts once.');
  });
});
