import type { ServerSecret } from '../../platform/server-secret.ts';
import { isUniqueViolation } from '../../platform/sqlstate.ts';
import { audit } from '../audit.ts';
import type { Caller } from '../caller.ts';
import { type AccessParts, changeAccess, orProblem, type Refused } from '../change-access.ts';
import { type Changer, reachable } from '../people/manage-people.ts';
import type { Pins } from './pin.ts';
import * as sql from './queries.ts';
import { badgeNumber, isWeakPin } from './rules.ts';

export interface BadgeParts extends AccessParts {
  readonly pins: Pins;
  readonly secret: ServerSecret;
}

export type BadgeRefused = Refused | 'bad_badge' | 'badge_taken' | 'weak_pin' | 'no_badge';

/**
 * Gives a person a badge, in the place of the one he had, and perhaps a PIN: without one the badge opens nothing until he
 * has one. Only who could change the person may. Throws TooManyPasswords.
 */
export async function assignBadge(
  parts: BadgeParts,
  by: Changer,
  person: number,
  { badge, pin }: { readonly badge: string; readonly pin: string | null },
): Promise<BadgeRefused | 'done'> {
  const number = badgeNumber(badge);
  if (number === null) return 'bad_badge';
  if (pin !== null && isWeakPin(pin, number)) return 'weak_pin';
  const hashed = pin === null ? null : await parts.pins.hashOfPin(pin);
  const hash = parts.pins.hashOfBadge(number);
  const change = changeAccess(parts, async (tx, { access }) => {
    const { login } = await reachable(tx, by.caller, person);
    const at = parts.clock.now().toISOString();
    await tx.query(sql.assignBadge, [person, hash, hashed, parts.secret.id, at, by.caller.actor.id]);
    await tx.query(sql.endSessionsByBadge, [person, at, access]);
    const after = { withPin: hashed !== null };
    const entry = { action: 'badge_assigned', subject: `person:${login}`, after };
    await audit(tx, parts.clock, { actor: by.caller.actor.id, address: by.address }, entry);
    return 'done' as const;
  });
  return orProblem(change).catch((error: unknown) => {
    if (isUniqueViolation(error)) return 'badge_taken' as const;
    throw error;
  });
}

/** Takes a person's badge back, and ends what it opened; without one that is harmless. */
export function withdrawBadge(parts: BadgeParts, by: Changer, person: number): Promise<Refused | 'done'> {
  return orProblem(
    changeAccess(parts, async (tx, { access }) => {
      const { login } = await reachable(tx, by.caller, person);
      const { rowCount } = await tx.query(sql.withdrawBadge, [person]);
      await tx.query(sql.endSessionsByBadge, [person, parts.clock.now().toISOString(), access]);
      const author = { actor: by.caller.actor.id, address: by.address };
      const entry = { action: 'badge_withdrawn', subject: `person:${login}` };
      if (rowCount > 0) await audit(tx, parts.clock, author, entry);
      return 'done' as const;
    }),
  );
}

/**
 * A PIN for somebody else's badge, for who has forgotten it; what the badge opened ends. Only who could change the person
 * may. Throws TooManyPasswords.
 */
export async function resetPin(
  parts: BadgeParts,
  by: Changer,
  person: number,
  pin: string,
): Promise<BadgeRefused | 'done'> {
  if (isWeakPin(pin, '')) return 'weak_pin';
  const hashed = await parts.pins.hashOfPin(pin);
  return orProblem<BadgeRefused | 'done'>(
    changeAccess(parts, async (tx, { access }) => {
      const { login } = await reachable(tx, by.caller, person);
      const { rowCount } = await tx.query(sql.setPin, [person, hashed, parts.secret.id]);
      if (rowCount === 0) return 'no_badge' as const;
      await tx.query(sql.endSessionsByBadge, [person, parts.clock.now().toISOString(), access]);
      const entry = { action: 'pin_reset', subject: `person:${login}` };
      await audit(tx, parts.clock, { actor: by.caller.actor.id, address: by.address }, entry);
      return 'done' as const;
    }),
  );
}

/** One's own PIN, chosen anew by who is signed in. Throws TooManyPasswords. */
export async function choosePin(
  parts: BadgeParts,
  caller: Caller,
  pin: string,
  address: string,
): Promise<'weak_pin' | 'no_badge' | 'done'> {
  if (caller.kind !== 'person') return 'no_badge';
  // The badge's number is not known here, so only what is weak by itself is refused.
  if (isWeakPin(pin, '')) return 'weak_pin';
  const hashed = await parts.pins.hashOfPin(pin);
  return changeAccess(parts, async (tx) => {
    const { rowCount } = await tx.query(sql.setPin, [caller.id, hashed, parts.secret.id]);
    if (rowCount === 0) return 'no_badge';
    const { id: actor, code: subject } = caller.actor;
    await audit(tx, parts.clock, { actor, address }, { action: 'pin_changed', subject });
    return 'done';
  });
}
