import { describe, expect, test } from 'vitest';
import { openView } from './codes-in-view.ts';

/** What is taken at which time, of looks at what is in view. */
function takenOf(looks: readonly (readonly [at: number, ...texts: string[]])[]) {
  const view = openView();
  return looks.flatMap(([at, ...texts]) => {
    const found = view.look(texts, at);
    return found === null ? [] : [[at, found.is === 'one' ? found.codes.join('+') : found.is]];
  });
}

describe('the camera', () => {
  test('waits a moment for the other codes of a box, and takes them together', () => {
    expect(
      takenOf([
        [0, 'SN-1'],
        [120, 'SN-1'],
        [240, '490154203237518'],
        [360, 'SN-1'],
      ]),
    ).toEqual([[360, 'SN-1+490154203237518']]);
  });

  test('takes a code that is held before it once', () => {
    const looks = Array.from({ length: 50 }, (_, i) => [i * 100, 'SN-1'] as const);
    expect(takenOf(looks)).toEqual([[400, 'SN-1']]);
  });

  test('takes it no second time where it was missed for a moment', () => {
    const looks = [[0, 'SN-1'], [400, 'SN-1'], [500], [1_300], [1_350, 'SN-1'], [1_800, 'SN-1']] as const;
    expect(takenOf(looks.map((look) => [...look]))).toEqual([[400, 'SN-1']]);
  });

  test('takes it again after it was out of view for a second', () => {
    const looks = [[0, 'SN-1'], [400, 'SN-1'], [900], [1_450], [1_500, 'SN-1'], [1_900, 'SN-1']] as const;
    expect(takenOf(looks.map((look) => [...look]))).toEqual([
      [400, 'SN-1'],
      [1_900, 'SN-1'],
    ]);
  });

  test('asks which one is meant where two units are in view', () => {
    expect(
      takenOf([
        [0, 'SN-1', 'SN-2'],
        [400, 'SN-1', 'SN-2'],
      ]),
    ).toEqual([[400, 'several']]);
  });

  test('takes the next unit on its own when the one before has gone', () => {
    expect(
      takenOf([
        [0, 'SN-1'],
        [400, 'SN-1'],
        [600, 'SN-2'],
        [1_000, 'SN-2'],
      ]),
    ).toEqual([
      [400, 'SN-1'],
      [1_000, 'SN-2'],
    ]);
  });
});
