import { Button } from '@mantine/core';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { PersonOnWire } from '../../../src/access/people/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { NewPerson } from './NewPerson.tsx';
import { peopleWords } from './people-words.ts';
import { Roles } from './Roles.tsx';
import './people.css';

/** Everybody who signs in, at the sites that one may look at. */
export function PeoplePage() {
  const say = useSliceWords(peopleWords);
  const [isNew, setNew] = useState(false);
  const columns = useColumns();
  const list: List<PersonOnWire> = {
    name: 'people',
    label: say('people'),
    path: '/api/people',
    empty: say('nobody'),
    keyOf: ({ id }) => String(id),
    linkTo: ({ id }) => ({ to: '/people/$id', params: { id: String(id) } }),
    toneOf: ({ disabledAt }) => (disabledAt === null ? undefined : 'off'),
    columns,
    filters: [
      { kind: 'text', key: 'q', label: say('find') },
      {
        kind: 'choice',
        key: 'state',
        label: say('state'),
        all: say('all'),
        choices: [
          { value: 'active', label: say('active') },
          { value: 'disabled', label: say('disabled') },
        ],
      },
    ],
    actions: !isNew && (
      <Button leftSection={<UserPlus size={18} aria-hidden />} onClick={() => setNew(true)}>
        {say('newPerson')}
      </Button>
    ),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('people')}</h1>
        <p className="soft under-title">{say('peopleHint')}</p>
      </header>
      {isNew && <NewPerson onDone={() => setNew(false)} />}
      <DataList list={list} />
    </div>
  );
}

function useColumns(): List<PersonOnWire>['columns'] {
  const say = useSliceWords(peopleWords);
  const { time, number } = useSpeech();
  return [
    { key: 'name', title: say('name'), cell: ({ name }) => name },
    { key: 'login', title: say('login'), cell: ({ login }) => <span className="number">{login}</span> },
    { key: 'roles', title: say('roles'), cell: ({ grants }) => <Roles grants={grants} /> },
    { key: 'badge', title: say('badge'), cell: ({ badge }) => badge && say('badge') },
    { key: 'sessions', title: say('sessions'), isNumber: true, cell: ({ sessions }) => number(sessions) },
    {
      key: 'lastUsed',
      title: say('lastUsed'),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? say('never') : time(lastUsedAt)),
    },
    {
      key: 'state',
      title: say('state'),
      cell: ({ disabledAt }) => (
        <span className="chip" data-tone={disabledAt === null ? undefined : 'bad'}>
          {say(disabledAt === null ? 'active' : 'disabled')}
        </span>
      ),
    },
  ];
}
