import { type Static, Type } from 'typebox';
import { limits } from '../../../domain/limits.ts';
import { standings } from '../../../domain/valuation/stock-standing.ts';
import { unitNameSchema } from '../../../ledger/contract.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../../platform/schemas.ts';

const time = (description: string) =>
  Type.Optional(Type.String({ maxLength: limits.timeLengthMax, description }));
const code = (description: string) =>
  Type.Optional(Type.String({ maxLength: limits.nameLengthMax, description }));
const paging = pageQuery(limits.pageItemsMax, limits.pageItemsDefault);

const asked = {
  at: time('The stock as it stood then: a time, or the end of a day; now if not said.'),
  knownAt: time(
    'As it was known then: what was recorded or corrected later does not count. A time or a day; now if not said.',
  ),
  site: code('The site’s code.'),
  sku: code('Of one product.'),
  category: code('And all under it.'),
  company: code('In the book of one company: the owner’s code.'),
};

export const valuationQuery = record(undefined, {
  ...asked,
  by: Type.Optional(choice(undefined, ['site', 'product', 'category', 'company'], 'site if not said.')),
  ...paging,
});
export const worthQuery = record(undefined, {
  ...asked,
  currency: Type.Optional(
    Type.String({ pattern: '^[A-Z]{3}$', description: 'What they are worth in one currency.' }),
  ),
  known: Type.Optional(
    choice(undefined, ['bought', 'estimated', 'unknown'], 'How what they cost is known; all if not said.'),
  ),
  ...paging,
});
const { company: _, ...ofPieces } = asked;
export const piecesQuery = record(undefined, { ...ofPieces, ...paging });

const count = wholeNumber({ minimum: 0 });
const amount = wholeNumber({ description: 'In minor units of the currency.' });
const currency = nullable(Type.String({ description: 'ISO 4217; null: nobody knows what these cost.' }));

export const valuationPage = pageOf(
  'ValuationPage',
  record(
    'Valuation',
    {
      code: nullable(
        Type.String({ description: 'Of the site, product, category or company; null: of no category.' }),
      ),
      name: nullable(Type.String()),
      currency,
      units: wholeNumber({
        minimum: 0,
        description: 'A unit with costs in two currencies is on both lines; amounts in two are never added.',
      }),
      amount,
      estimatedUnits: count,
      estimatedAmount: wholeNumber({
        description: 'What of the amount is estimated by the products’ costs.',
      }),
    },
    'What units in our stock are worth: one line a group and currency.',
  ),
);

export const worthPage = pageOf(
  'WorthPage',
  record(
    'Worth',
    {
      unit: unitNameSchema,
      name: Type.String(),
      site: Type.String(),
      company: Type.String(),
      standing: choice(
        undefined,
        standings,
        'here: in our hands. under_way: between our sites. elsewhere: with a vendor or on loan.',
      ),
      since: timestamp,
      currency,
      amount,
      known: choice(undefined, ['bought', 'estimated', 'unknown']),
    },
    'What one unit is worth, in one currency.',
  ),
);

export const piecesPage = pageOf(
  'PiecesWorthPage',
  record(
    'PiecesWorth',
    {
      sku: Type.String(),
      name: Type.String(),
      site: Type.String(),
      pieces: count,
      currency,
      amount: nullable(amount),
      estimated: Type.Boolean({ description: 'By the product’s cost, for no order says what they cost.' }),
    },
    'Pieces of a plain product at a site, at their average cost.',
  ),
);

export type ValuationQuery = Static<typeof valuationQuery>;
export type ValuationOnWire = Static<typeof valuationPage>['items'][number];
export type WorthOnWire = Static<typeof worthPage>['items'][number];
export type PiecesWorthOnWire = Static<typeof piecesPage>['items'][number];
