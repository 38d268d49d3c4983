import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { SiteOnWire } from '../../../src/operations/places/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useMay } from '../server/use-may.ts';
import { useSliceWords } from '../words/words.ts';
import { NewSite } from './NewSite.tsx';
import { sitesWords } from './sites-words.ts';
import './sites.css';

/** The sites that one may see. */
export function SitesPage() {
  const say = useSliceWords(sitesWords);
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const list: List<SiteOnWire> = {
    name: 'sites',
    label: say('sites'),
    path: '/api/sites',
    empty: say('none'),
    keyOf: ({ code }) => code,
    linkTo: ({ code }) => ({ to: '/sites/$code', params: { code } }),
    toneOf: ({ active }) => (active ? undefined : 'off'),
    columns: [
      { key: 'name', title: say('name'), cell: ({ name }) => name },
      { key: 'code', title: say('code'), cell: ({ code }) => <span className="number">{code}</span> },
      { key: 'kind', title: say('kind'), cell: ({ kind }) => say(`kind_${kind}`) },
      {
        key: 'city',
        title: say('city'),
        cell: ({ address }) => address && [address.city, address.country].filter(Boolean).join(', '),
      },
      { key: 'timeZone', title: say('timeZone'), cell: ({ timeZone }) => timeZone },
      { key: 'owner', title: say('company'), isExtra: true, cell: ({ owner }) => owner },
      {
        key: 'state',
        title: say('state'),
        cell: ({ active }) => (
          <span className="chip" data-tone={active ? undefined : 'bad'}>
            {say(active ? 'open' : 'closed')}
          </span>
        ),
      },
    ],
    actions: may('catalog', null) && !isNew && (
      <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setNew(true)}>
        {say('newSite')}
      </Button>
    ),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('sites')}</h1>
        <p className="soft under-title">{say('sitesHint')}</p>
      </header>
      {isNew && <NewSite onDone={() => setNew(false)} />}
      <DataList list={list} />
    </div>
  );
}
