import { type Route, route } from './http/endpoint.ts';
import type { MovesParts } from './operations/importing/moves/create-moves.ts';
import { bulkMoveEndpoints } from './operations/importing/moves/routes.ts';
import { importEndpoints } from './operations/importing/routes.ts';

/** What is taken line by line: files that bring data in, and moves of very many units. */
export function lineEndpoints(parts: MovesParts) {
  return { imports: importEndpoints(parts), moves: bulkMoveEndpoints(parts) };
}

export type LineEndpoints = ReturnType<typeof lineEndpoints>;

/** A part of routes.ts. */
export function lineRoutes({ imports, moves }: LineEndpoints): readonly Route[] {
  return [
    route('POST', '/api/bulk-moves', 'lead', 'site', moves.create),
    route('GET', '/api/bulk-moves', 'lead', 'site', moves.list),
    route('POST', '/api/bulk-moves/file', 'lead', 'site', moves.createFromFile),
    route('GET', '/api/bulk-moves/:id', 'lead', 'site', moves.get),
    route('PATCH', '/api/bulk-moves/:id', 'lead', 'site', moves.change),
    route('POST', '/api/bulk-moves/:id/task', 'lead', 'site', moves.task),
    route('GET', '/api/bulk-moves/:id/lines', 'lead', 'site', moves.lines),
    route('GET', '/api/bulk-moves/:id/errors.csv', 'lead', 'site', moves.errors),
    route('POST', '/api/imports', 'import', 'site', imports.create),
    route('GET', '/api/imports', 'import', 'site', imports.list),
    route('GET', '/api/imports/:id', 'import', 'site', imports.get),
    route('PATCH', '/api/imports/:id', 'import', 'site', imports.change),
    route('POST', '/api/imports/:id/task', 'import', 'site', imports.task),
    route('GET', '/api/imports/:id/lines', 'import', 'site', imports.lines),
    route('GET', '/api/imports/:id/errors.csv', 'import', 'site', imports.errors),
    route('GET', '/api/import-presets', 'import', 'network', imports.presets),
    route('POST', '/api/import-presets', 'import', 'network', imports.savePreset),
    route('DELETE', '/api/import-presets/:name', 'import', 'network', imports.deletePreset),
  ];
}
