import { findAi } from './application-identifiers.ts';
import { buildDigitalLink, type LinkOptions } from './build-digital-link.ts';
import type { Written } from './build-element-string.ts';
import { gs1CheckDigit } from './check-digits.ts';
import { parseDigitalLink } from './digital-link.ts';
import type { Element } from './element-string.ts';
import { checkValue } from './element-value.ts';
import { type EpcScheme, epcSchemes, findScheme } from './epc-schemes.ts';
import { checkEpc, type Epc, type ReadEpc } from './epc-uri.ts';
import { type ScanError, scanError } from './scan-error.ts';

/**
 * The GS1 elements of an EPC that is right: its key and, where the serial has an AI of its own, the serial
 * (GS1 EPC Tag Data Standard, 7). A place whose extension is 0 is the place itself. A pattern's are the key
 * alone.
 */
export function elementsOfEpc(epc: Epc): readonly Element[] {
  const scheme = findScheme(epc.scheme)!;
  const { companyPrefix, reference, pieces = '', serial } = epc;
  const body = scheme.lead ? reference[0]! + companyPrefix + reference.slice(1) : companyPrefix + reference;
  const checkDigit = scheme.checkDigit ? gs1CheckDigit(body) : '';
  const inKey = scheme.serial?.ai === null ? (serial ?? '') : '';
  const key = { ai: scheme.ai, value: scheme.before + body + checkDigit + pieces + inKey };
  const own = scheme.serial?.ai ?? null;
  if (own === null || serial === null || serial === scheme.serial!.none) return [key];
  return [key, { ai: own, value: serial }];
}

/**
 * The EPC of GS1 elements. The key does not tell how long its company prefix is, so the caller does (6 to 12
 * digits). Elements that are no part of an EPC (dates, lots beside a serial) are passed over. A product
 * without a serial becomes the pattern over all its serials, with a lot alone the lot's class. Positions of
 * errors count in the value of the element they are about.
 */
export function epcOfElements(elements: readonly Element[], companyPrefixLength: number): ReadEpc {
  const scheme = schemeOf(elements);
  if (scheme === undefined) {
    return { error: scanError('no_key', null, 'None of these elements has an Electronic Product Code') };
  }
  const valueUnder = (ai: string) => elements.find((element) => element.ai === ai)?.value;
  const key = valueUnder(scheme.ai)!;
  const wrong = checkValue(findAi(scheme.ai)!, key, (k) => k, { raw: false, depth: 'form' });
  if (wrong !== null) return { error: wrong };
  const epc = epcOfKey(scheme, key, companyPrefixLength);
  const own = scheme.serial?.ai ?? null;
  const serial = own === null ? epc.serial : (valueUnder(own) ?? scheme.serial!.none);
  const whole: Epc = { ...epc, serial };
  const fault = checkEpc(whole, serial === null && scheme.serial !== null);
  return fault === null ? { epc: whole } : { error: scanError(fault.code, null, fault.sentence) };
}

/** The Digital Link of an EPC (GS1 EPC Tag Data Standard, 7; GS1 Digital Link: URI Syntax). */
export function digitalLinkOfEpc(epc: Epc, options: LinkOptions = {}): Written {
  return buildDigitalLink(elementsOfEpc(epc), { depth: 'form', ...options });
}

/** The EPC of a Digital Link, given how long the company prefix is. Positions count in `text`. */
export function epcOfDigitalLink(text: string, companyPrefixLength: number): ReadEpc {
  const link = parseDigitalLink(text);
  if ('error' in link) return link;
  const read = epcOfElements(link.elements, companyPrefixLength);
  return 'epc' in read ? read : { error: withoutPlace(read.error) };
}

function withoutPlace(error: ScanError): ScanError {
  return { ...error, position: null };
}

/** By its key, a product also by what stands beside it: a serial, a third party's, or a lot. */
function schemeOf(elements: readonly Element[]): EpcScheme | undefined {
  const has = (ai: string) => elements.some((element) => element.ai === ai);
  const key = elements.find(({ ai }) => epcSchemes.some((scheme) => scheme.ai === ai))?.ai;
  if (key !== '01') return epcSchemes.find((scheme) => scheme.ai === key);
  if (has('21')) return findScheme('sgtin');
  if (has('235')) return findScheme('upui');
  return findScheme(has('10') ? 'lgtin' : 'sgtin');
}

function epcOfKey(scheme: EpcScheme, key: string, prefixLength: number): Epc {
  const body = key.slice(
    scheme.before.length,
    scheme.digits === null ? undefined : scheme.before.length + scheme.digits,
  );
  const lead = scheme.lead ? 1 : 0;
  const end = lead + prefixLength;
  const afterCheckDigit = scheme.before.length + (scheme.digits ?? 0) + 1;
  return {
    scheme: scheme.name,
    companyPrefix: body.slice(lead, end),
    reference: body.slice(0, lead) + body.slice(end),
    ...(scheme.pieces && { pieces: key.slice(afterCheckDigit, afterCheckDigit + 4) }),
    serial: scheme.serial?.ai === null && key.length > afterCheckDigit ? key.slice(afterCheckDigit) : null,
  };
}
