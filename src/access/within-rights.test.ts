import { describe, expect, test } from 'vitest';
import { type Role, rightsOf, roleNames } from './roles.ts';
import { holdsAll } from './within-rights.ts';

const at = (role: Role, site: number | null) => rightsOf([{ role, site }]);

/** Whose permissions are all among the others', as the table of roles has it. */
const below: Readonly<Record<Role, readonly Role[]>> = {
  associate: ['associate', 'repair'],
  repair: ['associate', 'repair'],
  lead: ['associate', 'repair', 'lead'],
  manager: ['associate', 'repair', 'lead', 'care', 'finance', 'manager'],
  finance: ['finance'],
  care: ['associate', 'repair', 'care'],
  auditor: ['auditor'],
  integration: ['associate', 'repair', 'finance', 'integration'],
  admin: roleNames,
};

describe('nobody can give more than he has', () => {
  test.each(roleNames.flatMap((own) => roleNames.map((wanted) => [own, wanted] as const)))(
    'a %s gives the role %s only if it is among his own permissions, and only where he has them',
    (own, wanted) => {
      const may = below[own].includes(wanted);
      expect(holdsAll(at(own, null), at(wanted, null))).toBe(may);
      expect(holdsAll(at(own, null), at(wanted, 7))).toBe(may);
      expect(holdsAll(at(own, 7), at(wanted, 7))).toBe(may);
      expect(holdsAll(at(own, 7), at(wanted, 8))).toBe(false);
      expect(holdsAll(at(own, 7), at(wanted, null))).toBe(false);
    },
  );

  test('what is granted twice adds up, at each site for itself', () => {
    const mixed = rightsOf([
      { role: 'lead', site: 1 },
      { role: 'care', site: 2 },
      { role: 'auditor', site: null },
    ]);
    expect(mixed.get('read')).toBeNull();
    expect(mixed.get('scan')).toEqual(new Set([1, 2]));
    expect(mixed.get('lead')).toEqual(new Set([1]));
    expect(mixed.get('customers')).toEqual(new Set([2]));
    expect(mixed.has('people')).toBe(false);
    expect(holdsAll(mixed, at('care', 1))).toBe(false);
    expect(holdsAll(mixed, at('lead', 1))).toBe(true);
  });

  test('a key’s scopes take away, and give nothing', () => {
    const grants = [{ role: 'lead', site: 1 }] as const;
    expect([...rightsOf(grants, ['read', 'manage']).keys()]).toEqual(['self', 'read']);
    expect([...rightsOf(grants, []).keys()]).toEqual(['self']);
  });
});
