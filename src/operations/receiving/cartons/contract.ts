import { type Static, Type } from 'typebox';
import { evidences } from '../../../domain/events.ts';
import { limits } from '../../../domain/limits.ts';
import { choice, nullable, record, wholeNumber } from '../../../platform/schemas.ts';

const count = wholeNumber({ minimum: 0 });
const sscc = Type.String({ pattern: '^[0-9]{18}$' });

export const cartonParams = record(undefined, {
  number: Type.String({ description: 'The receipt’s, percent-encoded.' }),
  sscc: Type.String({ description: '18 digits.' }),
});

const cartonSchema = record('Carton', {
  sscc: Type.String(),
  inside: nullable(Type.String({ description: 'The carton or pallet that it stands in.' })),
  units: wholeNumber({ minimum: 0, description: 'Announced in it by their serials.' }),
  received: count,
  pieces: wholeNumber({ minimum: 0, description: 'Of products without serials.' }),
  everyUnit: Type.Boolean({ description: 'Something in it was otherwise than announced.' }),
});

const sampleSchema = record(
  'CartonSample',
  { needed: count, scanned: count, failed: Type.Boolean() },
  'Units of the delivery’s cartons that are scanned before the rest is taken as announced.',
);

export const cartonList = record('CartonList', { items: Type.Array(cartonSchema), sample: sampleSchema });

const contentSchema = record('CartonUnit', {
  sku: Type.String(),
  serial: Type.String(),
  line: wholeNumber(),
  sscc: Type.String({ description: 'The carton that it is in.' }),
  received: Type.Boolean(),
});

export const openCarton = record('CartonScan', {
  id: Type.String({ format: 'uuid', description: 'Made by the device; sent again it has no second effect.' }),
  location: Type.Optional(Type.String({ minLength: 1, maxLength: limits.codeLengthMax })),
  at: Type.Optional(Type.String({ maxLength: limits.timeLengthMax })),
  input: choice(
    undefined,
    evidences.filter((one) => one !== 'system'),
    'How its label was read.',
  ),
});

export const cartonAnswer = record(
  'CartonAnswer',
  {
    sscc,
    step: choice(
      undefined,
      ['take', 'sample', 'every_unit', 'already'],
      'take: what was left in it is received. sample: open it and scan. every_unit: something of this delivery was ' +
        'otherwise, so each unit is scanned. already: all of it had come.',
    ),
    taken: wholeNumber({ minimum: 0, description: 'Units and pieces that this scan received.' }),
    sentence: Type.String({ description: 'For the person with the scanner.' }),
    sample: sampleSchema,
    left: Type.Array(
      record('CartonLeft', {
        sku: Type.String(),
        serial: Type.String(),
        code: nullable(Type.String({ description: 'Why it was not received; null: it was not tried.' })),
        sentence: Type.String(),
      }),
      { description: 'Units in it that have not come.' },
    ),
  },
  'What a carton’s label did.',
);

export const cartonContent = record('CartonContent', {
  sscc,
  everyUnit: Type.Boolean(),
  sample: sampleSchema,
  units: Type.Array(contentSchema),
  pieces: Type.Array(
    record('CartonPieces', {
      sku: Type.String(),
      line: wholeNumber(),
      quantity: count,
      received: Type.Boolean(),
    }),
  ),
});

export type CartonListOnWire = Static<typeof cartonList>;
export type CartonAnswer = Static<typeof cartonAnswer>;
export type CartonContent = Static<typeof cartonContent>;
export type OpenCarton = Static<typeof openCarton>;
