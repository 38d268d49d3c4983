import type { Element } from './element-string.ts';

/**
 * One reading of a scan. `gtin` always has 14 digits; `elements` is the whole message of an element string or
 * Digital Link.
 */
export type Understood =
  | {
      readonly as: 'serial';
      readonly serial: string;
      readonly gtin?: string;
      readonly elements?: readonly Element[];
      /**
       * The serial holds a character outside ASCII that looks like an ASCII one: ask before making a unit of
       * it.
       */
      readonly lookalike?: true;
    }
  | { readonly as: 'imei'; readonly imei: string }
  | {
      /** As a number that a unit may have of its own, written as a pure identity; `gtin` where it tells the product. */
      readonly as: 'epc';
      readonly epc: string;
      readonly gtin?: string;
    }
  | {
      /** A product, not a unit: the serial is to be scanned next. UPC-E comes as the UPC-A it stands for. */
      readonly as: 'ean';
      readonly gtin: string;
      readonly symbology: 'EAN-8' | 'UPC-A' | 'EAN-13' | 'GTIN-14';
      readonly elements?: readonly Element[];
    }
  | { readonly as: 'sscc'; readonly sscc: string; readonly elements?: readonly Element[] }
  | { readonly as: 'document'; readonly kind: string; readonly number: string }
  | { readonly as: 'bin'; readonly site: string | null; readonly location: string }
  | { readonly as: 'unit'; readonly id: number };
