import type { FastifyRequest } from 'fastify';
import type { Admission } from '../../access/caller.ts';
import type { DeviceRing } from '../../access/devices/device-ring.ts';
import type { Gate } from '../../access/gate.ts';
import { deviceTokenOf } from '../device-credential.ts';
import { type Origins, tokenIn } from '../session-cookie.ts';

export interface RecheckParts {
  readonly gate: Pick<Gate, 'recheck'>;
  readonly ring: DeviceRing;
  readonly origins: Origins;
}

/** Whether what a request came in with is still good for its route, for as long as its answer goes on. */
export function recheckOf(
  { gate, ring, origins }: RecheckParts,
  { headers, routeOptions }: Pick<FastifyRequest, 'headers' | 'routeOptions'>,
): () => Promise<Admission> {
  const { authorization, cookie } = headers;
  const session = authorization === undefined ? tokenIn(cookie, origins) : undefined;
  const deviceToken = deviceTokenOf(headers, origins.isSecure);
  const { permission, reach } = routeOptions.config;
  return async () => {
    const device = deviceToken === undefined ? null : await ring.deviceOf(deviceToken);
    // A device that was shut out takes along what came in on it.
    if (typeof device === 'string') return 'session_ended';
    return gate.recheck({ authorization, session, device }, permission, reach);
  };
}
