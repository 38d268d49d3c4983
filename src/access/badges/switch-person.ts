import { limits } from '../../domain/limits.ts';
import { type AccessParts, changeSessions } from '../change-access.ts';
import type { Device } from '../devices/device-ring.ts';
import { type BegunSession, insertSession } from '../sessions/begin-session.ts';
import { countTries, forgiveTries } from '../sessions/tries.ts';
import type { Pins } from './pin.ts';
import { type BadgeRow, endBadgeSessions, selectBadge } from './queries.ts';
import { badgeNumber } from './rules.ts';

export interface SwitchParts extends AccessParts {
  readonly pins: Pins;
}

export interface SwitchWishes {
  readonly badge: string;
  readonly pin: string;
  readonly device: Device;
  readonly address: string;
  readonly client: string;
}

export type SwitchOutcome =
  | { readonly session: BegunSession }
  | 'wrong_badge'
  /** Right, but he has no role at the device's site. */
  | 'no_role'
  | { readonly tooManySeconds: number };

/**
 * The next pair of hands on a shared device, in one round trip: badge and PIN, on a device that was let in. Whoever worked on
 * it before is out; what lies open on the device stays there. An unknown badge, a wrong PIN, a badge without PIN and a person
 * who was disabled are answered alike and cost the same. Tries are counted by badge and by device before they are judged.
 * Throws TooManyPasswords.
 */
export async function switchPerson(parts: SwitchParts, wishes: SwitchWishes): Promise<SwitchOutcome> {
  const { database, pins } = parts;
  const { device, address, client } = wishes;
  const number = badgeNumber(wishes.badge);
  const hash = pins.hashOfBadge(number ?? '');
  const keys = { badge: `badge:${hash}`, device: `device:${device.id}` };
  const counted = [
    { key: keys.badge, most: limits.badgeFailuresMax },
    { key: keys.device, most: limits.deviceFailuresMax },
  ];
  const tooManySeconds = await countTries(parts, counted, address);
  if (tooManySeconds > 0) return { tooManySeconds };
  const { rows } = await database.query<BadgeRow>(selectBadge, [hash, device.site]);
  const found = number === null ? undefined : rows[0];
  const isRight = await pins.isRight(wishes.pin, found?.pin ?? null);
  if (!found || !isRight || found.disabled_at !== null) return 'wrong_badge';
  await forgiveTries(parts, keys.badge, keys.device);
  if (!found.has_role) return 'no_role';
  const session = await changeSessions(parts, async (tx, version) => {
    await tx.query(endBadgeSessions, [device.id, parts.clock.now().toISOString(), version]);
    const { person_id: person, actor_id: actor, login } = found;
    const from = { device: device.id, address, client, subject: `person:${login}` };
    return insertSession(tx, parts, { person, actor, method: 'badge', ...from }, version);
  });
  return { session };
}
