import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { type Caller, sitesFor } from '../../access/caller.ts';
import type { Permission } from '../../access/roles.ts';
import { presets } from '../../domain/imports/presets.ts';
import { limits } from '../../domain/limits.ts';
import { covers } from '../../domain/sites.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { numberColumn } from '../../platform/columns.ts';
import {
  type Changed,
  changeImport,
  commandImport,
  createImport,
  type ImportParts,
  importRow,
} from './change-import.ts';
import * as wire from './contract.ts';
import { errorsFile } from './errors-file.ts';
import * as sql from './queries.ts';
import { receiveFile } from './receive-file.ts';
import { importOnWire } from './view.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function importEndpoints(parts: ImportParts) {
  return { ...filesIn(parts), ...whatBecame(parts), ...presetEndpoints(parts) };
}

function filesIn(parts: ImportParts) {
  const { database, spool } = parts;
  const reply = { description: 'The import.', schema: wire.importSchema };
  const told = async (id: number, caller: Caller) => importOnWire(await rowOr404(parts, id, caller), spool);
  return {
    create: endpoint({
      id: 'createImport',
      summary: 'Bring a file',
      description:
        'The body is the file itself. It is kept, looked at and mapped; nothing is recorded before it is run. The answer ' +
        'says what each column is taken for.',
      query: wire.importQuery,
      streams: ['text/csv', xlsxType],
      replies: { 201: reply },
      async handle(request, answer) {
        const { query, caller, headers } = request;
        if (query.kind === 'products') requireEverywhere(caller, 'catalog');
        const format = headers['content-type']!.toLowerCase().startsWith('text/csv') ? 'csv' : 'xlsx';
        const received = await receiveFile(spool, request.body as unknown as Readable, format).catch(noRoom);
        if ('problem' in received) {
          const { code, sentence, limit } = received.problem;
          throw new Problem(code, sentence, { where: 'body', ...(limit === undefined ? {} : { limit }) });
        }
        const made = await createImport(parts, query, received, {
          actor: caller.actor.id,
          sites: caller.sites,
        });
        if ('problem' in made) spool.forget(received.file);
        const id = or(made);
        answer.header('location', `/api/imports/${id}`);
        return answer.code(201).send(await told(id, caller));
      },
    }),
    list: endpoint({
      id: 'listImports',
      summary: 'List imports',
      query: wire.listQuery,
      replies: { 200: { description: 'Imports, the newest first.', schema: wire.importPage } },
      async handle({ query, caller: { sites } }) {
        const { after, limit = limits.pageItemsDefault, kind = null, state = null } = query;
        const before = idCursor(after);
        const reach = sites === null ? null : numberColumn([...sites]);
        const values = [before === 0 ? null : before, limit + 1, reach, kind, state];
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
      id: 'getImport',
      summary: 'Read an import and how far it is',
      params: wire.importParams,
      replies: { 200: reply },
      handle: ({ params: { id }, caller }) => told(id, caller),
    }),
    change: endpoint({
      id: 'changeImport',
      summary: 'Change what columns mean and how lines are read',
      params: wire.importParams,
      body: wire.importChange,
      replies: { 200: reply },
      async handle({ params: { id }, body, caller }) {
        or(await changeImport(parts, await rowOr404(parts, id, caller), body));
        return told(id, caller);
      },
    }),
    task: endpoint({
      id: 'commandImport',
      summary: 'Judge, run, pause, resume, cancel, undo or redo an import',
      description: 'The work goes on after the answer: read the import to see how far it is.',
      params: wire.importParams,
      body: wire.taskRequest,
      replies: { 200: reply },
      async handle({ params: { id }, body, caller }) {
        const row = await rowOr404(parts, id, caller);
        if (row.kind === 'products') requireEverywhere(caller, 'catalog');
        const reach = row.sites === null ? null : new Set(row.sites);
        if ((body.do === 'undo' || body.do === 'redo') && !covers(sitesFor(caller.rights, 'lead'), reach))
          throw new Problem('not_permitted', 'A lead has to do this.', { where: 'do' });
        or(await commandImport(parts, row, body));
        return told(id, caller);
      },
    }),
  };
}

function whatBecame(parts: ImportParts) {
  const { database } = parts;
  return {
    lines: endpoint({
      id: 'listImportLines',
      summary: 'List the lines that were not recorded, and why',
      params: wire.importParams,
      query: wire.linesQuery,
      replies: { 200: { description: 'Lines in the order of the file.', schema: wire.linePage } },
      async handle({ params: { id }, query, caller }) {
        const { after, limit = limits.pageItemsDefault, outcome = 'refused', code = null } = query;
        const row = await rowOr404(parts, id, caller);
        const values = [row.id, outcome, idCursor(after), code, limit + 1];
        const { rows } = await database.query<sql.LineRow>(sql.selectLines, values);
        return pageOfRows(rows, limit, lineOnWire, ({ line }) => String(line));
      },
    }),
    errors: endpoint({
      id: 'getImportErrors',
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
        const row = await rowOr404(parts, id, caller);
        reply.header('content-disposition', `attachment; filename="import-${id}-errors.csv"`);
        return reply.type('text/csv; charset=utf-8').send(Readable.from(errorsFile(database, row)));
      },
    }),
  };
}

function presetEndpoints({ database, clock }: ImportParts) {
  return {
    presets: endpoint({
      id: 'listImportPresets',
      summary: 'List the mappings that are known by name',
      replies: { 200: { description: 'Built-in ones first.', schema: wire.presetList } },
      async handle() {
        const { rows } = await database.query<sql.PresetRow>(sql.selectPresets, [limits.importPresetsMax]);
        const builtIn = presets.map(({ id, kinds }) => ({
          name: id,
          builtIn: true,
          kinds: Object.keys(kinds),
          mapping: kinds,
        }));
        return { items: [...builtIn, ...rows.map(presetOnWire)] };
      },
    }),
    savePreset: endpoint({
      id: 'saveImportPreset',
      summary: 'Save a mapping under a name',
      body: wire.newPreset,
      replies: { 201: { description: 'The preset.', schema: wire.presetSchema } },
      async handle({ body, caller }, reply) {
        const { name, kind, mapping, ...settings } = body;
        if (presets.some(({ id }) => id === name.toLowerCase()))
          throw new Problem('already_exists', `${name} is built in.`, { where: 'name' });
        const { rowCount } = await database.query(sql.insertPreset, [
          name,
          kind,
          JSON.stringify(mapping),
          JSON.stringify({ ...settings, defaults: settings.defaults ?? {} }),
          caller.actor.id,
          clock.now().toISOString(),
          limits.importPresetsMax,
        ]);
        if (rowCount === 0)
          throw new Problem('too_many_items', `At most ${limits.importPresetsMax} presets can be saved.`, {
            limit: limits.importPresetsMax,
          });
        const { rows } = await database.query<sql.PresetRow>(sql.selectPreset, [name]);
        return reply.code(201).send(presetOnWire(rows[0]!));
      },
    }),
    deletePreset: endpoint({
      id: 'deleteImportPreset',
      summary: 'Forget a saved mapping',
      params: wire.presetParams,
      replies: { 200: { description: 'It is gone.', schema: wire.presetGone } },
      async handle({ params: { name } }) {
        const { rowCount } = await database.query(sql.deletePreset, [name]);
        if (rowCount === 1) return { name };
        throw new Problem('preset_not_found', `There is no saved preset ${name}.`, { where: 'params.name' });
      },
    }),
  };
}

/** The disk of the data directory, not the database's. */
function noRoom(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    throw new Problem('disk_full', 'There is no room for the file.', { retryAfter: 30 });
  throw error;
}

async function rowOr404({ database }: ImportParts, id: number, { sites }: Caller): Promise<sql.ImportRow> {
  return or(await importRow(database, id, sites));
}

/** The result of a change, or its problem thrown. */
function or<Result>(changed: Changed<Result>): Result {
  if (!('problem' in changed)) return changed.result;
  const { code, sentence, where } = changed.problem;
  throw new Problem(code, sentence, { where });
}

/** Products are everybody's: who brings them needs that permission as well. */
function requireEverywhere({ rights }: Caller, permission: Permission): void {
  if (sitesFor(rights, permission) !== null)
    throw new Problem(
      'not_permitted',
      `To import products the permission "${permission}" is needed for all sites.`,
    );
}

function lineOnWire({ line, code, sentence, unit_id, cells }: sql.LineRow) {
  return { line, code, sentence, unit: unit_id, cells };
}

function presetOnWire({ name, kind, mapping }: sql.PresetRow) {
  const fields = Object.entries(mapping).map(([field, header]) => [field, header === null ? [] : [header]]);
  return { name, builtIn: false, kinds: [kind], mapping: { [kind]: Object.fromEntries(fields) } };
}
