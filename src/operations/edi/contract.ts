import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { choice, nullable, record, wholeNumber } from '../../platform/schemas.ts';

export const x12Query = record(undefined, {
  site: Type.Optional(
    Type.String({
      maxLength: limits.codeLengthMax,
      description: 'The site’s code, for transactions whose N1*ST names none of ours.',
    }),
  ),
});

const transaction = record('EdiTransaction', {
  set: Type.String({ description: '856, 850 …' }),
  control: Type.String({ description: 'ST02.' }),
  outcome: choice(undefined, ['made', 'replaced', 'repeated', 'refused']),
  document: nullable(
    record('EdiDocument', { kind: choice(undefined, ['receipt', 'purchase_order']), number: Type.String() }),
  ),
  problem: nullable(
    record('EdiProblem', {
      code: Type.String(),
      segment: nullable(
        record('EdiSegment', {
          tag: Type.String(),
          position: wholeNumber({ minimum: 1, description: 'In its transaction; ST is 1.' }),
          element: nullable(wholeNumber()),
        }),
      ),
      sentence: Type.String(),
    }),
  ),
});

export const interchangeReply = record(
  'EdiReply',
  {
    sender: Type.String(),
    control: Type.String({ description: 'ISA13.' }),
    repeated: Type.Boolean({ description: 'It was sent before, and nothing was done again.' }),
    transactions: Type.Array(transaction),
    acknowledgement: Type.String({ description: 'The 997 to send back.' }),
  },
  'What became of an interchange.',
);

export type EdiTransaction = Static<typeof transaction>;
export type EdiReply = Static<typeof interchangeReply>;
