import { openAppointments } from './appointments.ts';

/** How much of one kind of request may be under way at once. All times are milliseconds. */
export interface ValveOptions {
  /** What is let in at once before anything was measured. */
  readonly start: number;
  readonly least: number;
  readonly most: number;
  /** The waiting time that a full valve aims at; null: the limit stays where it starts. */
  readonly targetMs: number | null;
  /** Milliseconds between two corrections of the limit. */
  readonly windowMs: number;
  /** How long a limit that was measured is kept when the rush seems over: waves of those who come back are one rush. */
  readonly holdMs: number;
  /** A clock that only goes forward. */
  readonly now: () => number;
}

/** Turned away: `share`: this key has its fair part of what can be done at once; `full`: everybody together has. */
export interface TurnedAway {
  readonly why: 'share' | 'full';
  /** Whole seconds after which it is worth trying again. */
  readonly retryAfter: number;
}

export interface Valve {
  /** Lets a request in, which must `leave` with the same key and weight, or says why not. */
  enter(key: string, weight?: number): TurnedAway | null;
  leave(key: string, weight?: number): void;
  readonly state: { readonly underWay: number; readonly limit: number };
}

/**
 * Keeps the waiting time of what is let in near a target, however much more is asked for. By Little's law what is let
 * in waits (under way ÷ answered per second); so the limit follows (answered per second × target), measured only while
 * the valve is near its limit, for an idle server's rate says nothing of what it could do. Whatever makes the server
 * slow — processor, locks, disk — shows in the rate and closes the valve.
 *
 * From half of the limit on, no key has more than an equal part of it; a key below its part gets in even when the
 * valve is full, up to twice the limit: somebody with a thousand connections does not keep out a till with one.
 */
export function openValve(options: ValveOptions): Valve {
  const { least, most, targetMs, windowMs, now } = options;
  const state = { underWay: 0, limit: options.start };
  const ofKey = new Map<string, number>();
  const appointments = openAppointments(now);
  let since = now();
  let busyAt = since;
  let answered = 0;
  let peak = 0;

  function correct(): void {
    const elapsed = now() - since;
    if (elapsed < windowMs) return;
    const isNearLimit = peak >= state.limit * nearLimit;
    if (isNearLimit) {
      busyAt = since + elapsed;
      if (targetMs !== null) approach((answered / elapsed) * targetMs);
    } else if (state.limit < options.start && since + elapsed - busyAt > options.holdMs) {
      state.limit = Math.min(options.start, state.limit * recovery);
    }
    since += elapsed;
    answered = 0;
    peak = state.underWay;
  }

  function approach(wanted: number): void {
    const next = state.limit + (wanted - state.limit) * smoothing;
    state.limit = Math.min(most, Math.max(least, next));
  }

  function turnedAway(key: string, weight: number): TurnedAway['why'] | null {
    const after = state.underWay + weight;
    if (after <= state.limit / 2) return null;
    const own = ofKey.get(key) ?? 0;
    const keys = ofKey.size + (own === 0 ? 1 : 0);
    // One request of a key always fits: it may be larger than its part.
    if (own > 0 && own + weight > state.limit / keys) return keys > 1 ? 'share' : 'full';
    return state.underWay > 0 && after > state.limit * 2 ? 'full' : null;
  }

  /** What the limit stands for: all of it is done in the target's time. */
  function perSecond(): number {
    return (state.limit / (targetMs ?? 1_000)) * 1_000;
  }

  return {
    state,
    enter(key, weight = 1) {
      correct();
      peak = Math.max(peak, state.underWay + weight);
      const why = turnedAway(key, weight);
      if (why !== null) return { why, retryAfter: appointments.next(weight, perSecond()) };
      state.underWay += weight;
      ofKey.set(key, (ofKey.get(key) ?? 0) + weight);
      return null;
    },
    leave(key, weight = 1) {
      state.underWay -= weight;
      answered += weight;
      const own = (ofKey.get(key) ?? 0) - weight;
      if (own > 0) ofKey.set(key, own);
      else ofKey.delete(key);
      correct();
    },
  };
}

/** From this part of the limit on, what is answered a second is what can be answered. */
const nearLimit = 0.7;
/** How much of the way to a new limit is gone at once, and how fast a limit comes back when the rush is over. */
const smoothing = 0.3;
const recovery = 1.1;
