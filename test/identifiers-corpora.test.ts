import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findAi } from '../src/domain/identifiers/application-identifiers.ts';
import { buildDigitalLink } from '../src/domain/identifiers/build-digital-link.ts';
import { buildScan } from '../src/domain/identifiers/build-element-string.ts';
import { parseDigitalLink } from '../src/domain/identifiers/digital-link.ts';
import { type Elements, parseElementString } from '../src/domain/identifiers/element-string.ts';
import { readScan } from '../src/domain/identifiers/read-scan.ts';
import {
  formatSerialSet,
  hasSerial,
  parseSerialSet,
  serialSetOf,
} from '../src/domain/identifiers/serial-set.ts';

// Others' test data, read where it lies beside the repository and never copied into it. Without it these
// tests are skipped.
const vectorsFile = new URL('../../shared/corpora/gs1-syntax/syntax-engine-vectors.json', import.meta.url);
const drivesFile = new URL('../../shared/data/drives.csv', import.meta.url);
const titled = (title: string, file: URL) =>
  existsSync(file)
    ? title
    : `${title} (skipped: ${file.pathname.split('/').slice(-2).join('/')} is not there)`;

/** [is it valid, the text, further columns…] */
type Vector = readonly [boolean, string, ...string[]];

/** Where we answer otherwise than GS1's syntax engine, on purpose: `expected answer` + text, and why. */
const exceptions: ReadonlyMap<string, string> = new Map([
  ['false 991234', 'a raw string needs no leading FNC1: scanners with a symbology prefix send none'],
  ['true (89)ABC(89)ABC(89)ABC', 'the engine is told to let unknown AIs pass; we always refuse them'],
  ['true https://example.com/01/09520123456788?99=XYZ&89=ABC123', 'as above, in a link'],
  ['true (01)12312312312326(99)000001(89)XXX(95)INT', 'as above, in a link to write'],
  ['false HtTp://a/b/00/006141411234567890', 'a scheme is read in any case: RFC 3986, 3.1'],
  ['true https://a/gtin/12312312312333', 'words for AIs are no longer in the standard'],
  ['true https://a/gtin/12312312312333/ser/ABC123', 'as above'],
  ['true https://a/sscc/006141411234567890', 'as above'],
  ['false https://a/01/2112345678900', 'a GTIN-13 is filled up; the engine does so when asked to'],
  ['false https://a/01/416000336108', 'a GTIN-12 is filled up, as above'],
  ['false https://a/01/02345673', 'a GTIN-8 is filled up, as above'],
  ['false https://a/8004/9520614141234567?01=2112345678900', 'as above, in the query'],
  ['false https://a/8004/9520614141234567?01=02345673', 'as above, in the query'],
  [
    'false https://id.gs1.org/01/09520123456788/10/ABC123?99=XYZ789&01=09520123456788',
    'an element repeated with the same value contradicts nothing',
  ],
  ['false https://id.gs1.org/01/09520123456788/10/ABC123?99=XYZ789&99=XYZ789', 'as above'],
  ['false ABC', 'a text without prefix may be a bare serial; the engine reads scanner output only'],
  ['true ]Q1', 'a symbol without content is nothing scanned'],
  ['true ]d1', 'as above'],
  ['true ]J0', 'as above'],
  ['false ]E0123456789012', 'a UPC-A sent without its leading zero, with the right check digit'],
  ['true ]E02112345678900|]e099COMPOSITE\x1d98XYZ', 'composite symbols come as two scans, not joined by "|"'],
  ['true ]E402345673|]e099COMPOSITE\x1d98XYZ', 'as above'],
]);

const symbols: ReadonlyMap<
  string,
  'GS1-128' | 'GS1 DataBar' | 'GS1 DataMatrix' | 'GS1 QR Code' | 'GS1 DotCode'
> = new Map([
  ['QR', 'GS1 QR Code'],
  ['DM', 'GS1 DataMatrix'],
  ['DotCode', 'GS1 DotCode'],
  ['DataBarExpanded', 'GS1 DataBar'],
  ['GS1_128_CCA', 'GS1-128'],
]);

describe.skipIf(!existsSync(vectorsFile))(titled('GS1’s own vectors', vectorsFile), () => {
  const vectors: Record<string, Vector[]> = existsSync(vectorsFile) ? readVectors() : {};
  // The extraction left C variable names where the data was built by a program.
  const rows = (name: string) => (vectors[name] ?? []).filter(([, text]) => !/^(?:buf|inbuf)$/.test(text));
  const used = new Set<string>();

  test('element strings with brackets are read or refused as GS1 does, to the same elements', () => {
    const judged = rows('test_parseAIdata').map(([valid, text, raw]) =>
      judge(valid, text, parseElementString(text), raw),
    );
    expect(judged.filter((fault) => fault !== null)).toEqual([]);
    expect(judged.length).toBeGreaterThan(25);
  });

  test('raw element strings are read or refused as GS1 does', () => {
    const judged = rows('test_processAIdata').map(([valid, text]) =>
      judge(valid, text, parseElementString(text.replaceAll('^', '\x1d'))),
    );
    expect(judged.filter((fault) => fault !== null)).toEqual([]);
    expect(judged.length).toBeGreaterThan(75);
  });

  test('an AI may repeat with the same value only, as GS1 says', () => {
    const repeats = rows('test_validateAIs').filter(([, kind]) => kind === 'validateAIrepeats');
    const judged = repeats.map(([valid, , text]) => judge(valid, text!, parseElementString(text!)));
    expect(judged.filter((fault) => fault !== null)).toEqual([]);
    expect(judged.length).toBeGreaterThan(10);
  });

  test('Digital Links are read or refused as GS1 does, to the same elements', () => {
    const judged = rows('test_parseDLuri').map(([valid, text, raw]) =>
      judge(valid, text, parseDigitalLink(text), raw),
    );
    expect(judged.filter((fault) => fault !== null)).toEqual([]);
    expect(judged.length).toBeGreaterThan(110);
  });

  test('elements that exclude each other, or miss what they need, are refused as GS1 does', () => {
    const together = rows('test_validateAIs').filter(([, kind]) => kind !== 'validateAIrepeats');
    const judged = together.map(([valid, , text]) =>
      judge(valid, text!, parseElementString(text!, { depth: 'label' })),
    );
    expect(judged.filter((fault) => fault !== null)).toEqual([]);
    expect(judged.length).toBe(60);
  });

  test('Digital Links are written as GS1 does', () => {
    const judged = rows('test_testGenerateDLuri').map(([valid, stem, text, link]) => {
      const parsed = parseElementString(text!);
      const elements = 'error' in parsed ? [] : parsed.elements;
      const written = buildDigitalLink(elements, { ...(stem !== 'NULL' && { stem }), depth: 'content' });
      const isAsTheirs = valid ? 'text' in written && written.text === link : 'error' in written;
      return isAsTheirs ? null : except(`${valid} ${text}`, written);
    });
    expect(judged.filter((fault) => fault !== null)).toEqual([]);
    expect(judged.length).toBeGreaterThan(20);
  });

  test('what a scanner sends for a symbol of GS1 is written as GS1 does', () => {
    const written = rows('test_testGenerateScanData')
      // The rest are composite symbols, plain text and EAN, which hold no element string of ours to write.
      .map(
        ([symbol, text, scan]) =>
          [symbols.get(String(symbol)), text, scan!.endsWith('\x1d') ? scan!.slice(0, -1) : scan!] as const,
      )
      .filter(([symbol, text]) => symbol !== undefined && text.startsWith('^') && !text.includes('|'));
    for (const [symbol, text, scan] of written) {
      const parsed = parseElementString(text.replaceAll('^', '\x1d'));
      const elements = 'error' in parsed ? [] : parsed.elements;
      expect(buildScan(elements, symbol!, 'content')).toEqual({ text: scan });
    }
    expect(written.length).toBe(8);
  });

  test('what scanners send is read or refused as GS1 does', () => {
    const judged = rows('test_testProcessScanData').map(([valid, text]) => {
      const read = readScan(text);
      return judge(valid, text, 'error' in read ? read : { elements: [] });
    });
    expect(judged.filter((fault) => fault !== null)).toEqual([]);
    expect(judged.length).toBeGreaterThan(50);
  });

  test('every exception is still one', () => {
    expect([...exceptions.keys()].filter((key) => !used.has(key))).toEqual([]);
  });

  /** Null when we answer as the vector says, or by a listed exception; else what differs. */
  function judge(valid: boolean, text: string, parsed: Elements, raw?: string): string | null {
    const key = `${valid} ${text}`;
    const differs = 'elements' in parsed !== valid || (raw !== undefined && valid && spelled(parsed) !== raw);
    if (!differs) return null;
    return except(key, parsed);
  }

  function except(key: string, answer: unknown): string | null {
    used.add(key);
    return exceptions.has(key) ? null : `${key}: ${JSON.stringify(answer)}`;
  }
});

describe.skipIf(!existsSync(drivesFile))(titled('22,892 real serials of hard disks', drivesFile), () => {
  const serials = existsSync(drivesFile) ? readSerials() : [];

  test('each reads as that bare serial and nothing else, to the byte', () => {
    expect(serials.length).toBe(22_892);
    for (const serial of serials) {
      expect(readScan(serial)).toEqual({ understood: [{ as: 'serial', serial }] });
    }
  });

  test('all of them make a set that is written, read back, and holds each', () => {
    const made = serialSetOf({ serials });
    const set = 'set' in made ? made.set : null;
    expect(set).not.toBeNull();
    expect(set!.serials.length).toBe(new Set(serials).size);
    expect(serials.every((serial) => hasSerial(set!, serial))).toBe(true);
    expect(serials.some((serial) => hasSerial(set!, serial.toLowerCase()))).toBe(false);
    expect(parseSerialSet(formatSerialSet(set!))).toEqual({ set });
  });

  test('a prefix and a range hold exactly the serials a plain reading of them holds', () => {
    const parsed = parseSerialSet('S1F0*, WD-WCAU42000000..WD-WCAU42499999');
    const set = 'set' in parsed ? parsed.set : null;
    const held = serials.filter((serial) => hasSerial(set!, serial));
    const expected = serials.filter((serial) => /^S1F0|^WD-WCAU42[0-4][0-9]{5}$/.test(serial));
    expect(held).toEqual(expected);
    expect(held.length).toBeGreaterThan(100);
  });
});

/**
 * The engine's own spelling: "^" for FNC1, in front and after each element of variable length that is not the
 * last.
 */
function spelled(parsed: Elements): string {
  if ('error' in parsed) return '';
  const last = parsed.elements.length - 1;
  const parts = parsed.elements.map(
    ({ ai, value }, i) => ai + value + (i < last && !findAi(ai)!.predefined ? '^' : ''),
  );
  return `^${parts.join('')}`;
}

function readVectors(): Record<string, Vector[]> {
  return JSON.parse(readFileSync(vectorsFile, 'utf8')) as Record<string, Vector[]>;
}

function readSerials(): string[] {
  const [, ...lines] = readFileSync(drivesFile, 'utf8').trimEnd().split('\n');
  return lines.map((line) => line.slice(0, line.indexOf(',')));
}
