import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReaderOnWire } from '../../../src/operations/rfid/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useMay } from '../server/use-may.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { NewReader, ReaderDetail } from './ReaderForms.tsx';
import { RfidTabs } from './RfidTabs.tsx';
import { rfidWords } from './rfid-words.ts';

/** The readers of one's sites: where they are, what for, and how they are doing. */
export function ReadersPage() {
  const say = useSliceWords(rfidWords);
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const list: List<ReaderOnWire> = {
    name: 'readers',
    label: say('readers'),
    path: '/api/rfid/readers',
    empty: say('noReaders'),
    columns: useColumns(),
    keyOf: ({ code }) => code,
    toneOf: ({ active }) => (active ? undefined : 'off'),
    detail: (reader) => <ReaderDetail key={reader.code} reader={reader} />,
    actions: may('devices') && !isAdding && (
      <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setAdding(true)}>
        {say('newReader')}
      </Button>
    ),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('readers')}</h1>
        <p className="soft under-title">{say('readersHint')}</p>
      </header>
      <RfidTabs />
      {isAdding && <NewReader onDone={() => setAdding(false)} />}
      <DataList list={list} />
    </div>
  );
}

function useColumns(): List<ReaderOnWire>['columns'] {
  const say = useSliceWords(rfidWords);
  const { number, time } = useSpeech();
  return [
    { key: 'name', title: say('name'), cell: ({ name }) => name },
    { key: 'code', title: say('code'), cell: ({ code }) => <span className="number">{code}</span> },
    { key: 'hears', title: say('hears'), cell: ({ site, location }) => `${site}/${location}` },
    { key: 'purpose', title: say('forWhat'), cell: ({ purpose }) => say(purpose) },
    {
      key: 'heardAt',
      title: say('lastHeard'),
      cell: ({ heardAt }) => (heardAt === null ? say('never') : time(heardAt)),
    },
    { key: 'reads', title: say('reads'), isNumber: true, cell: ({ reads }) => number(reads) },
    { key: 'unknown', title: say('notOurs'), isNumber: true, cell: ({ unknown }) => number(unknown) },
    { key: 'junk', title: say('junk'), isNumber: true, cell: ({ junk }) => number(junk) },
    { key: 'key', title: say('key'), isExtra: true, cell: ({ key }) => key?.name ?? say('anyKey') },
    {
      key: 'state',
      title: say('state'),
      cell: ({ active }) => (
        <span className="chip" data-tone={active ? undefined : 'bad'}>
          {say(active ? 'active' : 'shutOff')}
        </span>
      ),
    },
  ];
}
