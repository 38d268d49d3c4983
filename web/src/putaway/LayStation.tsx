import { type ReactNode, useRef, useState } from 'react';
import type { LocationOnWire } from '../../../src/operations/places/contract.ts';
import type { WaitingUnitOnWire } from '../../../src/operations/putaway/contract.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import { LastScans } from '../scanning/LastScans.tsx';
import { ScanBox } from '../scanning/ScanBox.tsx';
import type { Shown } from '../scanning/shown.ts';
import { type Doing, type TakeScan, useScanning } from '../scanning/use-scanning.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { plainVerdict } from '../scanning/verdict.ts';
import { useLocations } from '../server/queries.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords } from '../words/words.ts';
import { Pieces } from './Pieces.tsx';
import { forgetPlaces, useWaiting } from './putaway-queries.ts';
import { putawayWords } from './putaway-words.ts';
import { spotScan } from './spot-scans.ts';
import { Target } from './Target.tsx';
import { WaitingRow } from './WaitingRow.tsx';
import { WhereTo } from './WhereTo.tsx';

interface LayProps {
  readonly site: string;
  readonly move: 'put_away' | 'move_spot';
  /** What else could be done here. */
  readonly choice: ReactNode;
}

/**
 * A spot that is scanned first is the target of each unit until the next spot is scanned. A unit that is scanned first waits
 * for its own spot, and for that alone.
 */
export function LayStation({ site, move, choice }: LayProps) {
  const say = useSliceWords(putawayWords);
  const locations = useLocations(site);
  const waiting = useWaiting(site);
  const laying = useLaying({ site, move, spots: locations.data?.items ?? [] });
  const { target, pending, counts } = laying;
  if (locations.isPending) return <Loading />;
  if (locations.isError) return <Trouble error={locations.error} reset={() => void locations.refetch()} />;
  const left = waiting.data?.waiting ?? 0;
  return (
    <TaskShell
      title={say('title')}
      about={`${site} · ${say(move === 'put_away' ? 'putAwayHint' : 'moveHint')}`}
      counters={[
        { key: 'waiting', label: say('waiting'), count: left, tone: 'info' },
        { key: 'done', label: say('done'), count: counts.done, tone: 'good' },
        { key: 'refused', label: say('refused'), count: counts.refused, tone: 'bad' },
      ]}
      done={counts.done}
      of={move === 'put_away' ? counts.done + left : 0}
      workers={[]}
      station={
        <>
          <div className="station" data-station="inside">
            {choice}
            <Target site={site} target={target} clear={laying.clear} />
            <ScanBox take={laying.take} />
          </div>
          <VerdictCard shown={laying.shown} />
        </>
      }
      questions={
        target && laying.pieces ? (
          <Pieces
            key={laying.pieces.codes.join()}
            spots={locations.data.items}
            to={target.code}
            put={laying.putPieces}
          />
        ) : (
          pending && (
            <WhereTo
              key={pending.unit.id}
              site={site}
              unit={pending.unit}
              put={(spot) => laying.put(pending.shown, spot)}
            />
          )
        )
      }
      lists={
        <div className="scan-columns">
          <LiveLists
            chosen="waiting"
            choose={() => undefined}
            keyOf={({ id }: WaitingUnitOnWire) => id}
            draw={(unit) => (
              <WaitingRow unit={unit} choose={() => laying.take([`UNIT:${unit.id}`], 'keyed')} />
            )}
            lists={[
              {
                key: 'waiting',
                label: say('atDock'),
                rows: waiting.data?.items ?? [],
                empty: say(waiting.isPending ? 'loading' : 'nothingWaits'),
              },
            ]}
          />
          <LastScans entries={laying.entries} undo={laying.undo} />
        </div>
      }
      actions={null}
      pause={null}
    />
  );
}

interface Laying extends Pick<LayProps, 'site' | 'move'> {
  readonly spots: readonly LocationOnWire[];
}

function useLaying({ site, move, spots }: Laying) {
  const say = useSliceWords(putawayWords);
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

  function put({ codes, input }: Pick<Shown, 'codes' | 'input'>, location: string): void {
    asked.current = null;
    void perform({ move, codes, input, location });
  }

  const take: TakeScan = (codes, input) => {
    const scan = spotScan(codes, site, spots);
    if (scan === null) {
      asked.current = target === null ? { codes, input } : null;
      return scanning.take(codes, input);
    }
    if (scan.is !== 'spot')
      return scanning.tell(codes, plainVerdict('bad', scan.code, say(scan.is), say('nextSpot')));
    // What was looked up and is no unit of ours waits for no spot.
    const isUnit = shown === null || shown.verdict.tone === 'wait' || shown.unit !== null;
    if (asked.current !== null && isUnit) return put(asked.current, scan.spot.code);
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
    pending: unit && shown ? { unit, shown } : null,
    pieces,
    putPieces(quantity: number, from: string) {
      if (pieces) void perform({ ...pieces, quantity, details: { from } });
    },
    clear: () => setTarget(null),
  };
}
