import { limits } from '../limits.ts';
import { findForbidden, hasLookalike } from './characters.ts';
import { isDigits, isGs1Valid, toGtin14, toImei, upcEToUpcA } from './check-digits.ts';
import { type DigitalLink, isLinkWithoutScheme, isWebAddress, parseDigitalLink } from './digital-link.ts';
import {
  type Elements,
  groupSeparator,
  isMarkedElementString,
  opensWithBracketedAi,
  parseElementString,
} from './element-string.ts';
import { elementsOfEpc } from './epc-elements.ts';
import { formatEpcUri, parseEpcUri } from './epc-uri.ts';
import { readOwnCode } from './own-codes.ts';
import { type ScanError, scanError } from './scan-error.ts';
import { type Carrier, findCarrier, symbologyPrefixLength } from './symbology.ts';
import { parseTagUri } from './tag-uri.ts';
import { understandElements } from './understand-elements.ts';
import type { Understood } from './understood.ts';

export type { Element } from './element-string.ts';
export type { ScanError, ScanErrorCode } from './scan-error.ts';
export type { Understood } from './understood.ts';

/** At least one reading, best first. `trimmed` says that blanks around the text were left out. */
export interface Reading {
  readonly understood: readonly Understood[];
  readonly trimmed?: true;
}

/**
 * Says what one scanned, pasted or keyed text is. Readings backed by a check digit or by marks in the text
 * come first; the bare serial comes last whenever the text can be one, so who asks can look it up when the
 * better readings find nothing. Nothing is guessed: text that claims to be something (a symbology prefix,
 * brackets, FNC1, http, urn:epc:, DOC:) and is not wholly right is an error with its place, never a serial. Serials are
 * kept to the byte, upper and lower case apart. Never throws; linear in the length.
 */
export function readScan(text: string): Reading | { readonly error: ScanError } {
  if (text.length > limits.scanTextLengthMax) {
    const sentence = `The text is ${text.length} long; at most ${limits.scanTextLengthMax} are read`;
    return { error: scanError('scan_too_long', limits.scanTextLengthMax, sentence) };
  }
  const end = text.trimEnd().length;
  const start = end - text.trim().length;
  if (end === start) return { error: scanError('scan_empty', null, 'Nothing was scanned') };
  const forbidden = findForbidden(text.slice(start, end), groupSeparator);
  const reading = forbidden === null ? readTrimmed(text.slice(start, end)) : forbidden;
  if ('code' in reading) return { error: moved(reading, start) };
  return end - start < text.length ? { understood: reading, trimmed: true } : { understood: reading };
}

/** A label's impossible date or missing companion keeps no unit from being found: only the form is judged. */
const form = { depth: 'form' } as const;

type Result = readonly Understood[] | ScanError;

function readTrimmed(text: string): Result {
  if (text[0] !== ']') return readPlain(text);
  const carrier = findCarrier(text);
  if (carrier === undefined) {
    const prefix = Array.from(text).slice(0, symbologyPrefixLength).join('');
    return scanError('unknown_symbology', 0, `"${prefix}" is no symbology prefix we know`);
  }
  const rest = readCarried(carrier, text.slice(symbologyPrefixLength));
  return 'code' in rest ? moved(rest, symbologyPrefixLength) : rest;
}

function readCarried(carrier: Carrier, text: string): Result {
  if (text === '') return scanError('scan_empty', null, 'There is nothing after the symbology prefix');
  switch (carrier) {
    case 'element string':
      return fromElements(parseElementString(text, form));
    case 'EAN-13':
      // UPC-A comes in an EAN-13 symbol as 13 digits with a zero in front, from some scanners without it.
      return readEan(text, [12, 13]);
    case 'EAN-8':
      return readEan(text, [8]);
    case 'ITF-14':
      return readEan(text, [14]);
    case 'plain':
      return readPlain(text);
  }
}

function readEan(text: string, lengths: readonly number[]): Result {
  if (!isDigits(text) || !lengths.includes(text.length)) {
    return scanError('not_an_ean', 0, `The prefix announces ${lengths.join(' or ')} digits and nothing else`);
  }
  const product = productReading(text);
  return product === null
    ? scanError('check_digit_wrong', text.length - 1, 'The check digit does not fit the other digits')
    : [product];
}

function readPlain(text: string): Result {
  const own = readOwnCode(text);
  if (own !== null) return 'code' in own ? own : withoutSeparator(text, [own]);
  if (isEpcUri(text)) return withoutSeparator(text, readEpc(text));
  if (isWebAddress(text)) return withoutSeparator(text, fromElements(parseDigitalLink(text, form)));
  if (isLinkWithoutScheme(text)) {
    return scanError(
      'scheme_missing',
      0,
      'This looks like a Digital Link without http:// or https:// before it',
    );
  }
  if (opensWithBracketedAi(text) || isMarkedElementString(text))
    return fromElements(parseElementString(text, form));
  return readUnmarked(text);
}

/** What readers of RFID tags send. A number of ours never begins so: it is an EPC, or none that can be read. */
function isEpcUri(text: string): boolean {
  return /^urn:epc:/i.test(text);
}

/**
 * A unit may have the EPC as a number of its own; else it is what its GS1 elements name: a product's serial, a container.
 * Never the text as a serial. A tag's URI also says its filter value, which is about reading, not about the thing. A
 * pattern stands for many things: for their product alone.
 */
function readEpc(text: string): Result {
  const read = text.startsWith('urn:epc:tag:') ? parseTagUri(text) : parseEpcUri(text);
  if ('error' in read) return read.error;
  const epc = 'tag' in read ? read.tag.epc : read.epc;
  const meant = understandElements(elementsOfEpc(epc));
  const uri = formatEpcUri(epc);
  if (!uri.startsWith('urn:epc:id:')) return meant;
  if ('code' in meant) return [{ as: 'epc', epc: uri }];
  const gtin = meant.flatMap((one) => ('gtin' in one ? (one.gtin ?? []) : []))[0];
  return [{ as: 'epc', epc: uri, ...(gtin !== undefined && { gtin }) }, ...meant];
}

/** GS has a meaning in element strings only; elsewhere it is a control character like any other. */
function withoutSeparator(text: string, result: Result): Result {
  const at = text.indexOf(groupSeparator);
  return at < 0 ? result : scanError('control_character', at, 'The text holds a control character (U+001D)');
}

/** Text without any mark: what its digits allow, then the bare serial where the text can be one. */
function readUnmarked(text: string): Result {
  const message = readUnmarkedMessage(text);
  if ('code' in message) return message;
  const serial = readBareSerial(text);
  if ('code' in serial) return message.length > 0 ? message : serial;
  return [...message, ...digitReadings(text), serial];
}

/**
 * Many scanners are set to send neither prefix nor FNC1. A text that opens with (01) and a GTIN, or with (00)
 * and an SSCC, both with the right check digit, and reads wholly as an element string is taken for one. If a
 * serial (21) follows the GTIN but the rest does not read, the separator was lost: refused, since a serial
 * with another element stuck to it is worse than none.
 */
function readUnmarkedMessage(text: string): Result {
  const opensWithGtin = text.startsWith('01') && isGs1Valid(text.slice(2, 16)) && text.length >= 16;
  const opensWithSscc = text.startsWith('00') && isGs1Valid(text.slice(2, 20)) && text.length >= 20;
  if (!opensWithGtin && !opensWithSscc) return [];
  const message = fromElements(parseElementString(text, form));
  if (!('code' in message)) return message;
  return opensWithGtin && text.startsWith('21', 16) ? message : [];
}

function digitReadings(text: string): Understood[] {
  const readings: Understood[] = [];
  const product = productReading(text);
  if (product !== null) readings.push(product);
  if (text.length === 18 && isGs1Valid(text)) readings.push({ as: 'sscc', sscc: text });
  const upcA = upcEToUpcA(text);
  if (upcA !== null) readings.push({ as: 'ean', gtin: upcA.padStart(14, '0'), symbology: 'UPC-A' });
  const imei = toImei(text);
  if (imei !== null) readings.push({ as: 'imei', imei });
  return readings;
}

function productReading(text: string): Understood | null {
  const gtin = toGtin14(text);
  if (gtin === null) return null;
  const symbologies = { 8: 'EAN-8', 12: 'UPC-A', 13: 'EAN-13', 14: 'GTIN-14' } as const;
  return { as: 'ean', gtin, symbology: symbologies[text.length as keyof typeof symbologies] };
}

function readBareSerial(text: string): Understood | ScanError {
  const characters = Array.from(text);
  if (characters.length > limits.serialLengthMax) {
    const sentence = `A serial has at most ${limits.serialLengthMax} characters, not ${characters.length}`;
    return scanError(
      'serial_too_long',
      characters.slice(0, limits.serialLengthMax).join('').length,
      sentence,
    );
  }
  return { as: 'serial', serial: text, ...(hasLookalike(text) && { lookalike: true as const }) };
}

function fromElements(parsed: Elements | DigitalLink): Result {
  return 'error' in parsed ? parsed.error : understandElements(parsed.elements);
}

function moved(error: ScanError, by: number): ScanError {
  return error.position === null ? error : { ...error, position: error.position + by };
}
