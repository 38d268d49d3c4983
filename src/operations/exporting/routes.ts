import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { sitesFor } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { exportParams, exportQuery } from './contract.ts';
import { type Cell, type ExportParts, type List, lists } from './lists.ts';
import { wantedOf } from './wanted.ts';
import { asCsv, asJson, asXlsx, type Pieces } from './write-list.ts';

const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

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
        200: { description: 'The file.', contentType: Object.values(types), schema: Type.Unknown() },
      },
      async handle({ params: { list: name }, query, caller }, reply) {
        const { format = 'csv', columns } = query;
        const list: List = lists[name];
        const found = await wantedOf(name, query, caller.sites, await parts.reference(), parts.holding);
        const wanted = { ...orProblem(found), showsCost: sitesFor(caller.rights, 'catalog') === null };
        if (name === 'history' && wanted.unit === null)
          throw new Problem('invalid_request', 'Say of which unit.', { where: 'query.unit' });
        const chosen = chosenColumns(list.columns, columns);
        const pieces = picked(list, chosen, list.rows(parts, wanted));
        reply.header('content-disposition', `attachment; filename="${name}.${format}"`);
        reply.type(types[format]);
        if (format === 'csv') return reply.send(Readable.from(asCsv(chosen, pieces)));
        // A stream of text: the reply's own writer of JSON has no part in it.
        if (format === 'json')
          return reply.send(Readable.from(asJson(chosen, pieces), { objectMode: false }));
        const file = await asXlsx(chosen, pieces);
        if (file) return reply.send(file);
        throw new Problem(
          'too_many_items',
          `An XLSX file has at most ${limits.exportXlsxRowsMax} lines: take CSV.`,
          {
            where: 'query.format',
            limit: limits.exportXlsxRowsMax,
          },
        );
      },
    }),
  };
}

function chosenColumns(all: readonly string[], asked: string | undefined): readonly string[] {
  if (asked === undefined) return all;
  const chosen = asked.split(',').map((name) => name.trim());
  const unknown = chosen.find((name) => !all.includes(name));
  if (unknown === undefined) return chosen;
  throw new Problem('invalid_request', `There is no column "${unknown}"; there are ${all.join(', ')}.`, {
    where: 'query.columns',
  });
}

async function* picked(
  list: List,
  chosen: readonly string[],
  pieces: Pieces,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  const places = chosen.map((name) => list.columns.indexOf(name));
  for await (const rows of pieces) yield rows.map((cells) => places.map((at) => cells[at] ?? null));
}
