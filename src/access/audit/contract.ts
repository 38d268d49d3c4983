import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import {
  anyObject,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

export const auditEntry = record(
  'AuditEntry',
  {
    id: wholeNumber({ minimum: 1 }),
    at: timestamp,
    actor: Type.String({ description: 'The code of who did it.' }),
    actorName: Type.String(),
    action: Type.String({
      description: 'What was done, in the past tense: signed_in, person_changed, key_revoked …',
    }),
    subject: Type.String({ description: 'Whom or what it was done to: person:ana, key:….' }),
    address: nullable(Type.String({ description: 'The network address that it came from.' })),
    before: nullable(anyObject('How things stood.')),
    after: nullable(anyObject('How they stand since.')),
  },
  'A change of who may do what. Entries are never changed or removed.',
);
export const auditPage = pageOf('AuditPage', auditEntry);
export const auditQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));

export type AuditEntryOnWire = Static<typeof auditEntry>;
