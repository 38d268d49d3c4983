import type { Connection, Statement } from '../platform/database.ts';
import {
  numbersPerBlock,
  reserveExceptionNumbers,
  reserveSaleNumbers,
  reserveUnitNumbers,
} from './queries.ts';
import type { Ids } from './work.ts';

/**
 * Numbers for units, sales and exceptions, given out in memory from blocks reserved in the database: no round trip
 * for a new unit. A process that ends wastes the rest of its blocks; sequences do not roll back, so no number is ever
 * given twice.
 */
export interface IdSource extends Ids {
  /**
   * Reserves so many of each for a group, also while other groups run beside it. Call before judging, and call what it
   * gives when the group has been judged: numbers not used are for the next one.
   */
  reserve(tx: Connection, counts: NumbersNeeded): Promise<() => void>;
}

/** The most that a group may use. */
export interface NumbersNeeded {
  readonly units: number;
  readonly sales: number;
  readonly exceptions: number;
}

export function idSource(): IdSource {
  const units = block(reserveUnitNumbers);
  const sales = block(reserveSaleNumbers);
  const exceptions = block(reserveExceptionNumbers);
  return {
    unit: units.next,
    sale: sales.next,
    exception: exceptions.next,
    async reserve(tx, needed) {
      const releases = await Promise.all([
        units.reserve(tx, needed.units),
        sales.reserve(tx, needed.sales),
        exceptions.reserve(tx, needed.exceptions),
      ]);
      return () => {
        for (const release of releases) release();
      };
    },
  };
}

function block(statement: Statement) {
  const ranges: { next: number; end: number }[] = [];
  /** What groups that are not yet judged may still take. */
  let promised = 0;
  const left = () => ranges.reduce((sum, range) => sum + range.end - range.next, 0);
  return {
    next(): number {
      const range = ranges[0];
      if (!range) throw new Error('numbers were not reserved before judging');
      const number = range.next;
      range.next += 1;
      if (range.next === range.end) ranges.shift();
      return number;
    },
    async reserve(tx: Connection, count: number): Promise<() => void> {
      promised += count;
      const release = () => {
        promised -= count;
      };
      try {
        while (left() < promised) {
          const { rows } = await tx.query<{ first: number }>(statement);
          ranges.push({ next: rows[0]!.first, end: rows[0]!.first + numbersPerBlock });
        }
      } catch (error) {
        release();
        throw error;
      }
      return release;
    },
  };
}
