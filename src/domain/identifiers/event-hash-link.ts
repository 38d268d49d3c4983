import { findAi, linkQualifiers } from './application-identifiers.ts';
import { buildDigitalLink, canonicalStem } from './build-digital-link.ts';
import { isDigits } from './check-digits.ts';
import { isWebAddress } from './digital-link.ts';
import { hasRightShape } from './element-value.ts';
import { elementsOfEpc } from './epc-elements.ts';
import { parseEpcUri } from './epc-uri.ts';
import { decode, encode, splitAddress } from './link-address.ts';

/**
 * The canonical Digital Link by which an EPCIS event's hash names a thing (CBV 2.0, 8.9): of an EPC URI or of
 * any Digital Link, at its finest: with the serial or else the lot, without variant, query and the words that
 * older links had for AIs. Null for what is neither. Check digits are left as they are: the hash is of what
 * an event says, right or wrong.
 */
export function eventHashLink(uri: string): string | null {
  if (uri.startsWith('urn:')) return linkOfUrn(uri);
  if (!isWebAddress(uri)) return null;
  const address = splitAddress(uri, 0);
  if ('code' in address) return null;
  const { path } = address;
  const names = path.map(({ text }) => (isDigits(text) ? text : (wordAis.get(text) ?? '')));
  for (let i = path.length - 2; i >= 0; i -= 2) {
    const key = findAi(names[i]!)?.key;
    if (key) return linkOfPairs(names.slice(i), path.slice(i).map(readPiece), key.flat());
    if (!linkQualifiers.has(names[i]!)) return null;
  }
  return null;
}

/** Words that stood for AIs in links before version 1.2 of the standard. */
const wordAis: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gtin: '01',
    itip: '8006',
    cpid: '8010',
    gmn: '8013',
    ginc: '401',
    gsin: '402',
    sscc: '00',
    gln: '414',
    payTo: '415',
    party: '417',
    grai: '8003',
    giai: '8004',
    gsrn: '8018',
    gsrnp: '8017',
    gdti: '253',
    gcn: '255',
    cpv: '22',
    lot: '10',
    ser: '21',
    tpx: '235',
    glnx: '254',
    refno: '8020',
    cpsn: '8011',
    srin: '8019',
  }),
);

function linkOfUrn(uri: string): string | null {
  const read = parseEpcUri(uri);
  if ('error' in read) return null;
  const written = buildDigitalLink(elementsOfEpc(read.epc), { depth: 'form' });
  return 'text' in written ? written.text : null;
}

function linkOfPairs(
  names: readonly string[],
  values: readonly (string | null)[],
  allowed: readonly string[],
): string | null {
  const pairs: { ai: string; value: string }[] = [];
  for (let i = 0; i < names.length; i += 2) {
    const ai = names[i]!;
    const value = ai === '01' ? filledGtin(values[i + 1] ?? '') : (values[i + 1] ?? '');
    const rule = findAi(ai);
    if (rule === undefined || !hasRightShape(rule, value) || (i > 0 && !allowed.includes(ai))) return null;
    pairs.push({ ai, value });
  }
  const hasSerial = pairs.some(({ ai }) => ai === '21');
  const finest = pairs.filter(({ ai }) => ai !== '22' && !(ai === '10' && hasSerial));
  return canonicalStem + finest.map(({ ai, value }) => `/${ai}/${encode(value)}`).join('');
}

function readPiece(piece: { readonly text: string; readonly at: number }): string | null {
  const decoded = decode(piece, false);
  return 'code' in decoded ? null : decoded.text;
}

function filledGtin(gtin: string): string {
  return gtin.length === 8 || gtin.length === 12 || gtin.length === 13 ? gtin.padStart(14, '0') : gtin;
}
