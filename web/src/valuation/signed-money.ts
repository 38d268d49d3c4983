import { minorOf } from '../words/money.ts';

/** What somebody typed, in minor units; with a minus in front it is below zero. Null where it is no amount. */
export function signedMinorOf(text: string, currency: string): number | null {
  const [, minus, amount] = /^\s*([-−]?)(.*)$/s.exec(text)!;
  const minor = minorOf(amount!, currency);
  return minor === null ? null : minus ? 0 - minor : minor;
}
