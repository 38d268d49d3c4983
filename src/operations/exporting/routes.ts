import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { sitesFor } from '../../access/caller.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { chosenColumns, throwTooLong } from '../../http/list-file.ts';
import { asCsv, asJson, asXlsx, fileTypes, type Pieces } from '../../http/write-list.ts';
import type { Cell } from '../../platform/sheet-rows.ts';
import { exportParams, exportQuery } from './contract.ts';
import { type ExportParts, type List, lists } from './lists.ts';
import { wantedOf } from './wanted.ts';

export function exportEndpoints(parts: ExportParts) {
  return {
    take: endpoint({
      id: 'exportList',
      summary: 'Take a list out as a file',
      description:
        'Whole, as a stream, in the order of its key; of units, places and exceptions those of the sites that the key ' +
        'reaches; what products cost for those who may change them. In CSV, text that a spreadsheet would calculate has an apostrophe in front; an import takes it off.',
      params: exportParams,
      query: exportQuery,
      replies: {
        200: { description: 'The file.', contentType: Object.values(fileTypes), schema: Type.Unknown() },
      },
      async handle({ params: { list: name }, query, caller }, reply) {
        const { format = 'csv' } = query;
        const list: List = lists[name];
        const found = await wantedOf(name, query, caller.sites, await parts.reference(), parts.holding);
        const wanted = { ...orProblem(found), showsCost: sitesFor(caller.rights, 'catalog') === null };
        if (name === 'history' && wanted.unit === null)
          throw new Problem('invalid_request', 'Say of which unit.', { where: 'query.unit' });
        const columns = chosenColumns(
          list.columns.map((column, at) => ({ name: column, at })),
          query.columns,
        );
        const chosen = columns.map((column) => column.name);
        const places = columns.map(({ at }) => at);
        const pieces = picked(places, list.rows(parts, wanted));
        reply.header('content-disposition', `attachment; filename="${name}.${format}"`);
        reply.type(fileTypes[format]);
        if (format === 'csv') return reply.send(Readable.from(asCsv(chosen, pieces)));
        // A stream of text: the reply's own writer of JSON has no part in it.
        if (format === 'json')
          return reply.send(Readable.from(asJson(chosen, pieces), { objectMode: false }));
        return reply.send((await asXlsx(chosen, pieces)) ?? throwTooLong());
      },
    }),
  };
}

async function* picked(
  places: readonly number[],
  pieces: Pieces,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const rows of pieces) yield rows.map((cells) => places.map((at) => cells[at] ?? null));
}
