import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '../domain/limits.ts';
import type { Database, Statement } from '../platform/database.ts';
import { isUnavailable } from '../platform/sqlstate.ts';
import { readFreshness } from './queries.ts';

/** How this process knows that keys or reference data were changed, by itself or by another. */
export interface Freshness {
  /**
   * The number as it stood at most `freshnessWaitMs` ago. Answers at once while that is so, looking again behind the
   * caller's back after `freshnessCheckMs`; so busy callers never wait and a change works everywhere in under a second.
   */
  current(): number | Promise<number>;
  /** The number as it stands now, for whoever found something missing. Asked for often, it lets them wait and looks once. */
  newest(): Promise<number>;
  /** The number as it stands now: one small statement each time. */
  now(): Promise<number>;
  /** This process itself raised it: known at once. */
  raised(number: number): void;
}

/**
 * While the database is away the last number is good for `freshnessAwayMs`: nothing can be changed or recorded then.
 * `statement` reads a number as `freshness`; the ledger's, if not said.
 */
export function openFreshness(database: Database, statement: Statement = readFreshness): Freshness {
  let known = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<number> | null = null;

  async function read(): Promise<number> {
    const asked = performance.now();
    try {
      const { rows } = await database.query<{ freshness: number }>(statement);
      known = Math.max(known, rows[0]!.freshness);
      readAt = asked;
    } catch (error) {
      if (!isUnavailable(error) || asked - readAt > limits.freshnessAwayMs) throw error;
    }
    return known;
  }

  function look(): Promise<number> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  return {
    current() {
      const age = performance.now() - readAt;
      if (age > limits.freshnessWaitMs) return look();
      if (age > limits.freshnessCheckMs) look().catch(() => {});
      return known;
    },
    async newest() {
      await reading?.catch(() => {});
      const wait = readAt + limits.freshnessNewestMs - performance.now();
      if (wait > 0) await sleep(wait);
      return look();
    },
    now: () => read(),
    raised(number) {
      known = Math.max(known, number);
    },
  };
}
