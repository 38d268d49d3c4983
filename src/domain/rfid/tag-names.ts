import type { Element } from '../identifiers/element-string.ts';
import { elementsOfEpc } from '../identifiers/epc-elements.ts';
import { formatEpcUri } from '../identifiers/epc-uri.ts';
import { decodePlusTag } from '../identifiers/plus-tag.ts';
import { decodeTag } from '../identifiers/tag-binary.ts';

/** What a tag may be found by. */
export interface TagNames {
  /** Its EPC as a pure identity; null for a tag whose memory tells of none that has a company prefix, or of none at all. */
  readonly epc: string | null;
  /** A product and its serial, where the tag names them. */
  readonly gtin: string | null;
  readonly serial: string | null;
  /** As it is listed: the EPC, the elements, or the memory itself. */
  readonly name: string;
}

/**
 * What the EPC memory of a tag says, in hexadecimal: an EPC of Tag Data Standard 1 or of one of the "+" schemes of 2. Tags
 * of others (a laundry's, a library's) are named by their memory: something was there. Memory that was never written names
 * nothing: null. Linear in the length.
 */
export function tagNames(hex: string): TagNames | null {
  if (/^0*$/.test(hex)) return null;
  const read = decodeTag(hex);
  if (!('error' in read)) {
    const { epc } = read.tag;
    const uri = formatEpcUri(epc);
    const isOne = uri.startsWith('urn:epc:id:');
    return { ...productSerial(elementsOfEpc(epc)), epc: isOne ? uri : null, name: uri };
  }
  const plus = decodePlusTag(hex);
  if ('error' in plus) return { epc: null, gtin: null, serial: null, name: hex };
  const { elements } = plus.tag;
  const name = elements.map(({ ai, value }) => `(${ai})${value}`).join('');
  return { ...productSerial(elements), epc: null, name };
}

function productSerial(elements: readonly Element[]): Pick<TagNames, 'gtin' | 'serial'> {
  const valueUnder = (ai: string) => elements.find((element) => element.ai === ai)?.value ?? null;
  const [gtin, serial] = [valueUnder('01'), valueUnder('21')];
  return gtin !== null && serial !== null ? { gtin, serial } : { gtin, serial: null };
}
