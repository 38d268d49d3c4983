/** What a route may ask for. `public` routes ask for nothing. */
export const permissions = ['public', 'read', 'scan', 'settle', 'catalog', 'manage'] as const;
export type Permission = (typeof permissions)[number];

/**
 * What each role may do. read: look at anything · scan: record moves · settle: decide exceptions and close documents ·
 * catalog: change products, sites and locations · manage: keys. A lead's word also lifts refusals (`lead_needed`).
 */
export const roles = {
  admin: { may: ['read', 'scan', 'settle', 'catalog', 'manage'], isLead: true },
  lead: { may: ['read', 'scan', 'settle'], isLead: true },
  associate: { may: ['read', 'scan'], isLead: false },
  auditor: { may: ['read'], isLead: false },
  integration: { may: ['read', 'scan', 'catalog'], isLead: false },
} as const satisfies Record<string, { readonly may: readonly Permission[]; readonly isLead: boolean }>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as readonly Role[];

export function may(role: Role, permission: Permission): boolean {
  return permission === 'public' || (roles[role].may as readonly Permission[]).includes(permission);
}
