import { isoTime } from '../platform/clock.ts';
import { Problem } from './errors.ts';

/** A time from outside as UTC; null where none is given. Throws bad_time, naming the place. */
export function utcTime(text: string | undefined, where: string): string | null {
  if (text === undefined) return null;
  const time = isoTime(text);
  if (time === null) throw new Problem('bad_time', 'A time is written like 2026-11-23T10:00:00Z.', { where });
  return time;
}
