import { expect, test } from 'vitest';
import { mayDo } from './use-may.ts';

const session = {
  may: [
    { permission: 'read' as const, sites: null },
    { permission: 'settle' as const, sites: ['DC'] },
  ],
};

test.each([
  ['what is allowed everywhere is at each site', 'read', 'STORE-1', true],
  ['and everywhere', 'read', null, true],
  ['what is allowed at a site is there', 'settle', 'DC', true],
  ['not elsewhere', 'settle', 'STORE-1', false],
  ['not everywhere', 'settle', null, false],
  ['but somewhere', 'settle', undefined, true],
  ['what is allowed nowhere is not', 'catalog', undefined, false],
] as const)('%s', (_rule, permission, site, expected) => {
  expect(mayDo(session, permission, site)).toBe(expected);
});
