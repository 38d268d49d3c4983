import { useRef, useState } from 'react';
import type { LocationOnWire } from '../../../src/operations/places/contract.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { containerCodeOf, isSurelyContainer, moveTo } from '../containers/container-queries.ts';
import { type Shown, troubleVerdict } from '../scanning/shown.ts';
import { type Doing, type TakeScan, useScanning } from '../scanning/use-scanning.ts';
import { plainVerdict } from '../scanning/verdict.ts';
import { forgetUnits } from '../server/queries.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { forgetPlaces } from './putaway-queries.ts';
import { putawayWords } from './putaway-words.ts';
import { spotScan } from './spot-scans.ts';

interface Laying {
  readonly site: string;
  readonly move: 'put_away' | 'move_spot';
  readonly spots: readonly LocationOnWire[];
}

/** What is scanned at the station: spots, units, pieces and containers, in any order that makes sense. */
export function useLaying({ site, move, spots }: Laying) {
  const say = useSliceWords(putawayWords);
  const speech = useSpeech();
  const [target, setTarget] = useState<LocationOnWire | null>(null);
  const [counts, setCounts] = useState({ done: 0, refused: 0 });
  /** Pieces of a plain product, of which nobody has said how many. */
  const [pieces, setPieces] = useState<Doing | null>(null);
  /** A unit whose spot comes next, from the moment of its scan on: the spot may be scanned before it was looked up. */
  const asked = useRef<Pick<Shown, 'codes' | 'input'> | null>(null);
  const scanning = useScanning({
    site,
    location: target?.code ?? null,
    move: target === null ? null : move,
    onAnswer({ outcome, code }: ScanAnswer, doing: Doing) {
      setPieces(code === 'quantity_needed' ? doing : null);
      if (code === 'quantity_needed') return;
      const isDone = outcome === 'recorded';
      if (isDone || outcome === 'refused')
        setCounts(({ done, refused }) =>
          isDone ? { done: done + 1, refused } : { done, refused: refused + 1 },
        );
      if (isDone) forgetPlaces(site);
    },
  });
  const { shown, perform } = scanning;
  const unit =
    target === null && asked.current !== null && shown?.verdict.tone !== 'wait' ? shown?.unit : null;

  const container = target === null && asked.current !== null ? shown?.container : undefined;

  /** What was looked up as a container, or by its code can be nothing else. */
  function wholeOf(codes: readonly string[]): string | null {
    if (isSurelyContainer(codes)) return containerCodeOf(codes);
    return shown?.container && shown.codes.join() === codes.join() ? shown.container.number : null;
  }

  async function layWhole(codes: readonly string[], number: string, spot: string): Promise<void> {
    try {
      const { moved, refused } = await moveTo(number, spot);
      const [first] = moved === 0 ? refused : [];
      setCounts((before) => ({
        done: before.done + moved,
        refused: before.refused + (first ? refused.length : 0),
      }));
      forgetPlaces(site);
      forgetUnits();
      const told = { container: number, spot, count: speech.number(moved) };
      scanning.tell(
        codes,
        first
          ? plainVerdict('bad', number, first.sentence, say('containerStuck'))
          : plainVerdict('good', spot, say('containerLaid', told), say('nextUnits')),
      );
    } catch (error) {
      scanning.tell(codes, troubleVerdict(error, speech));
    }
  }

  function put({ codes, input }: Pick<Shown, 'codes' | 'input'>, location: string): void {
    asked.current = null;
    const whole = wholeOf(codes);
    if (whole !== null) return void layWhole(codes, whole, location);
    void perform({ move, codes, input, location });
  }

  const take: TakeScan = (codes, input) => {
    const scan = spotScan(codes, site, spots);
    if (scan === null) {
      const whole = target === null ? null : wholeOf(codes);
      if (target !== null && whole !== null) return void layWhole(codes, whole, target.code);
      asked.current = target === null ? { codes, input } : null;
      return scanning.take(codes, input);
    }
    if (scan.is !== 'spot')
      return scanning.tell(codes, plainVerdict('bad', scan.code, say(scan.is), say('nextSpot')));
    // What was looked up and is nothing of ours waits for no spot.
    const isOurs = shown === null || shown.verdict.tone === 'wait' || shown.unit !== null || shown.container;
    if (asked.current !== null && isOurs) return put(asked.current, scan.spot.code);
    asked.current = null;
    setTarget(scan.spot);
    const sentence = say('targetSet', { spot: scan.spot.code });
    scanning.tell(codes, plainVerdict('info', scan.spot.code, sentence, say('nextUnits')));
  };

  return {
    ...scanning,
    take,
    put,
    target,
    counts,
    container,
    pending: unit && shown ? { unit, shown } : null,
    pieces,
    putPieces(quantity: number, from: string) {
      if (pieces) void perform({ ...pieces, quantity, details: { from } });
    },
    clear: () => setTarget(null),
  };
}
