import { expect, test } from 'vitest';
import type { UnitEvent } from '../server/wire.ts';
import { placedHolds } from './unit-holds.ts';

const event = (seq: number, more: Partial<UnitEvent>): UnitEvent =>
  ({ seq, holds: [], details: null, annulledBy: null, actor: 'ana', ...more }) as UnitEvent;
const place = (key: string) => [{ key, change: 'place' as const }];

test('each hold is told with who placed it and why', () => {
  const events = [
    event(1, {}),
    event(2, { holds: place('quality'), details: { reason: 'A dent' }, actor: 'bo' }),
  ];
  const [hold] = placedHolds({ holds: ['quality'] }, events);
  expect([hold!.placed?.seq, hold!.placed?.actor, hold!.reason]).toEqual([2, 'bo', 'A dent']);
});

test('a hold that was lifted and placed again is told as it was placed last', () => {
  const events = [
    event(1, { holds: place('fraud'), details: { reason: 'first' } }),
    event(2, { holds: [{ key: 'fraud', change: 'lift' }] }),
    event(3, { holds: place('fraud'), details: { reason: 'again' } }),
  ];
  expect(placedHolds({ holds: ['fraud'] }, events)[0]).toMatchObject({ reason: 'again', placed: { seq: 3 } });
});

test('what was taken back placed nothing', () => {
  const events = [
    event(1, { holds: place('legal') }),
    event(2, { holds: place('legal'), annulledBy: 3 }),
    event(3, {}),
  ];
  expect(placedHolds({ holds: ['legal'] }, events)[0]!.placed?.seq).toBe(1);
});

test('two holds of one kind stay apart by what they refer to', () => {
  const events = [event(1, { holds: place('recall:R-1') }), event(2, { holds: place('recall:R-2') })];
  const seqs = placedHolds({ holds: ['recall:R-2', 'recall:R-1'] }, events).map(({ placed }) => placed?.seq);
  expect(seqs).toEqual([2, 1]);
});

test('a hold of a whole recall that has not come to the unit’s own life yet has no event', () => {
  expect(placedHolds({ holds: ['recall:R-9'] }, [event(1, {})])).toEqual([
    { key: 'recall:R-9', placed: null, reason: null },
  ]);
});

test('a reason that is no text is none', () => {
  const events = [event(1, { holds: place('quality'), details: { reason: 7 } })];
  expect(placedHolds({ holds: ['quality'] }, events)[0]!.reason).toBeNull();
});
