import { type Route, route } from './http/endpoint.ts';
import { type ContainerRoutesParts, containerEndpoints } from './operations/containers/routes.ts';

/** What holds units together, and what is put together from them: containers and kits. */
export function stockEndpoints(parts: ContainerRoutesParts) {
  return { containers: containerEndpoints(parts) };
}

export type StockEndpoints = ReturnType<typeof stockEndpoints>;

/** A part of routes.ts. */
export function stockRoutes({ containers }: StockEndpoints): readonly Route[] {
  return [
    route('GET', '/api/containers', 'read', 'site', containers.list),
    route('POST', '/api/containers', 'scan', 'site', containers.make),
    route('GET', '/api/containers/:number', 'read', 'site', containers.get),
    route('GET', '/api/containers/:number/units', 'read', 'site', containers.units),
    route('GET', '/api/containers/:number/history', 'read', 'site', containers.history),
    route('POST', '/api/containers/:number/moves', 'scan', 'site', containers.move),
    route('POST', '/api/containers/:number/place', 'scan', 'site', containers.nest),
    route('POST', '/api/containers/:number/break', 'scan', 'site', containers.breakUp),
    route('GET', '/api/units/:id/containers', 'read', 'site', containers.ofUnit),
  ];
}
