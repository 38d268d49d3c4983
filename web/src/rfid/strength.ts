import type { Strength } from '../../../src/operations/rfid/contract.ts';

/** How near something seems, for the eye and the ear. */
export const nearness = ['near', 'nearing', 'far', 'silent', 'never'] as const;
export type Nearness = (typeof nearness)[number];

/** What is known of a unit, with when that was by this device's own clock, in milliseconds. */
export interface Known extends Strength {
  readonly heardAt: number | null;
}

/** Milliseconds without a read after which a unit counts as not heard: readers go around all antennas in less. */
export const silentMs = 3_000;

/** From 0 to 100: what a handheld reader hears at arm's length, and what it hardly hears at all. */
export function percentOf(dbm: number | null): number {
  if (dbm === null) return 0;
  const [weak, strong] = [-75, -35];
  return Math.round(Math.min(1, Math.max(0.02, (dbm - weak) / (strong - weak))) * 100);
}

/** Seconds since it was heard; null: never. */
export function secondsSilent({ heardAt }: Known, now: number): number | null {
  return heardAt === null ? null : Math.max(0, Math.floor((now - heardAt) / 1_000));
}

export function nearnessOf(known: Known | undefined, now: number): Nearness {
  if (!known || known.heardAt === null) return 'never';
  if (now - known.heardAt > silentMs) return 'silent';
  const percent = percentOf(known.dbm);
  return percent >= 70 ? 'near' : percent >= 35 ? 'nearing' : 'far';
}

/** Milliseconds between two clicks: a clock far away, a rattle at hand. */
export function clickEveryMs(percent: number): number {
  return Math.round(1_000 - 9 * Math.min(100, Math.max(0, percent)));
}
