import { randomUUID } from 'node:crypto';
import type { ImportKind } from '../../domain/imports/fields.ts';
import type { ImportSettings } from '../../domain/imports/lines.ts';
import { type GivenMapping, mapColumns } from '../../domain/imports/mapping.ts';
import { type PresetFields, presets } from '../../domain/imports/presets.ts';
import type { Sites } from '../../domain/sites.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { ImportChange } from './contract.ts';
import type { ImportWork } from './import-work.ts';
import * as sql from './queries.ts';
import type { ReceivedFile } from './receive-file.ts';
import type { RunParts } from './run-import.ts';

export interface ImportParts extends RunParts {
  readonly jobs: Jobs;
  readonly work: ImportWork;
}

/** Why an import stays as it is. */
export interface ImportProblem {
  readonly code:
    | 'import_not_found'
    | 'preset_not_found'
    | 'wrong_state'
    | 'fields_missing'
    | 'file_missing'
    | 'too_many_units'
    | 'nothing_to_undo';
  readonly where: string;
  readonly sentence: string;
}

export type Changed<Result> = { readonly result: Result } | { readonly problem: ImportProblem };

export interface Bringer {
  readonly actor: number;
  /** Where he may import. */
  readonly sites: Sites;
}

/** What a file is to be: the rest is guessed from it, or taken over from the import that it corrects. */
export interface WantedImport {
  readonly kind: ImportKind;
  readonly name?: string | undefined;
  readonly preset?: string | undefined;
  readonly corrects?: number | undefined;
  readonly settings: Partial<ImportSettings>;
}

/** Keeps what was received as an import that is ready, with its columns mapped as well as can be guessed. */
export async function createImport(
  { database, clock }: ImportParts,
  wanted: WantedImport,
  received: ReceivedFile,
  { actor, sites }: Bringer,
): Promise<Changed<number>> {
  const { kind, preset: presetName, corrects } = wanted;
  const found = await presetFor(database, kind, presetName ?? null);
  if ('problem' in found) return found;
  const preset = found.result;
  const corrected = corrects === undefined ? null : await importRow(database, corrects, sites);
  if (corrected && 'problem' in corrected) return corrected;
  if (corrected && corrected.result.kind !== kind)
    return problem('import_not_found', 'query.corrects', `There is no import ${corrects} of this kind.`);
  // What a bulk move does is the same for the lines that are sent again.
  const before = kind === 'moves' ? corrected?.result.settings : undefined;
  const settings: ImportSettings = {
    ...before,
    ...preset.settings,
    ...wanted.settings,
    defaults: { ...before?.defaults, ...preset.settings.defaults, ...wanted.settings.defaults },
  };
  // The same stock twice is the same; the same units may go the same way every month.
  const own = kind === 'moves' ? randomUUID() : received.sha256;
  const { rows } = await database.query<{ id: number }>(sql.insertImport, [
    kind,
    actor,
    sites === null ? null : numberColumn([...sites]),
    clock.now().toISOString(),
    wanted.name ?? null,
    received.file,
    received.format,
    received.bytes,
    received.sha256,
    received.encoding,
    received.delimiter,
    corrected?.result.seed ?? own,
    corrects ?? null,
    presetName ?? null,
    JSON.stringify(mapColumns(kind, received.headers, preset.fields, preset.given)),
    JSON.stringify(settings),
    JSON.stringify(received.samples),
    received.linesGuessed,
  ]);
  return { result: rows[0]!.id };
}

/** The import, where it reaches no further than `sites`; any other answers like one that is not there. */
export async function importRow(
  database: RunParts['database'],
  id: number,
  sites: Sites,
): Promise<Changed<sql.ImportRow>> {
  const { rows } = await database.query<sql.ImportRow>(sql.selectImport, [id]);
  const row = rows[0];
  const isWithin = row && (sites === null || row.sites?.every((site) => sites.has(site)));
  return isWithin ? { result: row } : problem('import_not_found', 'params.id', `There is no import ${id}.`);
}

/** Changes what columns mean and how lines are read. What is not said stays. */
export async function changeImport(
  { database }: ImportParts,
  row: sql.ImportRow,
  { preset: presetName = row.preset, mapping, ...change }: ImportChange & Pick<ImportSettings, 'moving'>,
): Promise<Changed<true>> {
  const found = await presetFor(database, row.kind, presetName);
  if ('problem' in found) return found;
  const preset = found.result;
  const isSame = presetName === row.preset;
  const said = row.columns.filter(({ how }) => how === 'given').map(({ field, header }) => [field, header]);
  const kept = isSame ? Object.fromEntries(said) : preset.given;
  const given = { ...kept, ...mapping } as GivenMapping;
  const headers = row.columns.map(({ header }) => header);
  const settings = { ...(isSame ? row.settings : preset.settings), ...change } as ImportSettings;
  const { rowCount } = await database.query(sql.updateMapping, [
    row.id,
    JSON.stringify(mapColumns(row.kind, headers, preset.fields, given)),
    JSON.stringify(settings),
    presetName,
  ]);
  return rowCount === 1 ? { result: true } : wrongState(row, 'changed');
}

interface PresetFound {
  readonly fields: PresetFields;
  readonly given: GivenMapping;
  readonly settings: ImportSettings;
}

/** A built-in preset or a saved one; nothing where none is named. */
async function presetFor(
  database: RunParts['database'],
  kind: ImportKind,
  name: string | null,
): Promise<Changed<PresetFound>> {
  if (name === null) return { result: { fields: {}, given: {}, settings: { defaults: {} } } };
  const builtIn = presets.find(({ id }) => id === name.toLowerCase());
  if (builtIn) {
    const { bracketedSku, carriesDown } = builtIn;
    const settings = {
      defaults: {},
      ...(bracketedSku ? { bracketedSku } : {}),
      ...(carriesDown ? { carriesDown } : {}),
    };
    return { result: { fields: builtIn.kinds[kind] ?? {}, given: {}, settings } };
  }
  const { rows } = await database.query<sql.PresetRow>(sql.selectPreset, [name]);
  const saved = rows[0];
  if (saved?.kind !== kind)
    return problem(
      'preset_not_found',
      'preset',
      `There is no preset "${name}" for ${kind.replaceAll('_', ' ')}.`,
    );
  return { result: { fields: {}, given: saved.mapping, settings: saved.settings } };
}

export function wrongState(
  { id, kind, state }: sql.ImportRow,
  words: string,
): { readonly problem: ImportProblem } {
  return problem(
    'wrong_state',
    'do',
    `${kind === 'moves' ? 'Bulk move' : 'Import'} ${id} is ${state}: it cannot be ${words}.`,
  );
}

export function problem(code: ImportProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
