import { firstOutsideSet } from './characters.ts';
import { type EpcScheme, findScheme, type SchemeName } from './epc-schemes.ts';
import { type ScanError, scanError } from './scan-error.ts';

/**
 * An Electronic Product Code: a GS1 key with its company prefix told apart, which the bare key does not tell.
 * `serial` is null where the scheme has none, and for a pattern that stands for all serials.
 */
export interface Epc {
  readonly scheme: SchemeName;
  readonly companyPrefix: string;
  readonly reference: string;
  /** Piece and total, of an individual trade item piece only. */
  readonly pieces?: string;
  readonly serial: string | null;
}

export type ReadEpc = { readonly epc: Epc } | { readonly error: ScanError };

/**
 * Reads an EPC URI: a pure identity `urn:epc:id:sgtin:0614141.812345.6789`, a lot `urn:epc:class:lgtin:…`, or
 * a pattern over all serials `urn:epc:idpat:sgtin:0614141.812345.*` (GS1 EPC Tag Data Standard, 6 and 8). The
 * company prefix has 6 to 12 digits. Only the characters that a URN cannot hold are escaped, with two
 * hexadecimal digits; an escape of any other is refused, so that one thing has one name. Never throws;
 * linear.
 */
export function parseEpcUri(text: string): ReadEpc {
  const opening = /^urn:epc:(id|idpat|class):([a-z]+):/.exec(text);
  if (opening === null) return wrong('urn_broken', 0, 'An EPC begins with urn:epc:id: and its scheme');
  const [whole, kind, name] = opening as unknown as [string, string, string];
  const scheme = findScheme(name);
  if (scheme === undefined || (name === 'lgtin') !== (kind === 'class')) {
    const at = whole.length - name.length - 1;
    return wrong('scheme_unknown', at, `"${name}" is not a scheme of GS1 keys here`);
  }
  return readEpcParts(scheme, text, whole.length, kind === 'idpat');
}

/** Reads `companyPrefix.reference[.piece.total][.serial]` from `start` to the end of the text. */
export function readEpcParts(scheme: EpcScheme, text: string, start: number, isPattern: boolean): ReadEpc {
  const count = 2 + (scheme.pieces ? 2 : 0) + (scheme.serial === null ? 0 : 1);
  const parts = splitParts(text, start, count);
  if (parts.length < count) {
    return wrong('urn_broken', text.length, `A ${scheme.name} has ${count} parts, with dots between them`);
  }
  const decoded: string[] = [];
  for (const [i, part] of parts.entries()) {
    const value = isPattern && i === count - 1 && part.text === '*' ? '*' : decodePart(part.text, part.at);
    if (typeof value !== 'string') return { error: value };
    decoded.push(value);
  }
  const hasStar = isPattern && decoded[count - 1] === '*' && scheme.serial !== null;
  if (isPattern && !hasStar) {
    return wrong('serial_wrong', parts[count - 1]!.at, 'A pattern stands for all serials: it ends in *');
  }
  const epc: Epc = {
    scheme: scheme.name,
    companyPrefix: decoded[0]!,
    reference: decoded[1]!,
    ...(scheme.pieces && { pieces: decoded[2]!.length === 2 ? decoded[2]! + decoded[3]! : '' }),
    serial: scheme.serial === null || hasStar ? null : decoded[count - 1]!,
  };
  const fault = checkEpc(epc, hasStar);
  if (fault === null) return { epc };
  const part = { companyPrefix: 0, reference: 1, pieces: 2, serial: count - 1 }[fault.part];
  return wrong(fault.code, parts[part]!.at, fault.sentence);
}

/** The URI of an EPC that is right: a pure identity, a lot's class, or a pattern where its serial is null. */
export function formatEpcUri(epc: Epc): string {
  const { serial } = findScheme(epc.scheme)!;
  const kind = epc.scheme === 'lgtin' ? 'class' : serial !== null && epc.serial === null ? 'idpat' : 'id';
  return `urn:epc:${kind}:${epc.scheme}:${formatEpcParts(epc)}`;
}

/** `0614141.812345.6789`, escaped. */
export function formatEpcParts(epc: Epc): string {
  const { serial } = findScheme(epc.scheme)!;
  const pieces = epc.pieces === undefined ? [] : [epc.pieces.slice(0, 2), epc.pieces.slice(2)];
  const last = serial === null ? [] : [epc.serial === null ? '*' : escapeReserved(epc.serial)];
  return [epc.companyPrefix, escapeReserved(epc.reference), ...pieces, ...last].join('.');
}

export interface EpcFault {
  readonly part: 'companyPrefix' | 'reference' | 'pieces' | 'serial';
  readonly code: ScanError['code'];
  readonly sentence: string;
}

/** What is wrong with an EPC's parts, null when nothing is. A pattern needs no serial. */
export function checkEpc(epc: Epc, isPattern = false): EpcFault | null {
  const scheme = findScheme(epc.scheme)!;
  const { companyPrefix, reference, pieces, serial } = epc;
  if (!/^[0-9]{6,12}$/.test(companyPrefix)) {
    return {
      part: 'companyPrefix',
      code: 'company_prefix_wrong',
      sentence: 'A company prefix has 6 to 12 digits',
    };
  }
  const referenceFault = checkReference(scheme, companyPrefix.length, reference);
  if (referenceFault !== null) {
    return { part: 'reference', code: 'reference_wrong', sentence: referenceFault };
  }
  if (scheme.pieces && !/^[0-9]{4}$/.test(pieces ?? '')) {
    return {
      part: 'pieces',
      code: 'reference_wrong',
      sentence: 'Piece and total have two digits each',
    };
  }
  const serialFault = isPattern ? null : checkSerial(scheme, serial);
  return serialFault === null ? null : { part: 'serial', code: 'serial_wrong', sentence: serialFault };
}

function checkReference(scheme: EpcScheme, prefixLength: number, reference: string): string | null {
  const rest = scheme.longest - prefixLength;
  const isLong =
    scheme.digits === null ? reference.length >= 1 && reference.length <= rest : reference.length === rest;
  if (!isLong) {
    const count = scheme.digits === null ? `1 to ${rest} characters` : `${rest} digits`;
    return `After a company prefix of ${prefixLength} digits the reference has ${count}`;
  }
  const at = firstOutsideSet(reference, scheme.referenceSet);
  return at < 0 ? null : 'The reference holds a character that the scheme does not take';
}

function checkSerial({ name, serial: rule }: EpcScheme, serial: string | null): string | null {
  if (rule === null) return serial === null ? null : `A ${name} has no serial`;
  if (serial === null || serial === '' || serial.length > rule.max) {
    return `The serial has 1 to ${rule.max} characters`;
  }
  if (firstOutsideSet(serial, rule.set) >= 0)
    return 'The serial holds a character that the scheme does not take';
  return rule.isNumber && serial.length > 1 && serial.startsWith('0')
    ? 'The serial is a number without zeros in front'
    : null;
}

interface Part {
  readonly text: string;
  readonly at: number;
}

/** The last part may hold dots itself. */
function splitParts(text: string, start: number, count: number): Part[] {
  const parts: Part[] = [];
  let at = start;
  while (parts.length < count - 1) {
    const dot = text.indexOf('.', at);
    if (dot < 0) return parts;
    parts.push({ text: text.slice(at, dot), at });
    at = dot + 1;
  }
  return [...parts, { text: text.slice(at), at }];
}

/** What a URN cannot hold of CSET 82 and 39 (Tag Data Standard, 5 and table A-1), and nothing else. */
const escapedCharacters = '"%&/<>?#';

function decodePart(text: string, at: number): string | ScanError {
  let decoded = '';
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]!;
    if (character === '%') {
      const code = text.slice(i + 1, i + 3);
      const meant = /^[0-9A-Fa-f]{2}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 16)) : '';
      if (meant === '' || !escapedCharacters.includes(meant)) {
        return scanError(
          'percent_broken',
          at + i,
          'After "%" the code of a character that needs escaping must follow',
        );
      }
      decoded += meant;
      i += 2;
    } else if (/[!'()*+,\-.0-9:;=A-Z_a-z]/.test(character)) decoded += character;
    else return scanError('character_not_allowed', at + i, 'An EPC URI cannot hold this character as it is');
  }
  return decoded;
}

function escapeReserved(text: string): string {
  return text.replaceAll(/["%&/<>?#]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

function wrong(code: ScanError['code'], position: number, sentence: string): { readonly error: ScanError } {
  return { error: scanError(code, position, sentence) };
}
