import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { elementsOfEpc, epcOfDigitalLink, epcOfElements } from '../src/domain/identifiers/epc-elements.ts';
import { findScheme } from '../src/domain/identifiers/epc-schemes.ts';
import { formatEpcUri, parseEpcUri } from '../src/domain/identifiers/epc-uri.ts';
import { eventHashLink } from '../src/domain/identifiers/event-hash-link.ts';
import { plusLayouts } from '../src/domain/identifiers/plus-tag.ts';
import { decodeTag, encodeTag } from '../src/domain/identifiers/tag-binary.ts';
import { companyPrefixBits, tagLayouts } from '../src/domain/identifiers/tag-layouts.ts';
import { writeVariable } from '../src/domain/identifiers/tag-strings.ts';
import { formatTagUri, parseTagUri } from '../src/domain/identifiers/tag-uri.ts';

// Others' vectors for Electronic Product Codes, read where they lie beside the repository and never copied.
const corpora = new URL('../../shared/corpora/', import.meta.url);
const vectorsFile = new URL('epc/epcpy-vectors.json', corpora);
const linksFile = new URL('event-hash/dl-normaliser-vectors.json', corpora);
const definitions = new URL('epc/tdt-definitions/', corpora);
const skipped = (file: URL) =>
  existsSync(file) ? '' : ` (skipped: ${file.pathname.split('/').slice(-2).join('/')} is not there)`;

interface Vector {
  readonly uri: string;
  readonly tag_uri?: string;
  readonly hex?: string;
  readonly gs1_element_string?: string;
  readonly company_prefix_length?: number;
  readonly kwargs?: { readonly binary_coding_scheme?: string; readonly gtin_type?: string };
}

interface VectorSet {
  readonly metaclass: string;
  readonly scheme: string;
  readonly valid_data: readonly Vector[];
  readonly invalid_data: readonly Vector[];
}

/** Schemes that we leave out, and why. */
const leftOut: ReadonlyMap<string, string> = new Map([
  ['ADI', 'aircraft parts by the Air Transport Association: no GS1 key'],
  ['BIC', 'shipping containers by ISO 6346: no GS1 key'],
  ['GID', 'numbers that any organisation gives itself: no GS1 key'],
  ['IMOVN', 'ships: no GS1 key'],
  ['USDOD', 'the United States’ defence supplies: no GS1 key'],
]);

/** Where we answer otherwise, on purpose. */
const exceptions: ReadonlyMap<string, string> = new Map([
  [
    '(414)0614141123452(254)0',
    'extension 0 is the place itself: Tag Data Standard 6.3.3 and CBV 8.9 name (414) alone',
  ],
]);

describe.skipIf(!existsSync(vectorsFile))(`vectors of EPCs${skipped(vectorsFile)}`, () => {
  const all: VectorSet[] = existsSync(vectorsFile)
    ? Object.values(JSON.parse(readFileSync(vectorsFile, 'utf8')) as Record<string, VectorSet>)
    : [];
  const sets = all.filter(({ scheme }) => !leftOut.has(scheme));
  const kind = (metaclass: string) => sets.filter((set) => set.metaclass === metaclass);
  const count = (of: readonly VectorSet[]) =>
    of.reduce((sum, set) => sum + set.valid_data.length + set.invalid_data.length, 0);

  test('there are 417 of them', () => {
    expect([count(all), count(sets)]).toEqual([417, 356]);
  });

  test('URIs are read or refused as they say, and written back to the same', () => {
    for (const { scheme, valid_data: valid, invalid_data: invalid } of kind('TestEPCSchemeInitMeta')) {
      for (const { uri } of valid) {
        const read = parseEpcUri(uri);
        expect([uri, 'epc' in read && formatEpcUri(read.epc)]).toEqual([uri, uri]);
      }
      for (const { uri } of invalid) {
        const read = parseEpcUri(uri);
        // Right, but of another scheme than the one that is looked for.
        if ('epc' in read) expect([uri, read.epc.scheme]).not.toEqual([uri, scheme.toLowerCase()]);
        else expect(read.error.position).toBeLessThanOrEqual(uri.length);
      }
    }
  });

  test('element strings are those that they say, and lead back to the URI', () => {
    for (const { valid_data: valid } of kind('TestGS1ElementMeta')) {
      for (const { uri, gs1_element_string: text, company_prefix_length: length } of valid) {
        const read = parseEpcUri(uri);
        const elements = 'epc' in read ? elementsOfEpc(read.epc) : [];
        const spelled = elements.map(({ ai, value }) => `(${ai})${value}`).join('');
        if (spelled !== text) expect([text, exceptions.has(text!)]).toEqual([text, true]);
        const back = epcOfElements(elements, length!);
        expect([uri, 'epc' in back && formatEpcUri(back.epc)]).toEqual([uri, uri]);
      }
    }
  });

  test('tags are encoded and decoded to the bit', () => {
    for (const { valid_data: valid, invalid_data: invalid } of kind('TestTagEncodableMeta')) {
      for (const { uri, tag_uri: tagUri, hex } of valid) {
        const decoded = decodeTag(hex!);
        expect([hex, 'tag' in decoded && formatTagUri(decoded.tag)]).toEqual([hex, tagUri]);
        const read = parseTagUri(tagUri!);
        expect([tagUri, 'tag' in read && formatEpcUri(read.tag.epc)]).toEqual([tagUri, uri]);
        if ('tag' in read) expect([tagUri, encodeTag(read.tag)]).toEqual([tagUri, { hex }]);
      }
      for (const { uri, kwargs } of invalid) {
        const layout = kwargs!.binary_coding_scheme!.split('.').at(-1)!.toLowerCase().replace('_', '-');
        const read = parseEpcUri(uri);
        const encoded = 'epc' in read ? encodeTag({ layout, filter: 0, epc: read.epc }) : read;
        expect([uri, layout, 'error' in encoded]).toEqual([uri, layout, true]);
      }
    }
  });
});

describe.skipIf(!existsSync(linksFile))(`the links of event hashes${skipped(linksFile)}`, () => {
  interface LinkVector {
    readonly in: unknown;
    readonly out: string | null;
  }
  const vectors: LinkVector[] = existsSync(linksFile) ? JSON.parse(readFileSync(linksFile, 'utf8')) : [];
  const texts = vectors.filter(
    (vector): vector is LinkVector & { in: string } => typeof vector.in === 'string',
  );

  test('are those of the reference program', () => {
    for (const { in: uri, out } of texts) expect([uri, eventHashLink(uri)]).toEqual([uri, out]);
    expect(texts.length).toBe(70);
  });

  test('lead back to the URI, given the length of the company prefix', () => {
    const pure = texts.filter(({ in: uri, out }) => uri.startsWith('urn:epc:id:') && out !== null);
    for (const { in: uri, out } of pure) {
      const length = uri.split(':')[4]!.indexOf('.');
      const back = epcOfDigitalLink(out!, length);
      expect([out, 'epc' in back && formatEpcUri(back.epc)]).toEqual([out, uri]);
    }
    expect(pure.length).toBeGreaterThan(20);
  });
});

describe.skipIf(!existsSync(definitions))(`GS1’s tag data translation tables${skipped(definitions)}`, () => {
  const referenceNames =
    'itemref serialref locationref assettype indassetref serviceref doctype couponref comppartref'.split(' ');
  const serialNames = ['serial', 'cpiserial', 'prependedserial'];
  interface Field {
    readonly name: string;
    readonly bitLength?: number;
  }
  interface Option {
    readonly optionKey: string;
    readonly field: readonly Field[];
    readonly encodedAI?: readonly { readonly ai: string }[];
  }
  interface Definition {
    readonly 'tdt:epcTagDataTranslation': {
      readonly scheme: { readonly level: readonly { type: string; prefixMatch: string; option: Option[] }[] };
    };
  }

  test.each(tagLayouts.map((layout) => [layout.name, layout] as const))(
    '%s has their header and bits in every partition',
    (name, layout) => {
      const file = new URL(`${name.toUpperCase().replace('VAR', 'var')}.json`, definitions);
      const definition = JSON.parse(readFileSync(file, 'utf8')) as Definition;
      const { level } = definition['tdt:epcTagDataTranslation'].scheme;
      const binary = level.find(({ type }) => type === 'BINARY')!;
      expect(binary.prefixMatch).toBe(layout.header.toString(2).padStart(8, '0'));
      expect(binary.option.length).toBe(7);
      for (const { optionKey, field } of binary.option) {
        const partition = 12 - Number(optionKey);
        const bits = (names: readonly string[]) => field.find(({ name }) => names.includes(name))?.bitLength;
        expect([optionKey, bits(['gs1companyprefix'])]).toEqual([optionKey, companyPrefixBits[partition]]);
        // A field that ends itself has no length in their table.
        const isVariable = layout.reference === 'six-bit';
        const expected = isVariable ? undefined : layout.referenceBits[partition];
        expect([name, optionKey, bits(referenceNames)]).toEqual([name, optionKey, expected]);
        expect([name, bits(serialNames)]).toEqual([name, layout.serial?.bits]);
      }
      expect(findScheme(layout.scheme)).toBeDefined();
    },
  );

  test.each(plusLayouts.map((layout) => [layout.name, layout] as const))(
    '%s has their header and elements',
    (name, layout) => {
      const file = new URL(`${name.toUpperCase()}.json`, definitions);
      const definition = JSON.parse(readFileSync(file, 'utf8')) as Definition;
      const binary = definition['tdt:epcTagDataTranslation'].scheme.level.find(
        ({ type }) => type === 'BINARY',
      )!;
      expect(Number.parseInt(binary.prefixMatch, 2)).toBe(layout.header);
      expect(binary.option[0]!.encodedAI!.map(({ ai }) => ai)).toEqual(layout.fields.map(({ ai }) => ai));
    },
  );

  test('text takes the bits of the shortest coding that their table has for it', () => {
    const table = JSON.parse(readFileSync(new URL('TDT_TableB.json', definitions), 'utf8')) as {
      readonly rows: readonly Readonly<Record<string, string>>[];
    };
    // The columns of the codings that take the character: number, capital and small hexadecimal, three in 16
    // bits, base 64, 7 bits.
    const takers = { '7': 'bcdefg', A: 'cefg', a: 'dfg', Z: 'efg', z: 'fg', ':': 'eg', '!': 'g' };
    for (const row of table.rows.slice(0, 31)) {
      for (const [character, columns] of Object.entries(takers)) {
        const bits: number[] = [];
        writeVariable(bits, character.repeat(Number(row.a)));
        const shortest = Math.min(...[...columns].map((column) => Number(row[column])));
        expect([row.a, character, bits.length - 8]).toEqual([row.a, character, shortest]);
      }
    }
  });
});
