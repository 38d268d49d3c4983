import type { Contact } from '../../domain/contacts.ts';

/** A customer by how he can be reached: what of him is shown beside a hit. */
export interface CustomerFound {
  readonly reference: string;
  readonly erasedAt: string | null;
  readonly person: { readonly name?: string; readonly email?: string; readonly phone?: string } | null;
}

/** Whoever keeps the customers: finds them by what they can be reached by, and notes that `actor` looked. */
export type FindCustomers = (
  contact: Contact,
  actor: number,
) => Promise<{ readonly items: readonly CustomerFound[]; readonly more: boolean } | 'locked'>;

/** How a search may look for people. */
export interface PeopleAsked {
  readonly actor: number;
  readonly find: FindCustomers;
}

export interface PeopleFound {
  readonly items: readonly CustomerFound[];
  readonly more: boolean;
  /** What they were found by; null where the text is nobody's address or number. */
  readonly by: 'email' | 'phone' | null;
  /** Why nobody was looked for although the text is somebody's address or number. */
  readonly not: 'not_asked' | 'locked' | null;
}

/**
 * Customers whose e-mail address or phone number the text is. `asked` null: they are not to be looked for, because who
 * asks may not see them, or because he asks by an address that stands in logs.
 */
export async function findPeople(
  contact: Contact | null,
  asked: PeopleAsked | null,
  limit: number,
): Promise<PeopleFound> {
  const by = contact === null ? null : 'email' in contact ? 'email' : 'phone';
  if (contact === null || asked === null)
    return { items: [], more: false, by, not: contact?.only ? 'not_asked' : null };
  const found = await asked.find(contact, asked.actor);
  if (found === 'locked') return { items: [], more: false, by, not: 'locked' };
  const { items, more } = found;
  return { items: items.slice(0, limit), more: more || items.length > limit, by, not: null };
}
