import type { keyEndpoints } from './access/routes.ts';
import { type Route, route } from './http/endpoint.ts';
import type { healthEndpoints } from './http/health.ts';
import type { openMetrics } from './http/metrics.ts';
import type { catalogEndpoints } from './operations/catalog/routes.ts';
import type { exceptionEndpoints } from './operations/exceptions/routes.ts';
import type { receivingEndpoints } from './operations/receiving/routes.ts';
import type { scanningEndpoints } from './operations/scanning/routes.ts';
import type { unitEndpoints } from './operations/units/routes.ts';

/** What each part of the server offers on the wire. */
export interface Endpoints {
  readonly health: ReturnType<typeof healthEndpoints>;
  readonly metrics: ReturnType<typeof openMetrics>['endpoint'];
  readonly keys: ReturnType<typeof keyEndpoints>;
  readonly scans: ReturnType<typeof scanningEndpoints>;
  readonly units: ReturnType<typeof unitEndpoints>;
  readonly catalog: ReturnType<typeof catalogEndpoints>;
  readonly exceptions: ReturnType<typeof exceptionEndpoints>;
  readonly receiving: ReturnType<typeof receivingEndpoints>;
}

/** The whole HTTP surface: address, permission, and who answers. /openapi.json is made from it, and tells of itself. */
export function httpSurface(endpoints: Endpoints): readonly Route[] {
  const { health, metrics, keys, scans, units, catalog, exceptions, receiving } = endpoints;
  return [
    route('GET', '/', 'public', health.home),
    route('GET', '/openapi.json', 'public', health.openapi),
    route('GET', '/health/live', 'public', health.live),
    route('GET', '/health/ready', 'public', health.ready),
    route('GET', '/metrics', 'read', metrics),

    route('POST', '/api/scans', 'scan', scans.record),
    route('POST', '/api/scans/judge', 'scan', scans.judge),

    route('GET', '/api/units', 'read', units.list),
    route('GET', '/api/units/by-code/:code', 'read', units.byCode),
    route('GET', '/api/units/:id', 'read', units.get),
    route('GET', '/api/units/:id/history', 'read', units.history),
    route('GET', '/api/availability', 'read', units.availability),
    route('GET', '/api/changes', 'read', units.changes),

    route('GET', '/api/products', 'read', catalog.listProducts),
    route('POST', '/api/products', 'catalog', catalog.createProduct),
    route('GET', '/api/products/:sku', 'read', catalog.getProduct),
    route('PATCH', '/api/products/:sku', 'catalog', catalog.changeProduct),
    route('GET', '/api/sites', 'read', catalog.listSites),
    route('POST', '/api/sites', 'catalog', catalog.createSite),
    route('GET', '/api/sites/:code', 'read', catalog.getSite),
    route('GET', '/api/sites/:code/locations', 'read', catalog.listLocations),
    route('POST', '/api/sites/:code/locations', 'catalog', catalog.addLocations),

    route('GET', '/api/exceptions', 'read', exceptions.list),
    route('POST', '/api/exceptions/:id/settle', 'settle', exceptions.settle),

    route('GET', '/api/receipts/:number', 'read', receiving.get),
    route('GET', '/api/receipts/:number/units', 'read', receiving.units),
    route('POST', '/api/receipts/:number/close', 'settle', receiving.close),

    route('GET', '/api/keys', 'manage', keys.list),
    route('POST', '/api/keys', 'manage', keys.create),
    route('DELETE', '/api/keys/:id', 'manage', keys.revoke),
  ];
}
