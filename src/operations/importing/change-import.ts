import type { ImportKind } from '../../domain/imports/fields.ts';
import type { ImportSettings } from '../../domain/imports/lines.ts';
import { type GivenMapping, mapColumns, missingFields } from '../../domain/imports/mapping.ts';
import { type PresetFields, presets } from '../../domain/imports/presets.ts';
import type { Sites } from '../../domain/sites.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { ImportChange, ImportQuery, TaskRequest } from './contract.ts';
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

/** Keeps what was received as an import that is ready, with its columns mapped as well as can be guessed. */
export async function createImport(
  { database, clock }: ImportParts,
  wanted: ImportQuery,
  received: ReceivedFile,
  { actor, sites }: Bringer,
): Promise<Changed<number>> {
  const { kind, preset: presetName, site, corrects } = wanted;
  const found = await presetFor(database, kind, presetName ?? null);
  if ('problem' in found) return found;
  const preset = found.result;
  const corrected = corrects === undefined ? null : await importRow(database, corrects, sites);
  if (corrected && 'problem' in corrected) return corrected;
  const settings: ImportSettings = {
    ...preset.settings,
    defaults: { ...preset.settings.defaults, ...(site === undefined ? {} : { site }) },
  };
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
    corrected?.result.seed ?? received.sha256,
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
  { preset: presetName = row.preset, mapping, ...change }: ImportChange,
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

/** Begins, stops or turns back the work on an import. */
export async function commandImport(
  parts: ImportParts,
  row: sql.ImportRow,
  { do: command }: TaskRequest,
): Promise<Changed<true>> {
  const { database, clock, jobs, work } = parts;
  const now = clock.now().toISOString();
  const step = steps[command];
  if (!step.from.includes(row.state)) return wrongState(row, step.words);
  if (command === 'pause' || command === 'cancel') {
    const { rowCount } = await database.query(sql.stopTask, [
      row.id,
      step.to,
      `{${step.from.join(',')}}`,
      now,
    ]);
    return rowCount === 1 ? { result: true } : wrongState(row, step.words);
  }
  const refused = command === 'judge' || command === 'run' ? cannotRead(parts, row) : null;
  if (refused) return refused;
  if ((command === 'undo' || command === 'redo') && row.chunks === 0)
    return problem('nothing_to_undo', 'do', notUndone[row.kind] ?? 'No unit was recorded by this import.');
  const task = command === 'resume' ? row.task! : command;
  const cleared = command === 'undo' || command === 'redo' ? ['kept'] : ['refused', 'warned'];
  if (command !== 'resume') await database.query(sql.clearLines, [row.id, `{${cleared.join(',')}}`]);
  const isBackward = command === 'undo' || command === 'redo';
  const start = isBackward ? sql.startBackward : sql.startTask;
  const values = [row.id, task, `{${step.from.join(',')}}`, now];
  const { rowCount } = await database.query(start, isBackward ? values : [...values, command !== 'resume']);
  if (rowCount === 0) return wrongState(row, step.words);
  await work.ask(jobs, row.id);
  return { result: true };
}

/** Why nothing of a kind can be taken back, and what to do instead. */
const notUndone: Readonly<Partial<Record<ImportKind, string>>> = {
  products:
    'Products stay: what was recorded names them. Change them, or bring a file that says what is right.',
  purchase_orders: 'Orders stay as the last file says them: bring a file that says what is right.',
  receipts: 'Receipts stay announced: bring a file that says what is right, and let it replace them.',
  orders: 'Orders stay as the last file says them: bring a file that says what is right.',
  opening_stock:
    'No unit was recorded by this import. Pieces are counted anew, or each change of them is annulled.',
};

const steps: Readonly<
  Record<TaskRequest['do'], { from: readonly sql.ImportState[]; to: sql.ImportState; words: string }>
> = {
  judge: { from: ['ready'], to: 'working', words: 'judged' },
  run: { from: ['ready'], to: 'working', words: 'run' },
  pause: { from: ['working'], to: 'paused', words: 'paused' },
  resume: { from: ['paused', 'failed'], to: 'working', words: 'resumed' },
  cancel: { from: ['ready', 'working', 'paused', 'failed'], to: 'cancelled', words: 'cancelled' },
  undo: { from: ['done', 'cancelled'], to: 'working', words: 'undone' },
  redo: { from: ['undone'], to: 'working', words: 'redone' },
};

/** What keeps a file from being read: a field that is needed, or the file itself. */
function cannotRead({ spool }: ImportParts, row: sql.ImportRow): { readonly problem: ImportProblem } | null {
  const missing = missingFields(row.kind, row.columns, row.settings.defaults);
  const words = missing.map((alternatives) => alternatives.join(' or ')).join(', ');
  if (missing.length > 0)
    return problem(
      'fields_missing',
      'mapping',
      `Say which column holds: ${words}; or one value for all lines.`,
    );
  if (row.file !== null && spool.has(row.file)) return null;
  return problem('file_missing', 'params.id', 'The file is not on this server any more: send it again.');
}

function wrongState({ id, state }: sql.ImportRow, words: string): { readonly problem: ImportProblem } {
  return problem('wrong_state', 'do', `Import ${id} is ${state}: it cannot be ${words}.`);
}

function problem(code: ImportProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
