/** Why a range is none. */
export type RangeFault = 'empty' | 'shape' | 'order' | 'too_many' | 'letters' | 'code';

/** Most spots that one request may add (the server's own limit), and characters of a code. */
export const spotsMax = 1_000;
const codeLengthMax = 32;

/**
 * Every code from one to another, both included: `A-01-01` to `A-02-12` are 24. Each run of digits, and each single letter,
 * that differs counts on its own, the last one fastest; digits keep their leading zeros. A single code is a range of one.
 */
export function spotRange(from: string, to: string): readonly string[] | { readonly fault: RangeFault } {
  const [first, last] = [from.trim(), to.trim() === '' ? from.trim() : to.trim()];
  if (first === '') return { fault: 'empty' };
  if (![first, last].every(isCode)) return { fault: 'code' };
  const [starts, ends] = [partsOf(first), partsOf(last)];
  if (starts.length !== ends.length) return { fault: 'shape' };
  const counted = starts.map((start, i) => between(start, ends[i]!));
  const fault = counted.find((part) => typeof part === 'string');
  if (fault !== undefined) return { fault: fault as RangeFault };
  const lists = counted as readonly (readonly string[])[];
  if (lists.reduce((product, list) => product * list.length, 1) > spotsMax) return { fault: 'too_many' };
  return lists.reduce<readonly string[]>(
    (codes, list) => codes.flatMap((code) => list.map((part) => code + part)),
    [''],
  );
}

/** The aisle that a code tells: what stands before its first mark, where something follows. */
export function aisleOf(code: string): string | null {
  return /^([A-Za-z0-9]+)[-._]./.exec(code)?.[1] ?? null;
}

function isCode(text: string): boolean {
  return new RegExp(`^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,${codeLengthMax}}$`).test(text);
}

/** Runs of digits, runs of letters, and everything between. */
function partsOf(code: string): readonly string[] {
  return code.match(/[0-9]+|[A-Za-z]+|[^0-9A-Za-z]+/g) ?? [];
}

function between(from: string, to: string): readonly string[] | RangeFault {
  if (from === to) return [from];
  if (/^[0-9]+$/.test(from) && /^[0-9]+$/.test(to)) return numbers(from, to);
  const isLetter =
    [from, to].every((part) => /^[A-Z]$/.test(part)) || [from, to].every((part) => /^[a-z]$/.test(part));
  if (!isLetter) return /^[A-Za-z]+$/.test(from) && /^[A-Za-z]+$/.test(to) ? 'letters' : 'shape';
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  if (first > last) return 'order';
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCharCode(first + i));
}

function numbers(from: string, to: string): readonly string[] | RangeFault {
  const [first, last] = [Number(from), Number(to)];
  if (first > last) return 'order';
  if (last - first >= spotsMax) return 'too_many';
  // "7" to "12" is no fixed width; "07" to "12" is.
  const width = from.startsWith('0') || from.length === to.length ? from.length : 1;
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i).padStart(width, '0'));
}
