/** Digits of a PIN, at least and at most. */
export const pinDigits = { min: 4, max: 8 } as const;

/** Whether it is a PIN at all: some digits. */
export function isPin(text: string): boolean {
  return new RegExp(`^[0-9]{${pinDigits.min},${pinDigits.max}}$`).test(text);
}

/** Whether everybody would try it first: one digit again and again, digits up or down in a row, or from the badge itself. */
export function isWeakPin(pin: string, badge: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10));
  const isRow = steps.size === 1 && (steps.has(0) || steps.has(1) || steps.has(9));
  return isRow || badge.includes(pin);
}

/** A badge's number as it is compared: without what scanners put around it. Null for what no badge can be. */
export function badgeNumber(scanned: string): string | null {
  const number = scanned.replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '');
  return number.length >= 4 && number.length <= 64 && !/\p{Cc}/u.test(number) ? number : null;
}
