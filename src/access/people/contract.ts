import { type Static, Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';
import { grantSchema } from '../sessions/contract.ts';

const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const grants = Type.Array(grantSchema, { maxItems: limits.grantsPerPersonMax });

export const newPerson = record('NewPerson', {
  login: Type.String({
    pattern: `^[^\\s\\u0000-\\u001f:]{1,${limits.loginLengthMax}}$`,
    description: 'What is typed to sign in: a short name or an e-mail address. Capital letters do not count.',
  }),
  name,
  grants,
});

export const personChange = record(
  'PersonChange',
  {
    name: Type.Optional(name),
    grants: Type.Optional(grants),
    disabled: Type.Optional(Type.Boolean({ description: 'true: all sessions end, and he cannot sign in.' })),
    reason: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.reasonLengthMax,
        description: 'Why, for the list of changes.',
      }),
    ),
  },
  'What is not said stays. `grants` replaces what people granted; what a single sign-on says stays.',
);

const members = {
  id: wholeNumber({ minimum: 1 }),
  login: Type.String(),
  name: Type.String(),
  actor: Type.String({ description: 'Under which things are recorded.' }),
  grants: Type.Array(
    record('PersonGrant', {
      ...grantSchema.properties,
      bySignOn: Type.Boolean({ description: 'A single sign-on says so, not a person.' }),
    }),
  ),
  mustChoosePassword: Type.Boolean(),
  badge: nullable(
    record(
      'PersonBadge',
      { since: timestamp, hasPin: Type.Boolean({ description: 'Without a PIN it opens nothing.' }) },
      'The badge itself is not kept, so nobody can read it.',
    ),
  ),
  sessions: wholeNumber({ minimum: 0, description: 'That are good now.' }),
  lastUsedAt: nullable(Type.String({ format: 'date-time', description: 'Of the sessions still on record.' })),
  createdAt: timestamp,
  disabledAt: nullable(timestamp),
};
const oneTime = {
  password: Type.String({
    description: 'Good for some days, and only to choose another. Shown here and never again.',
  }),
  passwordUntil: timestamp,
};

export const personSchema = record('Person', members);
export const createdPerson = record('CreatedPerson', { ...members, ...oneTime });
export const newPassword = record('OneTimePassword', oneTime);
export const personPage = pageOf('PersonPage', personSchema);
export const peopleQuery = record(undefined, {
  ...pageQuery(limits.pageItemsMax, limits.pageItemsDefault),
  q: Type.Optional(
    Type.String({ minLength: 1, maxLength: limits.nameLengthMax, description: 'A part of a name or login.' }),
  ),
  state: Type.Optional(choice(undefined, ['active', 'disabled'], 'Both, if not said.')),
});
export const personParams = record(undefined, { id: wholeNumber({ minimum: 1, maximum: 2 ** 31 - 1 }) });

export type PersonOnWire = Static<typeof personSchema>;
export type CreatedPersonOnWire = Static<typeof createdPerson>;
export type NewPerson = Static<typeof newPerson>;
export type PersonChange = Static<typeof personChange>;
