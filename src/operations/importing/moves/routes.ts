import { type Caller, sitesFor } from '../../../access/caller.ts';
import { inBoth } from '../../../domain/sites.ts';
import { orProblem } from '../../../http/changed.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { changeImport } from '../change-import.ts';
import * as wire from '../contract.ts';
import { type Family, fileOf, jobEndpoints, jobsOf, noRoom, xlsxType } from '../jobs/routes.ts';
import { bulkMoveChange, movesFromFile, newBulkMove } from './contract.ts';
import { type MovesParts, moveFile, moveUnits, movingOf } from './create-moves.ts';

const family: Family = {
  kinds: ['moves'],
  one: 'BulkMove',
  words: 'bulk move',
  address: '/api/bulk-moves',
  // Whoever leads a site moves its units there where he may scan as well.
  reachOf: ({ sites, rights }) => inBoth(sites, sitesFor(rights, 'scan')),
};

/** Many units at once, as one piece of work: what all of them do, and which they are. */
export function bulkMoveEndpoints(parts: MovesParts) {
  const jobs = jobsOf(parts, family);
  const reply = { description: 'The bulk move.', schema: wire.importSchema };
  const bringer = (caller: Caller) => ({ actor: caller.actor.id, sites: family.reachOf(caller) });
  return {
    create: endpoint({
      id: 'createBulkMove',
      summary: 'Move units that are named, on a document, or found',
      description:
        'Which units they are is settled now; nothing is recorded before it is run. Checked, run, paused and taken back like ' +
        'an import: as one.',
      body: newBulkMove,
      replies: { 201: reply },
      async handle({ body, caller }, answer) {
        const { result: id } = orProblem(await moveUnits(parts, body, bringer(caller)).catch(noRoom));
        answer.header('location', jobs.addressOf(id));
        return answer.code(201).send(await jobs.told(id, caller));
      },
    }),
    createFromFile: endpoint({
      id: 'createBulkMoveFromFile',
      summary: 'Move the units of a file',
      description:
        'The body is the file: a table with a heading, or a plain list of numbers, one a line. With `corrects` what is not said ' +
        'is as it was there.',
      query: movesFromFile,
      streams: ['text/csv', xlsxType],
      replies: { 201: reply },
      async handle({ query, caller, headers, body }, answer) {
        const received = await fileOf(parts, body, headers['content-type']);
        const { result: id } = orProblem(await moveFile(parts, query, received, bringer(caller)));
        answer.header('location', jobs.addressOf(id));
        return answer.code(201).send(await jobs.told(id, caller));
      },
    }),
    change: endpoint({
      id: 'changeBulkMove',
      summary: 'Change what the units do, or what columns mean',
      params: wire.importParams,
      body: bulkMoveChange,
      replies: { 200: reply },
      async handle({ params: { id }, body: { moving, ...change }, caller }) {
        const row = await jobs.rowOr404(id, caller);
        const evidence = row.settings.moving?.evidence ?? 'imported';
        const said = moving === undefined ? {} : { moving: movingOf({ ...moving, evidence }) };
        orProblem(await changeImport(parts, row, { ...change, ...said }));
        return jobs.told(id, caller);
      },
    }),
    ...jobEndpoints(parts, family),
  };
}
