import './watching.css';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { WatchLimitOnWire, WatchNightOnWire } from '../../../src/operations/watching/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { LimitsForm } from './LimitsForm.tsx';
import { watchingWords } from './watching-words.ts';

/** How long units may go unseen before somebody is asked, and what the last nights brought. */
export function WatchPage() {
  const say = useSliceWords(watchingWords);
  const may = useMay();
  const here = useDevice().site ?? '';
  const [site, setSite] = useState(here);
  const sites = useSites().data?.items ?? [];
  return (
    <div className="stack">
      <div>
        <h1>{say('watch')}</h1>
        <p className="soft">{say('watchHint')}</p>
      </div>
      <section className="panel stack" aria-labelledby="watch-limits">
        <h2 id="watch-limits">{say('limits')}</h2>
        <div className="form-pair">
          <NativeSelect
            label={say('forSite')}
            value={site}
            onChange={({ currentTarget }) => setSite(currentTarget.value)}
            data={[
              { value: '', label: say('allSites') },
              ...sites.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` })),
            ]}
          />
        </div>
        <Limits key={site} site={site} mayChange={may('settle', site === '' ? null : site)} />
      </section>
      <Nights />
    </div>
  );
}

function Limits({ site, mayChange }: { site: string; mayChange: boolean }) {
  const query = useQuery({
    queryKey: ['watch-limits', site],
    queryFn: () =>
      ask<{ items: readonly WatchLimitOnWire[] }>(
        'GET',
        withQuery('/api/watch/limits', { site: site === '' ? undefined : site }),
      ),
  });
  if (query.error) return <Trouble error={query.error} reset={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const { items } = query.data;
  return <LimitsForm key={query.dataUpdatedAt} site={site} items={items} mayChange={mayChange} />;
}

function Nights() {
  const say = useSliceWords(watchingWords);
  const { number } = useSpeech();
  const list: List<WatchNightOnWire> = {
    name: 'watch-nights',
    label: say('nights'),
    path: '/api/watch/nights',
    empty: say('noNights'),
    keyOf: ({ site, day }) => `${site} ${day}`,
    toneOf: ({ left }) => (left > 0 ? 'ask' : undefined),
    columns: [
      { key: 'day', title: say('night'), cell: ({ day }) => <span className="short">{day}</span> },
      { key: 'site', title: say('site'), cell: ({ site }) => <span className="short">{site}</span> },
      { key: 'due', title: say('due'), isNumber: true, cell: ({ due }) => number(due) },
      { key: 'asked', title: say('asked'), isNumber: true, cell: ({ asked }) => number(asked) },
      {
        key: 'questions',
        title: say('questions'),
        isNumber: true,
        cell: ({ questions }) => number(questions),
      },
      { key: 'left', title: say('left'), isNumber: true, cell: ({ left }) => number(left) },
    ],
    actions: (
      <Link to="/exceptions" search={{ kind: 'not_seen' }}>
        {say('openQuestions')}
      </Link>
    ),
  };
  return (
    <div className="stack">
      <h2>{say('nights')}</h2>
      <DataList list={list} />
    </div>
  );
}
