import { useEffect, useRef, useState } from 'react';
import type { Evidence } from '../../../src/domain/events.ts';
import { readScan } from '../../../src/domain/identifiers/read-scan.ts';
import { limits } from '../../../src/domain/limits.ts';
import type { CountAnswerOnWire, CountScanBody } from '../../../src/operations/counting/scans/contract.ts';
import { giveFeedback } from '../scanning/feedback.ts';
import { scanId } from '../scanning/scan-id.ts';
import { type Shown, show, troubleVerdict } from '../scanning/shown.ts';
import { plainVerdict, type Verdict } from '../scanning/verdict.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { countPath, refreshSoon } from './count-queries.ts';
import { countVerdict } from './count-verdict.ts';
import { countingWords } from './counting-words.ts';

/** A scan on its way; `madeAt` by the page's own stopwatch, which no change of clocks moves. */
interface Waiting {
  readonly scan: CountScanBody;
  readonly madeAt: number;
}

/** An answer that asks for a word more. */
export interface Asked {
  readonly is: 'pieces' | 'product';
  readonly codes: readonly string[];
  readonly input: Evidence;
  readonly location: string | null;
}

/** Milliseconds after which scans that could not be sent are sent again. */
const againMs = 3_000;

/**
 * Scans of a count, sent together in the order in which they were made: nothing that is scanned meanwhile waits for an answer
 * or is lost. Without a connection they wait, and are sent with how long ago they were made.
 */
export function useCounting(number: string, spots: readonly string[]) {
  const speech = useSpeech();
  const sayHere = useSliceWords(countingWords);
  const [spot, setSpot] = useState<string | null>(spots.length === 1 ? spots[0]! : null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [waiting, setWaiting] = useState(0);
  const queue = useRef<Waiting[]>([]);
  const isSending = useRef(false);
  const isOver = useRef(false);
  useEffect(() => {
    isOver.current = false;
    return () => {
      isOver.current = true;
    };
  }, []);

  function tell(codes: readonly string[], verdict: Verdict): void {
    setShown(show(codes, verdict));
    giveFeedback(verdict.tone);
  }

  function take(codes: readonly string[], input: Evidence, more: Partial<CountScanBody> = {}): void {
    const named = spotNamed(codes, spots);
    if (named !== null) {
      setSpot(named);
      setAsked(null);
      tell(codes, plainVerdict('info', sayHere('spotChosen', { spot: named }), '', sayHere('spotNext')));
      return;
    }
    const scan = {
      id: scanId(Date.now()),
      codes: [...codes],
      input: input as CountScanBody['input'],
      ...(spot === null ? {} : { location: spot }),
      ...more,
    };
    queue.current.push({ scan, madeAt: performance.now() });
    setAsked(null);
    void send();
  }

  async function send(): Promise<void> {
    if (isSending.current) return;
    isSending.current = true;
    while (queue.current.length > 0 && !isOver.current) {
      const batch = queue.current.slice(0, limits.countScansMax);
      setWaiting(queue.current.length);
      try {
        const scans = batch.map(withAge);
        const { answers } = await ask<{ readonly answers: readonly CountAnswerOnWire[] }>(
          'POST',
          `${countPath(number)}/scans`,
          { scans },
        );
        queue.current.splice(0, batch.length);
        told(batch, answers);
      } catch (error) {
        const isAway = error instanceof ServerProblem && (error.status === 0 || error.status === 503);
        tell(batch.at(-1)!.scan.codes, troubleVerdict(error, speech));
        if (isAway) await new Promise((resolve) => setTimeout(resolve, againMs));
        else queue.current.splice(0, batch.length);
      }
    }
    setWaiting(queue.current.length);
    isSending.current = false;
  }

  function told(batch: readonly Waiting[], answers: readonly CountAnswerOnWire[]): void {
    const last = answers.at(-1)!;
    const { scan } = batch.at(-1)!;
    tell(scan.codes, countVerdict(last, sayHere, speech));
    setAsked(askedFor(last, scan));
    refreshSoon(number);
  }

  return { shown, asked, spot, setSpot, waiting, take, dismiss: () => setAsked(null) };
}

function askedFor({ outcome, code }: CountAnswerOnWire, scan: CountScanBody): Asked | null {
  const of = { codes: scan.codes, input: scan.input as Evidence, location: scan.location ?? null };
  if (code === 'quantity_needed') return { is: 'pieces', ...of };
  return outcome === 'unknown' ? { is: 'product', ...of } : null;
}

/** The spot whose label was scanned. */
function spotNamed(codes: readonly string[], spots: readonly string[]): string | null {
  const [code] = codes;
  if (code === undefined || codes.length > 1) return null;
  const read = readScan(code);
  const bin = 'error' in read ? undefined : read.understood.find((one) => one.as === 'bin');
  if (bin?.as === 'bin') return bin.location;
  return spots.find((spot) => spot === code.trim()) ?? null;
}

/** Milliseconds below which a scan is as good as new. */
const newMs = 2_000;

function withAge({ scan, madeAt }: Waiting): CountScanBody {
  const ago = Math.round(performance.now() - madeAt);
  return ago < newMs ? scan : { ...scan, ago: Math.min(ago, limits.countScanAgeMsMax) };
}
