import { readScan } from './read-scan.ts';
import type { Understood } from './understood.ts';

/**
 * A reading as it is shown: what it was taken for, the number itself, and the product where the code names
 * it.
 */
export interface ReadingWords {
  readonly as: Understood['as'] | 'unreadable';
  readonly value: string;
  readonly gtin: string | null;
}

/** The best reading of a code, or why there is none. */
export function readingWords(code: string): ReadingWords {
  const read = readScan(code);
  return 'error' in read
    ? { as: 'unreadable', value: read.error.sentence, gtin: null }
    : wordsOf(read.understood[0]!);
}

export function wordsOf(reading: Understood): ReadingWords {
  const gtin = 'gtin' in reading ? (reading.gtin ?? null) : null;
  return { as: reading.as, value: numberOf(reading), gtin };
}

function numberOf(reading: Understood): string {
  switch (reading.as) {
    case 'serial':
      return reading.serial;
    case 'imei':
      return reading.imei;
    case 'epc':
      return reading.epc;
    case 'ean':
      return reading.gtin;
    case 'sscc':
      return reading.sscc;
    case 'document':
      return `${reading.kind}:${reading.number}`;
    case 'bin':
      return reading.site === null ? reading.location : `${reading.site}:${reading.location}`;
    case 'unit':
      return String(reading.id);
  }
}
