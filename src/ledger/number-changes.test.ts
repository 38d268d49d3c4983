import { describe, expect, test } from 'vitest';
import { numberChanges } from './number-changes.ts';
import type { HeldUnit } from './work.ts';

const known = { id: 7, row: {} } as HeldUnit;
const fresh = { id: 8, row: null } as HeldUnit;

/** `+3` got at event 3, `-5` lost at event 5. */
function changes(story: readonly number[], unit: HeldUnit) {
  const gained = story.filter((seq) => seq > 0);
  const lost = story.filter((seq) => seq < 0).map((seq) => -seq);
  const number = { value: 'N', product: 1, unit };
  return numberChanges(
    gained.map((since) => ({ ...number, kind: 'serial' as const, since })),
    lost.map((until) => ({ ...number, until })),
  );
}

describe('what a number of a unit comes to in one group', () => {
  test.each([
    ['got', [3], { given: [3] }],
    ['lost', [-3], { ended: [3] }],
    ['got and lost', [3, -5], { passing: [[3, 5]] }],
    ['lost and got back: as it was', [-3, 5], {}],
    ['lost, got back and lost', [-3, 5, -6], { ended: [6] }],
    ['got, lost and got back', [3, -5, 6], { given: [3] }],
    ['got, lost, got, lost', [3, -5, 6, -9], { passing: [[3, 9]] }],
    ['replaced by itself in one event: as it was', [-3, 3], {}],
  ])('%s', (_what, story, expected) => {
    const { ended, given, made, passing } = changes(story, known);
    expect({
      ended: ended.map(({ until }) => until),
      given: given.map(({ since }) => since),
      made,
      passing: passing.map(({ since, until }) => [since, until]),
    }).toEqual({ ended: [], given: [], made: [], passing: [], ...expected });
  });

  test('a unit that the group makes cannot have had it before', () => {
    expect(changes([1], fresh)).toMatchObject({ made: [{ since: 1 }], given: [] });
    expect(changes([1, -2, 3], fresh)).toMatchObject({ made: [{ since: 1 }], given: [] });
    expect(changes([1, -2], fresh)).toMatchObject({ made: [], passing: [{ since: 1, until: 2 }] });
  });

  test('two units that exchange a number do so each for itself', () => {
    const number = { value: 'N', product: 1 };
    const { ended, given } = numberChanges(
      [{ ...number, kind: 'serial', unit: known, since: 4 }],
      [{ ...number, unit: fresh, until: 2 }],
    );
    expect([ended.map(({ unit }) => unit.id), given.map(({ unit }) => unit.id)]).toEqual([[8], [7]]);
  });
});
