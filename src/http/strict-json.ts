import { isUtf8 } from 'node:buffer';
import { limits } from '../domain/limits.ts';
import {
  findFault,
  firstBrokenByte,
  forbiddenKeys,
  isBadText,
  isKeptNumber,
  type JsonFault,
} from './json-fault.ts';

export type Parsed = { readonly value: unknown } | { readonly fault: JsonFault };

/**
 * JSON as RFC 8259 has it, and stricter where readers differ (RFC 7493, I-JSON): the bytes are UTF-8 without a mark
 * at their head; a name stands once in an object and is none that JavaScript gives a meaning (`__proto__`); texts hold
 * no NUL and no half of a surrogate pair; numbers are finite, whole ones exact. Depth is bounded.
 *
 * A good body costs one look over its text, the engine's own parser and one walk over the result (300 bytes: about
 * 2 µs). Doubled names are found by counting: a text with more names than its value has said one twice. Only a bad
 * body is read a second time, by findFault, which says what is wrong and where.
 */
export function parseJson(bytes: Uint8Array): Parsed {
  if (!isUtf8(bytes)) return { fault: notUtf8(bytes) };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const value = parsed(text);
  if (value !== undefined) return { value };
  const fault = findFault(text, limits.jsonDepthMax);
  return { fault: fault ?? { code: 'malformed_json', at: 0, where: '', detail: 'The body is not JSON.' } };
}

function notUtf8(bytes: Uint8Array): JsonFault {
  const at = firstBrokenByte(bytes);
  return { code: 'invalid_utf8', at, where: '', detail: `The body is not UTF-8: byte ${at} is wrong.` };
}

/** The value of a text in which nothing is wrong; undefined otherwise (no JSON text stands for undefined). */
function parsed(text: string): unknown {
  const names = countNames(text);
  if (names < 0) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isSound(value, names, text.includes('\\u')) ? value : undefined;
  } catch {
    return undefined;
  }
}

const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;

/** Colons outside texts: one for each name that is written. −1 when it nests too deeply. */
function countNames(text: string): number {
  let names = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      i = endOfText(text, i);
      if (i < 0) return names;
    } else if (code === colon) names += 1;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limits.jsonDepthMax) return -1;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return names;
}

/** Index of the quote that closes the one at `from`, or −1. A quote after an odd number of backslashes is a letter. */
function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === backslash) first -= 1;
    if ((end - first) % 2 === 0) return end;
  }
  return -1;
}

/** Whether a value has as many names as were written, and nothing forbidden. Texts need a look only where escapes can hide it. */
function isSound(root: unknown, namesWritten: number, hasEscapes: boolean): boolean {
  const left: unknown[] = [root];
  let names = 0;
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') {
      if (hasEscapes && isBadText(value)) return false;
    } else if (typeof value === 'number') {
      if (!isKeptNumber(value)) return false;
    } else if (Array.isArray(value)) {
      for (const item of value) left.push(item);
    } else if (value !== null && typeof value === 'object') {
      // JSON.parse makes own properties only, `__proto__` too; `for in` is the cheapest way over them.
      for (const name in value) {
        names += 1;
        if (forbiddenKeys.has(name) || (hasEscapes && isBadText(name))) return false;
        left.push((value as Record<string, unknown>)[name]);
      }
    }
  }
  return names === namesWritten;
}
