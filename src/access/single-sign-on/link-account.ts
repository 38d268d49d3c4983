import { audit } from '../audit.ts';
import { type AccessParts, changeAccess } from '../change-access.ts';
import type { Identity } from './provider.ts';
import * as sql from './queries.ts';

/** Somebody who is signed in here. */
export interface Linker {
  readonly person: number;
  readonly actor: number;
  readonly address: string;
}

/** `other_person`: the account outside is somebody else's here; `other_account`: this person has another one there. */
export type LinkOutcome = 'linked' | 'other_person' | 'other_account';

/**
 * Makes an account at the provider the account of who is signed in here, so that it signs him in from now on. Both have
 * shown that they are his: he is signed in here, and has just come from there. What his groups give him he has from his
 * next sign-in on.
 */
export function linkAccount(
  parts: AccessParts,
  { issuer, subject }: Identity,
  { person, actor, address }: Linker,
): Promise<LinkOutcome> {
  return changeAccess(parts, async (tx): Promise<LinkOutcome> => {
    await tx.query(sql.lockIdentity, [`${issuer} ${subject}`]);
    const known = await tx.query<sql.KnownRow>(sql.selectKnown, [issuer, subject]);
    const owner = known.rows[0]?.person_id;
    if (owner !== undefined) return owner === person ? 'linked' : 'other_person';
    const others = await tx.query<sql.IdentityRow>(sql.selectIdentityOf, [person, issuer]);
    const [own] = others.rows;
    if (own === undefined) throw new Error('who is signed in is a person');
    if (own.subject !== null) return 'other_account';
    const at = parts.clock.now().toISOString();
    await tx.query(sql.insertIdentity, [issuer, subject, person, at]);
    const entry = { action: 'person_linked', subject: `person:${own.login}`, after: { issuer } };
    await audit(tx, parts.clock, { actor, address }, entry);
    return 'linked';
  });
}
