/** What a symbology prefix says about the text after it. */
export type Carrier = 'element string' | 'EAN-13' | 'EAN-8' | 'ITF-14' | 'plain';

/**
 * AIM symbology identifiers, as a scanner set to send them puts before the data (ISO/IEC 15424; GS1 General
 * Specifications, section 5): "]", a letter for the symbology, a sign for its mode. Case matters: ]E0 is
 * EAN-13, ]e0 GS1 DataBar.
 */
const carriers: ReadonlyMap<string, Carrier> = new Map([
  ...entries('element string', [']C1', ']e0', ']e1', ']e2', ']d2', ']Q3', ']J1']),
  ...entries('EAN-13', [']E0']),
  ...entries('EAN-8', [']E4']),
  ...entries('ITF-14', [']I1']),
  // Code 128, Code 39, Code 93, ITF, Codabar, DataMatrix, QR, Aztec, PDF417, DotCode, other: text without
  // FNC1 in front
  ...entries('plain', [']C0', ']A0', ']A1', ']A2', ']A3', ']A4', ']A5', ']A7', ']G0', ']I0', ']F0', ']F1']),
  ...entries('plain', [']d0', ']d1', ']Q0', ']Q1', ']z0', ']L0', ']L1', ']L2', ']J0', ']X0']),
]);

/** The carrier named by the prefix at the text's start, undefined when the prefix is not one we know. */
export function findCarrier(text: string): Carrier | undefined {
  return carriers.get(text.slice(0, 3));
}

export const symbologyPrefixLength = 3;

/**
 * The prefix that a scanner sends for a symbol that holds a GS1 element string (GS1 General Specifications,
 * 5).
 */
export const gs1SymbolPrefixes = {
  'GS1-128': ']C1',
  'GS1 DataBar': ']e0',
  'GS1 DataMatrix': ']d2',
  'GS1 QR Code': ']Q3',
  'GS1 DotCode': ']J1',
} as const;

function entries(carrier: Carrier, prefixes: readonly string[]): [string, Carrier][] {
  return prefixes.map((prefix) => [prefix, carrier]);
}
