import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anAttempt } from '../testing/attempts.ts';
import { histories } from '../testing/histories.ts';
import { runs } from '../testing/property-runs.ts';
import { annul, fold } from './corrections.ts';
import { decide } from './decide.ts';
import type { UnitEvent } from './events.ts';
import type { Move } from './lifecycle.ts';
import { apply, blankUnit, type Unit } from './unit.ts';

const start = blankUnit(7, 'S1F00042');

/** The events that these moves make, one after the other, of an unknown unit. */
function lifeOf(...moves: readonly Move[]): UnitEvent[] {
  const events: UnitEvent[] = [];
  let unit: Unit = start;
  for (const move of moves) {
    const decision = decide(anAttempt(move, unit));
    if ('refused' in decision) throw new Error(`${move}: ${decision.refused.code}`);
    events.push({ seq: events.length + 1, move, ...decision.asserts });
    unit = apply(unit, decision.asserts);
  }
  return events;
}

function annulment(seq: number, annuls: number): UnitEvent {
  return { seq, move: 'annul', annuls };
}

const handedOn: readonly Move[] = ['misidentified', 'inherit'];

describe('corrections', () => {
  test('replaying the events of a life gives the unit', () => {
    const property = fc.property(histories(), ({ start, events, end }) => {
      expect(fold(start, events)).toEqual(end);
    });
    fc.assert(property, { numRuns: runs(150) });
  });

  test('a life that was handed to the right unit is not taken back', () => {
    const property = fc.property(histories(), ({ start, events }) => {
      for (const { seq } of events.filter(({ move }) => handedOn.includes(move)))
        expect(annul(start, events, seq, true)).toMatchObject({ refused: { code: 'cannot_be_annulled' } });
    });
    fc.assert(property, { numRuns: runs(150) });
  });

  test('an annulled event leaves no trace in state', () => {
    const property = fc.property(histories(), fc.nat(), ({ start, events }, choice) => {
      const own = events.filter(({ move }) => !handedOn.includes(move));
      fc.pre(own.length > 0);
      const { seq } = own[choice % own.length]!;
      const without = events.filter((event) => event.seq !== seq);
      const corrected = [...events, annulment(events.length + 1, seq)];
      expect(fold(start, corrected)).toEqual(without.reduce(apply, start));
      const answer = annul(start, events, seq, true);
      expect('after' in answer && answer.after).toEqual(without.reduce(apply, start));
    });
    fc.assert(property, { numRuns: runs(150) });
  });

  test('only a gap, and a hold that is a lead’s, needs a lead; a gap names a later event that stands', () => {
    const property = fc.property(histories(), fc.nat(), ({ start, events }, choice) => {
      const own = events.filter(({ move }) => !handedOn.includes(move));
      fc.pre(own.length > 0);
      const { seq } = own[choice % own.length]!;
      const asLead = annul(start, events, seq, true);
      const asAnybody = annul(start, events, seq, false);
      if (!('after' in asLead)) throw new Error('a lead may annul any event');
      const changes = own.find((event) => event.seq === seq)?.holds ?? [];
      const isLeads = changes.some(({ key }) => /^(?:recall|fraud|legal)\b/.test(key));
      if (asLead.gap === null && !isLeads) expect(asAnybody).toEqual(asLead);
      else expect(asAnybody).toEqual({ refused: { code: 'lead_needed', facts: {} } });
      if (asLead.gap !== null) expect(asLead.gap.later.seq).toBeGreaterThan(seq);
    });
    fc.assert(property, { numRuns: runs(150) });
  });

  test('annulling the last move of a unit leaves no gap', () => {
    const answer = annul(start, lifeOf('receive', 'put_away', 'sell'), 3, false);
    expect(answer).toMatchObject({ after: { status: 'in_stock', sale: null, owner: 1 }, gap: null });
  });

  test('an annulled receipt leaves a gap that names what stood before and what does not follow', () => {
    const events = lifeOf('announce', 'receive', 'sell');
    expect(annul(start, events, 2, false)).toEqual({ refused: { code: 'lead_needed', facts: {} } });
    expect(annul(start, events, 2, true)).toMatchObject({
      after: { status: 'sold' },
      gap: { earlier: { seq: 1, move: 'announce' }, later: { seq: 3, move: 'sell' } },
    });
  });

  test('the gap before a unit’s first standing event has nothing before it', () => {
    expect(annul(start, lifeOf('receive', 'sell'), 1, true)).toMatchObject({
      gap: { earlier: null, later: { seq: 2 } },
    });
  });

  test('an annulled pick is missed by the journey that fell back to picked', () => {
    const events = lifeOf('receive', 'pick', 'send_to_site', 'receive_at_site');
    expect(annul(start, events, 2, true)).toMatchObject({ gap: { later: { move: 'receive_at_site' } } });
  });

  test('what never followed is no new gap', () => {
    const events = lifeOf('receive', 'put_away', 'take_into_custody');
    expect(annul(start, events, 2, false)).toMatchObject({ gap: null });
  });

  test('a move whose checks were forgotten by an annulled return does not get them back', () => {
    const events = lifeOf(
      'receive',
      'inspect',
      'sell',
      'take_into_custody',
      'give_back',
      'take_into_custody',
    );
    const answer = annul(start, events, 4, true);
    expect('after' in answer && answer.after.checks).toEqual([]);
  });

  test('an annulled hold is gone, and the other stands', () => {
    const placed: UnitEvent[] = ['recall:A', 'recall:B'].map((key, i) => ({
      seq: i + 2,
      move: 'place_hold',
      holds: [{ key, change: 'place' }],
    }));
    const life = [...lifeOf('receive'), ...placed];
    expect(annul(start, life, 2, true)).toMatchObject({ after: { holds: ['recall:B'] }, gap: null });
  });

  test.each([
    ['recall:A', 'place'],
    ['legal', 'place'],
    ['fraud:F-1', 'lift'],
    ['recall:A', 'release'],
  ] as const)('a correction is no way around a lead: %s, %s', (key, change) => {
    const event: UnitEvent = { seq: 2, move: 'place_hold', holds: [{ key, change }] };
    const life = [...lifeOf('receive'), event];
    expect(annul(start, life, 2, false)).toEqual({ refused: { code: 'lead_needed', facts: {} } });
    expect(annul(start, life, 2, true)).toHaveProperty('after');
  });

  const life = [...lifeOf('receive', 'put_away'), annulment(3, 2)];
  test.each([
    ['an event that is not there cannot be annulled', 9, 'event_not_found'],
    ['an annulment cannot be annulled', 3, 'cannot_be_annulled'],
    ['an event is annulled once', 2, 'already_annulled'],
  ] as const)('%s', (_title, seq, code) => {
    expect(annul(start, life, seq, true)).toEqual({ refused: { code, facts: { seq: String(seq) } } });
  });
});
