import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { KeyOnWire } from '../../../src/access/contract.ts';
import { Confirm } from '../forms/Confirm.tsx';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { forgetList } from '../lists/use-list.ts';
import { accessWords } from '../people/access-words.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { keysWords } from './keys-words.ts';
import { NewKey } from './NewKey.tsx';
import './keys.css';
import '../shell/acting.css';

/** What programs come in with: made, looked at, revoked. */
export function KeysPage() {
  const say = useSliceWords(keysWords);
  const [isNew, setNew] = useState(false);
  const list: List<KeyOnWire> = {
    name: 'keys',
    label: say('keys'),
    path: '/api/keys',
    empty: say('none'),
    keyOf: ({ id }) => String(id),
    toneOf: (key) => (stateOf(key) === 'active' ? undefined : 'off'),
    columns: useColumns(),
    detail: (key) => <KeyDetail key={key.id} item={key} />,
    actions: !isNew && (
      <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setNew(true)}>
        {say('newKey')}
      </Button>
    ),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('keys')}</h1>
        <p className="soft under-title">{say('keysHint')}</p>
      </header>
      {isNew && <NewKey onDone={() => setNew(false)} />}
      <DataList list={list} />
    </div>
  );
}

function useColumns(): List<KeyOnWire>['columns'] {
  const say = useSliceWords(keysWords);
  const sayAccess = useSliceWords(accessWords);
  const { time } = useSpeech();
  const timeOr = (at: string | null) => (at === null ? say('never') : time(at));
  return [
    { key: 'name', title: say('name'), cell: ({ name }) => name },
    { key: 'prefix', title: say('prefix'), cell: ({ prefix }) => <span className="number">{prefix}</span> },
    { key: 'role', title: say('role'), cell: ({ role }) => sayAccess(`role_${role}`) },
    {
      key: 'scopes',
      title: say('scopes'),
      cell: ({ scopes }) => scopes?.map((scope) => sayAccess(`may_${scope}`)).join(', ') ?? say('allOfRole'),
    },
    { key: 'sites', title: say('sites'), cell: ({ sites }) => sites?.join(', ') ?? sayAccess('allSites') },
    { key: 'lastUsed', title: say('lastUsed'), cell: ({ lastUsedAt }) => timeOr(lastUsedAt) },
    { key: 'expires', title: say('expires'), cell: ({ expiresAt }) => timeOr(expiresAt) },
    { key: 'createdAt', title: say('createdAt'), isExtra: true, cell: ({ createdAt }) => time(createdAt) },
    {
      key: 'state',
      title: say('state'),
      cell: (key) => (
        <span className="chip" data-tone={stateOf(key) === 'active' ? undefined : 'bad'}>
          {say(stateOf(key))}
        </span>
      ),
    },
  ];
}

function stateOf({ revokedAt, expiresAt }: KeyOnWire): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'expired' : 'active';
}

function KeyDetail({ item: { id, revokedAt } }: { item: KeyOnWire }) {
  const say = useSliceWords(keysWords);
  const { time } = useSpeech();
  const revoke = useAct(async (reason: string) => {
    await ask('DELETE', withQuery(`/api/keys/${id}`, { reason }));
    forgetList('keys');
  });
  if (revokedAt !== null) return <p>{say('wasRevoked', { when: time(revokedAt) })}</p>;
  return <Confirm label={say('revoke')} hint={say('revokeHint')} act={revoke} reason="needed" isDangerous />;
}
