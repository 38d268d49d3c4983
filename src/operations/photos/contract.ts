import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { nullable, record, timestamp, wholeNumber } from '../../platform/schemas.ts';

const hash = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of the bytes that are kept, in hex: the photograph’s name, for ever.',
});

export const photoSchema = record(
  'Photo',
  {
    hash,
    type: Type.String({ description: 'By its bytes, not by what it was sent as.' }),
    bytes: wholeNumber({ minimum: 0 }),
    width: wholeNumber({ minimum: 1, description: 'Pixels, as it is shown.' }),
    height: wholeNumber({ minimum: 1 }),
    uploadedAt: timestamp,
    erasedAt: nullable(timestamp),
  },
  'A photograph as it is kept: without EXIF, position, comments. A scan names it in details.photos, a product’s label ' +
    'hint as “photo:” and its hash. What nothing refers to is removed after a day.',
);

export const photoParams = record(undefined, { hash });

export const photoErasure = record('PhotoErasure', {
  reason: Type.String({ minLength: 1, maxLength: limits.settlementLengthMax }),
});

export type PhotoOnWire = Static<typeof photoSchema>;
