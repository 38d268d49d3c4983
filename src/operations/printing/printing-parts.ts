import type { LabelDesign, LabelFacts, LabelLink } from '../../domain/labels/design.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { NamedPrinter } from '../../platform/printer-address.ts';
import type { Reader } from '../../platform/shared-reads.ts';

/** A version of a stored design. */
export interface UsedDesign {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly design: LabelDesign;
}

/** What the room of label designs does for this one; src/app.ts hands it in. */
export interface LabelMaking {
  /** A design in its newest version; `id` null: that of the product. Null: there is none. */
  find(wish: {
    readonly id: number | null;
    readonly product: number;
    readonly hasGtin: boolean;
  }): Promise<UsedDesign | null>;
  /** Why labels cannot be drawn: the first that cannot, in a sentence. Null: all can. */
  fault(design: LabelDesign, labels: readonly LabelFacts[]): Promise<string | null>;
  draw(
    design: LabelDesign,
    labels: readonly LabelFacts[],
    as: { readonly kind: 'zpl' | 'pdf'; readonly copies: number; readonly startAt?: number },
  ): Promise<Buffer>;
}

export type NumbersTaken =
  | { readonly numbers: readonly string[] }
  | {
      readonly problem: {
        readonly code:
          | 'product_not_found'
          | 'bad_numbering'
          | 'no_numbering'
          | 'numbers_used_up'
          | 'already_exists';
        readonly where: string;
        readonly sentence: string;
      };
    };

export interface PrintingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly reference: ReadReference;
  readonly read: Reader;
  readonly jobs: () => Jobs;
  readonly making: LabelMaking;
  /** How a label's address leads customers to us; a GTIN of 14 digits. Null: it does not. */
  linkOf(labelled: { readonly gtin: string; readonly serial: string }): LabelLink | null;
  /** New numbers of a product; the same request again gets the same numbers. */
  takeNumbers(request: string, sku: string, count: number, actor: number): Promise<NumbersTaken>;
  /** Printers that the settings name besides those of private networks. */
  readonly namedPrinters: readonly NamedPrinter[];
}

export interface WhyNot {
  readonly problem: {
    readonly code:
      | 'unknown_site'
      | 'unknown_product'
      | 'unknown_printer'
      | 'unknown_design'
      | 'unknown_location'
      | 'unit_not_found'
      | 'receipt_not_found'
      | 'label_not_found'
      | 'printer_not_found'
      | 'printer_not_allowed'
      | 'wrong_stock'
      | 'not_drawable'
      | 'nothing_to_print'
      | 'too_many_items'
      | 'already_exists'
      | 'wrong_state'
      | 'invalid_request'
      | Extract<NumbersTaken, { problem: unknown }>['problem']['code'];
    readonly where: string;
    readonly sentence: string;
  };
}
export type Changed<Result> = Result | WhyNot;

export function problem(code: WhyNot['problem']['code'], where: string, sentence: string): WhyNot {
  return { problem: { code, where, sentence } };
}
