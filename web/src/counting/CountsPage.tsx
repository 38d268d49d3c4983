import './counting.css';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import type { CountSummaryOnWire } from '../../../src/operations/counting/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { BeginCount } from './BeginCount.tsx';
import { countingWords } from './counting-words.ts';
import { missingWords } from './missing-words.ts';
import { scopeText, shareText } from './scope-text.ts';

/** The counts of this site, the newest first; those that somebody has left lying are marked. */
export function CountsPage() {
  const sayHere = useSliceWords(countingWords);
  const sayMissing = useSliceWords(missingWords);
  const { age, number, language } = useSpeech();
  const site = useDevice().site!;
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const states = ['open', 'abandoned', 'counting', 'paused', 'counted', 'closed', 'cancelled'] as const;
  const list: List<CountSummaryOnWire> = {
    name: 'counts',
    label: sayHere('counts'),
    path: '/api/counts',
    query: { site },
    empty: sayHere('none'),
    keyOf: (row) => row.number,
    linkTo: (row) => ({ to: '/counts/$number', params: { number: row.number } }),
    toneOf: ({ abandoned, endedAt }) => (abandoned ? 'ask' : endedAt === null ? undefined : 'off'),
    columns: [
      {
        key: 'number',
        title: sayHere('number'),
        cell: (row) => <span className="number">{row.number}</span>,
      },
      {
        key: 'scope',
        title: sayHere('what'),
        cell: ({ scope }) => scopeText(scope) ?? sayHere('everything'),
      },
      { key: 'state', title: sayHere('state'), cell: (row) => <StateChip row={row} /> },
      { key: 'holder', title: sayHere('holder'), cell: ({ holder }) => holder.name },
      {
        key: 'started',
        title: sayHere('started'),
        cell: ({ startedAt }) => sayHere('since', { age: age(startedAt) }),
      },
      {
        key: 'expected',
        title: sayHere('expected'),
        isNumber: true,
        cell: ({ expected }) => (expected === null ? '' : number(expected)),
      },
      {
        key: 'accuracy',
        title: sayHere('accuracy'),
        isNumber: true,
        cell: ({ figures }) => (figures === null ? '' : shareText(figures.accuracy, language)),
      },
    ],
    filters: [
      {
        kind: 'choice',
        key: 'state',
        label: sayHere('state'),
        all: sayHere('all'),
        choices: states.map((value) => ({ value, label: sayHere(value) })),
      },
    ],
    actions: !isNew && (
      <>
        {may('scan', site) && (
          <Button leftSection={<ClipboardCheck size={18} aria-hidden />} onClick={() => setNew(true)}>
            {sayHere('begin')}
          </Button>
        )}
        <Link to="/missing" search={{ site }} className="counting-link">
          {sayMissing('searchList')}
        </Link>
        <Link to="/count-accuracy" className="counting-link">
          {sayHere('accuracy')}
        </Link>
      </>
    ),
  };
  return (
    <div className="stack">
      <header>
        <h1>{sayHere('counts')}</h1>
        <p className="soft under-title">{sayHere('countsHint')}</p>
      </header>
      {isNew && <BeginCount site={site} cancel={() => setNew(false)} />}
      <DataList list={list} />
    </div>
  );
}

const tones = {
  counting: 'good',
  paused: undefined,
  counted: 'ask',
  closed: undefined,
  cancelled: undefined,
} as const;

export function StateChip({
  row: { state, abandoned },
}: {
  row: Pick<CountSummaryOnWire, 'state' | 'abandoned'>;
}) {
  const sayHere = useSliceWords(countingWords);
  return (
    <span className="chip" data-tone={abandoned ? 'bad' : tones[state]}>
      {sayHere(abandoned ? 'abandoned' : state)}
    </span>
  );
}
