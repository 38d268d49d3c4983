/** Bits as they lie on a tag, the first one first; each 0 or 1. */
export type Bits = number[];

/** Adds a number as so many bits. The caller has seen to it that it fits. */
export function writeNumber(bits: Bits, value: bigint, count: number): void {
  for (let i = count - 1; i >= 0; i -= 1) bits.push(Number((value >> BigInt(i)) & 1n));
}

/** The number in `count` bits from `at` on; bits past the end count as zero. */
export function readNumber(bits: readonly number[], at: number, count: number): bigint {
  let value = 0n;
  for (let i = at; i < at + count; i += 1) value = (value << 1n) | BigInt(bits[i] ?? 0);
  return value;
}

/** Adds each character's place in `alphabet` as `width` bits. */
export function writeText(bits: Bits, text: string, alphabet: string, width: number): void {
  for (const character of text) writeNumber(bits, BigInt(alphabet.indexOf(character)), width);
}

/** Hexadecimal, capitals; filled with zero bits to whole 16-bit words, as a reader reports a tag's memory. */
export function hexOf(bits: readonly number[]): string {
  let hex = '';
  const end = Math.ceil(bits.length / 16) * 16;
  for (let i = 0; i < end; i += 4) {
    hex += (
      (bits[i] ?? 0) * 8 +
      (bits[i + 1] ?? 0) * 4 +
      (bits[i + 2] ?? 0) * 2 +
      (bits[i + 3] ?? 0)
    ).toString(16);
  }
  return hex.toUpperCase();
}

/** The bits of hexadecimal digits, in either case; null when it holds anything else. */
export function bitsOf(hex: string): Bits | null {
  const bits: Bits = [];
  for (const digit of hex) {
    if (!/[0-9A-Fa-f]/.test(digit)) return null;
    const value = Number.parseInt(digit, 16);
    bits.push(value >> 3, (value >> 2) & 1, (value >> 1) & 1, value & 1);
  }
  return bits;
}

/** True when no bit from `at` to before `end` is set. */
export function isClear(bits: readonly number[], at: number, end = bits.length): boolean {
  for (let i = at; i < end; i += 1) if (bits[i] === 1) return false;
  return true;
}
