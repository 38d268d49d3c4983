import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import type { Move } from '../../../src/domain/lifecycle.ts';
import type { ScanAnswer, ScanRequestBody } from '../../../src/operations/scanning/contract.ts';
import { forgetUnits } from '../server/queries.ts';
import { type Speech, useSpeech } from '../words/words.ts';
import { giveFeedback } from './feedback.ts';
import { scanId } from './scan-id.ts';
import { onWaitingScans, sendScan, waitingScans } from './send-scan.ts';
import { type Shown, show, shownOf, troubleVerdict } from './shown.ts';
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
}

const entriesMax = 30;

/** Scans in the order in which they came, one after the other; nothing that is scanned meanwhile is lost. */
export function useScanning(station: Station) {
  const speech = useSpeech();
  const { say } = speech;
  const [shown, setShown] = useState<Shown | null>(null);
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  /** A product's code that waits for the serial. */
  const product = useRef<string | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const now = useRef({ station, speech });
  useEffect(() => {
    now.current = { station, speech };
  });

  const wait = (text: string): Shown => show(text, plainVerdict('wait', say('working'), '', ''));

  function take(text: string, input: Evidence): void {
    const id = scanId(Date.now());
    note({ id, text, verdict: wait(text).verdict, undo: null, isUndone: false });
    queue.current = queue.current.then(async () => {
      setShown(wait(text));
      const { move } = now.current.station;
      const codes = product.current === null ? [text] : [product.current, text];
      const { details } = now.current.station;
      const doing = move && { move, codes, input, ...(details ? { details } : {}) };
      const { shown, undo } = doing === null ? await look(text) : await act(doing, text, id);
      settle(id, { ...shown, input }, undo);
    });
  }

  /** A move made by a button, on the unit that is shown. */
  function perform(doing: Doing, text: string): Promise<void> {
    const id = scanId(Date.now());
    note({ id, text, verdict: wait(text).verdict, undo: null, isUndone: false });
    queue.current = queue.current.then(async () => {
      const { shown, undo } = await act(doing, text, id);
      settle(id, { ...shown, input: doing.input }, undo);
    });
    return queue.current;
  }

  function note(entry: Entry): void {
    setEntries((before) => [entry, ...before].slice(0, entriesMax));
  }

  function settle(id: string, shown: Shown, undo: Entry['undo']): void {
    giveFeedback(shown.verdict.tone);
    setShown(shown);
    setEntries((before) =>
      before.map((entry) => (entry.id === id ? { ...entry, verdict: shown.verdict, undo } : entry)),
    );
  }

  async function look(text: string): Promise<Settled> {
    const before = product.current;
    try {
      const understood = await understand(text);
      product.current = understood.is === 'product' ? text : null;
      const shown = shownOf(text, understood, before, now.current.speech);
      return { shown, undo: null };
    } catch (error) {
      product.current = before;
      return { shown: show(text, troubleVerdict(error, now.current.speech)), undo: null };
    }
  }

  async function act(doing: Doing, text: string, id: string): Promise<Settled> {
    const { station } = now.current;
    const onDelay = () => setShown(show(text, plainVerdict('wait', say('offline'), '', say('nextRetry'))));
    try {
      const answer = await sendScan(requestOf(doing, station, id), onDelay);
      const { code, outcome } = answer;
      now.current.station.onAnswer?.(answer, doing);
      if (code === 'serial_needed') product.current = doing.codes.at(-1)!;
      else product.current = null;
      if (outcome === 'recorded') forgetUnits();
      return { shown: await afterwards(answer, text, now.current.speech), undo: undoOf(answer, doing) };
    } catch (error) {
      return { shown: show(text, troubleVerdict(error, now.current.speech)), undo: null };
    }
  }

  async function undo(entry: Entry): Promise<void> {
    if (!entry.undo) return;
    const { seq, codes } = entry.undo;
    const details = { seq, reason: say('undoReason') };
    const body = requestOf({ move: 'annul', codes, input: 'keyed', details }, station, scanId(Date.now()));
    queue.current = queue.current.then(async () => {
      try {
        const answer = await sendScan(body, () => undefined);
        const isUndone = answer.outcome === 'recorded';
        forgetUnits();
        const shown = await afterwards(answer, entry.text, now.current.speech);
        const verdict = isUndone ? { ...shown.verdict, word: say('undone') } : shown.verdict;
        settle(entry.id, { ...shown, verdict }, isUndone ? null : entry.undo);
        setEntries((before) => before.map((one) => (one.id === entry.id ? { ...one, isUndone } : one)));
      } catch (error) {
        setShown(show(entry.text, troubleVerdict(error, now.current.speech)));
      }
    });
    return queue.current;
  }

  return { shown, entries, take, perform, undo, waiting: useSyncExternalStore(onWaitingScans, waitingScans) };
}

interface Settled {
  readonly shown: Shown;
  readonly undo: Entry['undo'];
}

function requestOf(
  { move, codes, input, details, seen, location }: Doing,
  station: Station,
  id: string,
): ScanRequestBody {
  const spot = location ?? station.location ?? undefined;
  const given = { ...(details ? { details } : {}), ...(seen === undefined ? {} : { seen }) };
  const scan = { id, codes: [...codes], at: new Date().toISOString(), input, ...given };
  return {
    move,
    site: station.site,
    ...(spot === undefined ? {} : { location: spot }),
    ...(station.document && move === station.move ? { document: station.document } : {}),
    scans: [scan],
  } as ScanRequestBody;
}

function undoOf({ outcome, unit, seq }: ScanAnswer, { move, codes }: Doing): Entry['undo'] {
  if (outcome !== 'recorded' || unit === null || seq === null || move === 'annul') return null;
  return { unit: unit.id, seq, codes };
}

/** What is shown after an answer: the verdict, and the unit as it is now. */
async function afterwards(answer: ScanAnswer, text: string, speech: Speech): Promise<Shown> {
  const verdict = answerVerdict(answer, speech);
  const isUnknown = answer.code === 'unknown_unit';
  const looked = answer.unit !== null || isUnknown ? await understand(text).catch(() => null) : null;
  if (looked === null) return show(text, verdict);
  return { ...shownOf(text, looked, null, speech), verdict };
}
