import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import {
  anyObject,
  choice,
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
const word = (description: string) =>
  Type.String({ minLength: 1, maxLength: limits.nameLengthMax, description });
const time = (description: string) => Type.String({ maxLength: limits.timeLengthMax, description });
export const auditQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  actor: Type.Optional(word('The code of who did it, whole.')),
  action: Type.Optional(word('What was done, whole: key_revoked.')),
  subject: Type.Optional(word('Whom or what it was done to, whole: person:ana.')),
  from: Type.Optional(time('On that day or later, in UTC, or at that instant or later.')),
  to: Type.Optional(time('Up to the end of that day, in UTC, or up to that instant.')),
  order: Type.Optional(choice(undefined, ['oldest', 'newest'], 'Which come first; the oldest if not said.')),
});

export type AuditEntryOnWire = Static<typeof auditEntry>;
