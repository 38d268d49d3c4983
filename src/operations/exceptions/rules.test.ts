import { describe, expect, test } from 'vitest';
import { type ExceptionKind, exceptionKinds } from '../../domain/exceptions.ts';
import { moves } from '../../domain/lifecycle.ts';
import { repairNames, repairsOf } from './rules.ts';

const kinds = Object.keys(exceptionKinds) as ExceptionKind[];

describe.each(kinds)('a question of the kind %s', (kind) => {
  test('can always be settled by what was seen, and each repair once', () => {
    const names = repairsOf(kind, true).map(({ name }) => name);
    expect(names).toContain('accept');
    expect(new Set(names).size).toBe(names.length);
  });

  test('has no repair that scans a unit where none is known', () => {
    expect(repairsOf(kind, false).map(({ name }) => name)).toEqual(['accept']);
  });

  test('is repaired by moves that ask for nothing else', () => {
    for (const { move, details = {} } of repairsOf(kind, true)) {
      const needs = move === null ? [] : (moves[move].needs ?? []);
      expect(needs.filter((field) => !(field in details))).toEqual([]);
    }
  });
});

test.each<[ExceptionKind, string]>([
  ['returned_without_sale', 'lift_unresolved'],
  ['held_on_arrival', 'to_quarantine'],
  ['unexpected_place', 'accept'],
  ['late_conflict', 'count_here'],
])('%s: first of all %s', (kind, first) => {
  expect(repairsOf(kind, true)[0]?.name).toBe(first);
});

test('every repair sets some kind of question right', () => {
  const used = new Set(kinds.flatMap((kind) => repairsOf(kind, true).map(({ name }) => name)));
  expect([...used].sort()).toEqual([...repairNames].sort());
});
