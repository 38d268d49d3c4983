import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Move } from './lifecycle.ts';
import { annulledBy, piecesOf, type QuantityFact } from './quantity-life.ts';

/** A place's life: numbers are pieces that came or went, `=n` what was counted, `-#n` change n taken back. */
function lifeOf(...changes: readonly (number | string)[]): QuantityFact[] {
  const life: QuantityFact[] = [];
  for (const change of changes) {
    const before = life.at(-1)?.after ?? 0;
    const seq = life.length + 1;
    const fact = (move: Move, delta: number, annuls: number | null = null) =>
      life.push({ seq, move, delta, after: before + delta, annuls });
    if (typeof change === 'number') fact(change < 0 ? 'sell' : 'receive', change);
    else if (change.startsWith('=')) fact('count', Number(change.slice(1)) - before);
    else {
      const annuls = Number(change.slice(2));
      const annulled = annulledBy(life, annuls);
      fact('annul', 'delta' in annulled ? annulled.delta : 0, annuls);
    }
  }
  return life;
}

describe('a change of pieces that is taken back', () => {
  test.each([
    ['takes off what it brought', lifeOf(10, -3), 1, -10],
    ['gives back what it took', lifeOf(10, -3), 2, 3],
    ['changes nothing where it was counted since', lifeOf(10, '=8', -1), 1, 0],
    ['counts where the count was before it', lifeOf(10, '=8', -1), 3, 1],
    ['that is a count brings back what was recorded before it', lifeOf(10, -3, '=5', 2), 3, 2],
    ['that is a count, before another count, changes nothing', lifeOf(10, '=5', '=6'), 2, 0],
    ['that is a count brings back an earlier count', lifeOf(10, '=5', 4, '=6'), 4, 3],
    ['before a count that was taken back itself counts again', lifeOf(10, '=8', '-#2'), 1, -10],
  ])('%s', (_, life, seq, delta) => {
    expect(annulledBy(life, seq)).toEqual({ delta });
  });

  test.each([
    ['that is not there', lifeOf(10), 2, 'event_not_found'],
    ['that was taken back before', lifeOf(10, '-#1'), 1, 'already_annulled'],
    ['that takes another back', lifeOf(10, '-#1'), 2, 'cannot_be_annulled'],
  ])('%s is refused', (_, life, seq, code) => {
    const told = annulledBy(life, seq);
    expect('refused' in told && told.refused.code).toBe(code);
  });

  test('leaves just what the others make, in whatever order they are taken back', () => {
    const change = fc.oneof(
      fc.integer({ min: -9, max: 9 }),
      fc.nat(20).map((counted) => `=${counted}`),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), fc.array(fc.nat(11)), (made, order) => {
        const gone = [...new Set(order)].filter((index) => index < made.length);
        const life = lifeOf(...made, ...gone.map((index) => `-#${index + 1}`));
        const stored = life.at(-1)!.after;
        expect(piecesOf(life)).toBe(stored);
        const whole = lifeOf(...made);
        const left = whole.filter((_, index) => !gone.includes(index));
        expect(stored).toBe(piecesOf(left));
      }),
    );
  });
});
