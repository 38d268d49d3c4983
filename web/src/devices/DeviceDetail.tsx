import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { DeviceOnWire } from '../../../src/access/devices/contract.ts';
import { Confirm } from '../forms/Confirm.tsx';
import { forgetList } from '../lists/use-list.ts';
import { ask, withQuery } from '../server/ask.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { devicesWords } from './devices-words.ts';
import { SiteChoice } from './SiteChoice.tsx';
import '../shell/acting.css';

/** A device that is opened in the list: its name and where it is, and shutting it out. */
export function DeviceDetail({ device }: { device: DeviceOnWire }) {
  const say = useSliceWords(devicesWords);
  const { time } = useSpeech();
  const { id, revokedAt } = device;
  const revoke = useAct(async (reason: string) => {
    await ask('DELETE', withQuery(`/api/devices/${id}`, { reason }));
    forgetList('devices');
  });
  if (revokedAt !== null) return <p>{say('wasRevoked', { when: time(revokedAt) })}</p>;
  return (
    <div className="act-panel">
      <ChangeForm device={device} />
      <Confirm label={say('revoke')} hint={say('revokeHint')} act={revoke} reason="needed" isDangerous />
    </div>
  );
}

function ChangeForm({ device: { id, name, site, station } }: { device: DeviceOnWire }) {
  const say = useSliceWords(devicesWords);
  const [wanted, setWanted] = useState(site);
  const change = useAct(async (fields: FormData) => {
    const at = String(fields.get('station')).trim();
    const body = { name: String(fields.get('name')).trim(), site: wanted, station: at === '' ? null : at };
    await ask('PATCH', `/api/devices/${id}`, body);
    forgetList('devices');
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void change.run(new FormData(event.currentTarget));
  }
  return (
    <form className="act-panel wide" onSubmit={submit}>
      <div className="fields">
        <TextInput name="name" label={say('name')} defaultValue={name} required maxLength={200} />
        <SiteChoice label={say('site')} needs="devices" value={wanted} onChange={setWanted} />
        <TextInput name="station" label={say('station')} defaultValue={station ?? ''} maxLength={200} />
      </div>
      <ProblemNote problem={change.problem} />
      <Button type="submit" variant="default" loading={change.isBusy}>
        {say('save')}
      </Button>
    </form>
  );
}
