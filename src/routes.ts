import { type Route, route } from './http/endpoint.ts';
import type { healthEndpoints } from './http/health.ts';
import type { openMetrics } from './http/metrics.ts';
import type { scanningEndpoints } from './operations/scanning/routes.ts';

/** What each part of the server offers on the wire. */
export interface Endpoints {
  readonly health: ReturnType<typeof healthEndpoints>;
  readonly metrics: ReturnType<typeof openMetrics>['endpoint'];
  readonly scans: ReturnType<typeof scanningEndpoints>;
}

/** The whole HTTP surface: address, permission, and who answers. /openapi.json is made from it. */
export function httpSurface({ health, metrics, scans }: Endpoints): readonly Route[] {
  return [
    route('GET', '/', 'public', health.home),
    route('GET', '/health/live', 'public', health.live),
    route('GET', '/health/ready', 'public', health.ready),
    route('GET', '/metrics', 'read', metrics),

    route('POST', '/api/scans', 'scan', scans.record),
    route('POST', '/api/scans/judge', 'scan', scans.judge),
  ];
}
