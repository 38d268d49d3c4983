import { createCipheriv } from 'node:crypto';

/** The two halves of permuted numbers, each below radix^u and radix^v. */
export interface Halves {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

export interface Permutation {
  /** For `count` numbers from `first` on: what they are permuted to. */
  forward(first: number, count: number): Halves;
  /** The number that was permuted to these halves; it may be above 2^53, and is then not exact. */
  backward(high: number, low: number): number;
  /** Symbols of the lower half. */
  readonly lowLength: number;
}

/** The lower half has at most so many values: what is computed with it stays below 2^53. */
const halfMax = 2 ** 44;
const rounds = 10;

/**
 * All numbers below radix^length in an order that nobody can tell without the key: format-preserving encryption FF1 with
 * AES (NIST SP 800-38G, without a tweak). Each number comes out once, so nothing has to be remembered to rule out that one
 * is drawn twice. A round is one AES call over all numbers of a batch (a million in about a second). `key`: 16, 24 or 32
 * bytes. Throws RangeError where radix^⌈length/2⌉ is above 2^44 or the whole below a million.
 */
export function permutedNumbers(key: Uint8Array, radix: number, length: number): Permutation {
  const u = Math.floor(length / 2);
  const v = length - u;
  const [sizeOfHigh, sizeOfLow] = [radix ** u, radix ** v];
  if (sizeOfLow > halfMax || radix ** length < 1_000_000)
    throw new RangeError(`cannot permute ${length} symbols of ${radix}`);
  const cipher = `aes-${key.length * 8}-ecb`;
  const encrypt = (blocks: Uint8Array): Buffer => {
    const aes = createCipheriv(cipher, key, null).setAutoPadding(false);
    return aes.update(blocks);
  };
  const bytes = Math.ceil(Math.ceil(v * Math.log2(radix)) / 8);
  const first = encrypt(parameters(radix, u, length));
  /** What round `i` adds to the other half, for each of `halves`. */
  const round = (i: number, halves: Float64Array, modulus: number): Float64Array =>
    residues(encrypt(blocksOf(halves, first, i, bytes)), Math.ceil(bytes / 4) + 1, modulus);
  const modulusOf = (i: number) => (i % 2 === 0 ? sizeOfHigh : sizeOfLow);

  return {
    lowLength: v,
    forward(from, count) {
      let a: Float64Array = Float64Array.from({ length: count }, (_, n) =>
        Math.floor((from + n) / sizeOfLow),
      );
      let b: Float64Array = Float64Array.from({ length: count }, (_, n) => (from + n) % sizeOfLow);
      for (let i = 0; i < rounds; i += 1) {
        const modulus = modulusOf(i);
        const added = round(i, b, modulus);
        for (let n = 0; n < count; n += 1) added[n] = (a[n]! + added[n]!) % modulus;
        [a, b] = [b, added];
      }
      return { high: a, low: b };
    },
    backward(high, low) {
      let [a, b] = [high, low];
      for (let i = rounds - 1; i >= 0; i -= 1) {
        const modulus = modulusOf(i);
        const [added] = round(i, Float64Array.of(a), modulus);
        [a, b] = [(b - added! + modulus) % modulus, a];
      }
      return a * sizeOfLow + b;
    },
  };
}

/** The first block of each round's MAC: what the permutation is of. */
function parameters(radix: number, u: number, length: number): Buffer {
  const block = Buffer.alloc(16);
  block.set([1, 2, 1]);
  block.writeUIntBE(radix, 3, 3);
  block.set([rounds, u % 256], 6);
  block.writeUInt32BE(length, 8);
  return block;
}

/** The second block of each number: the round and one half, with the first block's encryption added to it. */
function blocksOf(halves: Float64Array, first: Buffer, i: number, bytes: number): Uint8Array {
  const start = Buffer.from(first);
  start[15 - bytes]! ^= i;
  const [a, b, c, d] = [0, 4, 8, 12].map((at) => start.readUInt32BE(at)) as [number, number, number, number];
  const words = new Uint32Array(halves.length * 4);
  for (let n = 0; n < halves.length; n += 1) {
    const half = halves[n]!;
    const at = n * 4;
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c ^ (half / 2 ** 32);
    words[at + 3] = d ^ (half % 2 ** 32);
  }
  return bigEndian(words);
}

/**
 * The first `words` words (two or more) of each block as a number, modulo `modulus`: the first 48 bits at once, the rest in
 * steps small enough to stay exact. Words are read as this machine holds them, not one by one from bytes: a third of the time.
 */
function residues(blocks: Buffer, words: number, modulus: number): Float64Array {
  const all = machineWords(blocks);
  const inverse = 1 / modulus;
  const bits = modulus <= 2 ** 36 ? 16 : 8;
  const [radix, mask] = [2 ** bits, 2 ** bits - 1];
  const found = new Float64Array(blocks.length / 16);
  for (let n = 0; n < found.length; n += 1) {
    const at = n * 4;
    const second = all[at + 1]!;
    let rest = remainder(all[at]! * 2 ** 16 + (second >>> 16), modulus, inverse);
    for (let shift = 16 - bits; shift >= 0; shift -= bits)
      rest = remainder(rest * radix + ((second >>> shift) & mask), modulus, inverse);
    for (let word = 2; word < words; word += 1) {
      const value = all[at + word]!;
      for (let shift = 32 - bits; shift >= 0; shift -= bits)
        rest = remainder(rest * radix + ((value >>> shift) & mask), modulus, inverse);
    }
    found[n] = rest;
  }
  return found;
}

/** By multiplying, which is several times as fast as `%` here; a quotient that was rounded is put right. */
function remainder(value: number, modulus: number, inverse: number): number {
  const rest = value - Math.floor(value * inverse) * modulus;
  if (rest < 0) return rest + modulus;
  return rest < modulus ? rest : rest - modulus;
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function bigEndian(words: Uint32Array): Uint8Array {
  const bytes = Buffer.from(words.buffer);
  return isLittleEndian ? bytes.swap32() : bytes;
}

/** Changes the bytes in place. */
function machineWords(bytes: Buffer): Uint32Array {
  const swapped = isLittleEndian ? bytes.swap32() : bytes;
  const isAligned = swapped.byteOffset % 4 === 0;
  const { buffer, byteOffset } = isAligned ? swapped : Buffer.from(swapped);
  return new Uint32Array(buffer, isAligned ? byteOffset : 0, bytes.length / 4);
}
