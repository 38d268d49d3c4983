import { isDigits, luhnCheckDigit } from './identifiers/check-digits.ts';

/**
 * The number on a label that we print ourselves for a thing whose own number nobody can read: `UR-0000042-2`, the last
 * digit a check digit (Luhn, over the number before it). It stands for the unit until its true serial is known.
 */
export function ownNumber(nth: number): string {
  const digits = String(nth).padStart(7, '0');
  return `UR-${digits}-${luhnCheckDigit(digits)}`;
}

/** Whether a text has the form of such a number; not whether it was ever given out. */
export function isOwnNumber(text: string): boolean {
  const read = /^UR-([0-9]{7,16})-([0-9])$/.exec(text);
  return read !== null && isDigits(read[1]!) && String(luhnCheckDigit(read[1]!)) === read[2];
}

/** Whether a number would be taken for one of those, or for a code of ours (`DOC:`, `BIN:`, `UNIT:`). */
export function beginsAsOurs(text: string): boolean {
  return /^(?:ur-|doc:|bin:|unit:)/i.test(text);
}

/** Why a number cannot be read, and how that is said. */
export const unreadReasons = {
  damaged: 'the label is damaged',
  missing: 'there is no number on it',
  hidden: 'the number cannot be got at',
  unscannable: 'the code does not scan and cannot be typed',
  not_unique: 'the maker gave several things this number',
} as const;
export type UnreadReason = keyof typeof unreadReasons;
export const unreadReasonNames = Object.keys(unreadReasons) as readonly UnreadReason[];

export function isUnreadReason(value: unknown): value is UnreadReason {
  return typeof value === 'string' && Object.hasOwn(unreadReasons, value);
}
