import type { CharacterSet } from './characters.ts';

/** The GS1 keys that an Electronic Product Code names (GS1 EPC Tag Data Standard, 6.3). */
export type SchemeName =
  | 'sgtin'
  | 'sscc'
  | 'sgln'
  | 'pgln'
  | 'grai'
  | 'giai'
  | 'gsrn'
  | 'gsrnp'
  | 'gdti'
  | 'sgcn'
  | 'cpi'
  | 'ginc'
  | 'gsin'
  | 'itip'
  | 'upui'
  | 'lgtin';

/** How a key is made of company prefix, reference and serial, and what each may be. */
export interface EpcScheme {
  readonly name: SchemeName;
  readonly ai: string;
  /**
   * Company prefix and reference have so many digits together; null: the reference is text, see `longest`.
   */
  readonly digits: number | null;
  /** Most characters of company prefix and reference together, where the reference is text. */
  readonly longest: number;
  readonly referenceSet: CharacterSet;
  /**
   * The reference's first digit stands before the company prefix in the key: indicator or extension digit.
   */
  readonly lead: boolean;
  /** What stands in the key before it and is not in the EPC: the zero of a GRAI. */
  readonly before: string;
  /** A GS1 check digit follows company prefix and reference. */
  readonly checkDigit: boolean;
  /** Two digits each for piece and total follow the check digit. */
  readonly pieces: boolean;
  readonly serial: SerialRule | null;
}

export interface SerialRule {
  /** Its own AI; null: it stands at the end of the key itself. */
  readonly ai: string | null;
  readonly set: CharacterSet;
  readonly max: number;
  /** Numbers without zeros in front. */
  readonly isNumber: boolean;
  /** Written so where there is none: a whole place, not a spot in it. */
  readonly none: string | null;
}

export function findScheme(name: string): EpcScheme | undefined {
  return byName.get(name);
}

export const epcSchemes: readonly EpcScheme[] = [
  scheme('sgtin', '01', 13, { lead: true, serial: serial('21', 'X', 20) }),
  scheme('sscc', '00', 17, { lead: true }),
  scheme('sgln', '414', 12, { serial: { ...serial('254', 'X', 20), none: '0' } }),
  scheme('pgln', '417', 12, {}),
  scheme('grai', '8003', 12, { before: '0', serial: serial(null, 'X', 16) }),
  scheme('giai', '8004', null, { referenceSet: 'X' }),
  scheme('gsrn', '8018', 17, {}),
  scheme('gsrnp', '8017', 17, {}),
  scheme('gdti', '253', 12, { serial: serial(null, 'X', 17) }),
  scheme('sgcn', '255', 12, { serial: serial(null, 'N', 12) }),
  scheme('cpi', '8010', null, {
    referenceSet: 'Y',
    serial: { ...serial('8011', 'N', 12), isNumber: true },
  }),
  scheme('ginc', '401', null, { referenceSet: 'X' }),
  scheme('gsin', '402', 16, {}),
  scheme('itip', '8006', 13, { lead: true, pieces: true, serial: serial('21', 'X', 20) }),
  scheme('upui', '01', 13, { lead: true, serial: serial('235', 'X', 28) }),
  // A class, not a thing: the lot of a product.
  scheme('lgtin', '01', 13, { lead: true, serial: serial('10', 'X', 20) }),
];

const byName: ReadonlyMap<string, EpcScheme> = new Map(epcSchemes.map((one) => [one.name, one]));

function scheme(name: SchemeName, ai: string, digits: number | null, more: Partial<EpcScheme>): EpcScheme {
  return {
    name,
    ai,
    digits,
    longest: digits ?? 30,
    referenceSet: 'N',
    lead: false,
    before: '',
    checkDigit: digits !== null,
    pieces: false,
    serial: null,
    ...more,
  };
}

function serial(ai: string | null, set: CharacterSet, max: number): SerialRule {
  return { ai, set, max, isNumber: false, none: null };
}
