import { limits } from '../../domain/limits.ts';
import { askingDevice } from '../../http/device-admission.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { type Origins, sessionCookie } from '../../http/session-cookie.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { StartProblem } from '../../platform/start-problem.ts';
import { audit } from '../audit.ts';
import { changeSessions } from '../change-access.ts';
import type { DeviceRing } from '../devices/device-ring.ts';
import { personParams } from '../people/contract.ts';
import { refused } from '../people/routes.ts';
import { sessionSchema } from '../sessions/contract.ts';
import { endSession } from '../sessions/queries.ts';
import { comeAgain, refuseOpenNetwork, tooMany } from '../sessions/routes.ts';
import { sessionOnWire } from '../sessions/session-on-wire.ts';
import {
  assignBadge,
  type BadgeParts,
  type BadgeRefused,
  choosePin,
  resetPin,
  withdrawBadge,
} from './assign-badge.ts';
import { badgeBody, done, locked, pinBody, switchBody } from './contract.ts';
import { switchPerson } from './switch-person.ts';

export interface BadgeEndpointParts extends BadgeParts {
  readonly ring: DeviceRing;
  readonly origins: Origins;
  readonly reference: ReadReference;
}

export function badgeEndpoints(parts: BadgeEndpointParts) {
  return { ...onDevice(parts), ...giving(parts) };
}

function onDevice(parts: BadgeEndpointParts) {
  const { ring, origins } = parts;
  return {
    switchPerson: endpoint({
      id: 'switchPerson',
      summary: 'Take over a shared device with badge and PIN',
      description:
        'Only on a device that was let in. Whoever worked on it before is signed out; what lies open on the device stays ' +
        'there. The session is good on this device only, at its site, for what is done on the floor, and ends after ' +
        `${limits.badgeIdleSeconds / 60} minutes in which nothing is asked.`,
      body: switchBody,
      replies: { 201: { description: 'Who has it in hand now.', schema: sessionSchema } },
      async handle(request, reply) {
        const { body, headers, ip } = request;
        refuseOpenNetwork(request, origins);
        const device = await askingDevice(ring, origins, headers);
        const from = { device, address: ip, client: headers['user-agent'] ?? '' };
        const outcome = await switchPerson(parts, { ...body, ...from }).catch(notNow);
        if (outcome === 'wrong_badge')
          throw new Problem(outcome, 'Scan the badge and type the PIN once more.');
        if (outcome === 'no_role') throw new Problem(outcome, `You have no role at ${device.siteCode}.`);
        if ('tooManySeconds' in outcome) throw tooMany(outcome.tooManySeconds);
        const { id, token } = outcome.session;
        reply.header('set-cookie', sessionCookie(origins, token, limits.sessionHours * 3_600));
        return reply.code(201).send(await sessionOnWire(parts, { kind: 'person', session: id }));
      },
    }),
    lock: endpoint({
      id: 'lockSession',
      summary: 'Lock the device: sign out who works on it',
      replies: { 200: { description: 'It is locked.', schema: locked } },
      async handle({ caller, ip: address }, reply) {
        reply.header('set-cookie', sessionCookie(origins, '', 0));
        const { session, id, actor } = caller;
        if (session === null) return { locked: false };
        const at = parts.clock.now().toISOString();
        return changeSessions(parts, async (tx, version) => {
          const { rowCount } = await tx.query(endSession, [session, at, version, id]);
          const entry = { action: 'signed_out', subject: actor.code };
          if (rowCount > 0) await audit(tx, parts.clock, { actor: actor.id, address }, entry);
          return { locked: rowCount > 0 };
        });
      },
    }),
    choosePin: endpoint({
      id: 'choosePin',
      summary: 'Choose another PIN for one’s own badge',
      body: pinBody,
      replies: { 200: { description: 'From now on it is this one.', schema: done } },
      async handle(request) {
        refuseOpenNetwork(request, origins);
        const { caller, body, ip } = request;
        return doneOr(await choosePin(parts, caller, body.pin, ip).catch(notNow), caller.id);
      },
    }),
  };
}

function giving(parts: BadgeEndpointParts) {
  return {
    assign: endpoint({
      id: 'assignBadge',
      summary: 'Give a person a badge',
      description:
        'It takes the place of the one he had. Without a PIN it opens nothing until he has chosen one.',
      params: personParams,
      body: badgeBody,
      replies: { 200: { description: 'It is his.', schema: done } },
      async handle({ params: { id }, body: { badge, pin = null }, caller, ip: address }) {
        const outcome = await assignBadge(parts, { caller, address }, id, { badge, pin }).catch(notNow);
        return doneOr(outcome, id);
      },
    }),
    resetPin: endpoint({
      id: 'resetPin',
      summary: 'Give a person’s badge another PIN',
      description: 'What the badge had opened ends.',
      params: personParams,
      body: pinBody,
      replies: { 200: { description: 'From now on it is this one.', schema: done } },
      async handle({ params: { id }, body: { pin }, caller, ip: address }) {
        const outcome = await resetPin(parts, { caller, address }, id, pin).catch(notNow);
        if (outcome === 'no_badge') throw new Problem(outcome, 'Give the person a badge first.');
        return doneOr(outcome, id);
      },
    }),
    withdraw: endpoint({
      id: 'withdrawBadge',
      summary: 'Take a person’s badge back',
      params: personParams,
      replies: { 200: { description: 'He has none.', schema: done } },
      async handle({ params: { id }, caller, ip: address }) {
        return doneOr(await withdrawBadge(parts, { caller, address }, id), id);
      },
    }),
  };
}

/** The secret that badges are found by cannot be read, or many are signing in. */
function notNow(error: unknown): never {
  if (error instanceof StartProblem) throw new Problem('badges_locked', error.message);
  return comeAgain(error);
}

function doneOr(outcome: BadgeRefused | 'done', person: number): { done: true } {
  switch (outcome) {
    case 'done':
      return { done: true };
    case 'bad_badge':
      throw new Problem(outcome, 'A badge has 4 to 64 characters.', { where: 'badge' });
    case 'badge_taken':
      throw new Problem(outcome, 'Take it back from that person first.', { where: 'badge' });
    case 'weak_pin':
      throw new Problem(outcome, 'Everybody would try this PIN first. Choose another.', { where: 'pin' });
    case 'no_badge':
      throw new Problem(outcome, 'You have no badge.');
    default:
      throw refused(outcome, person);
  }
}
