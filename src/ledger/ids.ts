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
  /** Reserves until at least `count` of each are at hand. Call before judging. */
  ensure(tx: Connection, count: number): Promise<void>;
}

export function idSource(): IdSource {
  const units = block(reserveUnitNumbers);
  const sales = block(reserveSaleNumbers);
  const exceptions = block(reserveExceptionNumbers);
  return {
    unit: units.next,
    sale: sales.next,
    exception: exceptions.next,
    async ensure(tx, count) {
      await Promise.all([units, sales, exceptions].map((numbers) => numbers.ensure(tx, count)));
    },
  };
}

function block(reserve: Statement) {
  const ranges: { next: number; end: number }[] = [];
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
    async ensure(tx: Connection, count: number): Promise<void> {
      while (left() < count) {
        const { rows } = await tx.query<{ first: number }>(reserve);
        ranges.push({ next: rows[0]!.first, end: rows[0]!.first + numbersPerBlock });
      }
    },
  };
}
