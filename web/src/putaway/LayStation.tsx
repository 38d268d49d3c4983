import type { ReactNode } from 'react';
import type { WaitingUnitOnWire } from '../../../src/operations/putaway/contract.ts';
import { ContainerSeen } from '../containers/ContainerSeen.tsx';
import { LastScans } from '../scanning/LastScans.tsx';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { useLocations } from '../server/queries.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords } from '../words/words.ts';
import { Pieces } from './Pieces.tsx';
import { useWaiting } from './putaway-queries.ts';
import { putawayWords } from './putaway-words.ts';
import { Target } from './Target.tsx';
import { useLaying } from './use-laying.ts';
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
 * for its own spot, and for that alone. A container goes with all that is in it.
 */
export function LayStation({ site, move, choice }: LayProps) {
  const say = useSliceWords(putawayWords);
  const locations = useLocations(site);
  const waiting = useWaiting(site);
  const laying = useLaying({ site, move, spots: locations.data?.items ?? [] });
  const { target, pending, counts, container } = laying;
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
        ) : container ? (
          <>
            <ContainerSeen container={container} />
            <p>{say('scanItsSpot')}</p>
          </>
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
