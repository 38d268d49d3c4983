import { useEffect, useRef, useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import type { Move } from '../../../src/domain/lifecycle.ts';
import type { ScanAnswer, ScanRequestBody } from '../../../src/operations/scanning/contract.ts';
import type { Who } from '../access/session-store.ts';
import { forgetUnits, useSession } from '../server/queries.ts';
import { type Speech, useSpeech } from '../words/words.ts';
import { giveFeedback } from './feedback.ts';
import { scanId } from './scan-id.ts';
import { onLateAnswer, queueScan, type Sent, sendScan, type Told } from './send-scan.ts';
import { type Shown, show, shownOf, textOf, troubleVerdict } from './shown.ts';
import { understand } from './understand.ts';
import { answerVerdict, plainVerdict, type Verdict } from './verdict.ts';

/** One line of the list of last scans. */
export interface Entry {
  readonly id: string;
  readonly text: string;
  readonly verdict: Verdict;
  /** What was recorded, where it can be taken back. */
  readonly undo: { readonly unit: number; readonly seq: number; readonly codes: readonly string[] } | null;
  readonly isUndone: boolean;
}

/** Where and how scans are made at this device now. */
export interface Station {
  readonly site: string;
  readonly location: string | null;
  /** What is done with each scan; null: only looked at. */
  readonly move: Move | null;
  /** What each such scan belongs to. */
  readonly document?: { readonly kind: string; readonly number: string };
  /** What each such scan says besides. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** Told of every answer, before it is shown. */
  readonly onAnswer?: (answer: ScanAnswer, doing: Doing) => void;
}

export interface Doing {
  readonly move: Move;
  readonly codes: readonly string[];
  readonly input: Evidence;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly seen?: number;
  readonly location?: string;
  /** Pieces of a plain product. */
  readonly quantity?: number;
  /** What it belongs to, where its move is another than the station's. */
  readonly document?: NonNullable<Station['document']>;
}

/** Codes of one thing, and how they came in. */
export type TakeScan = (codes: readonly string[], input: Evidence) => void;

const entriesMax = 30;

/** Scans in the order in which they came, one after the other; nothing that is scanned meanwhile is lost. */
export function useScanning(station: Station) {
  const speech = useSpeech();
  const { say } = speech;
  const { actor, name } = useSession().data!;
  const by: Who = { actor, name };
  const [shown, setShown] = useState<Shown | null>(null);
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  /** A product's code that waits for the serial. */
  const product = useRef<string | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const now = useRef({ station, speech });
  /** What was not answered at once, by the scan's id. */
  const kept = useRef(new Map<string, Doing>());
  const latest = useRef('');
  useEffect(() => {
    now.current = { station, speech };
  });
  useEffect(() => onLateAnswer(hearLate));

  const wait = (codes: readonly string[]) => show(codes, plainVerdict('wait', say('working'), '', ''));

  function begin(codes: readonly string[], text = textOf(codes)): string {
    const id = scanId(Date.now());
    const entry = { id, text, verdict: wait(codes).verdict, undo: null, isUndone: false };
    setEntries((before) => [entry, ...before].slice(0, entriesMax));
    return id;
  }

  const take: TakeScan = (codes, input) => {
    const id = begin(codes);
    const { move, details } = station;
    const doing = move && { move, codes, input, ...(details ? { details } : {}) };
    const body = doing && requestOf(doing, station, id);
    if (body !== null) queueScan(body, by);
    void inTurn(id, codes, async () => {
      setShown(wait(codes));
      const { shown, undo } = doing && body ? await act(withProduct(doing), body, by) : await look(codes);
      settle(id, { ...shown, codes, input }, undo);
    });
  };

  /** What a station makes of a scan by itself (a spot's label): said in its turn, and nothing is asked. */
  function tell(codes: readonly string[], verdict: Verdict): void {
    const id = begin(codes);
    void inTurn(id, codes, async () => settle(id, show(codes, verdict), null));
  }

  /** One after the other, whatever becomes of the one before. */
  function inTurn(id: string, codes: readonly string[], job: () => Promise<void>): Promise<void> {
    queue.current = queue.current.then(() => {
      latest.current = id;
      return job().catch((error) => settle(id, show(codes, troubleVerdict(error, now.current.speech)), null));
    });
    return queue.current;
  }

  function withProduct(doing: Doing): Doing {
    return product.current === null ? doing : { ...doing, codes: [product.current, ...doing.codes] };
  }

  /** A move made by a button, on the unit that is shown. */
  function perform(doing: Doing, text = textOf(doing.codes)): Promise<void> {
    const id = begin(doing.codes, text);
    const body = requestOf(doing, station, id);
    queueScan(body, by);
    return inTurn(id, doing.codes, async () => {
      const { shown, undo } = await act(doing, body, by);
      settle(id, { ...shown, codes: doing.codes, input: doing.input }, undo);
    });
  }

  function settle(id: string, shown: Shown, undo: Entry['undo']): void {
    giveFeedback(shown.verdict.tone);
    setShown(shown);
    change(id, { verdict: shown.verdict, undo });
  }

  function change(id: string, changed: Partial<Entry>): void {
    setEntries((before) => before.map((entry) => (entry.id === id ? { ...entry, ...changed } : entry)));
  }

  async function look(codes: readonly string[]): Promise<Settled> {
    const before = product.current;
    try {
      const understood = await understand(codes);
      product.current = understood.is === 'product' ? codes[0]! : null;
      const shown = shownOf(codes, understood, before, now.current.speech);
      return { shown, undo: null };
    } catch (error) {
      product.current = before;
      return { shown: show(codes, troubleVerdict(error, now.current.speech)), undo: null };
    }
  }

  async function act(doing: Doing, body: ScanRequestBody, by: Who): Promise<Settled> {
    const scan = { ...body.scans[0]!, codes: [...doing.codes] };
    const sent = await sendScan({ ...body, scans: [scan] }, by);
    if (sent === 'kept') kept.current.set(scan.id, doing);
    if (sent !== 'kept' && 'answer' in sent) {
      const { code, outcome } = sent.answer;
      now.current.station.onAnswer?.(sent.answer, doing);
      product.current = code === 'serial_needed' ? doing.codes.at(-1)! : null;
      if (outcome === 'recorded') forgetUnits();
    }
    return shownAfter(sent, doing, now.current.speech);
  }

  /** The server is back and has answered what was kept. Only the scan that still lies there is looked at anew. */
  function hearLate(id: string, told: Told): boolean {
    const doing = kept.current.get(id);
    if (doing === undefined) return false;
    kept.current.delete(id);
    forgetUnits();
    if ('answer' in told) now.current.station.onAnswer?.(told.answer, doing);
    const verdict = toldVerdict(told, now.current.speech);
    change(id, { verdict, undo: undoOf(told, doing) });
    if (verdict.tone !== 'good') giveFeedback(verdict.tone);
    if (latest.current === id) void showLate(id, told, doing);
    return true;
  }

  async function showLate(id: string, told: Told, doing: Doing): Promise<void> {
    const { shown } = await shownAfter(told, doing, now.current.speech);
    if (latest.current === id) setShown({ ...shown, codes: doing.codes, input: doing.input });
  }

  async function undo(entry: Entry): Promise<void> {
    if (!entry.undo) return;
    const { seq, codes } = entry.undo;
    const details = { seq, reason: say('undoReason') };
    const doing = { move: 'annul', codes, input: 'keyed', details } as const;
    const body = requestOf(doing, station, scanId(Date.now()));
    queueScan(body, by);
    return inTurn(entry.id, codes, async () => {
      const sent = await sendScan(body, by);
      const isUndone = sent !== 'kept' && 'answer' in sent && sent.answer.outcome === 'recorded';
      if (isUndone) forgetUnits();
      const { shown } = await shownAfter(sent, doing, now.current.speech);
      const verdict = isUndone ? { ...shown.verdict, word: say('undone') } : shown.verdict;
      settle(entry.id, { ...shown, codes, verdict }, isUndone ? null : entry.undo);
      change(entry.id, { isUndone });
    });
  }

  return { shown, entries, take, tell, perform, undo };
}

interface Settled {
  readonly shown: Shown;
  readonly undo: Entry['undo'];
}

function requestOf(
  { move, codes, input, details, seen, location, quantity, document }: Doing,
  station: Station,
  id: string,
): ScanRequestBody {
  const spot = location ?? station.location ?? undefined;
  const paper = document ?? (move === station.move ? station.document : undefined);
  const known = { ...(details ? { details } : {}), ...(seen === undefined ? {} : { seen }) };
  const given = quantity === undefined ? known : { ...known, quantity };
  const scan = { id, codes: [...codes], at: new Date().toISOString(), input, ...given };
  return {
    move,
    site: station.site,
    ...(spot === undefined ? {} : { location: spot }),
    ...(paper ? { document: paper } : {}),
    scans: [scan],
  } as ScanRequestBody;
}

function undoOf(told: Told, { move, codes }: Doing): Entry['undo'] {
  if (!('answer' in told)) return null;
  const { outcome, unit, seq } = told.answer;
  if (outcome !== 'recorded' || unit === null || seq === null || move === 'annul') return null;
  return { unit: unit.id, seq, codes };
}

function toldVerdict(told: Told, speech: Speech): Verdict {
  return 'answer' in told ? answerVerdict(told.answer, speech) : troubleVerdict(told.problem, speech);
}

/** What is shown after an answer, or without one. */
async function shownAfter(sent: Sent, doing: Doing, speech: Speech): Promise<Settled> {
  const { say } = speech;
  const { codes } = doing;
  if (sent === 'kept') {
    const verdict = plainVerdict('wait', say('offline'), '', say('nextRetry'));
    return { shown: show(codes, verdict), undo: null };
  }
  if ('problem' in sent) return { shown: show(codes, troubleVerdict(sent.problem, speech)), undo: null };
  return { shown: await afterwards(sent.answer, codes, speech), undo: undoOf(sent, doing) };
}

/** The verdict, and the unit as it is now. */
async function afterwards(answer: ScanAnswer, codes: readonly string[], speech: Speech): Promise<Shown> {
  const verdict = answerVerdict(answer, speech);
  const isUnknown = answer.code === 'unknown_unit';
  const looked = answer.unit !== null || isUnknown ? await understand(codes).catch(() => null) : null;
  const picture = answer.picture === undefined ? {} : { picture: answer.picture };
  if (looked === null) return { ...show(codes, verdict), ...picture };
  return { ...shownOf(codes, looked, null, speech), verdict };
}
