import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../domain/limits.ts';
import { runs } from '../testing/property-runs.ts';
import { findFault } from './json-fault.ts';
import { parseJson } from './strict-json.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

function faultOf(text: string | Buffer) {
  const parsed = parseJson(typeof text === 'string' ? bytes(text) : text);
  return 'fault' in parsed ? parsed.fault : undefined;
}

describe('a body of JSON', () => {
  test.each([
    ['{}', {}],
    [' [1, -0.5, 1e3, true, false, null, "x"]\n', [1, -0.5, 1000, true, false, null, 'x']],
    ['"\\u00e9\\ud83d\\ude00\\u001d"', 'é😀\u001d'],
    ['{"a":{"a":1},"b":[{"a":2},{"a":3}]}', { a: { a: 1 }, b: [{ a: 2 }, { a: 3 }] }],
    ['{"a:b":"c:d,{\\"e\\":1}","\\\\":1}', { 'a:b': 'c:d,{"e":1}', '\\': 1 }],
    ['9007199254740991', 9007199254740991],
    ['"\u2028\u200f\ufeffА"', '\u2028\u200f\ufeffА'],
    ['{"__proto":1,"toString":2}', { __proto: 1, toString: 2 }],
  ])('%s is taken as it is', (text, value) => {
    expect(parseJson(bytes(text))).toEqual({ value });
  });

  test.each([
    ['', 'malformed_json', 0, '', 'the body is empty'],
    ['  ', 'malformed_json', 2, '', 'the body is empty'],
    ['{', 'malformed_json', 1, '', 'the end is not expected here'],
    ['[1,]', 'malformed_json', 3, '[1]', '"]" is not expected here'],
    ['{"a":1,}', 'malformed_json', 7, 'a', '"}" is not expected here'],
    ['{"a" 1}', 'malformed_json', 5, 'a', '"1" is not expected here'],
    ["{'a':1}", 'malformed_json', 1, '', '"\'" is not expected here'],
    ['[01]', 'malformed_json', 2, '[0]', '"1" is not expected here'],
    ['[NaN]', 'malformed_json', 1, '[0]', '"N" is not expected here'],
    ['[+1]', 'malformed_json', 1, '[0]', '"+" is not expected here'],
    ['[1.]', 'malformed_json', 2, '[0]', '"." is not expected here'],
    ['nul', 'malformed_json', 0, '', '"n" is not expected here'],
    ['{} {}', 'malformed_json', 3, '', 'something follows the end'],
    ['"a\tb"', 'malformed_json', 2, '', 'a control character stands in a text'],
    ['"\\x41"', 'malformed_json', 1, '', 'a backslash begins nothing known'],
    ['"\\u12g4"', 'malformed_json', 1, '', 'a backslash begins nothing known'],
    ['"abc', 'malformed_json', 4, '', 'a text does not end'],
    ['"abc\\"', 'malformed_json', 6, '', 'a text does not end'],
    ['[[1]', 'malformed_json', 4, '[0]', 'the end is missing'],
    ['\ufeff{}', 'malformed_json', 0, '', 'the body begins with a byte order mark'],
    ['/* a */ {}', 'malformed_json', 0, '', '"/" is not expected here'],
    ['{"a":1,"b":{"a":2,"a":3}}', 'duplicate_key', 18, 'b.a', 'The name "a" stands twice in one object'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key', 7, 'a', 'The name "a" stands twice in one object'],
    ['[{"id":1},{"id":2,"id":2}]', 'duplicate_key', 18, '[1].id', 'The name "id" stands twice in one object'],
    ['{"__proto__":{"isLead":true}}', 'forbidden_key', 1, '__proto__', 'The name "__proto__" is not taken'],
    ['{"a":{"\\u005f_proto__":1}}', 'forbidden_key', 6, 'a.__proto__', 'The name "__proto__" is not taken'],
    ['{"constructor":1}', 'forbidden_key', 1, 'constructor', 'The name "constructor" is not taken'],
    ['{"prototype":1}', 'forbidden_key', 1, 'prototype', 'The name "prototype" is not taken'],
    ['{"a":["x\\u0000y"]}', 'forbidden_character', 6, 'a[0]', 'A text holds NUL or half of a surrogate pair'],
    ['{"a\\u0000":1}', 'forbidden_character', 1, '', 'A text holds NUL or half of a surrogate pair'],
    ['["\\ud83d"]', 'forbidden_character', 1, '[0]', 'A text holds NUL or half of a surrogate pair'],
    ['["\\ude00\\ud83d"]', 'forbidden_character', 1, '[0]', 'A text holds NUL or half of a surrogate pair'],
    ['{"n":1e999}', 'number_out_of_range', 5, 'n', '1e999 cannot be kept exactly'],
    ['{"n":-1e999}', 'number_out_of_range', 5, 'n', '-1e999 cannot be kept exactly'],
    ['[9007199254740992]', 'number_out_of_range', 1, '[0]', '9007199254740992 cannot be kept exactly'],
    ['[1e300]', 'number_out_of_range', 1, '[0]', '1e300 cannot be kept exactly'],
    ['{"a b":1e999}', 'number_out_of_range', 7, '["a b"]', '1e999 cannot be kept exactly'],
  ])('%j is refused as %s at character %i', (text, code, at, where, detail) => {
    const fault = faultOf(text);
    expect(fault).toMatchObject({ code, at, where });
    expect(fault?.detail).toContain(detail);
  });

  test('lists and objects nest as deep as the limit and no deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const objects = (depth: number) => '{"a":'.repeat(depth) + 1 + '}'.repeat(depth);
    expect(faultOf(nested(limits.jsonDepthMax))).toBeUndefined();
    expect(faultOf(objects(limits.jsonDepthMax))).toBeUndefined();
    expect(faultOf(nested(limits.jsonDepthMax + 1))).toMatchObject({ code: 'too_deep', at: 32 });
    expect(faultOf(objects(limits.jsonDepthMax + 1))).toMatchObject({ code: 'too_deep' });
    expect(faultOf('['.repeat(4_000_000))).toMatchObject({ code: 'too_deep' });
  });

  test.each([
    [[0x22, 0xff, 0x22], 1],
    [[0x22, 0xc3, 0x22], 1],
    [[0x22, 0xe2, 0x82], 1],
    [[0x22, 0xc0, 0xaf, 0x22], 1],
    [[0x22, 0xed, 0xa0, 0x80, 0x22], 1],
    [[0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 1],
    [[0x22, 0xc3, 0xa9, 0xef, 0xbf, 0xbd, 0x80, 0x22], 6],
    [[0x22, 0xf0, 0x9f, 0x98, 0x80, 0xfe, 0x22], 5],
  ])('bytes %j are not UTF-8 from byte %i on', (values, at) => {
    expect(faultOf(Buffer.from(values))).toMatchObject({ code: 'invalid_utf8', at });
  });

  test('an answer never repeats megabytes of what was sent', () => {
    const name = 'x'.repeat(1_000_000);
    expect(faultOf(`{"${name}":1,"${name}":1}`)?.detail.length).toBeLessThan(200);
    expect(faultOf(`{"${name}":${'9'.repeat(1000)}}`)?.where.length).toBeLessThan(200);
  });
});

describe('whatever is sent', () => {
  const values = fc.jsonValue({ noUnicodeString: false });
  /** What the engine and the rules say, the slow and plain way. */
  const isFine = (text: string): boolean => {
    try {
      JSON.parse(text);
    } catch {
      return false;
    }
    return findFault(text, limits.jsonDepthMax) === null;
  };

  test('good JSON comes out as the engine reads it', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const parsed = parseJson(bytes(text));
        if ('value' in parsed) expect(parsed.value).toEqual(JSON.parse(text));
        else expect(isFine(text)).toBe(false);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('the quick look and the slow one agree on every damaged text', () => {
    const damage = fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(3),
        fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '\\u0000', '1e999', '"a":1,', ' '),
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(values, damage, (value, cuts) => {
        let text = JSON.stringify(value);
        for (const [at, length, put] of cuts) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + put + text.slice(start + length);
        }
        const body = bytes(text);
        expect('value' in parseJson(body)).toBe(isFine(body.toString('utf8')));
      }),
      { numRuns: runs(5_000) },
    );
  });

  test('random bytes are a value or a fault with a place in the body, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (body) => {
        const fault = faultOf(Buffer.from(body));
        if (fault) expect(fault.at).toBeLessThanOrEqual(body.length);
      }),
      { numRuns: runs(5_000) },
    );
  });
});
