import type { ImportKind } from '../../domain/imports/fields.ts';
import type { ImportSettings } from '../../domain/imports/lines.ts';
import type { Column } from '../../domain/imports/mapping.ts';
import type { Statement } from '../../platform/database.ts';
import type { Encoding } from '../../platform/text-encoding.ts';

const statement = (name: string, text: string): Statement => ({ name: `importing_${name}`, text });

export type ImportState = 'ready' | 'working' | 'paused' | 'done' | 'undone' | 'cancelled' | 'failed';
export type ImportTask = 'judge' | 'run' | 'undo' | 'redo';

export interface ImportRow {
  readonly id: number;
  readonly kind: ImportKind;
  readonly state: ImportState;
  readonly task: ImportTask | null;
  readonly actor_id: number;
  readonly actor_code: string;
  readonly sites: readonly number[] | null;
  readonly created_at: Date;
  readonly file_name: string | null;
  readonly file: string | null;
  readonly file_format: 'csv' | 'xlsx';
  readonly file_bytes: number;
  readonly file_sha256: string;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly seed: string;
  readonly corrects: number | null;
  readonly preset: string | null;
  readonly columns: readonly Column[];
  readonly settings: ImportSettings;
  readonly samples: readonly (readonly string[])[];
  readonly lines_guessed: number;
  readonly lines: number | null;
  readonly at_line: number;
  readonly done: number;
  readonly recorded: number;
  readonly repeated: number;
  readonly refused: number;
  readonly warned: number;
  readonly exceptions: number;
  readonly chunks: number;
  readonly feed_before: number | null;
  readonly report: Report | null;
  readonly problem: { readonly code: string; readonly sentence: string } | null;
  readonly task_started_at: Date | null;
  readonly task_started_done: number;
  readonly task_ended_at: Date | null;
  readonly progress_at: Date | null;
}

/** What a task has met, by code: how often, in which lines, and one of its sentences. */
export type Report = readonly ReportItem[];
export interface ReportItem {
  readonly code: string;
  readonly outcome: 'refused' | 'warned' | 'kept';
  readonly count: number;
  readonly lines: readonly number[];
  readonly sentence: string;
}

const columns = `i.id, i.kind, i.state, i.task, i.actor_id, a.code as actor_code, i.sites, i.created_at, i.file_name, i.file,
  i.file_format, i.file_bytes, i.file_sha256, i.encoding, i.delimiter, i.seed, i.corrects, i.preset, i.columns,
  i.settings, i.samples, i.lines_guessed, i.lines, i.at_line, i.done, i.recorded, i.repeated, i.refused, i.warned,
  i.exceptions, i.chunks, i.feed_before, i.report, i.problem, i.task_started_at, i.task_started_done, i.task_ended_at,
  i.progress_at`;
const source = 'import i join actor a on a.id = i.actor_id';

export const insertImport = statement(
  'insert',
  `insert into import (kind, state, actor_id, sites, created_at, file_name, file, file_format, file_bytes, file_sha256,
     encoding, delimiter, seed, corrects, preset, columns, settings, samples, lines_guessed)
   values ($1, 'ready', $2, $3::int[], $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb, $16::jsonb, $17::jsonb, $18)
   returning id`,
);

export const selectImport = statement('one', `select ${columns} from ${source} where i.id = $1`);

/**
 * The newest first; $3: where the caller may import, null everywhere. What reaches further than that is not his to see. $4 and
 * $5: of these kinds, in one state.
 */
export const selectImports = statement(
  'list',
  `select ${columns} from ${source} where ($1::int is null or i.id < $1) and ($3::int[] is null or i.sites <@ $3)
     and i.kind = any($4::text[]) and ($5::text is null or i.state = $5)
   order by i.id desc limit $2`,
);

export const updateMapping = statement(
  'mapping',
  `update import set columns = $2::jsonb, settings = $3::jsonb, preset = $4, report = null
   where id = $1 and state = 'ready'`,
);

/** Begins or goes on with a task: from one of the states $3. A task that begins counts from the start. */
export const startTask = statement(
  'start',
  `update import set state = 'working', task = $2, problem = null, task_started_at = $4, task_ended_at = null,
     progress_at = $4, task_started_done = case when $5 then 0 else done end,
     at_line = case when $5 then 0 else at_line end, done = case when $5 then 0 else done end,
     recorded = case when $5 then 0 else recorded end, repeated = case when $5 then 0 else repeated end,
     refused = case when $5 then 0 else refused end, warned = case when $5 then 0 else warned end,
     exceptions = case when $5 then 0 else exceptions end, report = case when $5 then null else report end,
     feed_before = case when $5 and $2 = 'run' then nextval('feed_number') else feed_before end
   where id = $1 and state = any($3::text[])`,
);

/** Undo and redo count anew, and keep what the run had counted. */
export const startBackward = statement(
  'start_backward',
  `update import set state = 'working', task = $2, problem = null, task_started_at = $4, task_ended_at = null,
     progress_at = $4, task_started_done = 0, at_line = 0, done = 0
   where id = $1 and state = any($3::text[])`,
);

export const stopTask = statement(
  'stop',
  `update import set state = $2, task_ended_at = $4 where id = $1 and state = any($3::text[])`,
);

export const clearLines = statement(
  'clear',
  'delete from import_line where import_id = $1 and outcome = any($2::text[])',
);

/** Only whoever stands where the last one stopped may go on: two servers never count a line twice. */
export const saveProgress = statement(
  'progress',
  `update import set at_line = $3, done = done + $4, recorded = recorded + $5, repeated = repeated + $6,
     refused = refused + $7, warned = warned + $8, exceptions = exceptions + $9, chunks = chunks + $10,
     report = $11::jsonb, progress_at = $12
   where id = $1 and at_line = $2 and state in ('working', 'paused', 'cancelled') returning state, chunks`,
);

export const endTask = statement(
  'end',
  `update import set state = $2, lines = coalesce($3, lines), problem = $4::jsonb, task_ended_at = $5
   where id = $1 and state = 'working'`,
);

/** Its first lines go with it: they may name people. */
export const forgetFile = statement(
  'forget_file',
  `update import set file = null, samples = '[]' where id = $1`,
);

export const insertChunk = statement(
  'chunk',
  `insert into import_chunk (import_id, nth, lines, units, seqs) values ($1, $2, $3::int[], $4::bigint[], $5::int[])`,
);

export const insertLines = statement(
  'lines',
  `insert into import_line (import_id, line, outcome, code, sentence, unit_id, cells)
   select $1, line, outcome, code, sentence, unit_id, cells
   from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::jsonb[])
     as n(line, outcome, code, sentence, unit_id, cells)
   on conflict (import_id, outcome, line) do update set code = excluded.code, sentence = excluded.sentence`,
);

export interface LineRow {
  readonly line: number;
  readonly outcome: 'refused' | 'warned' | 'kept';
  readonly code: string;
  readonly sentence: string;
  readonly unit_id: number | null;
  readonly cells: readonly string[] | null;
}

export const selectLines = statement(
  'select_lines',
  `select line, outcome, code, sentence, unit_id, cells from import_line
   where import_id = $1 and outcome = $2 and line > $3 and ($4::text is null or code = $4) order by line limit $5`,
);

// ---- Units that were recorded, for undo and redo

export interface ChunkRow {
  readonly nth: number;
  readonly lines: readonly number[];
  readonly units: readonly number[];
  readonly seqs: readonly number[];
}

export const selectChunk = statement(
  'select_chunk',
  'select nth, lines, units, seqs from import_chunk where import_id = $1 and nth = $2',
);

export const updateChunk = statement(
  'update_chunk',
  'update import_chunk set seqs = $3::int[] where import_id = $1 and nth = $2',
);

/** Where units are, and what their last event is. */
export interface StandingRow {
  readonly id: number;
  readonly seq: number;
  readonly last_move: number;
  readonly site_id: number;
}

export const selectStanding = statement(
  'standing',
  `select u.id, u.seq, u.last_move, l.site_id from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
   join unit u on u.bucket = k.bucket and u.id = k.id join location l on l.id = u.last_spot`,
);

/** Events by unit and seq, with what it takes to record them again. */
export interface RecordedRow {
  readonly unit_id: number;
  readonly seq: number;
  readonly id: number;
  readonly move: number;
  readonly spot: number;
  readonly at: Date | null;
  readonly kind: string | null;
  readonly number: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly line: number | null;
}

export const selectRecorded = statement(
  'recorded',
  `select e.unit_id, e.seq, e.id, e.move, e.spot, e.at, d.kind, d.number, e.details, m.line
   from unnest($1::smallint[], $2::bigint[], $3::int[]) as k(bucket, unit_id, seq)
   join event e on e.bucket = k.bucket and e.unit_id = k.unit_id and e.seq = k.seq
   left join document d on d.id = e.document_id
   left join document_unit m on m.document_id = e.document_id and m.bucket = e.bucket and m.unit_id = e.unit_id`,
);

// ---- Acts that lines were before, and units that are chosen

/** Answers that are kept for ever under the ids of scans. */
export const selectOutcomes = statement(
  'outcomes',
  'select id, outcome from scan where id = any($1::uuid[])',
);

export interface OutcomeRow {
  readonly id: string;
  readonly outcome: number;
}

/** Units on a document, whatever became of them there; one more than are wanted tells that there are too many. */
export const selectDocumentUnits = statement(
  'document_units',
  `select m.unit_id as id from document d join document_unit m on m.document_id = d.id
   where d.kind = $1 and d.number = $2 order by m.unit_id limit $3`,
);

// ---- Work

/** Imports that want a server; the file's name, so that each can see whether it has it. */
export const selectWorking = statement(
  'working',
  `select id, task, file from import where state = 'working' order by id`,
);

export interface NewestRow {
  /** The newest import's number; 0 where there is none. */
  readonly newest: number;
  /** When work on any of them last began or ended. */
  readonly moved: Date | null;
}

export const selectNewest = statement(
  'newest',
  `select coalesce((select max(id) from import), 0) as newest,
     (select max(greatest(task_started_at, task_ended_at)) from import) as moved`,
);

/** Those at work, those newer than $1, and those whose work began or ended after $2; null: any that had some. */
export const selectMoving = statement(
  'moving',
  `select ${columns} from ${source} where i.state = 'working' or i.id > $1
     or greatest(i.task_started_at, i.task_ended_at) > coalesce($2::timestamptz, '-infinity') order by i.id`,
);

/** Held by the session of the process that works on the import: it is free as soon as that process is gone. */
export const tryLock = statement('lock', 'select pg_try_advisory_lock(7318, $1) as mine');
export const unlock = statement('unlock', 'select pg_advisory_unlock(7318, $1)');

/** Held for a moment only, to see whether it is free. */
export const tryLockOnce = statement('lock_once', 'select pg_try_advisory_xact_lock(7318, $1) as mine');

export const selectChunks = statement('chunks', 'select chunks from import where id = $1');

/** Files of imports that nobody has begun, and of those that are over. */
export const selectStaleFiles = statement(
  'stale_files',
  `select id, file, state from import where file is not null
     and (state in ('done', 'undone', 'cancelled') or (state in ('ready', 'failed') and created_at < $1))`,
);

export const expireImport = statement(
  'expire',
  `update import set state = 'cancelled', file = null, samples = '[]' where id = $1 and state in ('ready', 'failed')`,
);

// ---- Presets

export interface PresetRow {
  readonly id: number;
  readonly name: string;
  readonly kind: ImportKind;
  readonly mapping: Readonly<Record<string, string>>;
  readonly settings: ImportSettings;
}

export const selectPresets = statement(
  'presets',
  'select id, name, kind, mapping, settings from import_preset order by name limit $1',
);

export const selectPreset = statement(
  'preset',
  'select id, name, kind, mapping, settings from import_preset where name = $1',
);

export const insertPreset = statement(
  'insert_preset',
  `insert into import_preset (name, kind, mapping, settings, actor_id, created_at)
   select $1, $2, $3::jsonb, $4::jsonb, $5, $6 where (select count(*) from import_preset) < $7
   on conflict (name) do update set kind = excluded.kind, mapping = excluded.mapping, settings = excluded.settings
   returning id`,
);

export const deletePreset = statement('delete_preset', 'delete from import_preset where name = $1');
