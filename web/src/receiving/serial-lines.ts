import type { Evidence } from '../../../src/domain/events.ts';
import { parseSerialSet } from '../../../src/domain/identifiers/serial-set.ts';
import { limits } from '../../../src/domain/limits.ts';

/** One number of a pasted list, and how it is known: a number between two ends was read by nobody. */
export interface ListedCode {
  readonly code: string;
  readonly input: Extract<Evidence, 'pasted' | 'inferred'>;
}

export type ListedCodes =
  | { readonly codes: readonly ListedCode[] }
  /** `tooMany`: more than one request takes. `line`: what is wrong with it. */
  | { readonly wrong: 'tooMany' | 'line'; readonly said: string };

/**
 * The numbers of a list, each once: lines with a number or a label's whole text, and ranges like `ABC0001-ABC0500` or
 * `ABC0001..ABC0500`, both ends included. At most as many as one request takes.
 */
export function listedCodes(lines: readonly string[]): ListedCodes {
  const codes = new Map<string, ListedCode>();
  const most = limits.scansPerRequestMax;
  for (const line of lines) {
    const range = rangeIn(line);
    if (typeof range === 'string') return { wrong: 'line', said: `${line}: ${range}` };
    if (range === null) codes.set(line, { code: line, input: 'pasted' });
    else {
      if (BigInt(range.to) - BigInt(range.from) >= BigInt(most)) return { wrong: 'tooMany', said: line };
      for (const serial of serialsOf(range)) codes.set(serial, { code: serial, input: 'inferred' });
    }
    if (codes.size > most) return { wrong: 'tooMany', said: String(most) };
  }
  return { codes: [...codes.values()] };
}

interface Range {
  readonly prefix: string;
  readonly from: string;
  readonly to: string;
  readonly suffix: string;
}

/** The range that a line is, null where it is something else, or a sentence where it is one gone wrong. */
function rangeIn(line: string): Range | string | null {
  if (!/^[^\s,;"()/]+\s*(?:\.\.|-)\s*[^\s,;"()/]+$/.test(line)) return null;
  const parsed = parseSerialSet(line);
  if ('error' in parsed) return parsed.error.sentence;
  return parsed.set.ranges[0] ?? null;
}

function* serialsOf({ prefix, from, to, suffix }: Range): Generator<string> {
  for (let number = BigInt(from); number <= BigInt(to); number += 1n)
    yield `${prefix}${String(number).padStart(from.length, '0')}${suffix}`;
}
