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
