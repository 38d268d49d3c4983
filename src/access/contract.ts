import { type Static, Type } from 'typebox';
import { limits } from '../domain/limits.ts';
import { nullable, pageOf, pageQuery, record, timestamp, wholeNumber } from '../platform/schemas.ts';
import { permissionSchema, roleSchema } from './sessions/contract.ts';

export const newKey = record('NewApiKey', {
  name: Type.String({ minLength: 1, maxLength: limits.nameLengthMax, description: 'For people.' }),
  role: roleSchema,
  sites: Type.Optional(
    Type.Array(Type.String({ maxLength: limits.codeLengthMax }), {
      minItems: 1,
      maxItems: limits.grantsPerPersonMax,
      description: 'Codes; without it the key is for all sites.',
    }),
  ),
  scopes: Type.Optional(
    Type.Array(permissionSchema, {
      minItems: 1,
      maxItems: limits.scopesPerKeyMax,
      description: 'Of what the role may only this; without it all of it.',
    }),
  ),
  expiresAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'Without it the key stays good.' }),
  ),
});

const keyMembers = {
  id: wholeNumber({ minimum: 1 }),
  prefix: Type.String({ description: 'The beginning of the key, to tell keys apart. Not secret.' }),
  name: Type.String(),
  role: roleSchema,
  sites: nullable(Type.Array(Type.String(), { description: 'Codes; null: all sites.' })),
  scopes: nullable(Type.Array(permissionSchema, { description: 'Null: all that the role may.' })),
  createdAt: timestamp,
  lastUsedAt: nullable(timestamp),
  expiresAt: nullable(timestamp),
  revokedAt: nullable(timestamp),
};

export const keySchema = record('ApiKey', keyMembers);
export const createdKey = record('CreatedApiKey', {
  ...keyMembers,
  key: Type.String({ description: 'The key itself. It is shown here and never again.' }),
});
export const keyPage = pageOf('ApiKeyPage', keySchema);
export const keyQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));
/** Why something was revoked: kept in the list of what was changed in access. */
export const revokeQuery = record(undefined, {
  reason: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.reasonLengthMax,
      description: 'Why, for the list of changes.',
    }),
  ),
});
export const keyParams = record(undefined, { id: wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1 }) });

export type CreatedKeyOnWire = Static<typeof createdKey>;
export type KeyOnWire = Static<typeof keySchema>;
