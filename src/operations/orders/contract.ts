import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { nullable, record, timestamp, wholeNumber } from '../../platform/schemas.ts';

const perhaps = nullable(Type.String());

export const orderParams = record(undefined, {
  number: Type.String({ maxLength: limits.documentNumberLengthMax, description: 'Percent-encoded.' }),
});

export const orderSchema = record(
  'Order',
  {
    number: Type.String(),
    site: perhaps,
    channel: perhaps,
    customer: nullable(Type.String({ description: 'A reference; who that is, is kept elsewhere.' })),
    orderedAt: nullable(timestamp),
    currency: perhaps,
    lines: Type.Array(
      record('OrderLine', {
        line: wholeNumber({ minimum: 0 }),
        sku: Type.String(),
        quantity: wholeNumber({ minimum: 0 }),
        price: nullable(wholeNumber({ description: 'Of one piece, in the currency’s minor units.' })),
      }),
    ),
  },
  'An order as another program knows it. Which units went on it is in their histories.',
);

export type OrderOnWire = Static<typeof orderSchema>;
