import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { LocationOnWire } from '../../../src/operations/places/contract.ts';
import { ScanBox } from '../scanning/ScanBox.tsx';
import { show } from '../scanning/shown.ts';
import type { TakeScan } from '../scanning/use-scanning.ts';
import { VerdictCard } from '../scanning/VerdictCard.tsx';
import { plainVerdict, type Verdict } from '../scanning/verdict.ts';
import { useLocations } from '../server/queries.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { ConfirmWhole } from './ConfirmWhole.tsx';
import { forgetPlaces } from './putaway-queries.ts';
import { putawayWords } from './putaway-words.ts';
import { spotScan } from './spot-scans.ts';
import { unitsAt } from './whole-spot.ts';

interface Spots {
  readonly from: LocationOnWire | null;
  readonly to: LocationOnWire | null;
}

const none: Spots = { from: null, to: null };

/** Moves all that lies at one spot to another: the old spot, the new spot, a look at what it is, done. */
export function WholeSpot({ site, choice }: { site: string; choice: ReactNode }) {
  const say = useSliceWords(putawayWords);
  const { number } = useSpeech();
  const locations = useLocations(site);
  const [spots, setSpots] = useState(none);
  const [last, setLast] = useState<{ codes: readonly string[]; verdict: Verdict } | null>(null);
  const from = spots.from?.code ?? null;
  const lying = useQuery({
    queryKey: ['units-at', site, from],
    queryFn: () => unitsAt(site, from!),
    enabled: from !== null,
    staleTime: 0,
  });
  if (locations.isPending) return <Loading />;
  if (locations.isError) return <Trouble error={locations.error} reset={() => void locations.refetch()} />;
  const known = locations.data.items;
  const units = from === null ? [] : (lying.data ?? []);

  const take: TakeScan = (codes) => {
    const scan = spotScan(codes, site, known);
    if (scan?.is !== 'spot') {
      const word = scan === null ? say('notASpot') : scan.code;
      const verdict = plainVerdict('bad', word, scan === null ? '' : say(scan.is), say('nextSpot'));
      return setLast({ codes, verdict });
    }
    const { spot } = scan;
    const isSecond = spots.from !== null && spots.to === null && spots.from.code !== spot.code;
    setSpots(isSecond ? { ...spots, to: spot } : { from: spot, to: null });
    const next = say(isSecond ? 'nextConfirm' : 'nextNewSpot');
    setLast({ codes, verdict: plainVerdict('info', spot.code, say(isSecond ? 'newSpot' : 'oldSpot'), next) });
  };

  return (
    <TaskShell
      title={say('title')}
      about={`${site} · ${say('wholeHint')}`}
      counters={[{ key: 'lying', label: say('liesThere'), count: units.length, tone: 'info' }]}
      done={0}
      of={0}
      workers={[]}
      station={
        <>
          <div className="station" data-station="inside">
            {choice}
            <p className="putaway-target" role="status" aria-label={say('target')}>
              <span>
                {say('fromSpot')} <strong className="number">{from ?? '…'}</strong> {say('toSpot')}{' '}
                <strong className="number">{spots.to?.code ?? '…'}</strong>
              </span>
            </p>
            <ScanBox take={take} />
          </div>
          <VerdictCard shown={last && show(last.codes, last.verdict)} />
        </>
      }
      questions={
        spots.from &&
        spots.to &&
        lying.data && (
          <ConfirmWhole
            key={`${spots.from.code} ${spots.to.code}`}
            move={{ site, from: spots.from.code, to: spots.to.code }}
            units={lying.data}
            moved={() => forgetPlaces(site)}
            close={() => setSpots(none)}
          />
        )
      }
      lists={
        lying.isError ? (
          <Trouble error={lying.error} reset={() => void lying.refetch()} />
        ) : (
          <LiveLists
            chosen="lying"
            choose={() => undefined}
            keyOf={({ id }) => id}
            draw={({ serial, sku, name }) => (
              <span className="putaway-row">
                <span className="putaway-row-unit">
                  <strong className="number">{serial}</strong>
                  <span className="soft">
                    {sku} · {name}
                  </span>
                </span>
              </span>
            )}
            lists={[
              {
                key: 'lying',
                label: from === null ? say('liesThere') : say('liesAt', { spot: from }),
                rows: units,
                empty: say(from === null ? 'scanOldSpot' : lying.isPending ? 'loading' : 'liesNothing'),
              },
            ]}
          />
        )
      }
      actions={null}
      pause={null}
    >
      <p className="soft">{say('piecesStay', { count: number(units.length) })}</p>
    </TaskShell>
  );
}
