import type { ExceptionDraft } from './exceptions.ts';
import { limits } from './limits.ts';

/**
 * A scan whose own time lies further ahead of ours than any device's clock goes wrong. It is kept like any other, for what
 * was done was done; whether the time was mistyped or the device lies is for a person to say. `at` null: the scan says no
 * time. Both times are RFC 3339.
 */
export function clockContradictions(at: string | null, now: string, observed: string): ExceptionDraft[] {
  if (at === null || Date.parse(at) - Date.parse(now) <= limits.clockAheadHoursMax * 3_600_000) return [];
  return [{ kind: 'time_ahead', recorded: now, observed }];
}
