/** When those who were turned away are told to come again. */
export interface Appointments {
  /** Whole seconds after which there is room for so much more, where so much is done in a second. */
  next(weight: number, perSecond: number): number;
}

/** The latest time that anybody is told, in seconds. */
const horizon = 30;

/**
 * Gives each second no more than can be done in it, so that those who listen come back one after another: told the same
 * time, they would come back together, be turned away together, and so on. When all seconds are full the emptiest gets
 * more. `now` is milliseconds of a clock that only goes forward.
 */
export function openAppointments(now: () => number): Appointments {
  const booked = new Map<number, number>();
  return {
    next(weight, perSecond) {
      const second = Math.floor(now() / 1_000);
      for (const past of booked.keys()) if (past <= second) booked.delete(past);
      let best = second + 1;
      for (let at = second + 1; at <= second + horizon; at += 1) {
        const taken = booked.get(at) ?? 0;
        if (taken < (booked.get(best) ?? 0)) best = at;
        if (taken >= perSecond) continue;
        best = at;
        break;
      }
      booked.set(best, (booked.get(best) ?? 0) + weight);
      return best - second;
    },
  };
}
