import { findCarrier } from '../../../src/domain/identifiers/symbology.ts';

/**
 * A symbol as a scanner would send it: with its AIM identifier where that says how the text is to be read (an element
 * string, an EAN), and bare where it says nothing.
 */
export function textOfSymbol({
  symbologyIdentifier,
  text,
}: {
  readonly symbologyIdentifier: string;
  readonly text: string;
}): string {
  const carrier = findCarrier(symbologyIdentifier);
  return carrier === undefined || carrier === 'plain' ? text : symbologyIdentifier + text;
}

/** Without that identifier: what the symbol itself holds. */
export function bareText(code: string): string {
  return code.replace(/^\][A-Za-z]\d/, '');
}
