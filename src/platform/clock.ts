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

/** The same with days of 24 hours. */
export function daysAfter(instant: Date, days: number): Date {
  return msAfter(instant, days * 86_400_000);
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

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;
