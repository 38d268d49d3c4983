import { toGtin14 } from './check-digits.ts';
import { isWebAddress, parseDigitalLink } from './digital-link.ts';
import { type Elements, parseElementString } from './element-string.ts';
import type { Depth } from './element-value.ts';
import { type ScanErrorCode, scanError } from './scan-error.ts';
import { type Carrier, findCarrier, symbologyPrefixLength } from './symbology.ts';

/**
 * The GS1 elements of what a scanner sent, in any symbol: an element string with or without the symbol's
 * prefix, a Digital Link, an EAN or ITF as the GTIN that it is (GS1 General Specifications, 5 and 7.8). For
 * reading a printed label back; who asks what a shop may mean by a text takes readScan. Positions of errors
 * count in `text`. Never throws; linear in the length.
 */
export function parseScannedLabel(text: string, depth: Depth = 'content'): Elements {
  if (text[0] !== ']') return parseUnprefixed(text, 0, depth);
  const carrier = findCarrier(text);
  if (carrier === undefined) {
    return refused('unknown_symbology', 0, 'The text opens with no symbology prefix that we know');
  }
  const start = symbologyPrefixLength;
  if (carrier === 'element string') return parseElementString(text, { start, depth });
  if (carrier !== 'plain') return parseTradeNumber(text, start, carrier);
  return isWebAddress(text.slice(start, start + 8))
    ? parseLink(text, start, depth)
    : refused('no_key', null, 'The symbol is marked as one without GS1 elements');
}

function parseUnprefixed(text: string, start: number, depth: Depth): Elements {
  return isWebAddress(text) ? parseLink(text, start, depth) : parseElementString(text, { start, depth });
}

function parseLink(text: string, start: number, depth: Depth): Elements {
  const link = parseDigitalLink(text, { start, depth });
  return 'error' in link ? link : { elements: link.elements };
}

/** A UPC-A in an EAN-13 symbol comes with a zero in front, from some scanners without. */
const digitsOf: Readonly<Record<Exclude<Carrier, 'element string' | 'plain'>, readonly number[]>> = {
  'EAN-13': [12, 13],
  'EAN-8': [8],
  'ITF-14': [14],
};

function parseTradeNumber(text: string, start: number, carrier: keyof typeof digitsOf): Elements {
  const number = text.slice(start);
  if (!/^[0-9]+$/.test(number) || !digitsOf[carrier].includes(number.length)) {
    return refused('not_an_ean', start, `The prefix announces ${digitsOf[carrier].join(' or ')} digits`);
  }
  const gtin = toGtin14(number);
  return gtin === null
    ? refused('check_digit_wrong', text.length - 1, 'The check digit does not fit the other digits')
    : { elements: [{ ai: '01', value: gtin }] };
}

function refused(code: ScanErrorCode, position: number | null, sentence: string): Elements {
  return { error: scanError(code, position, sentence) };
}
