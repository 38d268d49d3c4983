/** The only door to the time of day: everything that needs "now" is handed a clock, so tests can hold it still. */
export interface Clock {
  /** The present instant, as this machine believes it. Not monotone: the machine's clock may be set back. */
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that always answers the same instant; a string is read as RFC 3339. */
export function fixedClock(at: Date | string): Clock {
  const instant = new Date(at).getTime();
  if (Number.isNaN(instant)) throw new RangeError(`Not a time: ${String(at)}`);
  return { now: () => new Date(instant) };
}

/** The instant some milliseconds later, or earlier for a negative number. */
export function msAfter(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

/** The instant so many milliseconds after 1970 began, in UTC. */
export function instantOfMs(milliseconds: number): Date {
  return new Date(milliseconds);
}

/** The same with days of 24 hours. */
export function daysAfter(instant: Date, days: number): Date {
  return msAfter(instant, days * 86_400_000);
}

/** The instant that many seconds later; earlier where negative. */
export function secondsAfter(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1_000);
}

/**
 * An RFC 3339 time as UTC with milliseconds, or null when it is none: a date and a time with zone or offset are
 * needed (local times mean another instant on every machine), and the day must exist.
 */
export function isoTime(text: string): string | null {
  if (!rfc3339.test(text)) return null;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) return null;
  const day = Number(text.slice(8, 10));
  const month = Number(text.slice(5, 7));
  if (day > new Date(Date.UTC(Number(text.slice(0, 4)), month, 0)).getUTCDate()) return null;
  return instant.toISOString();
}

/**
 * The day, `YYYY-MM-DD`, that an instant is on in a time zone (an IANA name). Throws RangeError for an unknown zone. Some
 * microseconds: formatters are kept, one a zone.
 */
export function dayIn(timeZone: string, instant: string): string {
  let formatter = dayFormatters.get(timeZone);
  if (!formatter) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, ...parts });
    dayFormatters.set(timeZone, formatter);
  }
  return formatter.format(new Date(instant));
}

const dayFormatters = new Map<string, Intl.DateTimeFormat>();

/** The day and minute, `2026-11-23 13:05`, that a clock on the wall shows in a time zone. Throws RangeError for an unknown zone. */
export function minuteIn(timeZone: string, instant: string): string {
  const parts = zoneFormat(timeZone).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)!.value.padStart(2, '0');
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** So many times 24 hours earlier. */
export function daysBefore(instant: Date, days: number): Date {
  return new Date(instant.getTime() - days * 86_400_000);
}

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * The instant, as RFC 3339 UTC, that a clock on the wall in `zone` shows as `local` (`2026-11-23T12:00:00`). A time that
 * a change of clocks leaves out is the one an hour later; of one that comes twice it is the first.
 */
export function instantAt(local: string, zone: string): string {
  const wall = Date.parse(`${local}Z`);
  const early = wall - offsetMs(wall - 86_400_000, zone);
  const late = wall - offsetMs(wall + 86_400_000, zone);
  const fits = [Math.min(early, late), Math.max(early, late)].find(
    (instant) => instant + offsetMs(instant, zone) === wall,
  );
  return new Date(fits ?? Math.max(early, late)).toISOString();
}

/** The last instant of a day (`2026-11-23`) in `zone`, to the millisecond that clocks here tell, as RFC 3339 UTC. */
export function endOfDay(day: string, zone: string): string {
  return instantAt(`${day}T23:59:59.999`, zone);
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetMs(instant: number, zone: string): number {
  const parts = zoneFormat(zone).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one costs a hundred times what using it does. */
function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  zoneFormats.set(zone, made);
  return made;
}
