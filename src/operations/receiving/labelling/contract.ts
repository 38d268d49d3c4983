import { type Static, Type } from 'typebox';
import { limits } from '../../../domain/limits.ts';
import { unitNameSchema } from '../../../ledger/contract.ts';
import { choice, nullable, pageOf, pageQuery, record, wholeNumber } from '../../../platform/schemas.ts';
import { labelNeeds } from './rules.ts';

const jobId = wholeNumber({ minimum: 1 });

export const unlabelledQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
});

export const unlabelledPage = pageOf(
  'UnlabelledUnitPage',
  record('UnlabelledUnit', {
    unit: unitNameSchema,
    name: Type.String({ description: 'Of its product.' }),
    why: choice(
      'LabelNeed',
      labelNeeds,
      'keyed: somebody typed its number · ours: the number is one of ours · unread: it came without a number that can be read.',
    ),
    label: nullable(
      record('UnlabelledUnitLabel', {
        job: jobId,
        state: choice(undefined, ['to_print', 'sending', 'unsure', 'sent']),
      }),
    ),
  }),
);

export const labelsWanted = record('ReceiptLabelsWanted', {
  id: Type.String({
    format: 'uuid',
    description: 'Made by whoever asks: sent again, it prints nothing twice.',
  }),
  printer: nullable(
    wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1, description: 'Null: into a file, at the label bench.' }),
  ),
});

const sku = Type.String();
export const labelsAsked = record(
  'ReceiptLabels',
  {
    jobs: Type.Array(record('ReceiptLabelJob', { id: jobId, sku, labels: wholeNumber({ minimum: 1 }) })),
    refused: Type.Array(
      record('ReceiptLabelRefused', { sku, code: Type.String(), sentence: Type.String() }),
      {
        description: 'Products whose labels cannot be printed there, each with why.',
      },
    ),
    left: wholeNumber({
      minimum: 0,
      description: `Units over the ${limits.labelsPerJobMax} of one request.`,
    }),
  },
  'Labels that were asked for: one job a product, as each has its own design.',
);

export type UnlabelledUnit = Static<typeof unlabelledPage>['items'][number];
export type LabelsWanted = Static<typeof labelsWanted>;
export type LabelsAsked = Static<typeof labelsAsked>;
