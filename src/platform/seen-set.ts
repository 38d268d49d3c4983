import { hash } from 'node:crypto';

/**
 * Remembers texts by 64 bits of their hash: some 24 bytes a text where a Map takes hundreds, so that a million lines can
 * be compared with each other. Two of a million different texts are taken for the same once in thirty million files.
 */
export interface SeenSet {
  /** The number first given with this text, and remembers it; 0 where it is new. Numbers are above 0 and below 2^32. */
  firstOf(text: string, number: number): number;
}

export function seenSet(): SeenSet {
  let slots = 1 << 12;
  let high = new Uint32Array(slots);
  let low = new Uint32Array(slots);
  let numbers = new Uint32Array(slots);
  let held = 0;

  function grow(): void {
    const old = { high, low, numbers };
    slots *= 2;
    high = new Uint32Array(slots);
    low = new Uint32Array(slots);
    numbers = new Uint32Array(slots);
    for (const [from, number] of old.numbers.entries()) {
      if (number === 0) continue;
      const at = slotOf(old.high[from]!, old.low[from]!);
      high[at] = old.high[from]!;
      low[at] = old.low[from]!;
      numbers[at] = number;
    }
  }

  /** Where these bits stand, or the free slot where they belong. */
  function slotOf(a: number, b: number): number {
    let at = b & (slots - 1);
    while (numbers[at] !== 0 && (high[at] !== a || low[at] !== b)) at = (at + 1) & (slots - 1);
    return at;
  }

  return {
    firstOf(text, number) {
      const digits = hash('sha256', text);
      const a = Number.parseInt(digits.slice(0, 8), 16);
      const b = Number.parseInt(digits.slice(8, 16), 16);
      const at = slotOf(a, b);
      if (numbers[at] !== 0) return numbers[at]!;
      high[at] = a;
      low[at] = b;
      numbers[at] = number;
      held += 1;
      if (held * 2 > slots) grow();
      return 0;
    },
  };
}
