import { groupSeparator } from '../identifiers/element-string.ts';

/** What a Code 128 symbol is made of: values 0 to 106, start, check and stop among them. */
export interface Code128 {
  readonly values: readonly number[];
  /** Bars and spaces in turn, in modules, beginning and ending with a bar. */
  readonly widths: readonly number[];
}

/**
 * Printable ASCII as Code 128 (ISO/IEC 15417) in code sets B and C, with as few characters as can be; null where a character
 * is none of them. With `isGs1` FNC1 stands first and for each separator (GS1 General Specifications, 5.4).
 */
export function code128(text: string, isGs1: boolean): Code128 | null {
  const tokens = [...(isGs1 ? [fnc1] : []), ...Array.from(text, (letter) => tokenOf(letter, isGs1))];
  if (tokens.includes(null) || tokens.length === 0) return null;
  const inside = fewest(tokens as readonly number[]);
  const check = inside.reduce((sum, value, at) => sum + value * Math.max(at, 1), 0) % 103;
  const values = [...inside, check, stop];
  return { values, widths: values.flatMap((value) => Array.from(patterns[value]!, Number)) };
}

export const fnc1 = 102;
export const toSetC = 99;
export const toSetB = 100;
export const startB = 104;
export const startC = 105;
const stop = 106;

function tokenOf(letter: string, isGs1: boolean): number | null {
  if (isGs1 && letter === groupSeparator) return fnc1;
  const code = letter.charCodeAt(0);
  return letter.length === 1 && code >= 32 && code < 127 ? code - 32 : null;
}

/** The shortest way through the two code sets, found from the end: what is left in each, and how it begins. */
function fewest(tokens: readonly number[]): readonly number[] {
  type Way = { readonly length: number; readonly values: readonly number[]; readonly rest: Way | null };
  const end: Way = { length: 0, values: [], rest: null };
  const follow = (values: readonly number[], rest: Way): Way => ({
    length: values.length + rest.length,
    values,
    rest,
  });
  const shorter = (a: Way, b: Way | null): Way => (b !== null && b.length < a.length ? b : a);
  const inB: Way[] = [];
  const inC: Way[] = [];
  inB[tokens.length] = end;
  inC[tokens.length] = end;
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    const isPair = next !== undefined && isDigit(token) && isDigit(next);
    const stayInB = follow([token], inB[at + 1]!);
    const stayInC =
      token === fnc1
        ? follow([fnc1], inC[at + 1]!)
        : isPair
          ? follow([(token - 16) * 10 + next - 16], inC[at + 2]!)
          : null;
    inB[at] = stayInC === null ? stayInB : shorter(stayInB, follow([toSetC], stayInC));
    const leaveC = follow([toSetB], stayInB);
    inC[at] = stayInC === null ? leaveC : shorter(stayInC, leaveC);
  }
  // A number alone is printed in C, as every printer does.
  const isShorterInB = inB[0]!.length < inC[0]!.length;
  const values = [isShorterInB ? startB : startC];
  for (let way: Way | null = isShorterInB ? inB[0]! : inC[0]!; way !== null; way = way.rest)
    values.push(...way.values);
  // Beginning in C to leave it at once is beginning in B.
  return values[0] === startC && values[1] === toSetB ? [startB, ...values.slice(2)] : values;
}

/** Values of the digits in code set B. */
function isDigit(token: number): boolean {
  return token >= 16 && token <= 25;
}

/** Widths of each value's bars and spaces (ISO/IEC 15417, table 1). */
const patterns = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 ' +
  '123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 ' +
  '131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 ' +
  '213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 ' +
  '141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 ' +
  '124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 ' +
  '411131 211412 211214 211232 2331112'
).split(' ');
