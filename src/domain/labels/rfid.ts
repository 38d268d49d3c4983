import { epcOfElements } from '../identifiers/epc-elements.ts';
import { encodeTag } from '../identifiers/tag-binary.ts';
import { gs1Elements } from './content.ts';
import type { LabelDesign, LabelFacts, LabelFault } from './design.ts';

/** A tag’s filter value for an item that passes a till (Tag Data Standard, 10.2). */
const tillItem = 1;

/** The EPC memory that goes into the label's tag, in hexadecimal; null where the design has no tag. */
export function rfidOf(
  design: LabelDesign,
  facts: LabelFacts,
): { readonly hex: string | null } | { readonly fault: LabelFault } {
  const { rfid, companyPrefixLength } = design;
  if (rfid === 'none') return { hex: null };
  if (companyPrefixLength === null)
    return fault('companyPrefixLength', 'A tag needs to know how long the GS1 company prefix is.');
  const elements = gs1Elements({ symbology: design.symbology, withLot: false }, facts);
  if ('fault' in elements) return elements;
  const read = epcOfElements(elements, companyPrefixLength);
  if ('error' in read)
    return fault('serial', `No ${rfid.toUpperCase()} can be made of it: ${read.error.sentence}.`);
  const tag = encodeTag({ layout: rfid, filter: tillItem, epc: read.epc });
  if ('error' in tag)
    return fault('serial', `No ${rfid.toUpperCase()} can be made of it: ${tag.error.sentence}.`);
  return { hex: tag.hex };
}

function fault(where: string, sentence: string): { readonly fault: LabelFault } {
  return { fault: { code: 'rfid_not_encodable', where, sentence } };
}
