import './watching.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import type { CountOnWire } from '../../../src/operations/counting/contract.ts';
import type { ExceptionOnWire } from '../../../src/operations/exceptions/contract.ts';
import type { ScanAnswer } from '../../../src/operations/scanning/contract.ts';
import type { UnseenUnitOnWire } from '../../../src/operations/watching/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask, withQuery } from '../server/ask.ts';
import { forgetUnits } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import type { Page } from '../server/wire.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { watchingWords } from './watching-words.ts';

/** What a question of the watch is about: each unit with its last scan, what may be done about it, and a count of the spot. */
export function UnseenUnits({ item: { id, site, unit } }: { item: ExceptionOnWire }) {
  const say = useSliceWords(watchingWords);
  const { number } = useSpeech();
  const asked = useQuery({
    queryKey: ['unseen', id],
    queryFn: () =>
      ask<Page<UnseenUnitOnWire>>(
        'GET',
        withQuery('/api/watch/units', { exception: String(id), limit: '200' }),
      ),
  });
  if (asked.error) return <Trouble error={asked.error} reset={() => void asked.refetch()} />;
  if (!asked.data) return <Loading />;
  const { items, next } = asked.data;
  if (items.length === 0) return <p className="soft">{say('allSeen')}</p>;
  const spot = items[0]!.place;
  return (
    <section className="stack" aria-label={say('unseenUnits')}>
      {spot?.startsWith(`${site}/`) && <CountSpot site={site} spot={spot.slice(site.length + 1)} />}
      {unit === null && (
        <ul className="plain-list watch-units">
          {items.map((one) => (
            <UnitRow key={one.unit.id} one={one} isHere={spot?.startsWith(`${site}/`) === true} />
          ))}
        </ul>
      )}
      {next !== null && <p className="soft">{say('more', { count: `${number(items.length)}+` })}</p>}
    </section>
  );
}

function CountSpot({ site, spot }: { site: string; spot: string }) {
  const say = useSliceWords(watchingWords);
  const navigate = useNavigate();
  const mayScan = useMay()('scan', site);
  // Sent again after a lost answer, it is the same count.
  const [id] = useState(() => scanId(Date.now()));
  const act = useAct(async () => {
    const body = { id, site, scope: { locations: [spot] }, blind: false, opening: false };
    const { number } = await ask<CountOnWire>('POST', '/api/counts', body);
    forgetList('counts');
    await navigate({ to: '/counts/$number', params: { number } });
  });
  if (!mayScan) return null;
  return (
    <div>
      <Button
        variant="default"
        leftSection={<ClipboardCheck size={18} aria-hidden />}
        loading={act.isBusy}
        onClick={() => void act.run()}
      >
        {say('countSpot', { spot })}
      </Button>
      <ProblemNote problem={act.problem} />
    </div>
  );
}

function UnitRow({ one, isHere }: { one: UnseenUnitOnWire; isHere: boolean }) {
  const say = useSliceWords(watchingWords);
  const { number } = useSpeech();
  const may = useMay();
  const [done, setDone] = useState<'count' | 'lose' | null>(null);
  const { unit, name, site, days, lastBy, lastSpot } = one;
  const act = useAct(async (move: 'count' | 'lose') => {
    await record(one, move);
    setDone(move);
  });
  const last =
    days === null
      ? null
      : `${say('ago', { count: number(days) })}, ${say('byAt', { name: lastBy ?? '', spot: lastSpot ?? '' })}`;
  const { serial } = unit;
  return (
    <li>
      <div>
        <Link to="/units/$id" params={{ id: String(unit.id) }} className="number">
          {unit.sku} {serial}
        </Link>{' '}
        <span className="soft">{[name, last].filter(Boolean).join(' · ')}</span>
        <ProblemNote problem={act.problem} />
      </div>
      {done !== null && (
        <span className="chip" data-tone={done === 'count' ? 'good' : 'bad'} role="status">
          {say(done === 'count' ? 'wasCounted' : 'wasLost')}
        </span>
      )}
      {done === null && may('settle', site) && (
        <div className="moves">
          {isHere && (
            <Button
              variant="default"
              disabled={act.isBusy}
              aria-label={say('isHereOf', { serial })}
              onClick={() => void act.run('count')}
            >
              {say('isHere')}
            </Button>
          )}
          <Button
            variant="default"
            disabled={act.isBusy}
            aria-label={say('isMissingOf', { serial })}
            onClick={() => void act.run('lose')}
          >
            {say('isMissing')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** As a scan of the unit; what the server refuses is thrown in its own sentence. */
async function record({ unit, site, place }: UnseenUnitOnWire, move: 'count' | 'lose'): Promise<void> {
  const details = move === 'lose' ? { adjustment: 'not_found' } : {};
  const scan = { id: scanId(Date.now()), codes: [`UNIT:${unit.id}`], input: 'keyed', details };
  const location = place?.startsWith(`${site}/`) ? { location: place.slice(site.length + 1) } : {};
  const said = { move, site, ...(move === 'count' ? location : {}), scans: [scan] };
  const { answers } = await ask<{ answers: readonly ScanAnswer[] }>('POST', '/api/scans', said);
  if (answers[0]?.outcome !== 'recorded') throw new Error(answers[0]?.sentence ?? '');
  forgetUnits();
}
