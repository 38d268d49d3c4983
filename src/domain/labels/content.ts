import { buildDigitalLink, type LinkOptions } from '../identifiers/build-digital-link.ts';
import { buildElementString } from '../identifiers/build-element-string.ts';
import { toGtin14 } from '../identifiers/check-digits.ts';
import type { Element } from '../identifiers/element-string.ts';
import type { ScanError } from '../identifiers/scan-error.ts';
import { isGs1, type LabelDesign, type LabelFacts, type LabelFault } from './design.ts';
import { symbolRules } from './symbol-rules.ts';

/** What a symbol holds. */
export interface SymbolContent {
  /** As it goes into the symbol; GS stands for the FNC1 between elements. */
  readonly text: string;
  /** The same for people, a line for each element (GS1 General Specifications, 4.14). */
  readonly humanReadable: readonly string[];
  /** Empty where it is a bare number. */
  readonly elements: readonly Element[];
}

/** What the design's symbol says of a unit, or why it cannot say it. */
export function symbolContent(
  design: LabelDesign,
  facts: LabelFacts,
): SymbolContent | { readonly fault: LabelFault } {
  const { symbology } = design;
  if (!isGs1(symbology)) return bareNumber(facts.serial, symbology === 'code_128');
  const elements = gs1Elements(design, facts);
  if ('fault' in elements) return elements;
  const humanReadable = elements.map(({ ai, value }) => `(${ai})${value}`);
  const written =
    symbology === 'qr_digital_link'
      ? buildDigitalLink(elements, leadingTo(design, facts))
      : buildElementString(elements, 'fnc1');
  if ('error' in written) return { fault: notEncodable(written.error, design, facts) };
  return { text: written.text, humanReadable, elements };
}

/** The parameter of a label's address that carries its token: no AI, so the address stays a Digital Link. */
export const labelTokenName = 't';

/** Where a design says nothing, to us; the token is for nobody else's host. */
function leadingTo({ linkStem }: LabelDesign, { link = null }: LabelFacts): LinkOptions {
  const stem = linkStem ?? link?.stem;
  if (stem === undefined) return {};
  return link?.stem === stem ? { stem, others: [{ name: labelTokenName, value: link.token }] } : { stem };
}

/** GTIN, lot where it is wanted and known, and serial; those of predefined length first. */
export function gs1Elements(
  { symbology, withLot }: Pick<LabelDesign, 'symbology' | 'withLot'>,
  { gtin, lot, serial, sku }: LabelFacts,
): readonly Element[] | { readonly fault: LabelFault } {
  const whole = gtin === null ? null : toGtin14(gtin);
  if (whole === null)
    return {
      fault: {
        code: 'no_gtin',
        where: 'gtin',
        sentence: `${symbolRules[symbology].name} holds a GTIN, and ${sku} has none: give it one, or take a QR Code or Code 128 with the bare number.`,
      },
    };
  return [
    { ai: '01', value: whole },
    ...(withLot && lot !== null ? [{ ai: '10', value: lot }] : []),
    { ai: '21', value: serial },
  ];
}

function notEncodable(
  error: ScanError,
  { symbology, withLot }: LabelDesign,
  { lot, serial }: LabelFacts,
): LabelFault {
  const named = withLot && lot !== null ? `lot "${lot}", serial "${serial}"` : `serial "${serial}"`;
  return {
    code: 'not_encodable',
    where: 'serial',
    sentence: `${symbolRules[symbology].name} cannot hold ${named}: ${error.sentence}.`,
  };
}

function bareNumber(serial: string, isBars: boolean): SymbolContent | { readonly fault: LabelFault } {
  if (/^[\x20-\x7e]+$/.test(serial)) return { text: serial, humanReadable: [serial], elements: [] };
  const name = isBars ? 'Code 128' : 'A label';
  const sentence = `${name} holds letters, digits and signs of ASCII alone, and "${serial}" has others.`;
  return { fault: { code: 'not_encodable', where: 'serial', sentence } };
}
