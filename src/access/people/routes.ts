import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Caller } from '../caller.ts';
import type { Refused } from '../change-access.ts';
import { type Grant, isRole } from '../roles.ts';
import type { GrantOnWire } from '../sessions/contract.ts';
import { ended } from '../sessions/contract.ts';
import { comeAgain } from '../sessions/routes.ts';
import { grantsByCode } from '../sites-of-grants.ts';
import * as wire from './contract.ts';
import * as people from './manage-people.ts';
import { type PersonRow, type StandingRow, selectPeople, selectPerson, selectStanding } from './queries.ts';

export interface PeopleRoutesParts extends people.PeopleParts {
  readonly reference: ReadReference;
}

export function peopleEndpoints(parts: PeopleRoutesParts) {
  return { ...reading(parts), ...changing(parts) };
}

function reading(parts: PeopleRoutesParts) {
  const { database, reference } = parts;
  return {
    list: endpoint({
      id: 'listPeople',
      summary: 'List people, disabled ones too',
      query: wire.peopleQuery,
      replies: { 200: { description: 'People by id.', schema: wire.personPage } },
      async handle({
        query: { after, limit = limits.pageItemsDefault, q = null, state },
        caller: { sites },
      }) {
        const names = await reference();
        const isDisabled = state === undefined ? null : state === 'disabled';
        const values = [idCursor(after), limit + 1, sites && numberColumn([...sites]), q, isDisabled];
        const { rows } = await database.query<PersonRow>(selectPeople, values);
        const standing = await standingOf(parts, rows);
        return pageOfRows(
          rows,
          limit,
          (row) => personOnWire(row, standing.get(row.id)!, names),
          ({ id }) => String(id),
        );
      },
    }),
    get: endpoint({
      id: 'getPerson',
      summary: 'Read a person',
      params: wire.personParams,
      replies: { 200: { description: 'The person.', schema: wire.personSchema } },
      async handle({ params: { id }, caller }) {
        const { rows } = await database.query<PersonRow>(selectPerson, [id]);
        if (!rows[0] || !people.isSeen(caller, rows[0])) throw refused('person_not_found', id);
        return onWire(parts, rows[0]);
      },
    }),
  };
}

function changing(parts: PeopleRoutesParts) {
  const { reference } = parts;
  return {
    create: endpoint({
      id: 'createPerson',
      summary: 'Add a person, with a password for one time',
      body: wire.newPerson,
      replies: {
        201: { description: 'The person, and the password, shown once.', schema: wire.createdPerson },
      },
      async handle({ body, caller, ip }, reply) {
        const names = await reference();
        const wanted = { ...body, grants: grantsIn(body.grants, names, caller) };
        const done = await people.createPerson(parts, { caller, address: ip }, wanted).catch(comeAgain);
        if (typeof done === 'string') throw refused(done, body.login);
        const { person, oneTime } = done;
        reply.header('location', `/api/people/${person.id}`);
        return reply.code(201).send({ ...(await onWire(parts, person)), ...oneTimeOnWire(oneTime) });
      },
    }),
    change: endpoint({
      id: 'changePerson',
      summary: 'Change a person: name, what he may do where, or whether he may sign in',
      params: wire.personParams,
      body: wire.personChange,
      replies: { 200: { description: 'The person.', schema: wire.personSchema } },
      async handle({ params: { id }, body, caller, ip }) {
        const names = await reference();
        const grants = body.grants && grantsIn(body.grants, names, caller);
        const by = { caller, address: ip, reason: body.reason };
        const done = await people.changePerson(parts, by, id, { ...body, grants });
        if (typeof done === 'string') throw refused(done, id);
        return onWire(parts, done.person);
      },
    }),
    resetPassword: endpoint({
      id: 'resetPassword',
      summary: 'Give a person a new password for one time',
      description: 'All his sessions end.',
      params: wire.personParams,
      replies: { 201: { description: 'The password, shown once.', schema: wire.newPassword } },
      async handle({ params: { id }, caller, ip }, reply) {
        const done = await people.resetPassword(parts, { caller, address: ip }, id).catch(comeAgain);
        if (typeof done === 'string') throw refused(done, id);
        return reply.code(201).send(oneTimeOnWire(done.oneTime));
      },
    }),
    endSessions: endpoint({
      id: 'endSessionsOfPerson',
      summary: 'Sign a person out everywhere',
      params: wire.personParams,
      replies: { 200: { description: 'What was ended.', schema: ended } },
      async handle({ params: { id }, caller, ip }) {
        const done = await people.endSessionsOfPerson(parts, { caller, address: ip }, id);
        if (typeof done === 'string') throw refused(done, id);
        return done;
      },
    }),
  };
}

function grantsIn(grants: readonly GrantOnWire[], names: Reference, caller: Caller): Grant[] {
  const found = grantsByCode(grants, names, caller);
  if ('grants' in found) return found.grants;
  const { unknown } = found;
  throw new Problem('unknown_site', `There is no site "${grants[unknown]!.site}".`, {
    where: `grants[${unknown}].site`,
  });
}

/** The problem of a change that was not made. */
export function refused(why: Refused, who: string | number): Problem {
  const where = why === 'already_exists' ? 'login' : why === 'person_not_found' ? 'params.id' : undefined;
  return new Problem(why, sentences[why].replace('{who}', String(who)), where === undefined ? {} : { where });
}

const sentences: Readonly<Record<Refused, string>> = {
  already_exists: 'Somebody has the login {who} already.',
  person_not_found: 'There is no person {who}.',
  key_not_found: 'There is no API key {who}.',
  more_than_own: 'Somebody with more rights, or for more sites, has to do this.',
  own_access: 'Somebody else has to do this.',
  last_admin: 'Nobody could ever change it again: make another administrator first.',
};

function oneTimeOnWire({ password, until }: people.OneTime) {
  return { password, passwordUntil: until };
}

async function onWire(parts: PeopleRoutesParts, row: PersonRow): Promise<wire.PersonOnWire> {
  const [standing, names] = await Promise.all([standingOf(parts, [row]), parts.reference()]);
  return personOnWire(row, standing.get(row.id)!, names);
}

async function standingOf({ database, clock }: PeopleRoutesParts, people: readonly PersonRow[]) {
  const values = [numberColumn(people.map(({ id }) => id)), clock.now().toISOString()];
  const { rows } = await database.query<StandingRow>(selectStanding, values);
  return new Map(rows.map((row) => [row.id, row]));
}

function personOnWire(row: PersonRow, standing: StandingRow, { sites }: Reference): wire.PersonOnWire {
  const { badge_since, has_pin, sessions, last_used_at } = standing;
  const { id, login, name, actor_code, password_once, created_at, disabled_at } = row;
  return {
    id,
    login,
    name,
    actor: actor_code,
    grants: row.grants.flatMap(({ role, site, source }) => {
      if (!isRole(role)) return [];
      const code = site === null ? null : (sites.get(site)?.code ?? '');
      return [{ role, site: code, bySignOn: source === 'sign_on' }];
    }),
    mustChoosePassword: password_once,
    badge: badge_since && { since: badge_since.toISOString(), hasPin: has_pin },
    sessions,
    lastUsedAt: last_used_at?.toISOString() ?? null,
    createdAt: created_at.toISOString(),
    disabledAt: disabled_at?.toISOString() ?? null,
  };
}
