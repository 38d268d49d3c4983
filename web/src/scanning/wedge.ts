/** A key that went down, as a browser tells it. `at` in milliseconds. */
export interface Press {
  readonly key: string;
  readonly at: number;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  readonly meta?: boolean;
}

/**
 * `scan`: a scanner has sent all of this. `burst`: keys come as fast as only a scanner sends them. `typed`: they do not.
 */
export type Heard =
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'burst' | 'typed'; readonly text: string };

/**
 * Scanners that act as keyboards send 5–20 ms between keys, some Bluetooth ones up to 40, and now and then one hiccups;
 * people are hardly under 60. Scans are parted by their terminator, never by time: what never ends is not a scan yet.
 */
const fastMs = 50;
/** What comes after a longer rest has nothing to do with what was before. */
const restMs = 300;
/** How many of the gaps must be fast: a hiccup in a scan loses nothing, and nobody types like that. */
const fastShare = 0.7;
/** Shorter bursts are people with two fingers on two keys. */
const lengthMin = 4;
const separator = '\u001d';

/**
 * Listens to keys wherever the focus is. The group separator of GS1 labels comes as itself, as Ctrl+], as F8, or as
 * Alt and 029 on the number pad, depending on how the scanner was set up.
 */
export function openWedge() {
  let text = '';
  let length = 0;
  let fast = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let altDigits = '';

  function take(character: string, at: number): Heard {
    const gap = at - lastAt;
    if (gap > restMs) [text, length, fast] = ['', 0, 0];
    else if (gap <= fastMs) fast += 1;
    text += character;
    length += 1;
    lastAt = at;
    return { kind: isBurst() ? 'burst' : 'typed', text };
  }

  const isBurst = () => length >= lengthMin && fast >= fastShare * (length - 1);

  function end(at: number): Heard {
    const isScan = isBurst() && at - lastAt <= restMs;
    const heard: Heard = { kind: isScan ? 'scan' : 'typed', text };
    [text, length, fast, lastAt] = ['', 0, 0, Number.NEGATIVE_INFINITY];
    return heard;
  }

  return {
    press({ key, at, ctrl = false, alt = false, meta = false }: Press): Heard {
      if (key === 'Enter' || key === 'Tab') return end(at);
      if (key === separator || key === 'F8' || (ctrl && (key === ']' || key === '}')))
        return take(separator, at);
      if (alt && /^[0-9]$/.test(key)) {
        altDigits += key;
        lastAt = at;
        return { kind: 'typed', text };
      }
      if (Array.from(key).length !== 1 || ctrl || meta) return { kind: 'typed', text };
      return take(key, at);
    },
    /** Alt was let go: what was typed on the number pad is one character. */
    release(key: string, at: number): void {
      if (key !== 'Alt' || altDigits === '') return;
      const code = Number(altDigits);
      altDigits = '';
      if (code > 0 && code < 0x100) take(String.fromCharCode(code), at);
    },
  };
}

export type Wedge = ReturnType<typeof openWedge>;
