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
import { grantable, roleNames } from '../roles.ts';

const password = (description: string) =>
  Type.String({ minLength: 1, maxLength: limits.passwordLengthMax, description });

export const signInBody = record('SignIn', {
  login: Type.String({ minLength: 1, maxLength: limits.loginLengthMax }),
  password: password('Capital and small letters differ; blanks count.'),
});

export const signInWaysSchema = record(
  'SignInWays',
  {
    singleSignOn: Type.Boolean({
      description: 'An account of the company’s provider signs in, at /api/session/oidc/start.',
    }),
  },
  'How one can sign in here besides a password, a key and a badge.',
);
export type SignInWaysOnWire = Static<typeof signInWaysSchema>;

export const passwordBody = record('PasswordChange', {
  password: password('The one in force.'),
  newPassword: password(`At least ${limits.passwordLengthMin} characters of any kind, and not your name.`),
});

export const roleSchema = choice(
  'Role',
  roleNames,
  'admin: everything · manager: a lead who also keeps people and customers, imports and sees what things cost · lead: scans, ' +
    'decides exceptions · associate, repair: scan · care: scans and sees customers · finance: looks, and keeps the book of costs · ' +
    'auditor: reads, and the list of changes in access · integration: reads, scans, imports, keeps the catalog and the costs.',
);
export const permissionSchema = choice('Permission', grantable);

export const grantSchema = record(
  'Grant',
  {
    role: roleSchema,
    site: nullable(
      Type.String({ maxLength: limits.codeLengthMax, description: 'The site’s code; null: all sites.' }),
    ),
  },
  'A role, at one site or at all.',
);

export const sessionSchema = record(
  'Session',
  {
    kind: choice(undefined, ['person', 'key']),
    name: Type.String(),
    login: nullable(Type.String()),
    actor: Type.String({ description: 'Under which things are recorded.' }),
    mustChoosePassword: Type.Boolean({
      description: 'Somebody else gave the password: nothing goes before a new one is chosen.',
    }),
    grants: Type.Array(grantSchema),
    may: Type.Array(
      record('Right', {
        permission: permissionSchema,
        sites: nullable(Type.Array(Type.String(), { description: 'Codes; null: everywhere.' })),
      }),
      { description: 'What may be done, and where.' },
    ),
    mayGive: Type.Array(roleSchema, {
      description:
        'Roles that hold nothing beyond one’s own rights, for who keeps people; where, the rights say.',
    }),
    device: nullable(
      record(
        'SessionDevice',
        {
          id: wholeNumber({ minimum: 1 }),
          name: Type.String(),
          site: Type.String(),
          station: nullable(Type.String()),
        },
        'The shared device that the session was opened on with a badge; it is good there only.',
      ),
    ),
    session: nullable(wholeNumber({ minimum: 1 })),
    endsAt: nullable(timestamp),
  },
  'Who asks, and what he may do where.',
);

const sessionItem = record('SessionItem', {
  id: wholeNumber({ minimum: 1 }),
  method: choice(undefined, ['password', 'sign_on', 'badge']),
  address: Type.String(),
  client: Type.String({ description: 'What the browser calls itself.' }),
  startedAt: timestamp,
  lastUsedAt: timestamp,
  endsAt: timestamp,
  isThis: Type.Boolean({ description: 'The one that asks.' }),
});
export const sessionPage = pageOf('SessionPage', sessionItem);
export const sessionsQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));
export const sessionParams = record(undefined, { id: wholeNumber({ minimum: 1 }) });
export const ended = record('Ended', {
  ended: wholeNumber({ minimum: 0, description: 'Sessions that were ended.' }),
});

export type SessionOnWire = Static<typeof sessionSchema>;
export type SessionItemOnWire = Static<typeof sessionItem>;
export type GrantOnWire = Static<typeof grantSchema>;
