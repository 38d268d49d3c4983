import { setTimeout } from 'node:timers/promises';
import type { ImportKind } from '../../domain/imports/fields.ts';
import { missingFields } from '../../domain/imports/mapping.ts';
import { lacksDetails } from '../../domain/imports/moving.ts';
import { limits } from '../../domain/limits.ts';
import type { Database } from '../../platform/database.ts';
import { type Changed, type ImportParts, type ImportProblem, problem, wrongState } from './change-import.ts';
import type { TaskRequest } from './contract.ts';
import * as sql from './queries.ts';

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
  const isBackward = command === 'undo' || command === 'redo';
  // Whoever was at a chunk when it was cancelled notes it down first: only then is known what there is to take back.
  if (isBackward && row.state === 'cancelled' && !(await isLeft(database, row.id)))
    return problem('wrong_state', 'do', `Its last lines are still being recorded: try again in a moment.`);
  if (isBackward && !(await hasChunks(database, row.id)))
    return problem('nothing_to_undo', 'do', notUndone[row.kind] ?? 'No unit was recorded by this import.');
  const task = command === 'resume' ? row.task! : command;
  const cleared = isBackward ? ['kept'] : ['refused', 'warned'];
  if (command !== 'resume') await database.query(sql.clearLines, [row.id, `{${cleared.join(',')}}`]);
  const start = isBackward ? sql.startBackward : sql.startTask;
  const values = [row.id, task, `{${step.from.join(',')}}`, now];
  const { rowCount } = await database.query(start, isBackward ? values : [...values, command !== 'resume']);
  if (rowCount === 0) return wrongState(row, step.words);
  await work.ask(jobs, row.id);
  return { result: true };
}

/** Nobody works on the import any more; waits a little for whoever does. */
async function isLeft(database: Database, id: number): Promise<boolean> {
  for (let waited = 0; waited < limits.importLeaveMs; waited += limits.importLookMs) {
    const { rows } = await database.query<{ mine: boolean }>(sql.tryLockOnce, [id]);
    if (rows[0]!.mine) return true;
    await setTimeout(limits.importLookMs);
  }
  return false;
}

async function hasChunks(database: Database, id: number): Promise<boolean> {
  const { rows } = await database.query<{ chunks: number }>(sql.selectChunks, [id]);
  return rows[0]!.chunks > 0;
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
  const { moving } = row.settings;
  const lacking = moving ? lacksDetails(moving) : [];
  if (lacking.length > 0)
    return problem('fields_missing', 'moving.details', `The move needs: ${lacking.join(', ')}.`);
  const most = limits.scansPerRequestMax;
  // A line end more than lines is usual.
  if (moving?.together && (row.lines ?? row.lines_guessed - 1) > most)
    return problem('too_many_units', 'moving.together', `All or none is for at most ${most} lines.`);
  if (row.file !== null && spool.has(row.file)) return null;
  return problem('file_missing', 'params.id', 'The file is not on this server any more: send it again.');
}
