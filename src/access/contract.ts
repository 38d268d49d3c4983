import { type Static, Type } from 'typebox';
import { limits } from '../domain/limits.ts';
import { choice, nullable, pageOf, pageQuery, record, timestamp, wholeNumber } from '../platform/schemas.ts';
import { roleNames } from './roles.ts';

export const roleSchema = choice(
  'Role',
  roleNames,
  'admin: everything · manager: a lead who also keeps people and customers and imports · lead: scans, decides ' +
    'exceptions · associate, repair: scan · care: scans and sees customers · auditor: reads, and the list of changes in ' +
    'access · integration: reads, scans, imports and keeps the catalog.',
);

export const newKey = record('NewApiKey', {
  name: Type.String({ minLength: 1, maxLength: limits.nameLengthMax, description: 'For people.' }),
  role: roleSchema,
  expiresAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'Without it the key stays good.' }),
  ),
});

const keyMembers = {
  id: wholeNumber({ minimum: 1 }),
  prefix: Type.String({ description: 'The beginning of the key, to tell keys apart. Not secret.' }),
  name: Type.String(),
  role: roleSchema,
  createdAt: timestamp,
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
export const keyParams = record(undefined, { id: wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1 }) });

export type KeyOnWire = Static<typeof keySchema>;
