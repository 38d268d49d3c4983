import { limits } from '../../domain/limits.ts';
import { within } from '../../domain/sites.ts';
import { deviceCookie, deviceHeader, deviceTokenOf } from '../../http/device-credential.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { type LinkParts, pairingLink } from '../../http/pairing-link.ts';
import type { Origins } from '../../http/session-cookie.ts';
import { numberColumn } from '../../platform/columns.ts';
import { qrPicture } from '../../platform/qr-code.ts';
import type { Author } from '../audit.ts';
import type { Caller } from '../caller.ts';
import type { AccessParts } from '../change-access.ts';
import { revokeQuery } from '../contract.ts';
import { tooMany } from '../sessions/routes.ts';
import { changeDevice, type DeviceProblem, revokeDevice } from './change-device.ts';
import * as wire from './contract.ts';
import type { DeviceRing } from './device-ring.ts';
import { makePairing, type PairingProblem, pairDevice } from './pair.ts';
import {
  type DeviceRow,
  type SiteNameRow,
  selectDevice,
  selectDevicesAfter,
  selectOwnSites,
} from './queries.ts';

export interface DeviceParts extends AccessParts {
  readonly ring: DeviceRing;
  readonly link: LinkParts;
  readonly origins: Origins;
}

export function deviceEndpoints(parts: DeviceParts) {
  return { ...manage(parts), ...pairing(parts) };
}

function manage(parts: DeviceParts) {
  const { database } = parts;
  return {
    list: endpoint({
      id: 'listDevices',
      summary: 'List devices, revoked ones too',
      query: wire.deviceQuery,
      replies: { 200: { description: 'Devices of your sites by id.', schema: wire.devicePage } },
      async handle({ query: { after, limit = limits.pageItemsDefault }, caller: { sites } }) {
        const values = [sites === null ? null : numberColumn([...sites]), idCursor(after), limit + 1];
        const { rows } = await database.query<DeviceRow>(selectDevicesAfter, values);
        return pageOfRows(rows, limit, deviceOnWire, ({ id }) => String(id));
      },
    }),
    change: endpoint({
      id: 'changeDevice',
      summary: 'Rename a device, or say where it is now',
      params: wire.deviceParams,
      body: wire.deviceChanges,
      replies: { 200: { description: 'The device.', schema: wire.deviceSchema } },
      async handle({ params: { id }, body, caller, ip }) {
        return onWireOr(await changeDevice(parts, id, body, caller.sites, authorOf(caller, ip)));
      },
    }),
    revoke: endpoint({
      id: 'revokeDevice',
      summary: 'Shut a device out',
      description:
        'From this moment on in this server, and in every other within a second. Again is harmless.',
      params: wire.deviceParams,
      query: revokeQuery,
      replies: { 200: { description: 'The device, revoked.', schema: wire.deviceSchema } },
      async handle({ params: { id }, query: { reason }, caller, ip }) {
        return onWireOr(await revokeDevice(parts, id, caller.sites, { ...authorOf(caller, ip), reason }));
      },
    }),
  };
}

function pairing(parts: DeviceParts) {
  const { database, ring, link, origins } = parts;
  return {
    invite: endpoint({
      id: 'makePairing',
      summary: 'Make a code that lets one device in',
      body: wire.newPairing,
      replies: { 201: { description: 'The code, shown once.', schema: wire.pairingSchema } },
      async handle({ body: { name, site, station = null }, caller, ip, protocol, host }, reply) {
        const { rows } = await database.query<SiteNameRow>(selectOwnSites);
        const found = rows.find((one) => one.code === site && within(caller.sites, one.id));
        if (!found) throw noSite(site);
        const wishes = { name, site: found.id, station };
        const { code, endsAt } = await makePairing(parts, wishes, authorOf(caller, ip));
        const address = pairingLink(link, { protocol, host }, code);
        const made = { code, endsAt: endsAt.toISOString(), link: address, qr: qrPicture(address) };
        return reply.code(201).header('cache-control', 'no-store').send(made);
      },
    }),
    pair: endpoint({
      id: 'pairDevice',
      summary: 'Let this device in with a pairing code',
      body: wire.pairRequest,
      replies: { 201: { description: 'The device, and its token once.', schema: wire.pairedDevice } },
      async handle({ body: { code, name = null, site = null, station = null }, ip }, reply) {
        const paired = await pairDevice(parts, { code, name, site, station }, ip);
        if ('problem' in paired) throw pairingProblem(paired, site);
        const { row, token } = paired;
        return reply
          .code(201)
          .header('set-cookie', deviceCookie(token, origins.isSecure))
          .header('cache-control', 'no-store')
          .send({ ...deviceOnWire(row), token });
      },
    }),
    self: endpoint({
      id: 'getThisDevice',
      summary: 'Which device this is, if it is one',
      description: `For who shows a device’s token, as a cookie or as the header ${deviceHeader}.`,
      replies: { 200: { description: 'The device, or why it is none.', schema: wire.thisDevice } },
      async handle(request, reply) {
        const { isSecure } = origins;
        const token = deviceTokenOf(request.headers, isSecure);
        const found = token === undefined ? 'unknown_device' : await ring.deviceOf(token);
        if (typeof found === 'string') return { device: null, why: found };
        const { rows } = await database.query<DeviceRow>(selectDevice, [found.id]);
        if (request.headers[deviceHeader] === undefined)
          reply.header('set-cookie', deviceCookie(token!, isSecure));
        return { device: deviceOnWire(rows[0]!), why: null };
      },
    }),
  };
}

function pairingProblem(problem: PairingProblem, site: string | null): Problem {
  if (problem.problem === 'pairing_refused')
    return new Problem(
      'pairing_refused',
      'This code is wrong, was used, or is past its time. Ask for a new one.',
      {
        where: 'code',
      },
    );
  if (problem.problem === 'too_many_tries') return tooMany(problem.seconds);
  const sentence = site === null ? 'Say at which site this device is.' : `There is no site "${site}".`;
  const sites = problem.sites.map(({ code, name }) => ({ code, name }));
  return new Problem('unknown_site', sentence, { where: 'site', also: { sites } });
}

function noSite(code: string): Problem {
  return new Problem('unknown_site', `There is no site "${code}".`, { where: 'site' });
}

function authorOf({ actor }: Caller, address: string): Author {
  return { actor: actor.id, address };
}

function onWireOr(outcome: DeviceRow | DeviceProblem): wire.DeviceOnWire {
  if (typeof outcome === 'object') return deviceOnWire(outcome);
  if (outcome === 'unknown_site') throw new Problem(outcome, 'There is no such site.', { where: 'site' });
  throw new Problem(outcome, 'There is no device with this id.', { where: 'params.id' });
}

function deviceOnWire(row: DeviceRow): wire.DeviceOnWire {
  return {
    id: row.id,
    name: row.name,
    site: row.site,
    station: row.station,
    pairedAt: row.paired_at.toISOString(),
    pairedBy: row.paired_by,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
