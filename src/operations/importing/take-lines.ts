import type { DocumentLineTaken } from '../../domain/imports/document-lines.ts';
import type { ImportLine } from '../../domain/imports/lines.ts';
import type { Moving } from '../../domain/imports/moving.ts';
import { type LineProblem, lineProblem } from '../../domain/imports/problems.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import { siteWithin } from '../../domain/sites.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import { QueueFull } from '../../ledger/capture.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { answerWithin } from '../../ledger/elsewhere.ts';
import type { Answered, Ledger } from '../../ledger/ledger.ts';
import type { ScanInput, ScanRequest } from '../../ledger/prepare.ts';
import { LedgerBusy } from '../../ledger/record.ts';
import type { Reference } from '../../ledger/reference.ts';
import { instantAt } from '../../platform/clock.ts';
import { pause } from '../../platform/jobs.ts';
import { isRetryable, isTimeout, isUnavailable } from '../../platform/sqlstate.ts';
import type { FileLine } from './read-lines.ts';

/** What became of one line. */
export type Taken =
  | {
      readonly outcome: 'recorded' | 'repeated';
      readonly unit: number | null;
      readonly seq: number | null;
      readonly exceptions: number;
    }
  | { readonly outcome: 'refused'; readonly problem: LineProblem };

/** Takes lines that are no units: products, orders. `write` false: says only what would become of them. */
export type TakeLines = (
  lines: readonly ImportLine[],
  who: Who,
  write: boolean,
) => Promise<readonly TakenLine[]>;
/** Takes whole documents, line by line as `TakeLines`; `replaces`: what is there already becomes what the file says. */
export type TakeDocuments = (
  lines: readonly ImportLine[],
  who: Who,
  how: { readonly write: boolean; readonly replaces: boolean },
) => Promise<readonly DocumentLineTaken[]>;
export type TakenLine = 'recorded' | 'repeated' | { readonly problem: LineProblem };

export interface TakeParts {
  readonly ledger: Pick<Ledger, 'recordMany' | 'judgeMany'>;
  readonly reference: ReadReference;
  readonly products: TakeLines;
  readonly orders: TakeLines;
  readonly receipts: TakeDocuments;
  readonly purchase_orders: TakeDocuments;
}

export type UnitKind = 'units' | 'opening_stock' | 'sales' | 'moves';

/** What is to be done with lines of units, and in whose name. */
export interface UnitTask {
  readonly kind: UnitKind;
  /** Of bulk moves alone. */
  readonly moving?: Moving | undefined;
  readonly who: Who;
  readonly write: boolean;
}

const moveOf: Readonly<Record<Exclude<UnitKind, 'moves'>, string>> = {
  units: 'commission',
  opening_stock: 'receive',
  sales: 'record_sale',
};

/** Records lines of units through the ledger, or only judges them; waits where the ledger is busy. */
export async function takeUnits(
  parts: TakeParts,
  task: UnitTask,
  lines: readonly FileLine[],
  signal: AbortSignal,
): Promise<readonly Taken[]> {
  const { ledger, reference } = parts;
  const { who, write } = task;
  const names = await patiently(reference, signal);
  const nowhere = new Map(lines.map((line) => [line, placeProblem(line.said!, who, names)]));
  const groups = groupsOf(
    task,
    lines.filter((line) => !nowhere.get(line)),
    names,
  );
  if (write && task.moving?.together && groups.length > 1)
    return lines.map(() => ({ outcome: 'refused', problem: lineProblem('not_one_place') }));
  const requests = groups.map(({ request }) => request);
  const take = write ? ledger.recordMany : ledger.judgeMany;
  let answered: readonly Answered[];
  try {
    answered = await patiently(() => take(requests, who), signal);
  } catch (error) {
    if (isPassing(error)) throw error;
    return oneByOne(parts, task, lines, signal);
  }
  const seen = (answer: Answer) => answerWithin(answer, names, who.sites ?? null);
  const taken = new Map<FileLine, Taken>();
  for (const [index, group] of groups.entries())
    for (const [nth, line] of group.lines.entries())
      taken.set(line, takenOf(answered[index]!, nth, line.said!, seen));
  return lines.map((line) => {
    const problem = nowhere.get(line);
    return problem ? { outcome: 'refused', problem } : taken.get(line)!;
  });
}

/** A place that is none of ours, or out of reach; said here, so that not every line asks the ledger to look again. */
function placeProblem({ site: code, location }: ImportLine, who: Who, names: Reference): LineProblem | null {
  const site = siteWithin(names, code!, who.sites ?? null);
  if (!site) return lineProblem('unknown_site', { site: code! });
  const isKnown = location === undefined || names.locationsByCode.has(`${site.id}/${location}`);
  return isKnown ? null : lineProblem('unknown_location', { location, site: code! });
}

/** What cannot be written at all must not keep the lines beside it from being recorded. */
async function oneByOne(
  parts: TakeParts,
  task: UnitTask,
  lines: readonly FileLine[],
  signal: AbortSignal,
): Promise<readonly Taken[]> {
  if (lines.length === 1 || task.moving?.together)
    return lines.map(() => ({ outcome: 'refused', problem: lineProblem('cannot_be_recorded') }));
  const taken: Taken[] = [];
  for (const line of lines) taken.push(...(await takeUnits(parts, task, [line], signal)));
  return taken;
}

interface Group {
  readonly request: ScanRequest;
  readonly lines: readonly FileLine[];
}

/** One request for each site, location and document, in the order in which they first come. */
function groupsOf(task: UnitTask, lines: readonly FileLine[], reference: Reference): Group[] {
  const { kind, moving } = task;
  const groups = new Map<string, FileLine[]>();
  for (const line of lines) {
    const { site, location, number } = line.said!;
    const key = JSON.stringify([site, location, number]);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].map((group) => {
    const { site, location, number } = group[0]!.said!;
    const zone = reference.sitesByCode.get(site!)?.timeZone ?? 'UTC';
    const request: ScanRequest = {
      move: kind === 'moves' ? moving!.move : moveOf[kind],
      site: site!,
      ...(location === undefined ? {} : { location }),
      ...(kind === 'sales' ? { document: { kind: 'sale', number: number! } } : {}),
      ...(moving?.document ? { document: moving.document } : {}),
      ...(moving?.together && task.write ? { atomicity: 'all_or_nothing' } : {}),
      scans: group.map((line) => scanOf(task, line, zone)),
    };
    return { request, lines: group };
  });
}

function scanOf(task: UnitTask, { id, said }: FileLine, zone: string): ScanInput {
  const { sku, gtin, unit, serial, imeis = [], quantity, line, time } = said!;
  const named = serial === undefined ? imeis : [serial, ...imeis];
  const product = gtin === undefined || sku !== undefined ? [] : [gtin];
  const ours = unit === undefined ? [] : [`UNIT:${unit}`];
  const codes = ours.length + named.length > 0 ? [...ours, ...product, ...named] : [sku ?? gtin!];
  return {
    id,
    codes,
    input: task.moving?.evidence ?? 'imported',
    details: detailsOf(task, said!),
    ...(time === undefined ? {} : { at: 'instant' in time ? time.instant : instantAt(time.local, zone) }),
    ...(line === undefined ? {} : { line }),
    ...(named.length > 0 || quantity === undefined ? {} : { quantity }),
  };
}

function detailsOf({ kind, moving }: UnitTask, line: ImportLine): Readonly<Record<string, unknown>> {
  const { sku, unit, lot, supplier, condition, paid, currency, channel, customer } = line;
  // A line that names the unit itself needs no product beside it; and a change of product has its own SKU there.
  if (moving) return { ...(sku === undefined || unit !== undefined ? {} : { sku }), ...moving.details };
  const sale = kind === 'sales' ? { paid, currency, channel, customer, history: true } : {};
  const all = { sku, lot, supplier, condition, ...sale };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** `seen`: an answer as far as whoever brought the file may know it. */
function takenOf(answered: Answered, nth: number, line: ImportLine, seen: (answer: Answer) => Answer): Taken {
  if ('problem' in answered) {
    const { code, sentence } = answered.problem;
    return { outcome: 'refused', problem: { code, sentence } };
  }
  return takenBy(seen(answered.answers[nth]!), line.serial ?? line.imeis?.[0] ?? String(line.unit ?? ''));
}

/** The ledger's answer as what became of the line. */
export function takenBy(answer: Answer, serial: string): Taken {
  const { outcome, unit, seq, exceptions, refusal } = answer;
  if (outcome === 'recorded' || outcome === 'repeated')
    return {
      outcome,
      unit: unit?.id ?? null,
      seq,
      exceptions: outcome === 'recorded' ? exceptions.length : 0,
    };
  if (refusal) return { outcome: 'refused', problem: { code: refusal.code, sentence: sentenceOf(refusal) } };
  if (outcome === 'withheld') return { outcome: 'refused', problem: lineProblem('withheld') };
  const problem =
    outcome === 'conflict' ? lineProblem('id_conflict') : lineProblem('ambiguous_number', { serial });
  return { outcome: 'refused', problem };
}

/** Tries again while the ledger has no room or the database is away: the same ids have one effect. */
export async function patiently<Result>(take: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await take();
    } catch (error) {
      if (!isPassing(error) || tries === busyTriesMax || signal.aborted) throw error;
      await pause(Math.min(5_000, 250 * 2 ** tries), signal);
    }
  }
}

const busyTriesMax = 8;

/** The ledger or the database cannot now; later it can. */
export function isPassing(error: unknown): boolean {
  if (error instanceof QueueFull || error instanceof LedgerBusy) return true;
  return isRetryable(error) || isUnavailable(error) || isTimeout(error);
}
