import { type LineProblem, lineProblem } from '../../domain/imports/problems.ts';
import type { Answer } from '../../ledger/acts.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import { moveCodes } from '../../ledger/codes.ts';
import type { ScanRequest } from '../../ledger/prepare.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { type Act, actsFor } from './act-ids.ts';
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

/**
 * Takes the events back that are still their units' last ones; without a lead's word, so that none leaves a gap. What this
 * very undo took back before its server died is done.
 */
async function annul(
  parts: RunParts,
  row: sql.ImportRow,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<Turned> {
  const acts = await actsOf(parts, 'undo', row, entries);
  const left = entries.filter((entry) => !acts.get(entry)!.isRecorded);
  const standing = await standingOf(parts, left);
  const reference = await parts.reference();
  const still = left.filter(({ unit, seq }) => standing.get(unit)?.seq === seq);
  const requests = bySite(
    still,
    (entry) => siteCode(reference, standing.get(entry.unit)!.site_id),
    (entry) => ({
      id: acts.get(entry)!.id,
      codes: [`UNIT:${entry.unit}`],
      input: 'imported' as const,
      details: { seq: entry.seq, reason: `Undo of import ${row.id}` },
    }),
  );
  const who = { ...whoOf(row), isLead: false, leadAt: new Set<number>() };
  const answers = await record(parts, requests, who, signal);
  const kept = left.flatMap((entry) => {
    const now = standing.get(entry.unit);
    if (now?.seq !== entry.seq) return [keptUnit(entry, movedSince(now))];
    const taken = takenBy(answers.get(entry.unit)!, '');
    return taken.outcome === 'refused' ? [keptUnit(entry, taken.problem)] : [];
  });
  return { kept, seqs: new Map() };
}

/** Under which id each entry is taken back, or recorded again, and whether it was. */
async function actsOf(
  { database }: RunParts,
  task: 'undo' | 'redo',
  { id }: sql.ImportRow,
  entries: readonly Entry[],
): Promise<ReadonlyMap<Entry, Act>> {
  const firsts = entries.map(({ unit, seq }) => derivedId(`${task}|${id}|${unit}|${seq}`));
  const acts = await actsFor(database, firsts);
  return new Map(entries.map((entry, nth) => [entry, acts.get(firsts[nth]!)!]));
}

async function standingOf({ database }: RunParts, entries: readonly Entry[]) {
  if (entries.length === 0) return new Map<number, sql.StandingRow>();
  const { rows } = await database.query<sql.StandingRow>(sql.selectStanding, unitKeys(entries));
  return new Map(rows.map((one) => [one.id, one]));
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

/**
 * Records again what the undo took back, and nothing else: what is asked is read from the events, as the file may be gone.
 * A unit that went on after the undo stays as it is.
 */
async function again(
  parts: RunParts,
  row: sql.ImportRow,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<Turned> {
  const undone = await actsOf(parts, 'undo', row, entries);
  const meant = entries.filter((entry) => undone.get(entry)!.isRecorded);
  if (meant.length === 0) return { kept: [], seqs: new Map() };
  const acts = await actsOf(parts, 'redo', row, meant);
  const standing = await standingOf(parts, meant);
  // Already recorded again, by a server that died before it was noted down: the answer says under which seq.
  const can = ({ unit }: Entry) => moveCodes.toWord(standing.get(unit)!.last_move) === 'annul';
  const [asked, gone] = parted(meant, (entry) => acts.get(entry)!.isRecorded || can(entry));
  const events = await eventsOf(parts, asked);
  const reference = await parts.reference();
  const requests = asked.map((entry) =>
    redone(row, entry, acts.get(entry)!.id, events.get(entry.unit)!, reference),
  );
  const answers = await record(parts, requests, whoOf(row), signal);
  const seqs = new Map<number, number>();
  const kept = gone.map((entry) => keptUnit(entry, movedSince(standing.get(entry.unit))));
  for (const entry of asked) {
    const taken = takenBy(answers.get(entry.unit)!, '');
    if (taken.outcome === 'refused') kept.push(keptUnit(entry, taken.problem));
    else if (taken.seq !== null) seqs.set(entry.unit, taken.seq);
  }
  return { kept, seqs };
}

async function eventsOf({ database }: RunParts, entries: readonly Entry[]) {
  const seqs = numberColumn(entries.map(({ seq }) => seq));
  const { rows } = await database.query<sql.RecordedRow>(sql.selectRecorded, [...unitKeys(entries), seqs]);
  return new Map(rows.map((one) => [one.unit_id, one]));
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function redone(
  { settings }: sql.ImportRow,
  { unit }: Entry,
  id: string,
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
        id,
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
