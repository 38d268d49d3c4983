import { expect, test } from 'vitest';
import { evidences } from '../../../domain/events.ts';
import { labelNeed } from './rules.ts';

const needs = (isUnread: boolean, isOurs: boolean) =>
  Object.fromEntries(evidences.map((evidence) => [evidence, labelNeed({ evidence, isUnread, isOurs })]));

const read = { scanned: null, camera: null, rfid: null };

test('what was read off a label has one, whatever else is known', () => {
  for (const isUnread of [true, false])
    for (const isOurs of [true, false]) expect(needs(isUnread, isOurs)).toMatchObject(read);
});

test('a typed number needs a label; a supplier’s list, a carton or an import says nothing against theirs', () => {
  const others = { pasted: null, inferred: null, imported: null, system: null };
  expect(needs(false, false)).toEqual({ ...read, keyed: 'keyed', ...others });
});

test('what has a number of ours and was not read needs a label, however it came', () => {
  const all = (why: string) =>
    Object.fromEntries(['keyed', 'pasted', 'inferred', 'imported', 'system'].map((one) => [one, why]));
  expect(needs(false, true)).toEqual({ ...read, ...all('ours') });
  expect(needs(true, true)).toEqual({ ...read, ...all('unread') });
  expect(needs(true, false)).toEqual({ ...read, ...all('unread') });
});
