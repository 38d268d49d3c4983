import { type LineProblem, lineProblem } from '../../domain/imports/problems.ts';
import type { Answer } from '../../ledger/acts.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import { moveCodes } from '../../ledger/codes.ts';
import type { ScanRequest } from '../../ledger/prepare.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { inTransaction } from '../../platform/transaction.ts';
import * as sql from './queries.ts';
import { lineColumns, type RunParts, type Telling, whoOf } from './run-import.ts';
import { patiently, takenBy } from './take-lines.ts';

/**
 * Takes back what an import recorded, unit by unit, the last lines first; or, for a redo, records it again as it was. A
 * unit that has moved since stays as it is and is listed: its later life is more than the file knew. Can be stopped
 * anywhere and goes on where it was.
 */
export async function undoImport(parts: RunParts, row: sql.ImportRow, signal: AbortSignal): Promise<void> {
  const { database, clock } = parts;
  // `at_line` counts the chunks that are finished.
  for (let finished = row.at_line; finished < row.chunks; finished += 1) {
    const nth = row.task === 'undo' ? row.chunks - finished : finished + 1;
    const found = await database.query<sql.ChunkRow>(sql.selectChunk, [row.id, nth]);
    const goesOn = await turnChunk(parts, row, found.rows[0]!, finished, signal);
    if (!goesOn || signal.aborted) return;
  }
  const state = row.task === 'undo' ? 'undone' : 'done';
  await database.query(sql.endTask, [row.id, state, null, null, clock.now().toISOString()]);
}

interface Entry {
  readonly line: number;
  readonly unit: number;
  readonly seq: number;
}

async function turnChunk(
  parts: RunParts,
  row: sql.ImportRow,
  chunk: sql.ChunkRow,
  finished: number,
  signal: AbortSignal,
): Promise<boolean> {
  const entries = chunk.lines.map((line, index) => ({
    line,
    unit: chunk.units[index]!,
    seq: chunk.seqs[index]!,
  }));
  const turned =
    row.task === 'undo' ? await annul(parts, row, entries, signal) : await again(parts, row, entries, signal);
  const seqs = entries.map((entry) => turned.seqs.get(entry.unit) ?? entry.seq);
  const state = await inTransaction(parts.database, async (tx) => {
    const { rows } = await tx.query<{ state: string }>(sql.saveProgress, [
      row.id,
      finished,
      finished + 1,
      entries.length,
      0,
      0,
      0,
      0,
      0,
      0,
      JSON.stringify(row.report ?? []),
      parts.clock.now().toISOString(),
    ]);
    if (!rows[0]) return null;
    await tx.query(sql.updateChunk, [row.id, chunk.nth, numberColumn(seqs)]);
    if (turned.kept.length > 0) await tx.query(sql.insertLines, [row.id, ...lineColumns(turned.kept)]);
    return rows[0].state;
  });
  return state === 'working';
}

interface Turned {
  readonly kept: readonly Telling[];
  /** Events under which units were recorded again. */
  readonly seqs: ReadonlyMap<number, number>;
}

/** Takes the events back that are still their units' last ones; without a lead's word, so that none leaves a gap. */
async function annul(
  parts: RunParts,
  row: sql.ImportRow,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<Turned> {
  const { rows } = await parts.database.query<sql.StandingRow>(sql.selectStanding, unitKeys(entries));
  const standing = new Map(rows.map((one) => [one.id, one]));
  const reference = await parts.reference();
  const still = entries.filter(({ unit, seq }) => standing.get(unit)?.seq === seq);
  const requests = bySite(
    still,
    (entry) => siteCode(reference, standing.get(entry.unit)!.site_id),
    (entry) => ({
      id: derivedId(`undo|${row.id}|${entry.unit}|${entry.seq}`),
      codes: [`UNIT:${entry.unit}`],
      input: 'imported' as const,
      details: { seq: entry.seq, reason: `Undo of import ${row.id}` },
    }),
  );
  const who = { ...whoOf(row), isLead: false, leadAt: new Set<number>() };
  const answers = await record(parts, requests, who, signal);
  const kept = entries.flatMap((entry) => {
    const now = standing.get(entry.unit);
    if (now?.seq !== entry.seq) return [keptUnit(entry, movedSince(now))];
    const taken = takenBy(answers.get(entry.unit)!, '');
    return taken.outcome === 'refused' ? [keptUnit(entry, taken.problem)] : [];
  });
  return { kept, seqs: new Map() };
}

function movedSince(now: sql.StandingRow | undefined): LineProblem {
  const move = now === undefined ? 'gone' : moveCodes.toWord(now.last_move);
  // Taken back before, by hand: there is nothing left to undo.
  return move === 'annul'
    ? lineProblem('taken_back')
    : lineProblem('moved_since', { move: move.replaceAll('_', ' ') });
}

function keptUnit({ line, unit }: Entry, problem: LineProblem): Telling {
  return { line: { line, cells: null }, outcome: 'kept', problem, unit };
}

/** Records the same again: what is asked is read from the events that were taken back, as the file may be gone. */
async function again(
  parts: RunParts,
  row: sql.ImportRow,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<Turned> {
  const { rows } = await parts.database.query<sql.RecordedRow>(sql.selectRecorded, [
    ...unitKeys(entries),
    numberColumn(entries.map(({ seq }) => seq)),
  ]);
  const events = new Map(rows.map((one) => [one.unit_id, one]));
  const standing = await parts.database.query<sql.StandingRow>(sql.selectStanding, unitKeys(entries));
  const annulled = new Set(
    standing.rows.filter((one) => moveCodes.toWord(one.last_move) === 'annul').map(({ id }) => id),
  );
  const reference = await parts.reference();
  const requests = entries
    .filter(({ unit }) => annulled.has(unit) && events.has(unit))
    .map((entry) => redone(row, entry, events.get(entry.unit)!, reference));
  const answers = await record(parts, requests, whoOf(row), signal);
  const seqs = new Map<number, number>();
  const kept: Telling[] = [];
  for (const entry of entries) {
    const answer = answers.get(entry.unit);
    if (!answer) continue;
    const taken = takenBy(answer, '');
    if (taken.outcome === 'refused') kept.push(keptUnit(entry, taken.problem));
    else if (taken.seq !== null) seqs.set(entry.unit, taken.seq);
  }
  return { kept, seqs };
}

function redone(
  { id, settings }: sql.ImportRow,
  { unit, seq }: Entry,
  event: sql.RecordedRow,
  reference: Reference,
): Ask {
  const { move, spot, at, kind, number, details, line } = event;
  const location = reference.locations.get(spot)!;
  const request: ScanRequest = {
    move: moveCodes.toWord(move),
    site: location.site.code,
    location: location.code,
    ...(kind === null ? {} : { document: { kind, number: number! } }),
    scans: [
      {
        id: derivedId(`redo|${id}|${unit}|${seq}`),
        codes: [`UNIT:${unit}`],
        input: settings.moving?.evidence ?? 'imported',
        ...(at === null ? {} : { at: at.toISOString() }),
        ...(line === null ? {} : { line }),
        ...(details === null ? {} : { details }),
      },
    ],
  };
  return { request, units: [unit] };
}

interface Ask {
  readonly request: ScanRequest;
  /** The unit of each scan. */
  readonly units: readonly number[];
}

function bySite(
  entries: readonly Entry[],
  siteOf: (entry: Entry) => string,
  scanOf: (entry: Entry) => ScanRequest['scans'][number],
): Ask[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const site = siteOf(entry);
    const group = groups.get(site);
    if (group) group.push(entry);
    else groups.set(site, [entry]);
  }
  return [...groups].map(([site, group]) => ({
    request: { move: 'annul', site, scans: group.map(scanOf) },
    units: group.map(({ unit }) => unit),
  }));
}

async function record(
  { ledger }: RunParts,
  asks: readonly Ask[],
  who: Parameters<RunParts['ledger']['recordMany']>[1],
  signal: AbortSignal,
): Promise<Map<number, Answer>> {
  const requests = asks.map(({ request }) => request);
  const answered = await patiently(() => ledger.recordMany(requests, who), signal);
  const answers = new Map<number, Answer>();
  for (const [index, { units }] of asks.entries()) {
    const told = answered[index]!;
    if ('problem' in told) throw new Error(`${told.problem.code}: ${told.problem.sentence}`);
    for (const [nth, unit] of units.entries()) answers.set(unit, told.answers[nth]!);
  }
  return answers;
}

function unitKeys(entries: readonly Entry[]): string[] {
  return [
    numberColumn(entries.map(({ unit }) => bucketOfUnit(unit))),
    numberColumn(entries.map(({ unit }) => unit)),
  ];
}

/** The site where the unit's last scan was; what was last seen outside is spoken of at our first site. */
function siteCode(reference: Reference, id: number): string {
  const site = reference.sites.get(id);
  if (site && site.kind !== 'outside') return site.code;
  return [...reference.sites.values()].find(({ kind, anywhere }) => kind !== 'outside' && anywhere !== 0)!
    .code;
}
