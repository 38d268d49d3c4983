import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { useSession } from './queries.ts';

export type Permission = SessionOnWire['may'][number]['permission'];

/** Whether who is signed in may do something: at a site, everywhere (null), or anywhere at all where no site is said. */
export function mayDo(
  { may }: Pick<SessionOnWire, 'may'>,
  permission: Permission,
  site?: string | null,
): boolean {
  return may.some(
    (right) =>
      right.permission === permission &&
      (right.sites === null || site === undefined || (site !== null && right.sites.includes(site))),
  );
}

/** The same of the session of this page: what is not allowed is not offered. */
export function useMay() {
  const { data: session } = useSession();
  return (permission: Permission, site?: string | null) =>
    session !== undefined && session !== null && mayDo(session, permission, site);
}
