import { type Static, Type } from 'typebox';
import { explanationKinds } from '../../domain/explanations.ts';
import { identifierKinds } from '../../domain/facts.ts';
import { limits } from '../../domain/limits.ts';
import * as ledger from '../../ledger/contract.ts';
import { choice, nullable, record, timestamp, wholeNumber } from '../../platform/schemas.ts';
import { hows, searchKinds } from './rules.ts';

const text = Type.String();

const kind = `(${searchKinds.join('|')})`;
const asked = {
  q: Type.String({
    minLength: 1,
    maxLength: limits.scanTextLengthMax,
    description:
      'Any fragment: of a serial, IMEI or other number of a unit, of a document’s number, a product’s SKU, GTIN or name; a ' +
      'scanned label; an exception’s number; where it is sent as a body, a customer’s e-mail address or phone number.',
  }),
  kinds: Type.Optional(
    Type.String({
      maxLength: limits.searchKindsLengthMax,
      pattern: `^${kind}(,${kind})*$`,
      description: `What to look for, with commas between: ${searchKinds.join(', ')}. All if not said.`,
    }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.searchItemsMax,
      description: `Hits of each kind; ${limits.searchItemsDefault} if not said.`,
    }),
  ),
};
export const searchQuery = record(undefined, asked);
export const searchRequest = record('SearchRequest', asked);

const matched = record(
  'Matched',
  {
    what: choice(
      undefined,
      [...identifierKinds, 'id', 'number', 'customer', 'sku', 'name', 'gtin'],
      'What it was found by.',
    ),
    value: Type.String({ description: 'That, as it is kept.' }),
    how: choice(undefined, hows, 'near: not as typed, but one misreading away.'),
    from: wholeNumber({ minimum: 0, description: 'Where in `value` it stands, in UTF-16 units.' }),
    to: wholeNumber({ minimum: 0, description: 'Behind its last character.' }),
    current: Type.Boolean({ description: 'false: a number that has ended, and still answers.' }),
    sentence: text,
  },
  'Why something was found.',
);

export const unitPreview = record(
  'UnitPreview',
  {
    id: ledger.unitIdSchema,
    sku: text,
    name: Type.String({ description: 'The product’s name.' }),
    serial: text,
    status: ledger.statusSchema,
    condition: ledger.conditionSchema,
    holds: Type.Array(text),
    place: nullable(Type.String({ description: '`SITE/LOCATION`: where it was last seen.' })),
    lastAt: timestamp,
  },
  'A unit in short.',
);

const more = Type.Boolean({ description: 'There is more than is shown: type more characters.' });

export const searchResults = record('SearchResults', {
  q: text,
  understood: Type.Array(ledger.understoodSchema, {
    description: 'What the text can be as a code, the likeliest first.',
  }),
  units: record('UnitHits', {
    items: Type.Array(record('UnitHit', { unit: unitPreview, matched })),
    more,
  }),
  documents: record('DocumentHits', {
    items: Type.Array(
      record('DocumentHit', {
        kind: text,
        number: text,
        site: nullable(Type.String({ description: 'The site’s code, where the document has one.' })),
        supplier: nullable(text),
        closedAt: nullable(timestamp),
        matched,
      }),
    ),
    more,
  }),
  products: record('ProductHits', {
    items: Type.Array(record('ProductHit', { sku: text, name: text, serialized: Type.Boolean(), matched })),
    more,
  }),
  exceptions: record('ExceptionHits', {
    items: Type.Array(
      record('ExceptionHit', {
        id: wholeNumber({ minimum: 1 }),
        kind: text,
        sentence: text,
        site: Type.String({ description: 'The site’s code.' }),
        openedAt: timestamp,
        settledAt: nullable(timestamp),
      }),
    ),
    more,
  }),
  customers: record(
    'CustomerHits',
    {
      items: Type.Array(
        record('CustomerHit', {
          reference: text,
          name: nullable(text),
          email: nullable(text),
          phone: nullable(text),
          matched: choice(undefined, ['email', 'phone'], 'What was the same.'),
        }),
      ),
      more,
    },
    'For who has the permission `customers`, and noted as a look at each of them.',
  ),
  hint: nullable(Type.String({ description: 'What to do where too little was typed, or too much matches.' })),
});

// ---- Why a serial is not known

export const explainQuery = record(undefined, {
  code: Type.String({
    minLength: 1,
    maxLength: limits.scanTextLengthMax,
    description: 'What was scanned or typed, and named nothing.',
  }),
  product: Type.Optional(
    Type.String({
      maxLength: limits.skuLengthMax,
      description: 'The product that it should be, by SKU or GTIN.',
    }),
  ),
});

export const explanationsSchema = record('Explanations', {
  code: text,
  understood: Type.Array(ledger.understoodSchema),
  explanations: Type.Array(
    record(
      'Explanation',
      {
        kind: choice('ExplanationKind', explanationKinds),
        sentence: Type.String({ description: 'Why this may be it, for the person with the scanner.' }),
        number: nullable(Type.String({ description: 'The number that may have been meant, as it is kept.' })),
        unit: nullable(unitPreview),
        document: nullable(ledger.documentNameSchema),
        product: nullable(record('ProductName', { sku: text, name: text })),
      },
      'One way to understand a code that names nothing.',
    ),
    { description: 'The likeliest first.' },
  ),
});

export type SearchOnWire = Static<typeof searchResults>;
export type ExplanationOnWire = Static<typeof explanationsSchema>['explanations'][number];
export type UnitPreview = Static<typeof unitPreview>;
