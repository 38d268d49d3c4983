import { missingFields } from '../../domain/imports/mapping.ts';
import type { ImportOnWire } from './contract.ts';
import type { ImportRow } from './queries.ts';
import type { Spool } from './spool.ts';

/** An import as it stands, with how fast it goes and how long it will take. */
export function importOnWire(row: ImportRow, spool: Spool): ImportOnWire {
  const { id, kind, state, task, columns, settings, problem } = row;
  return {
    id,
    kind,
    state,
    task,
    by: row.actor_code,
    createdAt: row.created_at.toISOString(),
    name: row.file_name,
    file: {
      format: row.file_format,
      bytes: row.file_bytes,
      sha256: row.file_sha256,
      encoding: row.encoding,
      delimiter: row.delimiter,
      isHere: row.file !== null && spool.has(row.file),
    },
    corrects: row.corrects,
    preset: row.preset,
    columns: columns.map((one) => ({ ...one })),
    missing: missingFields(kind, columns, settings.defaults).map((one) => [...one]),
    settings: settings as ImportOnWire['settings'],
    samples: row.samples.map((cells) => [...cells]),
    progress: progressOf(row),
    findings: (row.report ?? []).map((item) => ({ ...item, lines: [...item.lines] })),
    problem,
    startedAt: row.task_started_at?.toISOString() ?? null,
    endedAt: row.task_ended_at?.toISOString() ?? null,
  };
}

/** The rate since the task began or went on, by what was last noted down. */
export function progressOf(row: ImportRow): ImportOnWire['progress'] {
  const { done, recorded, repeated, refused, warned, exceptions, task } = row;
  const isBackward = task === 'undo' || task === 'redo';
  const lines = isBackward ? recorded : (row.lines ?? Math.max(row.lines_guessed, done));
  const ms = (row.progress_at?.getTime() ?? 0) - (row.task_started_at?.getTime() ?? 0);
  const perSecond = ms > 0 ? Math.round(((done - row.task_started_done) / ms) * 10_000) / 10 : null;
  const left = row.state === 'working' && perSecond ? Math.ceil(Math.max(0, lines - done) / perSecond) : null;
  return {
    lines,
    done,
    recorded,
    repeated,
    refused,
    warned,
    exceptions,
    perSecond,
    secondsLeft: left,
    at: row.progress_at?.toISOString() ?? null,
  };
}
