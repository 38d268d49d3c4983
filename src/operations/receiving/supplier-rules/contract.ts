import { type Static, Type } from 'typebox';
import { limits } from '../../../domain/limits.ts';
import { choice, nullable, record, wholeNumber } from '../../../platform/schemas.ts';

export const supplierParams = record(undefined, { code: Type.String({ description: 'Percent-encoded.' }) });

const percent = nullable(wholeNumber({ minimum: 0, maximum: 100 }));
const pieces = nullable(wholeNumber({ minimum: 0, maximum: limits.receiptLineQuantityMax }));
const serials = Type.Array(
  record('SupplierSerials', {
    sku: Type.String({ minLength: 1, maxLength: limits.skuLengthMax }),
    ranges: Type.String({
      minLength: 1,
      maxLength: limits.supplierSerialsLengthMax,
      description: 'Serials and ranges, as on a delivery note: `AC1000-AC1999, AC5000`.',
    }),
  }),
  {
    maxItems: limits.supplierProductsMax,
    description: 'What it may deliver of a product; of others any serial.',
  },
);
/** Where a partner’s 856 has the serials of a line. */
const serialPlaces = ['REF', 'MAN', 'SLN', 'LIN'] as const;
const serialsIn = Type.Array(choice(undefined, serialPlaces), {
  maxItems: serialPlaces.length,
  description: 'Where serials stand in its X12 856: REF*SE, MAN*SM, SLN or LIN beside their line.',
});

const rules = {
  overPercent: percent,
  overPieces: pieces,
  shortCloses: Type.Boolean({ description: 'What a closed receipt is short of is not waited for any more.' }),
  partial: Type.Boolean({ description: 'An order may come in several deliveries.' }),
  blind: Type.Boolean({ description: 'Its deliveries are counted blind.' }),
  serialsRequired: Type.Boolean({ description: 'It has to announce each serial.' }),
  stopRecalled: Type.Boolean({
    description: 'Recalled units are stopped at the dock, not taken to quarantine.',
  }),
  serialsIn,
  serials,
};

export const supplierRules = record('SupplierRules', rules, 'What a supplier may do at the dock.');

export const supplierRulesChange = record('SupplierRulesChange', {
  overPercent: Type.Optional({
    ...percent,
    description: 'More than announced, in percent; the larger limit counts.',
  }),
  overPieces: Type.Optional({
    ...pieces,
    description: 'More than announced; both null: any number, with a reason.',
  }),
  shortCloses: Type.Optional(rules.shortCloses),
  partial: Type.Optional(rules.partial),
  blind: Type.Optional(rules.blind),
  serialsRequired: Type.Optional(rules.serialsRequired),
  stopRecalled: Type.Optional(rules.stopRecalled),
  serialsIn: Type.Optional(serialsIn),
  serials: Type.Optional(serials),
});

export type SupplierRules = Static<typeof supplierRules>;
export type SupplierRulesChange = Static<typeof supplierRulesChange>;
