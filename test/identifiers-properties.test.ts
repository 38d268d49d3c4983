import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AiRule, allAis, findAi } from '../src/domain/identifiers/application-identifiers.ts';
import { buildDigitalLink, canonicalDigitalLink } from '../src/domain/identifiers/build-digital-link.ts';
import { buildElementString, buildScan } from '../src/domain/identifiers/build-element-string.ts';
import { gs1CheckDigit } from '../src/domain/identifiers/check-digits.ts';
import { parseDigitalLink } from '../src/domain/identifiers/digital-link.ts';
import { type Element, parseElementString } from '../src/domain/identifiers/element-string.ts';
import { elementsOfEpc, epcOfElements } from '../src/domain/identifiers/epc-elements.ts';
import { epcSchemes } from '../src/domain/identifiers/epc-schemes.ts';
import { type Epc, formatEpcUri, parseEpcUri } from '../src/domain/identifiers/epc-uri.ts';
import { decodePlusTag, encodePlusTag } from '../src/domain/identifiers/plus-tag.ts';
import { readScan } from '../src/domain/identifiers/read-scan.ts';
import { decodeTag, encodeTag } from '../src/domain/identifiers/tag-binary.ts';
import { tagLayouts } from '../src/domain/identifiers/tag-layouts.ts';
import { formatTagUri, parseTagUri } from '../src/domain/identifiers/tag-uri.ts';
import { runs } from '../src/testing/property-runs.ts';

// What is written reads back to the same, whatever it is. Values are right in form; what they mean is tested
// elsewhere.

const characters = {
  N: '0123456789',
  X: `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`,
  Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Z: '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
};

const textOf = (set: keyof typeof characters, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...characters[set]), minLength: min, maxLength: max });

const anyValueOf = (rule: AiRule): fc.Arbitrary<string> =>
  fc
    .constantFrom(...rule.lengths.flatMap((allowed, length) => (allowed && length > 0 ? [length] : [])))
    .chain((length) => {
      let rest = length;
      const parts = rule.parts.map(({ set, max, checkDigit }) => {
        const count = Math.min(max, rest);
        rest -= count;
        const whole = textOf(set, count, count);
        return checkDigit ? whole.map((text) => text.slice(0, -1) + gs1CheckDigit(text.slice(0, -1))) : whole;
      });
      return fc.tuple(...parts).map((texts) => texts.join(''));
    });

const elementOf = (rule: AiRule): fc.Arbitrary<Element> =>
  anyValueOf(rule).map((value) => ({ ai: rule.ai, value }));

const ais = allAis();
const elements = fc
  .uniqueArray(fc.nat(ais.length - 1), { minLength: 1, maxLength: 8 })
  .chain((picked) => fc.tuple(...picked.map((i) => elementOf(ais[i]!))));

const sorted = (list: readonly Element[]) => [...list].sort((a, b) => (a.ai < b.ai ? -1 : 1));

beforeAll(() => fc.configureGlobal({ seed: 20_261_123 }));
afterAll(() => fc.resetConfigureGlobal());

describe('what is written reads back', () => {
  test('from brackets, in the order given', () => {
    fc.assert(
      fc.property(elements, (given) => {
        const written = buildElementString(given, 'brackets', 'form');
        const text = 'text' in written ? written.text : written.error.sentence;
        expect(parseElementString(text, { depth: 'form' })).toEqual({ elements: given });
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('from a symbol, with the separator as scanners spell it', () => {
    fc.assert(
      fc.property(elements, fc.constantFrom('\x1d', '<GS>', '%1D', '<FNC1>'), (given, separator) => {
        const written = buildElementString(given, 'fnc1', 'form');
        const text = 'text' in written ? written.text : written.error.sentence;
        // A stand-in is told from text only where no value holds its like.
        const mayStandIn = separator === '\x1d' || !/[<%]/.test(text);
        const spelled = mayStandIn ? text.replaceAll('\x1d', separator) : text;
        const read = parseElementString(spelled, { depth: 'form' });
        const hasNone = !spelled.includes('\x1d') && /<GS>|<FNC1>|%1D/i.test(text);
        if (!hasNone) expect('elements' in read && sorted(read.elements)).toEqual(sorted(given));
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('from a scanner, with its prefix', () => {
    const unit = fc.tuple(elementOf(findAi('01')!), elementOf(findAi('21')!), elementOf(findAi('10')!));
    const symbol = fc.constantFrom('GS1-128', 'GS1 DataBar', 'GS1 DataMatrix', 'GS1 QR Code', 'GS1 DotCode');
    fc.assert(
      fc.property(unit, symbol, (given, name) => {
        const written = buildScan(given, name as 'GS1-128', 'form');
        const text = 'text' in written ? written.text : '';
        if (!text.includes('\x1d')) return;
        const read = readScan(text);
        expect('understood' in read && read.understood[0]).toMatchObject({
          as: 'serial',
          gtin: given[0].value,
          serial: given[1].value,
        });
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('from a Digital Link, and one link is canonical', () => {
    const keys = ais.filter(({ key }) => key !== null);
    // A lot has a place in the path of most keys.
    const attributes = ais.filter(({ ai, attribute, key }) => attribute && key === null && ai !== '10');
    const linked = fc
      .tuple(fc.constantFrom(...keys), fc.nat(2), fc.nat(attributes.length - 1))
      .chain(([key, order, attribute]) => {
        const qualifying = (key.key![order % Math.max(1, key.key!.length)] ?? []).map((ai) => findAi(ai)!);
        return fc.tuple(...[key, ...qualifying, attributes[attribute]!].map(elementOf));
      });
    fc.assert(
      fc.property(linked, (given) => {
        const written = buildDigitalLink(given, { stem: 'https://a.example/x', depth: 'form' });
        const text = 'text' in written ? written.text : written.error.sentence;
        const read = parseDigitalLink(text, { depth: 'form' });
        expect('elements' in read && read.elements).toEqual(given);
        const canonical = canonicalDigitalLink(text);
        if ('text' in canonical) expect(canonicalDigitalLink(canonical.text)).toEqual(canonical);
      }),
      { numRuns: runs(2_000) },
    );
  });
});

const epcs: fc.Arbitrary<Epc> = fc
  .tuple(fc.constantFrom(...epcSchemes), fc.integer({ min: 6, max: 12 }))
  .chain(([scheme, prefixLength]) => {
    const rest = scheme.longest - prefixLength;
    const rule = scheme.serial;
    const serial =
      rule === null
        ? fc.constant(null)
        : rule.isNumber
          ? fc.bigInt({ min: 0n, max: 999_999_999_999n }).map(String)
          : textOf(rule.set as 'X', 1, rule.max);
    return fc.record({
      scheme: fc.constant(scheme.name),
      companyPrefix: textOf('N', prefixLength, prefixLength),
      reference: textOf(scheme.referenceSet, scheme.digits === null ? 1 : rest, rest),
      ...(scheme.pieces && { pieces: textOf('N', 4, 4) }),
      serial,
    }) as fc.Arbitrary<Epc>;
  });

describe('an EPC goes around', () => {
  test('as a URI and as elements', () => {
    fc.assert(
      fc.property(epcs, (epc) => {
        const uri = formatEpcUri(epc);
        expect(parseEpcUri(uri)).toEqual({ epc });
        expect(epcOfElements(elementsOfEpc(epc), epc.companyPrefix.length)).toEqual({ epc });
      }),
      { numRuns: runs(3_000) },
    );
  });

  test('as bits on a tag, in each layout that takes it', () => {
    let encodedCount = 0;
    fc.assert(
      fc.property(epcs, fc.nat(7), (epc, filter) => {
        for (const layout of tagLayouts.filter(({ scheme }) => scheme === epc.scheme)) {
          const tag = { layout: layout.name, filter, epc };
          const encoded = encodeTag(tag);
          if ('error' in encoded) continue;
          encodedCount += 1;
          expect(decodeTag(encoded.hex)).toEqual({ tag });
          expect(parseTagUri(formatTagUri(tag))).toEqual({ tag });
        }
      }),
      { numRuns: runs(3_000) },
    );
    expect(encodedCount).toBeGreaterThan(runs(1_000));
  });

  test('as bits in a "+" scheme, without its company prefix', () => {
    const plus: Record<string, string> = {
      sgtin: 'sgtin+',
      sscc: 'sscc+',
      sgln: 'sgln+',
      grai: 'grai+',
      giai: 'giai+',
      cpi: 'cpi+',
      gdti: 'gdti+',
      itip: 'itip+',
    };
    fc.assert(
      fc.property(epcs, fc.nat(7), (epc, filter) => {
        const scheme = plus[epc.scheme];
        if (scheme === undefined) return;
        const given = elementsOfEpc(epc);
        const encoded = encodePlusTag(scheme, filter, given);
        const decoded = decodePlusTag('hex' in encoded ? encoded.hex : encoded.error.sentence);
        expect(decoded).toEqual({ tag: { scheme, filter, elements: given, moreData: false } });
      }),
      { numRuns: runs(2_000) },
    );
  });
});
