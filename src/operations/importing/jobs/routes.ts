import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Caller } from '../../../access/caller.ts';
import type { ImportKind } from '../../../domain/imports/fields.ts';
import { limits } from '../../../domain/limits.ts';
import type { Sites } from '../../../domain/sites.ts';
import { orProblem } from '../../../http/changed.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { idCursor, pageOfRows } from '../../../http/paging.ts';
import { numberColumn } from '../../../platform/columns.ts';
import { type ImportParts, importRow } from '../change-import.ts';
import { commandImport } from '../command-import.ts';
import * as wire from '../contract.ts';
import { errorsFile } from '../errors-file.ts';
import * as sql from '../queries.ts';
import { type FileProblem, type ReceivedFile, receiveFile } from '../receive-file.ts';
import { importOnWire } from '../view.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Imports and bulk moves are the same work under two addresses: who may see one kind is not asked about the other. */
export interface Family {
  readonly kinds: readonly ImportKind[];
  /** What clients call its routes after: `listImports`. */
  readonly one: 'Import' | 'BulkMove';
  readonly words: string;
  readonly address: string;
  /** Where somebody has a say in it. */
  readonly reachOf: (caller: Caller) => Sites;
  /** What else somebody needs to give such an order. */
  readonly guard?: (row: sql.ImportRow, command: wire.TaskRequest['do'], caller: Caller) => void;
}

/** What is asked of an import that is there, and of all of them. */
export function jobEndpoints(parts: ImportParts, family: Family) {
  const { database, spool } = parts;
  const { one, words, kinds } = family;
  const jobs = jobsOf(parts, family);
  const reply = { description: `The ${words}.`, schema: wire.importSchema };
  return {
    list: endpoint({
      id: `list${one}s`,
      summary: `List ${words}s`,
      query: one === 'Import' ? wire.listQuery : wire.moveListQuery,
      replies: { 200: { description: 'The newest first.', schema: wire.importPage } },
      async handle({ query, caller }) {
        const { after, limit = limits.pageItemsDefault, state = null } = query;
        const kind = (query as { readonly kind?: ImportKind }).kind;
        const before = idCursor(after);
        const sites = family.reachOf(caller);
        const reach = sites === null ? null : numberColumn([...sites]);
        const wanted = `{${(kind === undefined ? kinds : [kind]).join(',')}}`;
        const values = [before === 0 ? null : before, limit + 1, reach, wanted, state];
        const { rows } = await database.query<sql.ImportRow>(sql.selectImports, values);
        return pageOfRows(
          rows,
          limit,
          (row) => importOnWire(row, spool),
          ({ id }) => String(id),
        );
      },
    }),
    get: endpoint({
      id: `get${one}`,
      summary: `Read a ${words} and how far it is`.replace('a import', 'an import'),
      params: wire.importParams,
      replies: { 200: reply },
      handle: ({ params: { id }, caller }) => jobs.told(id, caller),
    }),
    task: endpoint({
      id: `command${one}`,
      summary: `Judge, run, pause, resume, cancel, undo or redo a ${words}`.replace('a import', 'an import'),
      description: 'The work goes on after the answer: read it to see how far it is.',
      params: wire.importParams,
      body: wire.taskRequest,
      replies: { 200: reply },
      async handle({ params: { id }, body, caller }) {
        const row = await jobs.rowOr404(id, caller);
        family.guard?.(row, body.do, caller);
        orProblem(await commandImport(parts, row, body));
        return jobs.told(id, caller);
      },
    }),
    ...whatBecame(parts, family),
  };
}

function whatBecame(parts: ImportParts, family: Family) {
  const { database } = parts;
  const { one, words } = family;
  const jobs = jobsOf(parts, family);
  return {
    lines: endpoint({
      id: `list${one}Lines`,
      summary: 'List the lines that were not recorded, and why',
      params: wire.importParams,
      query: wire.linesQuery,
      replies: { 200: { description: 'Lines in the order of the file.', schema: wire.linePage } },
      async handle({ params: { id }, query, caller }) {
        const { after, limit = limits.pageItemsDefault, outcome = 'refused', code = null } = query;
        const row = await jobs.rowOr404(id, caller);
        const values = [row.id, outcome, idCursor(after), code, limit + 1];
        const { rows } = await database.query<sql.LineRow>(sql.selectLines, values);
        return pageOfRows(rows, limit, lineOnWire, ({ line }) => String(line));
      },
    }),
    errors: endpoint({
      id: `get${one}Errors`,
      summary: 'Get the lines that were not recorded as a file that can be mended and sent again',
      params: wire.importParams,
      replies: {
        200: {
          description: 'CSV: the columns as they were, then line, error and code.',
          contentType: 'text/csv; charset=utf-8',
          schema: Type.String(),
        },
      },
      async handle({ params: { id }, caller }, reply) {
        const row = await jobs.rowOr404(id, caller);
        const name = `${words.replaceAll(' ', '-')}-${id}-errors.csv`;
        reply.header('content-disposition', `attachment; filename="${name}"`);
        return reply.type('text/csv; charset=utf-8').send(Readable.from(errorsFile(database, row)));
      },
    }),
  };
}

/** Looks for an import of a family, as far as the caller reaches. */
export function jobsOf(parts: ImportParts, { kinds, address, words, reachOf }: Family) {
  const rowOr404 = async (id: number, caller: Caller): Promise<sql.ImportRow> => {
    const { result: row } = orProblem(await importRow(parts.database, id, reachOf(caller)));
    if (kinds.includes(row.kind)) return row;
    throw new Problem('import_not_found', `There is no ${words} ${id}.`, { where: 'params.id' });
  };
  return {
    rowOr404,
    told: async (id: number, caller: Caller) => importOnWire(await rowOr404(id, caller), parts.spool),
    addressOf: (id: number) => `${address}/${id}`,
  };
}

/** Takes the body of a request in as a file. */
export async function fileOf(
  parts: ImportParts,
  body: unknown,
  contentType: string | undefined,
): Promise<ReceivedFile> {
  const format = contentType!.toLowerCase().startsWith('text/csv') ? 'csv' : 'xlsx';
  const received = await receiveFile(parts.spool, body as Readable, format).catch(noRoom);
  return 'problem' in received ? throwFile(received.problem) : received;
}

function throwFile({ code, sentence, limit }: FileProblem): never {
  throw new Problem(code, sentence, { where: 'body', ...(limit === undefined ? {} : { limit }) });
}

/** The disk of the data directory, not the database's. */
export function noRoom(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    throw new Problem('disk_full', 'There is no room for the file.', { retryAfter: 30 });
  throw error;
}

function lineOnWire({ line, code, sentence, unit_id, cells }: sql.LineRow) {
  return { line, code, sentence, unit: unit_id, cells };
}
