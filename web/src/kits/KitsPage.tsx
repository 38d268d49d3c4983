import './kits.css';
import { Link } from '@tanstack/react-router';
import { Blocks } from 'lucide-react';
import type { KitOnWire } from '../../../src/operations/kits/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useSites } from '../server/queries.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { kitWords } from './kit-words.ts';

const states = ['built', 'broken', 'undone'] as const;

/** Kits that were put together here: of what, by whom, and whether they still are. */
export function KitsPage() {
  const say = useSliceWords(kitWords);
  const { time } = useSpeech();
  const mayBuild = useMay()('scan', useDevice().site);
  const sites = (useSites().data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name} · ${code}`,
  }));
  const list: List<KitOnWire> = {
    name: 'kits',
    label: say('kits'),
    path: '/api/kits',
    empty: say('none'),
    columns: [
      { key: 'serial', title: say('serial'), cell: ({ serial }) => <span className="number">{serial}</span> },
      { key: 'product', title: say('product'), cell: ({ name }) => name },
      { key: 'state', title: say('state'), cell: ({ state }) => <span className="chip">{say(state)}</span> },
      { key: 'where', title: say('where'), cell: ({ site }) => <span className="short">{site}</span> },
      { key: 'when', title: say('when'), cell: ({ builtAt }) => time(builtAt) },
      { key: 'who', title: say('who'), cell: ({ builtBy }) => builtBy },
      {
        key: 'number',
        title: say('number'),
        isExtra: true,
        cell: ({ number }) => <span className="number">{number}</span>,
      },
    ],
    filters: [
      {
        kind: 'choice',
        key: 'state',
        label: say('state'),
        all: say('any'),
        choices: states.map((value) => ({ value, label: say(value) })),
      },
      { kind: 'choice', key: 'site', label: say('site'), all: say('allSites'), choices: sites },
    ],
    keyOf: ({ number }) => number,
    linkTo: ({ number }) => ({ to: '/kits/$number', params: { number } }),
    toneOf: ({ state }) => (state === 'built' ? undefined : 'off'),
    ...(mayBuild
      ? {
          actions: (
            <Link to="/build-kit" className="button-link">
              <Blocks size={16} aria-hidden /> {say('build')}
            </Link>
          ),
        }
      : {}),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('kits')}</h1>
        <p className="soft under-title">{say('listHint')}</p>
      </header>
      <DataList list={list} />
    </div>
  );
}
