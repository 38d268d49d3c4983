import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { DeviceOnWire } from '../../../src/access/devices/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { DeviceDetail } from './DeviceDetail.tsx';
import { devicesWords } from './devices-words.ts';
import { Invite } from './Invite.tsx';
import './devices.css';

/** Handhelds and tills of one's sites: let in, renamed, shut out. */
export function DevicesPage() {
  const say = useSliceWords(devicesWords);
  const [isInviting, setInviting] = useState(false);
  const list: List<DeviceOnWire> = {
    name: 'devices',
    label: say('devices'),
    path: '/api/devices',
    empty: say('none'),
    keyOf: ({ id }) => String(id),
    toneOf: ({ revokedAt }) => (revokedAt === null ? undefined : 'off'),
    columns: useColumns(),
    detail: (device) => <DeviceDetail key={device.id} device={device} />,
    actions: !isInviting && (
      <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setInviting(true)}>
        {say('invite')}
      </Button>
    ),
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('devices')}</h1>
        <p className="soft under-title">{say('devicesHint')}</p>
      </header>
      {isInviting && <Invite onDone={() => setInviting(false)} />}
      <DataList list={list} />
    </div>
  );
}

function useColumns(): List<DeviceOnWire>['columns'] {
  const say = useSliceWords(devicesWords);
  const { time } = useSpeech();
  return [
    { key: 'name', title: say('name'), cell: ({ name }) => name },
    { key: 'site', title: say('site'), cell: ({ site }) => site },
    { key: 'station', title: say('station'), cell: ({ station }) => station },
    {
      key: 'lastSeen',
      title: say('lastSeen'),
      cell: ({ lastSeenAt }) => (lastSeenAt === null ? say('never') : time(lastSeenAt)),
    },
    { key: 'pairedAt', title: say('pairedAt'), isExtra: true, cell: ({ pairedAt }) => time(pairedAt) },
    { key: 'pairedBy', title: say('pairedBy'), isExtra: true, cell: ({ pairedBy }) => pairedBy },
    {
      key: 'state',
      title: say('state'),
      cell: ({ revokedAt }) => (
        <span className="chip" data-tone={revokedAt === null ? undefined : 'bad'}>
          {say(revokedAt === null ? 'active' : 'revoked')}
        </span>
      ),
    },
  ];
}
