import { describe, expect, test } from 'vitest';
import { menuFor } from './menu.ts';
import { barFor, menuPartsFor, purposeOf } from './menu-groups.ts';

/** What some usual roles may do. */
const roles = {
  associate: ['read', 'scan'],
  care: ['read', 'scan', 'customers'],
  lead: ['read', 'scan', 'lead', 'settle'],
  manager: ['read', 'scan', 'lead', 'settle', 'import', 'customers', 'people', 'devices', 'costs'],
  finance: ['read', 'costs'],
  auditor: ['read', 'audit'],
  integration: ['read', 'scan', 'catalog', 'import', 'costs'],
  admin: [
    ...['read', 'scan', 'lead', 'settle', 'import', 'customers', 'people', 'devices'],
    ...['catalog', 'manage', 'audit', 'costs'],
  ],
} as const;
type Role = keyof typeof roles;
const roleNames = Object.keys(roles) as Role[];

const as = (role: Role) => ({
  may: roles[role].map((permission) => ({ permission: permission as 'read', sites: null })),
});

describe.each(roleNames)('the menu of the role %s', (role) => {
  test('has each page once, in one part of it', () => {
    const pages = menuFor(as(role)).map(({ to }) => to);
    const inParts = menuPartsFor(as(role)).flatMap(({ items }) => items.map(({ to }) => to));
    expect([...inParts].sort()).toEqual([...pages].sort());
    expect(new Set(pages).size).toBe(pages.length);
  });

  test('has on a handheld at most five things to touch, and nothing is lost', () => {
    const { bar, more } = barFor(as(role));
    expect(bar.length + (more.length > 0 ? 1 : 0)).toBeLessThanOrEqual(5);
    const pages = menuFor(as(role)).map(({ to }) => to);
    expect([...bar, ...more].map(({ to }) => to).sort()).toEqual([...pages].sort());
  });
});

test.each([
  ['associate', 'floor'],
  ['care', 'floor'],
  ['lead', 'lead'],
  ['manager', 'lead'],
  ['admin', 'lead'],
  ['auditor', 'office'],
  ['finance', 'office'],
  ['integration', 'floor'],
] as const)('%s is there for the %s', (role, purpose) => {
  expect(purposeOf(as(role))).toBe(purpose);
});

test('whoever works on the floor has the scan box under the thumb first', () => {
  expect(barFor(as('associate')).bar[0]!.to).toBe('/scan');
});

test('people, keys and the list of changes are in the menu of nobody who may not see them', () => {
  const pages = menuFor(as('associate')).map(({ to }) => to as string);
  for (const page of ['/people', '/keys', '/devices', '/audit']) expect(pages).not.toContain(page);
});
