import { isDocumentKind } from '../../domain/imports/fields.ts';
import type { ImportLine } from '../../domain/imports/lines.ts';
import { type LineProblem, lineProblem } from '../../domain/imports/problems.ts';
import { limits } from '../../domain/limits.ts';
import type { Who } from '../../ledger/acts.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import type { Clock } from '../../platform/clock.ts';
import { jsonColumn, numberColumn, textColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { withActIds } from './act-ids.ts';
import * as sql from './queries.ts';
import { type Chunk, type FileLine, readChunks } from './read-lines.ts';
import type { Spool } from './spool.ts';
import { takeDocuments } from './take-documents.ts';
import { patiently, type Taken, type TakeParts, takeUnits, type UnitKind } from './take-lines.ts';

export interface RunParts extends TakeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly spool: Spool;
}

/**
 * Judges or records a file from where it stands to its end. It can be stopped anywhere, also by kill -9: `at_line` says
 * how far it came, each line has its own id, and a chunk that was recorded but not yet noted down is told by its events
 * being newer than the run. Ends early when the import was paused or cancelled, or the signal is given.
 */
export async function runImport(parts: RunParts, row: sql.ImportRow, signal: AbortSignal): Promise<void> {
  const { database, spool, clock } = parts;
  const write = row.task === 'run';
  const source = { ...row, path: spool.pathOf(row.file!) };
  const who = whoOf(row);
  const tally = tallyOf(row);
  const lines = isTogether(row) ? limits.scansPerRequestMax + 1 : limits.importChunkLines;
  let lastLine = row.at_line;
  let pending: { readonly chunk: Chunk; readonly taken: Promise<readonly Taken[]> } | null = null;
  const settle = async (): Promise<boolean> => {
    if (!pending) return true;
    const { chunk, taken } = pending;
    pending = null;
    return save(parts, row, tally, chunk, await taken);
  };
  // While one chunk is written the next one is read and judged.
  for await (const chunk of readChunks(source, row.at_line, !write, lines)) {
    const taken = take(parts, row, chunk, who, write, signal);
    taken.catch(() => {});
    const goesOn = await settle();
    pending = { chunk, taken };
    lastLine = chunk.lastLine;
    if (!goesOn || signal.aborted) {
      await settle();
      return;
    }
  }
  if (!(await settle())) return;
  const state = write ? 'done' : 'ready';
  const done = tally.done;
  await database.query(sql.endTask, [row.id, state, done, null, clock.now().toISOString()]);
  if (write && row.file && lastLine >= 0) {
    await database.query(sql.forgetFile, [row.id]);
    spool.forget(row.file);
  }
}

/** Who brought the file, in the sites where he may import. What an import tells of the past counts as a lead's word. */
export function whoOf({ actor_id, actor_code, sites }: sql.ImportRow): Who {
  const reach = sites === null ? null : new Set(sites);
  return { id: actor_id, code: actor_code, isLead: sites === null, sites: reach, leadAt: reach };
}

/** What has been counted in this task, over all its servers. */
interface Tally {
  atLine: number;
  done: number;
  chunks: number;
  readonly report: Map<string, sql.ReportItem>;
}

function tallyOf({ at_line, done, chunks, report }: sql.ImportRow): Tally {
  const items = (report ?? []).map((item) => [`${item.outcome} ${item.code}`, item] as const);
  return { atLine: at_line, done, chunks, report: new Map(items) };
}

async function take(
  parts: RunParts,
  row: sql.ImportRow,
  { lines }: Chunk,
  who: Who,
  write: boolean,
  signal: AbortSignal,
): Promise<readonly Taken[]> {
  if (isDocumentKind(row.kind)) return takeDocuments(parts[row.kind], row, lines, who, write);
  const good = lines.filter(({ problem }) => problem === null);
  const all = (taken: readonly Taken[]): readonly Taken[] => {
    const next = taken.values();
    return lines.map(({ problem }) => (problem ? { outcome: 'refused', problem } : next.next().value!));
  };
  if (!write || !isTogether(row)) return all(await takeGood(parts, row, good, who, write, signal));
  // Judged line by line first: only so each line that is in the way is told with its own reason.
  const judged = await takeGood(parts, row, good, who, false, signal);
  const isWrong = good.length < lines.length || judged.some(({ outcome }) => outcome === 'refused');
  if (!isWrong) return all(await takeGood(parts, row, good, who, true, signal));
  const withheld: Taken = { outcome: 'refused', problem: lineProblem('withheld') };
  return all(judged.map((one) => (one.outcome === 'refused' ? one : withheld)));
}

function isTogether({ settings }: sql.ImportRow): boolean {
  return settings.moving?.together === true;
}

async function takeGood(
  parts: RunParts,
  { kind, settings: { moving } }: sql.ImportRow,
  lines: readonly FileLine[],
  who: Who,
  write: boolean,
  signal: AbortSignal,
): Promise<readonly Taken[]> {
  if (lines.length === 0) return [];
  if (kind !== 'products' && kind !== 'orders') {
    const named = await patiently(() => withActIds(parts.database, lines), signal);
    return takeUnits(parts, { kind: kind as UnitKind, moving, who, write }, named, signal);
  }
  const said = lines.map((line) => line.said as ImportLine);
  const taken = await parts[kind](said, who, write);
  return taken.map((one) =>
    typeof one === 'object'
      ? { outcome: 'refused', problem: one.problem }
      : { outcome: one, unit: null, seq: null, exceptions: 0 },
  );
}

/** Notes down what became of a chunk; false when there is no more to do. */
async function save(
  parts: RunParts,
  row: sql.ImportRow,
  tally: Tally,
  chunk: Chunk,
  found: readonly Taken[],
): Promise<boolean> {
  const { database, clock } = parts;
  const taken = row.task === 'run' ? await ownAgain(database, row, found) : found;
  const told = chunk.lines.flatMap((line, index) => tellings(line, taken[index]!));
  for (const { line, outcome, problem } of told) count(tally, outcome, line.line, problem);
  const count1 = (outcome: Taken['outcome']) => taken.filter((one) => one.outcome === outcome).length;
  const units = chunk.lines.flatMap((line, index) => {
    const one = taken[index]!;
    const isNew = row.task === 'run' && one.outcome === 'recorded' && one.unit !== null;
    return isNew ? [{ line: line.line, unit: one.unit!, seq: one.seq! }] : [];
  });
  const exceptions = taken.reduce((sum, one) => sum + ('exceptions' in one ? one.exceptions : 0), 0);
  const values = [
    row.id,
    tally.atLine,
    chunk.lastLine,
    chunk.lines.length,
    count1('recorded'),
    count1('repeated'),
    count1('refused'),
    told.filter(({ outcome }) => outcome === 'warned').length,
    exceptions,
    units.length > 0 ? 1 : 0,
    JSON.stringify([...tally.report.values()]),
    clock.now().toISOString(),
  ];
  const state = await inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ state: string }>(sql.saveProgress, values);
    if (!rows[0]) return null;
    if (units.length > 0)
      await tx.query(sql.insertChunk, [
        row.id,
        tally.chunks + 1,
        numberColumn(units.map(({ line }) => line)),
        numberColumn(units.map(({ unit }) => unit)),
        numberColumn(units.map(({ seq }) => seq)),
      ]);
    if (told.length > 0) await tx.query(sql.insertLines, [row.id, ...lineColumns(told)]);
    return rows[0].state;
  });
  if (state === null) return false;
  tally.atLine = chunk.lastLine;
  tally.done += chunk.lines.length;
  tally.chunks += units.length > 0 ? 1 : 0;
  return state === 'working';
}

export interface Telling {
  readonly line: { readonly line: number; readonly cells: readonly string[] | null };
  readonly outcome: 'refused' | 'warned' | 'kept';
  readonly problem: LineProblem;
  readonly unit?: number;
}

function tellings(line: FileLine, taken: Taken): Telling[] {
  if (taken.outcome === 'refused') return [{ line, outcome: 'refused', problem: taken.problem }];
  return line.warning ? [{ line, outcome: 'warned', problem: line.warning }] : [];
}

export function lineColumns(told: readonly Telling[]): string[] {
  return [
    numberColumn(told.map(({ line }) => line.line)),
    textColumn(told.map(({ outcome }) => outcome)),
    textColumn(told.map(({ problem }) => problem.code)),
    textColumn(told.map(({ problem }) => withoutNul(problem.sentence))),
    numberColumn(told.map(({ unit }) => unit ?? null)),
    jsonColumn(told.map(({ line }) => line.cells?.map(withoutNul) ?? null)),
  ];
}

/** PostgreSQL cannot hold NUL; only what cannot be recorded anyway has one. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

export function count(
  { report }: Pick<Tally, 'report'>,
  outcome: Telling['outcome'],
  line: number,
  { code, sentence }: LineProblem,
): void {
  const key = `${outcome} ${code}`;
  const before = report.get(key) ?? { code, outcome, count: 0, lines: [], sentence };
  const lines = before.lines.length < limits.importSamplesMax ? [...before.lines, line] : before.lines;
  report.set(key, { ...before, count: before.count + 1, lines });
}

/**
 * After a crash the first lines answer `repeated` although it was this very run that recorded them: their events are
 * newer than its beginning.
 */
async function ownAgain(
  database: Database,
  { feed_before }: sql.ImportRow,
  taken: readonly Taken[],
): Promise<readonly Taken[]> {
  const repeated = taken.flatMap((one) =>
    one.outcome === 'repeated' && one.unit !== null ? [{ unit: one.unit, seq: one.seq! }] : [],
  );
  if (repeated.length === 0 || feed_before === null) return taken;
  const { rows } = await database.query<sql.RecordedRow>(sql.selectRecorded, [
    numberColumn(repeated.map(({ unit }) => bucketOfUnit(unit))),
    numberColumn(repeated.map(({ unit }) => unit)),
    numberColumn(repeated.map(({ seq }) => seq)),
  ]);
  const own = new Set(rows.filter(({ id }) => id > feed_before).map((row) => `${row.unit_id} ${row.seq}`));
  return taken.map((one) =>
    one.outcome === 'repeated' && own.has(`${one.unit} ${one.seq}`) ? { ...one, outcome: 'recorded' } : one,
  );
}
