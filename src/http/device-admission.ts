import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Device, DeviceRing, NoDevice } from '../access/devices/device-ring.ts';
import { deviceTokenOf } from './device-credential.ts';
import { Problem } from './errors.ts';
import type { Origins } from './session-cookie.ts';

/**
 * A hook that says which device a request comes from. A token that is not good (any more) is refused whatever else was
 * sent, so that a device that was shut out learns it at once. Public routes look for themselves.
 */
export function deviceAdmission(ring: DeviceRing, origins: Origins) {
  return (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
    const found = deviceFor(ring, origins, request);
    if (found instanceof Promise) found.then((later) => done(take(request, later)), done);
    else done(take(request, found));
  };
}

/** The device that a public route is asked by. Throws the problem of a request that comes from none. */
export async function askingDevice(
  ring: DeviceRing,
  origins: Origins,
  headers: FastifyRequest['headers'],
): Promise<Device> {
  const token = deviceTokenOf(headers, origins.isSecure);
  const found = token === undefined ? 'unknown_device' : await ring.deviceOf(token);
  if (typeof found === 'string') throw noDevice(found);
  return found;
}

function deviceFor(ring: DeviceRing, origins: Origins, { routeOptions, headers }: FastifyRequest) {
  const { permission } = routeOptions.config;
  if (permission === undefined || permission === 'public') return null;
  const token = deviceTokenOf(headers, origins.isSecure);
  return token === undefined ? null : ring.deviceOf(token);
}

function take(request: FastifyRequest, found: Device | NoDevice | null): Problem | undefined {
  if (typeof found === 'string') return noDevice(found);
  request.device = found;
  return undefined;
}

function noDevice(why: NoDevice): Problem {
  return new Problem(why, sentences[why]);
}

const sentences: Readonly<Record<NoDevice, string>> = {
  unknown_device: 'Pair this device first: an administrator or manager makes a code for it.',
  device_revoked: 'This device was shut out. An administrator or manager can pair it anew.',
};
