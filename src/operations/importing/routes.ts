import { type Caller, sitesFor } from '../../access/caller.ts';
import type { Permission } from '../../access/roles.ts';
import { fileKinds } from '../../domain/imports/fields.ts';
import { presets } from '../../domain/imports/presets.ts';
import { limits } from '../../domain/limits.ts';
import { covers } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { changeImport, createImport, type ImportParts } from './change-import.ts';
import * as wire from './contract.ts';
import { type Family, fileOf, jobEndpoints, jobsOf, xlsxType } from './jobs/routes.ts';
import * as sql from './queries.ts';

const family: Family = {
  kinds: fileKinds,
  one: 'Import',
  words: 'import',
  address: '/api/imports',
  reachOf: ({ sites }) => sites,
  guard(row, command, caller) {
    if (row.kind === 'products') requireEverywhere(caller, 'catalog');
    const reach = row.sites === null ? null : new Set(row.sites);
    const isBackward = command === 'undo' || command === 'redo';
    if (isBackward && !covers(sitesFor(caller.rights, 'lead'), reach))
      throw new Problem('not_permitted', 'A lead has to do this.', { where: 'do' });
  },
};

export function importEndpoints(parts: ImportParts) {
  return { ...filesIn(parts), ...jobEndpoints(parts, family), ...presetEndpoints(parts) };
}

function filesIn(parts: ImportParts) {
  const { spool } = parts;
  const jobs = jobsOf(parts, family);
  const reply = { description: 'The import.', schema: wire.importSchema };
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
      async handle({ query, caller, headers, body }, answer) {
        if (query.kind === 'products') requireEverywhere(caller, 'catalog');
        const received = await fileOf(parts, body, headers['content-type']);
        const { site, ...wanted } = query;
        const settings = { defaults: site === undefined ? {} : { site } };
        const bringer = { actor: caller.actor.id, sites: caller.sites };
        const made = await createImport(parts, { ...wanted, settings }, received, bringer);
        if ('problem' in made) spool.forget(received.file);
        const { result: id } = orProblem(made);
        answer.header('location', jobs.addressOf(id));
        return answer.code(201).send(await jobs.told(id, caller));
      },
    }),
    change: endpoint({
      id: 'changeImport',
      summary: 'Change what columns mean and how lines are read',
      params: wire.importParams,
      body: wire.importChange,
      replies: { 200: reply },
      async handle({ params: { id }, body, caller }) {
        orProblem(await changeImport(parts, await jobs.rowOr404(id, caller), body));
        return jobs.told(id, caller);
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

/** Products are everybody's: who brings them needs that permission as well. */
function requireEverywhere({ rights }: Caller, permission: Permission): void {
  if (sitesFor(rights, permission) !== null)
    throw new Problem(
      'not_permitted',
      `To import products the permission "${permission}" is needed for all sites.`,
    );
}

function presetOnWire({ name, kind, mapping }: sql.PresetRow) {
  const fields = Object.entries(mapping).map(([field, header]) => [field, header === null ? [] : [header]]);
  return { name, builtIn: false, kinds: [kind], mapping: { [kind]: Object.fromEntries(fields) } };
}
