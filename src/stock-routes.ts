import { type Route, route } from './http/endpoint.ts';
import { type ContainerRoutesParts, containerEndpoints } from './operations/containers/routes.ts';
import type { KitParts } from './operations/kits/build-kit.ts';
import { kitEndpoints } from './operations/kits/routes.ts';
import type { NumberingParts } from './operations/numbering/define-numbers.ts';
import { takeNumbers } from './operations/numbering/take-numbers.ts';

/** What holds units together, and what is put together from them: containers and kits, whose serials numbering gives. */
export function stockEndpoints(
  parts: ContainerRoutesParts & Omit<KitParts, 'takeSerial'>,
  numbering: NumberingParts,
) {
  return {
    containers: containerEndpoints(parts),
    kits: kitEndpoints({
      ...parts,
      async takeSerial(id, sku, actor) {
        const taken = await takeNumbers(numbering, { id, sku, count: 1 }, actor);
        if ('problem' in taken) return { problem: { ...taken.problem, code: 'no_numbering' } };
        return { serial: taken.numbers![0]! };
      },
    }),
  };
}

export type StockEndpoints = ReturnType<typeof stockEndpoints>;

/** A part of routes.ts. */
export function stockRoutes({ containers, kits }: StockEndpoints): readonly Route[] {
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
    route('GET', '/api/kits', 'read', 'site', kits.list),
    route('POST', '/api/kits', 'scan', 'site', kits.build),
    route('POST', '/api/kits/check', 'scan', 'site', kits.check),
    route('GET', '/api/kits/:number', 'read', 'site', kits.get),
    route('POST', '/api/kits/:number/break', 'scan', 'site', kits.breakUp),
    route('POST', '/api/kits/:number/undo', 'scan', 'site', kits.undo),
  ];
}
