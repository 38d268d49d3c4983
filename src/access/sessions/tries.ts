import { isIPv6 } from 'node:net';
import { limits } from '../../domain/limits.ts';
import { systemActor } from '../../ledger/reference.ts';
import { secondsAfter } from '../../platform/clock.ts';
import { textColumn } from '../../platform/columns.ts';
import { audit } from '../audit.ts';
import { type AccessParts, changeSessions } from '../change-access.ts';
import { countTry, forgiveTry, type LimitRow } from './queries.ts';

/** What tries are counted by: `account:…`, `badge:…`, `proof:…`, `device:7`, `address:10.0.0.7`; no one twice. */
export interface Counted {
  readonly key: string;
  /** Wrong tries in `failuresMinutes`; then nothing is listened to until they are over. */
  readonly most: number;
}

type TryParts = Pick<AccessParts, 'database' | 'access' | 'clock'>;

/**
 * Counts a try at a secret before it is judged, in a table that all processes share; the seconds until another one is
 * listened to, 0 for this one. The first one too many is in the audit list, as `action`.
 */
export async function countTries(
  { database, access, clock }: TryParts,
  counted: readonly Counted[],
  address: string,
  action = 'sign_in_limited',
): Promise<number> {
  const now = clock.now();
  const ends = secondsAfter(now, limits.failuresMinutes * 60).toISOString();
  const names = textColumn(counted.map(({ key }) => key));
  const { rows } = await database.query<LimitRow>(countTry, [names, now.toISOString(), ends]);
  let seconds = 0;
  for (const { key, failures, ends_at } of rows) {
    const { most } = counted.find((one) => one.key === key)!;
    if (failures <= most) continue;
    seconds = Math.max(seconds, Math.ceil((ends_at.getTime() - now.getTime()) / 1_000), 1);
    if (failures !== most + 1) continue;
    // Nobody who is known: the system itself tells it.
    const by = { actor: systemActor.id, address };
    const entry = { action, subject: shortened(key) };
    await changeSessions({ database, access }, (tx) => audit(tx, clock, by, entry));
  }
  return seconds;
}

/** It was right: what was tried at `key` is forgotten, and the last try of `also` is taken back. */
export async function forgiveTries(
  { database }: Pick<TryParts, 'database'>,
  key: string,
  also: string,
): Promise<void> {
  await database.query(forgiveTry, [key, also]);
}

/** An IPv6 customer has 2^64 addresses: his network is meant. */
export function addressKey(address: string): string {
  const isMapped = address.startsWith('::ffff:');
  const plain = isMapped ? address.slice(7) : address;
  if (!isIPv6(plain)) return `address:${plain}`;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `address:${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/** Of a hash its beginning: enough to tell two apart. */
function shortened(key: string): string {
  return key.replace(/^(\w+:[0-9a-f]{16})[0-9a-f]{48}$/, '$1');
}
