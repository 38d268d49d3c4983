import { groupSeparator } from '../identifiers/element-string.ts';

/** Rows of modules; true is dark. */
export type Modules = readonly (readonly boolean[])[];

/**
 * ASCII as a square Data Matrix, ECC 200 (ISO/IEC 16022), in ASCII encodation with pairs of digits; null where a character is
 * beyond ASCII or the text too long for 48 × 48 modules. With `isGs1` FNC1 stands first and for each separator. Other
 * encodations would save one size where a serial is long and all letters: not worth a second way to be wrong.
 */
export function dataMatrix(text: string, isGs1: boolean): Modules | null {
  const data = codewordsOf(text, isGs1);
  const size = data && sizes.find(({ data: capacity }) => capacity >= data.length);
  if (!data || !size) return null;
  const padded = pad(data, size.data);
  return framed(place([...padded, ...errorCorrection(padded, size.check)], size), size);
}

interface Size {
  /** Modules of a side, frame and all. */
  readonly side: number;
  /** Regions in a row: each has a frame of its own. */
  readonly regions: number;
  /** Codewords. */
  readonly data: number;
  readonly check: number;
}

/** ISO/IEC 16022, table 7: the square ones whose error correction is one block. */
const sizes: readonly Size[] = (
  [
    [10, 1, 3, 5],
    [12, 1, 5, 7],
    [14, 1, 8, 10],
    [16, 1, 12, 12],
    [18, 1, 18, 14],
    [20, 1, 22, 18],
    [22, 1, 30, 20],
    [24, 1, 36, 24],
    [26, 1, 44, 28],
    [32, 2, 62, 36],
    [36, 2, 86, 42],
    [40, 2, 114, 48],
    [44, 2, 144, 56],
    [48, 2, 174, 68],
  ] as const
).map(([side, regions, data, check]) => ({ side, regions, data, check }));

function codewordsOf(text: string, isGs1: boolean): number[] | null {
  const words: number[] = isGs1 ? [232] : [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const pair = /^\d\d/.exec(text.slice(at, at + 2));
    if (isGs1 && text[at] === groupSeparator) words.push(232);
    else if (pair) words.push(130 + Number(pair[0]));
    else if (code < 128) words.push(code + 1);
    else return null;
    if (pair) at += 1;
  }
  return words;
}

/** Pads to the symbol's capacity; all but the first pad are randomised by their position (5.2.3, annex B.1). */
function pad(data: readonly number[], capacity: number): number[] {
  const words = [...data];
  if (words.length < capacity) words.push(129);
  while (words.length < capacity) {
    const pseudoRandom = ((149 * (words.length + 1)) % 253) + 1;
    const word = 129 + pseudoRandom;
    words.push(word > 254 ? word - 254 : word);
  }
  return words;
}

// The field GF(256) with the polynomial x^8 + x^5 + x^3 + x^2 + 1.
const powers: number[] = [];
const logarithms: number[] = [];
for (let exponent = 0, value = 1; exponent < 255; exponent += 1) {
  powers.push(value);
  logarithms[value] = exponent;
  value = value << 1;
  if (value > 255) value ^= 0x12d;
}

function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : powers[(logarithms[a]! + logarithms[b]!) % 255]!;
}

/** Reed-Solomon (annex E): what is left of the data when divided by (x − 2)(x − 4)(x − 8) … */
function errorCorrection(data: readonly number[], count: number): number[] {
  let generator = [1];
  for (let root = 1; root <= count; root += 1) {
    const longer = [...generator, 0];
    for (const [at, factor] of generator.entries()) longer[at + 1]! ^= product(factor, powers[root]!);
    generator = longer;
  }
  const rest = new Array<number>(count).fill(0);
  for (const word of data) {
    const lead = word ^ rest[0]!;
    rest.shift();
    rest.push(0);
    for (let at = 0; at < count; at += 1) rest[at]! ^= product(lead, generator[at + 1]!);
  }
  return rest;
}

/** Codewords on the grid without frames, each as eight modules, in diagonal sweeps (annex F). */
function place(words: readonly number[], { side, regions }: Size): boolean[][] {
  const n = side - 2 * regions;
  const grid: (boolean | null)[][] = Array.from({ length: n }, () => new Array(n).fill(null));
  function bit(row: number, column: number, word: number, nth: number): void {
    let [r, c] = [row, column];
    if (r < 0) [r, c] = [r + n, c + 4 - ((n + 4) % 8)];
    if (c < 0) [r, c] = [r + 4 - ((n + 4) % 8), c + n];
    grid[r]![c] = ((words[word]! >> (8 - nth)) & 1) === 1;
  }
  const cells = (word: number, at: readonly (readonly [row: number, column: number])[]) => {
    for (const [nth, [row, column]] of at.entries()) bit(row, column, word, nth + 1);
  };
  const end = n - 1;
  let word = 0;
  let [row, column] = [4, 0];
  const standard = (r: number, c: number) => {
    cells(word, [
      [r - 2, c - 2],
      [r - 2, c - 1],
      [r - 1, c - 2],
      [r - 1, c - 1],
      [r - 1, c],
      [r, c - 2],
      [r, c - 1],
      [r, c],
    ]);
    word += 1;
  };
  const isFree = (r: number, c: number) => r >= 0 && r < n && c >= 0 && c < n && grid[r]![c] === null;
  while (row < n || column < n) {
    const corner = cornerAt(row, column, n, end);
    if (corner !== null) {
      cells(word, corner);
      word += 1;
    }
    for (; row >= 0 && column < n; row -= 2, column += 2)
      if (row < n && isFree(row, column)) standard(row, column);
    row += 1;
    column += 3;
    for (; row < n && column >= 0; row += 2, column -= 2)
      if (row >= 0 && isFree(row, column)) standard(row, column);
    row += 3;
    column += 1;
  }
  // What no codeword reaches: a fixed pattern in the last corner.
  const isFilled = grid[end]![end] !== null;
  return grid.map((line, r) =>
    line.map(
      (dark, c) => dark ?? (!isFilled && ((r === end && c === end) || (r === end - 1 && c === end - 1))),
    ),
  );
}

type Cells = readonly (readonly [row: number, column: number])[];

/** The four codewords that are bent around corners (annex F, figures F.3 to F.6). */
function cornerAt(row: number, column: number, n: number, end: number): Cells | null {
  if (row === n && column === 0)
    return [
      [end, 0],
      [end, 1],
      [end, 2],
      [0, end - 1],
      [0, end],
      [1, end],
      [2, end],
      [3, end],
    ];
  if (row === n - 2 && column === 0 && n % 4 !== 0)
    return [
      [end - 2, 0],
      [end - 1, 0],
      [end, 0],
      [0, end - 3],
      [0, end - 2],
      [0, end - 1],
      [0, end],
      [1, end],
    ];
  if (row === n - 2 && column === 0 && n % 8 === 4)
    return [
      [end - 2, 0],
      [end - 1, 0],
      [end, 0],
      [0, end - 1],
      [0, end],
      [1, end],
      [2, end],
      [3, end],
    ];
  if (row === n + 4 && column === 2 && n % 8 === 0)
    return [
      [end, 0],
      [end, end],
      [0, end - 2],
      [0, end - 1],
      [0, end],
      [1, end - 2],
      [1, end - 1],
      [1, end],
    ];
  return null;
}

/** Each region with its frame: solid at the left and below, every other module above and at the right. */
function framed(grid: readonly (readonly boolean[])[], { side, regions }: Size): boolean[][] {
  const region = side / regions;
  return Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, column) => {
      const [r, c] = [row % region, column % region];
      if (c === 0 || r === region - 1) return true;
      if (r === 0) return c % 2 === 0;
      if (c === region - 1) return r % 2 === 1;
      const [across, down] = [Math.floor(column / region), Math.floor(row / region)];
      return grid[row - 1 - 2 * down]![column - 1 - 2 * across]!;
    }),
  );
}
