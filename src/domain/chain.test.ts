import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalForm, canonicalFormNumber, canonicalJson, type LinkedEvent } from './chain.ts';

interface Vector {
  readonly title: string;
  readonly event: LinkedEvent;
  readonly canonical: string;
  readonly sha256: string;
}
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('./chain.vectors.json', import.meta.url), 'utf8'),
);

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

describe('the canonical form of an event', () => {
  test('the frozen vectors are of form 1, and there are six', () => {
    expect(vectors).toHaveLength(6);
    expect(canonicalFormNumber).toBe(1);
    expect(vectors.map(({ canonical }) => canonical.slice(0, 3))).toEqual(vectors.map(() => '[1,'));
  });

  test.each(vectors)('never changes: $title', ({ event, canonical, sha256: hash }) => {
    expect(canonicalForm(event)).toBe(canonical);
    expect(sha256(canonical)).toBe(hash);
  });

  test('a vector names the hash of the one before it', () => {
    for (const [i, { event }] of vectors.entries()) {
      expect(event.previous).toBe(i === 0 ? '' : vectors[i - 1]!.sha256);
    }
  });

  const [vector] = vectors;
  const changes: Readonly<Record<keyof LinkedEvent, unknown>> = {
    previous: 'ff',
    spot: 'DC1/GATE',
    sku: 'OTHER',
    serial: 'S1F00043',
    seq: 2,
    move: 'announce',
    at: '2026-01-05T08:00:00.001Z',
    recordedAt: '2026-01-05T08:00:01.001Z',
    status: 'expected',
    memory: 'push',
    condition: 'damaged',
    place: 'DC1/A-02',
    owner: 'OTHER',
    use: 'demo',
    sale: 0,
    holds: [{ key: 'recall:R-2', change: 'place' }],
    checks: [{ check: 'all', change: 'lose' }],
    identity: { product: 'DRIVE-4TB', serial: 'S1F00042', lot: 'L-8' },
    evidence: 'keyed',
    actor: 'ben',
    device: 'gun-8',
    document: 'receipt:R-2',
    annuls: 1,
    scan: '0194a1b2-0000-7000-8000-000000000002',
    details: { note: 'other' },
  };
  test.each(Object.entries(changes))('another %s is another hash', (field, value) => {
    const event = vector!.event;
    expect(canonicalForm({ ...event, [field]: value })).not.toBe(canonicalForm(event));
  });

  test('two neighbouring facts cannot be told as each other', () => {
    const event = vector!.event;
    const placed = canonicalForm({ ...event, holds: [{ key: 'a', change: 'place' }], checks: [] });
    const lifted = canonicalForm({ ...event, holds: [{ key: 'a', change: 'lift' }], checks: [] });
    const released = canonicalForm({ ...event, holds: [{ key: 'a', change: 'release' }], checks: [] });
    const none = canonicalForm({ ...event, holds: [], checks: [] });
    expect(new Set([placed, lifted, released, none]).size).toBe(4);
  });
});

describe('canonical JSON', () => {
  test.each([
    [
      'keys stand in order at every depth',
      { b: 1, a: { d: null, c: [2, { z: 1, y: 2 }] } },
      '{"a":{"c":[2,{"y":2,"z":1}],"d":null},"b":1}',
    ],
    // RFC 8785, section 3.2.3: UTF-16 code units decide, so a surrogate pair sorts before U+FB33.
    [
      'keys are ordered by UTF-16 code units',
      { '\u{1f600}': 1, '\ufb33': 2, '1': 3, '\r': 4 },
      '{"\\r":4,"1":3,"\u{1f600}":1,"\ufb33":2}',
    ],
    ['the order they were written in is forgotten', { y: 1, x: 2 }, '{"x":2,"y":1}'],
    ['control characters are escaped shortest', '\u0000\b\u001f"\\/', '"\\u0000\\b\\u001f\\"\\\\/"'],
    ['a backslash before ud is text', 'C:\\ud800', '"C:\\\\ud800"'],
    ['composed and decomposed letters stay apart', ['é', 'e\u0301'], '["é","e\u0301"]'],
    ['what is undefined is not there', { a: undefined, b: true }, '{"b":true}'],
    [
      'the largest exact integers have a form',
      [9007199254740991, -9007199254740991],
      '[9007199254740991,-9007199254740991]',
    ],
    ['minus zero is zero', -0, '0'],
    ['a key called __proto__ is a key', JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
  ])('%s', (_title, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([
    ['a fraction', 1.5],
    ['an integer that is not exact', 2 ** 53],
    ['infinity', Number.POSITIVE_INFINITY],
    ['no number at all', Number.NaN],
    ['half a surrogate pair', 'a\ud800'],
    ['half a pair after a backslash', '\\\ud800'],
    ['half a pair in a key', { '\udc00': 1 }],
    ['a bigint', 1n],
    ['nothing', undefined],
  ])('%s has no canonical form', (_title, value) => {
    expect(() => canonicalJson(value)).toThrow(RangeError);
  });
});
