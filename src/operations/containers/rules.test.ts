import { describe, expect, test } from 'vitest';
import { containerCode, type Nesting, whyNotInto } from '../../domain/containers.ts';
import { statuses } from '../../domain/facts.ts';
import { heldByUs, moveNames } from '../../domain/lifecycle.ts';
import { limits } from '../../domain/limits.ts';
import {
  type Container,
  followUnit,
  judgePacking,
  type Kept,
  packingMoves,
  staysOf,
  undoPacking,
} from './rules.ts';

const tote: Container = { site: 1, place: 10, spot: 'A-01', brokenAt: null, units: 2, passed: [] };
const scan = (patch: Partial<Parameters<typeof judgePacking>[1]> = {}) => ({
  ...{ move: 'move_spot' as const, site: 1, spot: 10, unit: 7, seq: 3, details: {}, under: undefined },
  ...patch,
});
const codeOf = (container: Container, patch: Parameters<typeof scan>[0] = {}) => {
  const judged = judgePacking(container, scan(patch), 'C-1');
  return 'refused' in judged ? judged.refused.code : 'in';
};

describe('packing a unit', () => {
  test.each<[string, Partial<Container>, Parameters<typeof scan>[0], string]>([
    ['where it stands', {}, {}, 'in'],
    ['into one that is broken up', { brokenAt: '2026-11-23T10:00:00Z' }, {}, 'document_closed'],
    ['from another site', {}, { site: 2 }, 'document_of_another_site'],
    ['that is in it already', {}, { under: 'C-1' }, 'already_on_document'],
    ['that is in another one', {}, { under: 'C-2' }, 'in_another_container'],
    ['that goes over from that one', {}, { under: 'C-2', details: { from: 'C-2' } }, 'in'],
    [
      'that is said to come from a third one',
      {},
      { under: 'C-2', details: { from: 'C-3' } },
      'in_another_container',
    ],
    ['at another spot', {}, { spot: 11 }, 'container_elsewhere'],
    ['as the last that it takes', { units: limits.containerUnitsMax - 1 }, {}, 'in'],
    ['when it is full', { units: limits.containerUnitsMax }, {}, 'container_full'],
  ])('%s', (_what, container, patch, expected) => {
    expect(codeOf({ ...tote, ...container }, patch)).toBe(expected);
  });

  test.each(moveNames)('by the move %s only where that lays, picks or packs', (move) => {
    expect(codeOf(tote, { move })).toBe(packingMoves.includes(move) ? 'in' : 'details_wrong');
  });
});

describe('what becomes of a unit that is in a container', () => {
  const inside = { state: 'recorded', line: 2 } as const;
  const became = (patch: Partial<Kept>) => {
    const unit: Kept = {
      ...{ id: 7, move: 'count', was: 'in_stock', status: 'in_stock', place: 10, site: 1, seq: 4 },
      ...{ isNamed: false, isInside: false },
      ...patch,
    };
    const followed = followUnit(tote, inside, unit);
    return followed === null ? 'stays' : followed.member === null ? 'leaves' : followed.document.place;
  };

  test.each(statuses)('another status (%s) takes it out', (status) => {
    expect(became({ status })).toBe(status === 'in_stock' ? 'stays' : 'leaves');
  });

  test('seen elsewhere it is out; laid down by itself too, even beside the container', () => {
    expect([became({ place: 11 }), became({ move: 'move_spot' }), became({ move: 'put_away' })]).toEqual([
      'leaves',
      'leaves',
      'leaves',
    ]);
  });

  test.each(statuses)('moved with the container as %s', (status) => {
    const with_it = { isInside: true, move: 'move_spot', place: 12, status, was: status } as const;
    expect(became(with_it)).toBe(heldByUs.includes(status) ? 12 : 'leaves');
  });

  test('only the event by which it came in takes it out when it is annulled', () => {
    expect(undoPacking(tote, inside, 7, { annulled: 2, by: 5 }).member).toBe(null);
    expect(undoPacking(tote, inside, 7, { annulled: 3, by: 5 }).member).toBe(inside);
  });
});

test('stays that a group began and ended are told in their order', () => {
  const passed = (...ways: readonly ['in' | 'out', number, number][]) =>
    ways.map(([way, unit, seq]) => ({ way, unit, seq }));
  const changed = [
    { id: 1, document: { passed: passed(['out', 7, 4], ['in', 7, 6], ['in', 8, 2]) } },
    { id: 2, document: { passed: passed(['in', 7, 4], ['out', 7, 6]) } },
  ];
  expect(staysOf(changed)).toEqual({
    ended: [{ unit: 7, to: 4 }],
    begun: [
      { document: 1, unit: 7, from: 6, to: null },
      { document: 1, unit: 8, from: 2, to: null },
      { document: 2, unit: 7, from: 4, to: 6 },
    ],
  });
});

describe('codes and nesting', () => {
  test.each([
    ['C-000017', 'C-000017'],
    [' TOTE 7 ', 'TOTE 7'],
    ['340123450000000017', '340123450000000017'],
    ['00340123450000000017', '340123450000000017'],
    ['(00)340123450000000017', '340123450000000017'],
    ['340123450000000018', null],
  ])('the code %s is kept as %s', (text, kept) => {
    expect(containerCode(text)).toBe(kept);
  });

  const alone = (number: string): Nesting => ({ number, outside: [], inside: [], levels: 0 });
  const most = { depth: 3, inside: 3 };
  test.each<[string, Nesting, Nesting, ReturnType<typeof whyNotInto>]>([
    ['beside it', alone('A'), alone('B'), null],
    ['itself', alone('A'), alone('A'), 'inside_itself'],
    [
      'what stands in it',
      { ...alone('A'), inside: ['B'], levels: 1 },
      { ...alone('B'), outside: ['A'] },
      'inside_itself',
    ],
    [
      'where it is',
      { ...alone('A'), outside: ['B'] },
      { ...alone('B'), inside: ['A'], levels: 1 },
      'already_inside',
    ],
    ['the third level', alone('A'), { ...alone('B'), outside: ['C'] }, null],
    [
      'the fourth level',
      { ...alone('A'), inside: ['X'], levels: 1 },
      { ...alone('B'), outside: ['C'] },
      'too_deep',
    ],
    ['one that holds enough', alone('A'), { ...alone('B'), inside: ['1', '2', '3'] }, 'too_many'],
  ])('into %s', (_what, what, into, expected) => {
    expect(whyNotInto(what, into, most)).toBe(expected);
  });
});
