import { describe, expect, test } from 'vitest';
import { grantsOfGroups, readGroupRoles, sameGrants } from './group-roles.ts';

describe('groups of a provider', () => {
  const mapping = readGroupRoles(`[
    { "group": "store-1-leads", "role": "lead", "site": "STORE-1" },
    { "group": "store-1-leads", "role": "repair", "site": "HUB" },
    { "group": "retail-it", "role": "admin" },
    { "group": "everybody-in-it", "role": "admin" },
    { "group": "new-store", "role": "associate", "site": "NOT-YET" }
  ]`);
  const sites = new Map([
    ['STORE-1', 7],
    ['HUB', 9],
  ]);

  test.each([
    [[], []],
    [['unknown'], []],
    [
      ['store-1-leads'],
      [
        { role: 'lead', site: 7 },
        { role: 'repair', site: 9 },
      ],
    ],
    [['retail-it', 'everybody-in-it'], [{ role: 'admin', site: null }]],
    [['new-store'], []],
    [['Store-1-Leads'], []],
  ])('%j give %j', (groups, grants) => {
    expect(grantsOfGroups(groups, mapping, sites)).toEqual(grants);
  });

  test('grants are the same in whatever order', () => {
    const [a, b] = [{ role: 'lead', site: 7 } as const, { role: 'lead', site: null } as const];
    expect(sameGrants([a, b], [b, a])).toBe(true);
    expect(sameGrants([a], [a, b])).toBe(false);
    expect(sameGrants([a], [b])).toBe(false);
    expect(sameGrants([], [])).toBe(true);
  });

  test.each([
    ['no', 'is not JSON'],
    ['{}', 'must be a JSON list'],
    ['[1]', 'has a wrong entry 1: it is no object'],
    ['[{"group":"a","role":"lead"},{"group":"","role":"lead"}]', 'has a wrong entry 2: "group" is missing'],
    ['[{"group":"a","role":"king"}]', 'has a wrong entry 1: "role" is one of associate, lead,'],
    ['[{"group":"a","role":"lead","site":3}]', 'has a wrong entry 1: "site" is a site’s code'],
    ['[{"group":"a","role":"lead","sites":["A"]}]', 'has a wrong entry 1: "sites" is not known'],
  ])('%s is refused with a sentence', (text, sentence) => {
    expect(() => readGroupRoles(text)).toThrow(sentence);
  });
});
