import { afterAll, describe, expect, test } from 'vitest';
import { canonicalDigitalLink } from '../src/domain/identifiers/build-digital-link.ts';
import { parseDigitalLink } from '../src/domain/identifiers/digital-link.ts';
import { parseElementString } from '../src/domain/identifiers/element-string.ts';
import { epcOfDigitalLink } from '../src/domain/identifiers/epc-elements.ts';
import { parseEpcUri } from '../src/domain/identifiers/epc-uri.ts';
import { eventHashLink } from '../src/domain/identifiers/event-hash-link.ts';
import { verifyKey } from '../src/domain/identifiers/keys-of-digits.ts';
import { decodePlusTag } from '../src/domain/identifiers/plus-tag.ts';
import { readScan } from '../src/domain/identifiers/read-scan.ts';
import { parseScannedLabel } from '../src/domain/identifiers/scanned-label.ts';
import { decodeTag } from '../src/domain/identifiers/tag-binary.ts';
import { parseTagUri } from '../src/domain/identifiers/tag-uri.ts';

// Whatever a scanner, a tag reader or a partner sends: an answer, or one named reason with its place; never a
// throw, and never work that grows faster than the text.

type Answer = { readonly error: { readonly code: string; readonly position: number | null } } | object;

const readers: Readonly<Record<string, (text: string) => Answer>> = {
  'element string': (text) => parseElementString(text),
  'element string, as a label': (text) => parseElementString(text, { depth: 'label' }),
  'Digital Link': (text) => parseDigitalLink(text),
  'canonical link': canonicalDigitalLink,
  scan: readScan,
  'scanned label': (text) => parseScannedLabel(text, 'label'),
  'EPC URI': parseEpcUri,
  'EPC of a link': (text) => epcOfDigitalLink(text, 7),
  'tag URI': parseTagUri,
  tag: decodeTag,
  '"+" tag': decodePlusTag,
  SSCC: (text) => verifyKey('SSCC', text),
  'link of a hash': (text) => ({ link: eventHashLink(text) }),
};

const samples: readonly string[] = [
  '010950110153000321ABC12345\x1d17261231\x1d10LOT4711',
  ']d2010950110153000321ABC12345\x1d10L1\x1d8040490154203237518',
  ']C100106141412345678908',
  '(01)09501101530003(21)AB\\(C(3922)0299(3103)000195(421)276AB12',
  '21ABC<GS>0109501101530003<GS>4309012345678912345678907003261231235943202026',
  '<FNC1>01095011015300038008261231235959%1D8013198765Ad4X4bL5ttr2310c2K',
  '8110012345612345611110123326123150123456',
  'https://id.gs1.org/01/09501101530003/22/2A/10/L1/21/S%2F1?17=261231&linkType=gs1:pip#x',
  'http://shop.example:8080/a/b/414/9501101530003/254/B1?98=A%20B',
  'https://a.example/8010/950110112-A%2F7/8011/12',
  'urn:epc:id:sgtin:0614141.812345.6789%2F%26%25',
  'urn:epc:id:itip:4012345.011111.01.02.987',
  'urn:epc:class:lgtin:4012345.012345.Lot987',
  'urn:epc:tag:cpi-var:0.0614141.12-456.123456789',
  '3074257BF7194E4000001A85',
  '362579D5D4ADB6172574B98B34C0000000000000000000000000',
  '3D14257BF71CADD35D8000075BCD1500',
  'F70795211411234538566CB0AFC4',
  'FA09501101E23ABC',
  'FB04359F79521141123453040030',
  '106141412345678908',
  'DOC:receipt:R-1',
];

describe('200,000 spoiled texts', () => {
  const next = generator(20_261_123);
  const counts = new Map<string, number>();

  test('are each read or refused with a code and a place in the text', () => {
    const names = Object.keys(readers);
    for (let i = 0; i < 200_000; i += 1) {
      const text = spoil(samples[next(samples.length)]!, next);
      // Every reader gets every kind of text in turn: most tags are no links, and must be refused as such.
      const name = names[i % names.length]!;
      const answer = readers[name]!(text);
      if (!('error' in answer)) continue;
      counts.set(answer.error.code, (counts.get(answer.error.code) ?? 0) + 1);
      const { code, position } = answer.error;
      const isInside =
        position === null || (Number.isInteger(position) && position >= 0 && position <= text.length);
      if (!isInside || !/^[a-z][a-z0-9_]+$/.test(code)) {
        throw new Error(`${name}, ${JSON.stringify(text)}: ${code} at ${position} of ${text.length}`);
      }
    }
  });

  test('meet most of the reasons there are', () => {
    expect(counts.size).toBeGreaterThan(35);
  });
});

describe('work grows with the length and no faster', () => {
  const meter = meterStrings();
  afterAll(meter.remove);

  test.each<[string, (n: number) => string, string]>([
    ['fixed lengths in a row', (n) => '0109501101530003'.repeat(n), 'element string, as a label'],
    ['separators', (n) => '21ABC\x1d0109501101530003'.repeat(n), 'element string, as a label'],
    ['stand-ins', (n) => '21ABC<GS>0109501101530003%1D'.repeat(n), 'element string'],
    ['a lost separator', (n) => `21${'10'.repeat(n)}`, 'element string'],
    ['brackets', (n) => '(21)ABC\\(D(01)09501101530003'.repeat(n), 'element string, as a label'],
    ['escaped brackets', (n) => `(21)${'\\('.repeat(n)}`, 'element string'],
    ['half a stand-in', (n) => `21${'<G%1'.repeat(n)}`, 'element string'],
    ['qualifiers', (n) => `https://a.example/01/09501101530003${'/21/A'.repeat(n)}`, 'Digital Link'],
    ['folders', (n) => `https://a.example${'/01'.repeat(n)}`, 'Digital Link'],
    ['parameters', (n) => `https://a.example/01/09501101530003?x${'&98=A%2F'.repeat(n)}`, 'canonical link'],
    ['escapes', (n) => `https://a.example/01/09501101530003/21/${'%41'.repeat(n)}`, 'Digital Link'],
    ['a host', (n) => `https://${'a.'.repeat(n)}/01/1`, 'Digital Link'],
    ['a link for a hash', (n) => `https://a.example${'/10/a'.repeat(n)}`, 'link of a hash'],
    ['an EPC', (n) => `urn:epc:id:sgtin:0614141.812345.${'%2F'.repeat(n)}`, 'EPC URI'],
    ['dots', (n) => `urn:epc:id:sgtin:${'.'.repeat(n)}`, 'EPC URI'],
    ['a tag', (n) => `3D14257BF7${'1C'.repeat(n)}`, 'tag'],
    ['a "+" tag', (n) => `FA${'00'.repeat(n)}`, '"+" tag'],
  ])('%s', (_, textOf, name) => {
    const reader = readers[name]!;
    const work = (n: number) => meter.count(() => reader(textOf(n)));
    const [few, many] = [work(500), work(2_000)];
    expect(few).toBeGreaterThan(0);
    // Four times the text, four times the work; a square law would be sixteen times.
    expect(many / few).toBeLessThan(5);
  });
});

/**
 * Several changes of one text: a character lost, doubled, put in, replaced, two swapped, a piece of another.
 */
function spoil(sample: string, next: (below: number) => number): string {
  let text = sample;
  for (let changes = 1 + next(3); changes > 0; changes -= 1) {
    const at = next(text.length + 1);
    const strange = strangers[next(strangers.length)]!;
    const kind = next(6);
    if (kind === 0) text = text.slice(0, at) + text.slice(at + 1);
    else if (kind === 1) text = text.slice(0, at) + strange + text.slice(at);
    else if (kind === 2) text = text.slice(0, at) + strange + text.slice(at + 1);
    else if (kind === 3) text = text.slice(0, at);
    else if (kind === 4) text = text.slice(0, at) + text.slice(at, at + 2) + text.slice(at);
    else text = text.slice(0, at) + samples[next(samples.length)]!.slice(next(20), 20 + next(20));
  }
  return text;
}

const strangers = [
  ...'0123456789ABCabc()[]]<>%/?#&=+-.:_*\\"^|{}~ ',
  '\x1d',
  '\x00',
  '<GS>',
  '%1D',
  '%00',
  '%zz',
  '99',
  '000000',
  'é',
  'А',
  '\ud800',
  '😀',
  '\u200b',
];

/** A small generator of numbers (mulberry32): the same texts in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/**
 * Counts the characters that strings' own methods touch while something runs: what a text costs, without a
 * clock.
 */
function meterStrings() {
  let touched = 0;
  const lengthOf = (value: unknown) => (typeof value === 'string' ? value.length : 1);
  const methods = [
    'charCodeAt',
    'slice',
    'split',
    'replaceAll',
    'includes',
    'startsWith',
    'toUpperCase',
  ] as const;
  const originals = methods.map((name) => [name, String.prototype[name]] as const);
  const indexOf = String.prototype.indexOf;
  const exec = RegExp.prototype.exec;
  const put = (target: object, name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true });
  for (const [name, original] of originals) {
    put(String.prototype, name, function (this: string, ...args: unknown[]) {
      const result = Reflect.apply(original, this, args);
      touched += name === 'split' || name === 'replaceAll' ? this.length : lengthOf(result);
      return result;
    });
  }
  put(String.prototype, 'indexOf', function (this: string, what: string, from = 0) {
    const found = Reflect.apply(indexOf, this, [what, from]) as number;
    touched += (found < 0 ? this.length : found) - from;
    return found;
  });
  put(RegExp.prototype, 'exec', function (this: RegExp, text: string) {
    touched += lengthOf(text);
    return Reflect.apply(exec, this, [text]);
  });
  return {
    count(run: () => unknown): number {
      touched = 0;
      run();
      return touched;
    },
    remove() {
      for (const [name, original] of originals) put(String.prototype, name, original);
      put(String.prototype, 'indexOf', indexOf);
      put(RegExp.prototype, 'exec', exec);
    },
  };
}
