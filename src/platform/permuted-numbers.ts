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
  const words = [0, 4, 8, 12].map((at) => start.readUInt32BE(at)) as [number, number, number, number];
  const blocks = new Uint8Array(halves.length * 16);
  const view = new DataView(blocks.buffer);
  for (let n = 0; n < halves.length; n += 1) {
    const half = halves[n]!;
    view.setUint32(n * 16, words[0]);
    view.setUint32(n * 16 + 4, words[1]);
    view.setUint32(n * 16 + 8, words[2] ^ Math.floor(half / 2 ** 32));
    view.setUint32(n * 16 + 12, words[3] ^ (half % 2 ** 32));
  }
  return blocks;
}

/** The first `words` words of each block as a number, modulo `modulus`: in steps small enough to stay exact. */
function residues(blocks: Buffer, words: number, modulus: number): Float64Array {
  const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.length);
  const bits = modulus <= 2 ** 36 ? 16 : 8;
  const found = new Float64Array(blocks.length / 16);
  for (let n = 0; n < found.length; n += 1) {
    let rest = 0;
    for (let word = 0; word < words; word += 1) {
      const value = view.getUint32(n * 16 + word * 4);
      for (let shift = 32 - bits; shift >= 0; shift -= bits) {
        const sum = rest * 2 ** bits + ((value >>> shift) & (2 ** bits - 1));
        // The remainder by division is three times as fast as `%` here; a quotient rounded up is put right.
        rest = sum - Math.floor(sum / modulus) * modulus;
        if (rest < 0) rest += modulus;
      }
    }
    found[n] = rest;
  }
  return found;
}
