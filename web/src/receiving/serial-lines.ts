import type { Evidence } from '../../../src/domain/events.ts';
import { type ListPart, readSerialList } from '../../../src/domain/identifiers/serial-list.ts';
import { countOf, rangeNumbers } from '../../../src/domain/identifiers/serial-range.ts';
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
 * The numbers of a list, each once: lines with a label's whole text, or with serials as delivery notes have them
 * (`ABC0001-ABC0500`, `1 3-5 9+2`: domain/identifiers/serial-list.ts). At most as many as one request takes.
 */
export function listedCodes(lines: readonly string[]): ListedCodes {
  const codes = new Map<string, ListedCode>();
  const most = limits.scansPerRequestMax;
  for (const line of lines) {
    const read = isLabelText(line) ? { parts: [{ serial: line, at: 0 }] } : readSerialList(line);
    if ('error' in read) return { wrong: 'line', said: `${line}: ${read.error.sentence}` };
    for (const part of read.parts) {
      if ('range' in part && countOf(part.range) > BigInt(most)) return { wrong: 'tooMany', said: line };
      for (const one of codesOf(part)) codes.set(one.code, one);
    }
    if (codes.size > most) return { wrong: 'tooMany', said: String(most) };
  }
  return { codes: [...codes.values()] };
}

const groupSeparator = String.fromCharCode(29);

/** Brackets, addresses, and what scanners put in front or between are no lists of serials. */
function isLabelText(line: string): boolean {
  return /[()/]|^\]/.test(line) || line.includes(groupSeparator);
}

function codesOf(part: ListPart): readonly ListedCode[] {
  if ('serial' in part) return [{ code: part.serial, input: 'pasted' }];
  const numbers = rangeNumbers(part.range, 0, Number(countOf(part.range)));
  return [...numbers].map((code) => ({ code, input: 'inferred' }));
}
